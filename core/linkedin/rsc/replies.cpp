#include <algorithm>
#include <map>
#include <utility>

#include "linkedin/rsc/batches.hpp"
#include "linkedin/rsc/reply_reader.hpp"
#include "linkedin/wire/keys.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t task_bytes_max = 200;
// An entity under `errors` without a number of its own: something went wrong, try again.
constexpr int unnamed_error = 500;

int clamped(std::int64_t status) {
  return status >= 100 && status <= 599 ? static_cast<int>(status) : 0;
}

bool refused(int status) { return status >= 400; }

// The outcomes of one reply by the names asked about. Two contradicting words about one entity
// are none: asking or sending again is harmless, believing the wrong one is not.
class Tally {
 public:
  Tally(std::span<const EntityName> names, bool by_parent, const HttpResponse& reply) {
    reply_.status = reply.status;
    reply_.entities.reserve(names.size());
    for (std::size_t index = 0; index < names.size(); ++index) {
      const EntityName& name = names[index];
      reply_.entities.push_back({.id = name.id, .status = 0, .task = {}, .detail = {}});
      places_.emplace(Key{name.id, by_parent ? name.parent : std::string_view()}, index);
    }
    told_.resize(names.size(), Told::nothing);
  }

  std::size_t size() const { return told_.size(); }

  // The place of an entity in the question; size() when it was not asked about.
  std::size_t place(std::string_view id, std::string_view parent = {}) const {
    const auto found = places_.find(Key{id, parent});
    return found == places_.end() ? size() : found->second;
  }

  void say(std::size_t place, int status, std::string detail, std::string task = {}) {
    if (place >= size() || told_[place] == Told::twice) return;
    EntityStatus& entity = reply_.entities[place];
    if (told_[place] == Told::once && entity.status != status) {
      entity = {.id = entity.id, .status = 0, .task = {}, .detail = {}};
      told_[place] = Told::twice;
      return;
    }
    told_[place] = Told::once;
    entity.status = status;
    entity.detail = std::move(detail);
    entity.task = std::move(task);
  }

  BatchReply close(bool readable) {
    reply_.readable = readable;
    if (!readable) reply_.entities.clear();
    return std::move(reply_);
  }

 private:
  enum class Told : std::uint8_t { nothing, once, twice };

  using Key = std::pair<std::string_view, std::string_view>;  // Id and parent.

  std::map<Key, std::size_t> places_;
  std::vector<Told> told_;
  BatchReply reply_;
};

bool answered(const HttpResponse& reply) { return reply.status >= 200 && reply.status < 300; }

// The entity a key of this kind names; nothing when the key is not one of ours. Extra parts are
// tolerated, a missing constant, context or parent is not.
std::optional<EntityName> name_in_key(const Dialect& dialect, RecordKind kind,
                                      std::string_view text) {
  const auto parts = parse_key(text, dialect.key_syntax);
  if (!parts) return std::nullopt;
  const auto value = [&](std::string_view name) -> const std::string* {
    const auto found = std::ranges::find(
        *parts, name, [](const auto& part) { return std::string_view(part.first); });
    return found == parts->end() ? nullptr : &found->second;
  };
  for (const auto& [name, expected] : dialect.key_constants) {
    const auto* given = value(name);
    if (!given || *given != expected) return std::nullopt;
  }
  if (!value(dialect.context_name)) return std::nullopt;
  const WireKind& wire = dialect.kind(kind);
  const auto* id = value(wire.id_name);
  if (!id) return std::nullopt;
  if (wire.parent_name.empty()) return EntityName{*id, {}};
  const auto* parent = value(wire.parent_name);
  return parent ? std::optional(EntityName{*id, *parent}) : std::nullopt;
}

bool keyed_by_parent(const Dialect& dialect, RecordKind kind) {
  const WireKind& wire = dialect.kind(kind);
  return !wire.parent_name.empty() && wire.below.empty();
}

