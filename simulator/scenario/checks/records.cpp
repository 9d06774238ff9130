#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text/json.hpp"
#include "judge/truth.hpp"
#include "scenario/checks/checks.hpp"
#include "world/fields.hpp"

namespace crosswalk::sim::checks {
namespace {

constexpr EntityKind kinds[] = {EntityKind::job,
                                EntityKind::candidate,
                                EntityKind::application,
                                EntityKind::candidate_note,
                                EntityKind::application_note,
                                EntityKind::feedback,
                                EntityKind::stage};

std::string text_of(const Json& value) {
  return value.text() != nullptr ? *value.text() : write_json(value);
}

const Json* step_into(const Json& value, std::string_view name) {
  const Json::List* const items = value.items();
  if (items == nullptr) return value.find(name);
  std::size_t at = 0;
  const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), at);
  const bool is_place = failed == std::errc{} && end == name.data() + name.size();
  return is_place && at < items->size() ? &(*items)[at] : nullptr;
}

const EntityKind* kind_named(std::string_view word) {
  const auto* const found =
      std::ranges::find(kinds, word, [](EntityKind kind) { return name_of(kind); });
  return found == std::end(kinds) ? nullptr : found;
}

// What children hang on is divided by a line end in the ledger, and by a slash in scenarios.
const Entity* find(const Scene& scene, const RecordExpectation& wanted) {
  const EntityKind* const kind = kind_named(wanted.kind);
  if (kind == nullptr) return nullptr;
  std::string id = wanted.id;
  std::ranges::replace(id, '/', '\n');
  const Entity* const entity =
      scene.linkedin.ledger(scene.now).find(*kind, scene.policy.organization, id);
  return entity != nullptr && entity->held ? entity : nullptr;
}

template <class T>
std::string text_at(const T& row, const Member<T>& member) {
  struct Show {
    const T& row;
    std::string operator()(Text T::*place) const { return std::string(row.*place); }
    std::string operator()(bool T::*place) const { return row.*place ? "true" : "false"; }
    std::string operator()(Id T::*place) const { return std::to_string(row.*place); }
    std::string operator()(const Choice<T>& choice) const {
      return std::string(choice.words[choice.get(row)]);
    }
  };
  return std::visit(Show{row}, member.place);
}

template <class T>
std::optional<std::string> read(const T& row, std::string_view name) {
  if constexpr (Editable<T>) {
    for (const Member<T>& member : members_of(static_cast<const T*>(nullptr))) {
      if (member.name == name) return text_at(row, member);
    }
  }
  return std::nullopt;
}

std::optional<Id> to_id(std::string_view text) {
  Id id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

bool lives(const World& world, Kind kind, Id id) {
  return with_row_type(kind, [&](const auto* row) {
    return world.find<std::remove_cvref_t<decltype(*row)>>(id) != nullptr;
  });
}

// Living or gone.
bool ever_was(const World& world, Kind kind, std::string_view text) {
  const auto id = to_id(text);
  return id && with_row_type(kind, [&](const auto* row) {
           const auto& table = world.all<std::remove_cvref_t<decltype(*row)>>();
           return *id >= table.first_id() && *id - table.first_id() < table.rows();
         });
}

// Of "PARENT/ID" what the first is; the second of a note, too. Others' depend on the vendor.
bool ever_was(const World& world, EntityKind kind, std::string_view id) {
  const std::string_view first = id.substr(0, id.find('/'));
  const std::string_view second = id.substr(std::min(id.size(), first.size() + 1));
  switch (kind) {
    case EntityKind::job:
      return ever_was(world, Kind::job, first);
    case EntityKind::candidate:
      return ever_was(world, Kind::candidate, first);
    case EntityKind::candidate_note:
      return ever_was(world, Kind::candidate, first) && ever_was(world, Kind::note, second);
    case EntityKind::application_note:
      return ever_was(world, Kind::application, first) && ever_was(world, Kind::note, second);
    case EntityKind::application:
    case EntityKind::feedback:
    case EntityKind::stage:
      break;
  }
  return ever_was(world, Kind::application, first);
}

template <class T>
std::optional<Standing> standing_of(const Scene& scene, std::string_view text) {
  const auto id = to_id(text);
  const T* const row = id ? scene.world->find<T>(*id) : nullptr;
  if (row == nullptr) return std::nullopt;
  return Truth(*scene.world, scene.policy, scene.exports, scene.erased).of(*row);
}

// Why nobody could have sent it, as the judge knows; empty where it should be there, or where only
// its parent is told.
std::string why_not_held(const Scene& scene, EntityKind kind, std::string_view id) {
  if (scene.world == nullptr) return {};
  std::optional<Standing> standing;
  if (kind == EntityKind::job) standing = standing_of<Job>(scene, id);
  if (kind == EntityKind::candidate) standing = standing_of<Candidate>(scene, id);
  if (kind == EntityKind::application) standing = standing_of<Application>(scene, id);
  if (!standing || *standing == Standing::sent) return {};
  constexpr const char* words[] = {"",
                                   "it is incomplete, or what it hangs on is",
                                   "it is withheld, or what it hangs on is",
                                   "it is a draft, a template or a prospect",
                                   "it or its person is deleted there",
                                   "its person asked to be forgotten"};
  return std::string("; the source does not ask for it: ") +
         words[static_cast<std::size_t>(*standing)];
}

constexpr const char* never_was =
    "no record of this id has ever been at the vendor, so that it is not here proves nothing; say "
    "the id of one that was";

// Reports put stand-ins in place of what is somebody's by the names around it, so these are there.
std::string as_member(std::string_view root, std::string_view path, std::string_view value) {
  Json inner =
      value == "true" || value == "false" ? Json(value == "true") : Json(std::string(value));
  while (!path.empty()) {
    const std::size_t dot = path.rfind('.');
    const std::string_view name = dot == std::string_view::npos ? path : path.substr(dot + 1);
    path = path.substr(0, dot == std::string_view::npos ? 0 : dot);
    if (name.find_first_not_of("0123456789") == std::string_view::npos) continue;
    inner = Json::Members{{std::string(name), std::move(inner)}};
  }
  return write_json(Json::Members{{std::string(root), std::move(inner)}});
}

// "found {"candidate":{"lastName":"A"}}, expected ...".
std::string compared_texts(std::string_view root, std::string_view path,
                           const std::optional<std::string>& is, std::string_view wanted) {
  const std::string found = is ? as_member(root, path, *is) : "nothing";
  return std::string(path) + ": found " + found + ", expected " + as_member(root, path, wanted);
}

}  // namespace

