#include "world/mutation/placing.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "world/fields.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

Error wrong(std::string what) { return {ErrorCode::invalid_input, std::move(what), "mutation"}; }

template <class T>
void draw_living(const Table<T>& table, std::uint32_t count, Draw& draw, std::vector<Id>& ids) {
  std::unordered_set<std::size_t> taken;
  const std::size_t wanted = std::min<std::size_t>(count, table.size());
  while (ids.size() < wanted) {
    std::size_t row = draw.below(table.rows());
    while (table.row(row).gone || !taken.insert(row).second) row = (row + 1) % table.rows();
    ids.push_back(table.row(row).id);
  }
}

template <class T>
Id drawn(const World& world, Draw& draw) {
  std::vector<Id> one;
  draw_living(world.all<T>(), 1, draw, one);
  return one.empty() ? Id{0} : one.front();
}

const std::string* value_of(const Mutation& mutation, std::string_view name) {
  for (const auto& [key, value] : mutation.fields) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// The living record that the field names; 0 without the field.
template <class T>
Result<Id> named(const World& world, const Mutation& mutation, const std::string& name) {
  const std::string* const value = value_of(mutation, name);
  if (value == nullptr) return Id{0};
  const std::optional<Id> id = id_in(*value);
  if (id && world.find<T>(*id) != nullptr) return *id;
  return Error{ErrorCode::invalid_input, "there is no living record with that id", place_of(name)};
}

/// Likewise; without the field one is drawn, 0 when none lives.
template <class T>
Result<Id> named_or_drawn(const World& world, const Mutation& mutation, const std::string& name,
                          Draw& draw) {
  Result<Id> id = named<T>(world, mutation, name);
  if (!id || *id != 0) return id;
  return drawn<T>(world, draw);
}

Result<Id> insert_remark(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  Result<Id> about = named<Application>(world, mutation, "application_id");
  if (!about) return about;
  Id id = 0;
  if (mutation.kind == Kind::scorecard) {
    // Of the applications drawn some are for no job, and nobody is interviewed for those.
    for (int attempt = 0; id == 0 && attempt < 16; ++attempt) {
      id = world.add_scorecard(*about == 0 ? drawn<Application>(world, draw) : *about, at);
    }
  } else if (const auto* application = world.find<Application>(*about)) {
    id = world.add_note(application->candidate_id, *about, at);
  } else {
    Result<Id> person = named_or_drawn<Candidate>(world, mutation, "candidate_id", draw);
    if (!person) return person;
    id = world.add_note(*person, 0, at);
  }
  if (id == 0) return wrong("there is nobody to say something of");
  return id;
}

}  // namespace

std::optional<Id> id_in(std::string_view text) {
  Id id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

std::string place_of(const std::string& field) { return "fields." + field.substr(0, 60); }

bool is_place(Kind kind, std::string_view name) {
  switch (kind) {
    case Kind::application:
      return name == "job_id" || name == "candidate_id";
    case Kind::job_post:
      return name == "job_id";
    case Kind::note:
      return name == "candidate_id" || name == "application_id";
    case Kind::scorecard:
      return name == "application_id";
    default:
      return false;
  }
}

std::optional<Error> choose(const World& world, const Mutation& mutation, Draw& draw,
                            std::vector<Id>& ids) {
  const bool known = with_row_type(mutation.kind, [&]<class T>(const T*) {
    if (mutation.ids.empty()) draw_living(world.all<T>(), mutation.count, draw, ids);
    return std::ranges::all_of(mutation.ids, [&](Id id) { return world.find<T>(id) != nullptr; });
  });
  if (!known) return wrong("there is no living record with that id");
  if (!mutation.ids.empty()) ids = mutation.ids;
  return std::nullopt;
}

Result<Id> insert_one(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  switch (mutation.kind) {
    case Kind::candidate:
      return world.add_candidate(at);
    case Kind::job:
      return world.add_job(at);
    case Kind::note:
    case Kind::scorecard:
      return insert_remark(world, mutation, draw, at);
    case Kind::job_post:
    case Kind::application:
      break;
    default:
      return wrong("records of this kind come with others and cannot be inserted");
  }
  const bool is_post = mutation.kind == Kind::job_post;
  Result<Id> person =
      is_post ? Id{0} : named_or_drawn<Candidate>(world, mutation, "candidate_id", draw);
  if (!person) return person;
  Result<Id> job = named_or_drawn<Job>(world, mutation, "job_id", draw);
  if (!job) return job;
  const Id id = is_post ? world.add_job_post(*job, at) : world.add_application(*person, *job, at);
  if (id == 0) return wrong("there is nobody to apply, or no job to post");
  return id;
}

std::optional<Error> wrong_survivor(const World& world, const std::string& name,
                                    const std::string& value) {
  if (name != "into") return unknown_word(place_of(name), "field of a merge", name, {"into"});
  const std::optional<Id> id = id_in(value);
  if (id && world.find<Candidate>(*id) != nullptr) return std::nullopt;
  return Error{ErrorCode::invalid_input, "there is no living record with that id", place_of(name)};
}

bool merge_one(World& world, const Mutation& mutation, Id id, Draw& draw, Instant at) {
  if (const std::string* const into = value_of(mutation, "into")) {
    return world.merge(id, id_in(*into).value_or(0), at);
  }
  for (int attempt = 0; attempt < 16; ++attempt) {
    if (world.merge(id, drawn<Candidate>(world, draw), at)) return true;
  }
  return false;
}

}  // namespace crosswalk::sim
