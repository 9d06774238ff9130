#include "world/mutation.hpp"

#include <algorithm>
#include <iterator>

#include "world/fields.hpp"
#include "world/growth/invent.hpp"
#include "world/mutation/placing.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view words[] = {"insert", "update", "delete", "anonymise", "advance",
                                      "reject", "close",  "reopen", "merge"};

Error wrong(std::string what) { return {ErrorCode::invalid_input, std::move(what), "mutation"}; }

/// Sets one member, or tells why not; with `row` null only checks.
template <class T>
std::optional<Error> set(World& world, T* row, const std::string& name, const std::string& value) {
  const std::vector<Member<T>>& members = members_of(row);
  const auto found = std::ranges::find(members, std::string_view(name), &Member<T>::name);
  if (found == members.end()) {
    std::vector<std::string_view> known;
    for (const Member<T>& each : members) known.push_back(each.name);
    return unknown_word(place_of(name), "field of this kind", name, known);
  }
  if (const auto* text = std::get_if<Text T::*>(&found->place)) {
    if (row != nullptr) row->*(*text) = world.keep(value);
  } else if (const auto* flag = std::get_if<bool T::*>(&found->place)) {
    if (value != "true" && value != "false") {
      return Error{ErrorCode::invalid_input, "it must be true or false", place_of(name)};
    }
    if (row != nullptr) row->*(*flag) = value == "true";
  } else if (const auto* choice = std::get_if<Choice<T>>(&found->place)) {
    const auto word = std::ranges::find(choice->words, std::string_view(value));
    if (word == choice->words.end()) {
      return unknown_word(place_of(name), "word for it", value,
                          {choice->words.begin(), choice->words.end()});
    }
    if (row != nullptr) choice->set(*row, static_cast<std::size_t>(word - choice->words.begin()));
  } else {
    const auto id = id_in(value);
    if (!id) return Error{ErrorCode::invalid_input, "it must be an id", place_of(name)};
    if (row != nullptr) row->*std::get<Id T::*>(found->place) = *id;
  }
  return std::nullopt;
}

/// A change somebody might make on a Tuesday.
void nudge(World& world, Candidate& row, Draw& draw) {
  row.title = draw.pick(professions());
  row.company = world.keep(company(draw));
}
void nudge(World& world, Application& row, Draw& draw) {
  const Table<Source>& sources = world.all<Source>();
  row.source_id = sources.first_id() + draw.below(sources.rows());
}
void nudge(World& world, JobPost& row, Draw& draw) {
  row.title = world.keep(std::string(draw.pick(professions())) + ", part-time");
}
void nudge(World&, User& row, Draw&) { row.job_title = "Recruiter at large"; }
void nudge(World& world, Note& row, Draw& draw) {
  row.body = world.keep(std::string(row.body.substr(0, 200)) +
                        " Then again: " + std::string(draw.pick(cities())) + ".");
}
void nudge(World& world, Scorecard& row, Draw& draw) {
  row.public_notes =
      world.keep("On reflection: a good " + std::string(draw.pick(professions())) + '.');
}
template <class T>
void nudge(World& world, T& row, Draw& draw) {
  row.name =
      world.keep(std::string(draw.pick(professions())) + " " + std::to_string(draw.below(99)));
}

template <class T>
bool change(World& world, Id id, const Fields& fields, Draw& draw, Instant at) {
  return world.edit<T>(id, at, [&](T& row) {
    for (const auto& [name, value] : fields) set(world, &row, name, value);
    if (fields.empty()) nudge(world, row, draw);
    if constexpr (std::is_same_v<T, Candidate>) {
      const bool lost = row.linkedin_url.empty();
      if (lost) row.linkedin_place = LinkedInPlace::none;
      if (!lost && row.linkedin_place == LinkedInPlace::none) {
        row.linkedin_place = LinkedInPlace::social_media;
      }
    }
    if constexpr (std::is_same_v<T, Scorecard>) {
      if (row.complete && !row.submitted_at) {
        row.submitted_at = at;
        row.submitter_id = row.interviewer_id;
      }
    }
  });
}