std::optional<std::string> content_field(std::string_view content, std::string_view path) {
  const auto parsed = parse_json(content, content.size() + 1);
  if (!parsed) return std::nullopt;
  const Json* at = &*parsed;
  while (!path.empty() && at != nullptr) {
    const std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    at = step_into(*at, name);
  }
  if (at == nullptr || at->is_null()) return std::nullopt;
  return text_of(*at);
}

std::optional<std::string> world_field(const World& world, Kind kind, Id id,
                                       std::string_view name) {
  std::optional<std::string> found;
  with_row_type(kind, [&](const auto* type) {
    using Type = std::remove_cvref_t<decltype(*type)>;
    const Type* const row = world.find<Type>(id);
    if (row != nullptr) found = read(*row, name);
    return found.has_value();
  });
  return found;
}

void linkedin_records(const Expectations& expect, const Scene& scene, const Found& found) {
  for (std::size_t at = 0; at < expect.linkedin_records.size(); ++at) {
    const RecordExpectation& wanted = expect.linkedin_records[at];
    const std::string name = "linkedin." + wanted.kind + "." + wanted.id;
    const int line = expect.places.of("records." + std::to_string(at));
    const Entity* const entity = find(scene, wanted);
    const bool should = wanted.held.value_or(true);
    const EntityKind* const kind = kind_named(wanted.kind);
    if ((entity != nullptr) != should) {
      const std::string why =
          should && kind != nullptr ? why_not_held(scene, *kind, wanted.id) : std::string();
      found.add(name, false,
                scene.tenant + ": found " + (entity ? "it held" : "nothing") + ", expected " +
                    (should ? "it held" : "nothing") + why,
                line);
      continue;
    }
    if (!should && kind != nullptr && scene.world != nullptr &&
        !ever_was(*scene.world, *kind, wanted.id)) {
      found.add(name, false, scene.tenant + ": " + never_was, line);
      continue;
    }
    std::string wrong;
    for (const auto& [path, value] : wanted.fields) {
      if (entity == nullptr) break;
      const auto is = content_field(entity->content, path);
      const bool member = path == "manualMatchedMember" && entity->member == value;
      if (member || is.value_or("") == value) continue;
      wrong += (wrong.empty() ? "" : "; ") + compared_texts(wanted.kind, path, is, value);
    }
    found.add(name, wrong.empty(), wrong.empty() ? "as expected" : scene.tenant + ": " + wrong,
              line);
  }
}

void vendor_records(const Expectations& expect, const Scene& scene, const Found& found) {
  for (std::size_t at = 0; at < expect.vendor_records.size(); ++at) {
    const VendorExpectation& wanted = expect.vendor_records[at];
    const std::string name = "vendor." + wanted.kind + "." + wanted.id;
    const int line = expect.places.of("vendor_records." + std::to_string(at));
    const auto kind = kind_of(wanted.kind);
    const auto id = to_id(wanted.id);
    if (!kind || !id || scene.world == nullptr) {
      found.add(name, false, "there is no such kind or id here", line);
      continue;
    }
    const bool there = lives(*scene.world, *kind, *id);
    const bool should = wanted.there.value_or(true);
    if (there != should) {
      found.add(name, false,
                scene.tenant + ": found " + (there ? "it there" : "nothing") + ", expected " +
                    (should ? "it there" : "nothing"),
                line);
      continue;
    }
    if (!should && !ever_was(*scene.world, *kind, wanted.id)) {
      found.add(name, false, scene.tenant + ": " + never_was, line);
      continue;
    }
    std::string wrong;
    for (const auto& [field, value] : wanted.fields) {
      if (!there) break;
      const auto is = world_field(*scene.world, *kind, *id, field);
      if (is == value) continue;
      wrong += (wrong.empty() ? "" : "; ") + compared_texts(wanted.kind, field, is, value);
    }
    found.add(name, wrong.empty(), wrong.empty() ? "as expected" : scene.tenant + ": " + wrong,
              line);
  }
}

}  // namespace crosswalk::sim::checks