bool task_urn(std::string_view text) {
  return text.starts_with("urn:li:") && text.size() <= task_bytes_max &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// What a keyed reply says, with `status_of` deciding what a result means. The map of statuses
// repeats what stands in the other two and only fills what they leave out.
template <class PlaceOf, class StatusOf>
BatchReply read_keyed(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                      const HttpResponse& reply, PlaceOf place_of, StatusOf status_of) {
  Tally tally(names, keyed_by_parent(dialect, kind), reply);
  std::vector<int> side(names.size(), 0);
  std::vector<bool> told(names.size(), false);
  const auto visit = [&](ReplyPart part, std::string_view key, std::size_t,
                         const OutcomeFacts& facts) {
    const std::size_t place = place_of(tally, key);
    if (place >= names.size()) return;
    if (part == ReplyPart::statuses) {
      side[place] = clamped(facts.status);
      return;
    }
    told[place] = true;
    const int said = clamped(facts.status);
    const int status =
        part == ReplyPart::errors ? (refused(said) ? said : unnamed_error) : status_of(facts);
    tally.say(place, status,
              refused(status) ? refusal_detail(dialect, kind, facts) : std::string());
  };
  if (!answered(reply) || !visit_outcomes(reply.body, false, visit)) return tally.close(false);
  for (std::size_t place = 0; place < names.size(); ++place) {
    if (!told[place] && refused(side[place])) tally.say(place, side[place], {});
  }
  return tally.close(true);
}

int own_status(const OutcomeFacts& facts) { return clamped(facts.status); }

BatchReply read_created(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                        const HttpResponse& reply) {
  Tally tally(names, false, reply);
  std::size_t elements = 0;
  const auto visit = [&](ReplyPart, std::string_view, std::size_t index,
                         const OutcomeFacts& facts) {
    elements = index + 1;
    const int status = clamped(facts.status);
    if (status == 202) {
      // Accepted, and nothing to ask about it: as good as no word.
      const bool known = task_urn(facts.id);
      tally.say(index, known ? 202 : 0, {}, known ? std::string(facts.id) : std::string());
      return;
    }
    tally.say(index, status,
              refused(status) ? refusal_detail(dialect, kind, facts) : std::string());
  };
  if (!answered(reply) || !visit_outcomes(reply.body, true, visit)) return tally.close(false);
  // Elements are matched by position; a list of another length matches nothing.
  return tally.close(elements == names.size());
}

// Simple keys, escaped or not. One that means two of the entities asked about means neither.
std::size_t by_text(const Tally& tally, std::string_view key) {
  const auto plain = percent_decode(key);
  const std::size_t as_it_is = tally.place(key);
  const std::size_t unescaped = plain ? tally.place(*plain) : tally.size();
  if (as_it_is == unescaped || unescaped == tally.size()) return as_it_is;
  return as_it_is == tally.size() ? unescaped : tally.size();
}

auto by_key(const Dialect& dialect, RecordKind kind) {
  return [&dialect, kind](const Tally& tally, std::string_view key) {
    if (!dialect.kind(kind).below.empty()) return by_text(tally, key);
    const auto name = name_in_key(dialect, kind, key);
    return name ? tally.place(name->id, name->parent) : tally.size();
  };
}

// A posting that is not listed, being closed or in review, is there all the same.
int job_status(const OutcomeFacts& facts) {
  if (facts.listing_status == "LISTED" || facts.listing_status == "NOT_LISTED") return 200;
  return facts.listing_status == "IN_PROGRESS" ? 202 : 0;
}

// A word LinkedIn adds later is progress for us; after a day the task is forgotten anyway.
int task_status(const OutcomeFacts& facts) {
  if (facts.word == "SUCCEEDED" || facts.word == "PROCESSED") return 200;
  if (facts.word == "FAILED") return 422;
  return facts.word.empty() ? 0 : 202;
}

}  // namespace

BatchReply read_upserts(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                        const HttpResponse& reply) {
  if (kind == RecordKind::job) return read_created(dialect, kind, names, reply);
  return read_keyed(dialect, kind, names, reply, by_key(dialect, kind), own_status);
}

BatchReply read_deletes(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                        const HttpResponse& reply) {
  return read_keyed(dialect, kind, names, reply, by_key(dialect, kind), own_status);
}

BatchReply read_entities(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                         const HttpResponse& reply) {
  if (kind == RecordKind::job) {
    return read_keyed(dialect, kind, names, reply, by_text, job_status);
  }
  return read_keyed(dialect, kind, names, reply, by_key(dialect, kind),
                    [](const OutcomeFacts&) { return 200; });
}

BatchReply read_tasks(const Dialect& dialect, std::span<const std::string> ids,
                      const HttpResponse& reply) {
  std::vector<EntityName> names;
  names.reserve(ids.size());
  for (const std::string& id : ids) names.push_back({id, {}});
  return read_keyed(dialect, RecordKind::job, names, reply, by_text, task_status);
}

bool version_sunset(const HttpResponse& reply) { return reply.status == 426; }

}  // namespace crosswalk