/// False for the kinds that nobody edits.
bool change_any(World& world, Kind kind, Id id, const Fields& fields, Draw& draw, Instant at) {
  return with_row_type(kind, [&]<class T>(const T*) {
    if constexpr (Editable<T>) {
      return change<T>(world, id, fields, draw, at);
    } else {
      return false;
    }
  });
}

Result<std::vector<Id>> insert(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  Fields fields = mutation.fields;
  std::erase_if(fields, [&](const auto& field) { return is_place(mutation.kind, field.first); });
  std::vector<Id> ids;
  for (std::uint32_t n = 0; n < mutation.count; ++n) {
    Result<Id> id = insert_one(world, mutation, draw, at);
    if (!id) return std::move(id).error();
    ids.push_back(*id);
    if (!fields.empty()) change_any(world, mutation.kind, *id, fields, draw, at);
  }
  return ids;
}

std::optional<Error> wrong_field(World& world, Kind kind, const std::string& name,
                                 const std::string& value) {
  std::optional<Error> problem = wrong("records of this kind have no fields to set");
  with_row_type(kind, [&]<class T>(const T*) {
    if constexpr (Editable<T>) problem = set<T>(world, nullptr, name, value);
    return true;
  });
  return problem;
}

bool apply(World& world, const Mutation& mutation, Id id, Draw& draw, Instant at) {
  const bool on_job = mutation.kind == Kind::job;
  const bool on_application = mutation.kind == Kind::application;
  const Table<RejectionReason>& reasons = world.all<RejectionReason>();
  switch (mutation.operation) {
    case Operation::insert:
      return false;
    case Operation::update:
      return change_any(world, mutation.kind, id, mutation.fields, draw, at);
    case Operation::remove:
      return world.remove(mutation.kind, id, at);
    case Operation::anonymise:
      return mutation.kind == Kind::candidate && world.anonymise(id, at);
    case Operation::advance:
      return on_application && world.advance(id, at);
    case Operation::reject:
      return on_application &&
             world.reject(id, reasons.first_id() + draw.below(reasons.rows()), at);
    case Operation::close:
      return on_job && world.close_job(id, at);
    case Operation::reopen:
      return on_job && world.reopen_job(id, at);
    case Operation::merge:
      return mutation.kind == Kind::candidate && merge_one(world, mutation, id, draw, at);
  }
  return false;
}

}  // namespace

std::optional<Operation> operation_of(std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<Operation>(found - std::begin(words));
}

std::span<const std::string_view> operation_words() { return words; }

Result<std::vector<Id>> mutate(World& world, const Mutation& mutation, std::uint64_t turn,
                               Instant at) {
  constexpr std::uint32_t count_max = 1'000'000;
  const bool inserts = mutation.operation == Operation::insert;
  if (mutation.count > count_max) return wrong("the count is above 1,000,000");
  if (inserts && !mutation.ids.empty()) return wrong("an insert takes no ids; it gives new ones");
  const bool merges = mutation.operation == Operation::merge;
  const bool takes_fields = inserts || merges || mutation.operation == Operation::update;
  if (!takes_fields && !mutation.fields.empty()) {
    return wrong("only insert, update and merge take fields");
  }
  for (const auto& field : mutation.fields) {
    if (inserts && is_place(mutation.kind, field.first)) continue;
    const auto problem = merges ? wrong_survivor(world, field.first, field.second)
                                : wrong_field(world, mutation.kind, field.first, field.second);
    if (problem) return *problem;
  }
  Draw draw(world.options().seed, Stream::mutation, turn);
  if (inserts) return insert(world, mutation, draw, at);
  std::vector<Id> ids;
  if (auto problem = choose(world, mutation, draw, ids)) return *problem;
  std::vector<Id> touched;
  for (const Id id : ids) {
    if (apply(world, mutation, id, draw, at)) touched.push_back(id);
  }
  if (touched.empty() && !ids.empty()) return wrong("the operation does not apply to this kind");
  return touched;
}

}  // namespace crosswalk::sim
