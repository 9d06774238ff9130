#include "world/mutation.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_set>

#include "world/fields.hpp"
#include "world/growth/invent.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view words[] = {"insert",  "update", "delete", "anonymise",
                                      "advance", "reject", "close",  "reopen"};

Error wrong(std::string what) { return {ErrorCode::invalid_input, std::move(what), "mutation"}; }

std::optional<Id> id_in(std::string_view text) {
  Id id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

std::string place_of(const std::string& field) { return "fields." + field.substr(0, 60); }

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
  } else {
    const auto id = id_in(value);
    if (!id) return Error{ErrorCode::invalid_input, "it must be an id", place_of(name)};
    if (row != nullptr) row->*std::get<Id T::*>(found->place) = *id;
  }
  return std::nullopt;
}

/// Where new records of the kind belong, which is no field of theirs that could be set.
bool is_place(Kind kind, std::string_view name) {
  return (name == "job_id" && (kind == Kind::application || kind == Kind::job_post)) ||
         (name == "candidate_id" && kind == Kind::application);
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
  });
}

/// Calls `use(const T*)` with a null pointer of the kind's type; false for the kinds that nobody
/// edits.
template <class Use>
bool with_type(Kind kind, Use use) {
  switch (kind) {
    case Kind::department:
      return use(static_cast<const Department*>(nullptr));
    case Kind::office:
      return use(static_cast<const Office*>(nullptr));
    case Kind::user:
      return use(static_cast<const User*>(nullptr));
    case Kind::source:
      return use(static_cast<const Source*>(nullptr));
    case Kind::rejection_reason:
      return use(static_cast<const RejectionReason*>(nullptr));
    case Kind::job:
      return use(static_cast<const Job*>(nullptr));
    case Kind::job_stage:
      return use(static_cast<const JobStage*>(nullptr));
    case Kind::job_post:
      return use(static_cast<const JobPost*>(nullptr));
    case Kind::candidate:
      return use(static_cast<const Candidate*>(nullptr));
    case Kind::application:
      return use(static_cast<const Application*>(nullptr));
    case Kind::application_stage:
    case Kind::rejection_detail:
      break;
  }
  return false;
}

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

/// Whether a living record has that id, or, without one, draws some.
std::optional<Error> choose(const World& world, const Mutation& mutation, Draw& draw,
                            std::vector<Id>& ids) {
  bool known = true;
  const auto look = [&]<class T>(const Table<T>& table) {
    if (mutation.ids.empty()) draw_living(table, mutation.count, draw, ids);
    for (const Id id : mutation.ids) known = known && table.find(id) != nullptr;
    return true;
  };
  const bool editable =
      with_type(mutation.kind, [&]<class T>(const T*) { return look(world.all<T>()); });
  if (!editable && mutation.kind == Kind::application_stage) look(world.all<ApplicationStage>());
  if (!editable && mutation.kind == Kind::rejection_detail) look(world.all<RejectionDetail>());
  if (!known) return wrong("there is no living record with that id");
  if (!mutation.ids.empty()) ids = mutation.ids;
  return std::nullopt;
}

/// The living record that the field names; without the field one is drawn, 0 when none lives.
template <class T>
Result<Id> place_named(const World& world, const Mutation& mutation, const std::string& name,
                       Draw& draw) {
  for (const auto& [key, value] : mutation.fields) {
    if (key != name) continue;
    const std::optional<Id> id = id_in(value);
    if (id && world.find<T>(*id) != nullptr) return *id;
    return Error{ErrorCode::invalid_input, "there is no living record with that id",
                 place_of(name)};
  }
  std::vector<Id> drawn;
  draw_living(world.all<T>(), 1, draw, drawn);
  return drawn.empty() ? Id{0} : drawn.front();
}

Result<Id> insert_one(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  switch (mutation.kind) {
    case Kind::candidate:
      return world.add_candidate(at);
    case Kind::job:
      return world.add_job(at);
    case Kind::job_post:
    case Kind::application:
      break;
    default:
      return wrong("records of this kind come with others and cannot be inserted");
  }
  const bool is_post = mutation.kind == Kind::job_post;
  Result<Id> person =
      is_post ? Id{0} : place_named<Candidate>(world, mutation, "candidate_id", draw);
  if (!person) return person;
  Result<Id> job = place_named<Job>(world, mutation, "job_id", draw);
  if (!job) return job;
  const Id id = is_post ? world.add_job_post(*job, at) : world.add_application(*person, *job, at);
  if (id == 0) return wrong("there is nobody to apply, or no job to post");
  return id;
}

Result<std::vector<Id>> insert(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  Fields fields = mutation.fields;
  std::erase_if(fields, [&](const auto& field) { return is_place(mutation.kind, field.first); });
  std::vector<Id> ids;
  for (std::uint32_t n = 0; n < mutation.count; ++n) {
    Result<Id> id = insert_one(world, mutation, draw, at);
    if (!id) return std::move(id).error();
    ids.push_back(*id);
    if (fields.empty()) continue;
    with_type(mutation.kind,
              [&]<class T>(const T*) { return change<T>(world, *id, fields, draw, at); });
  }
  return ids;
}

bool apply(World& world, const Mutation& mutation, Id id, Draw& draw, Instant at) {
  const bool on_job = mutation.kind == Kind::job;
  const bool on_application = mutation.kind == Kind::application;
  const Table<RejectionReason>& reasons = world.all<RejectionReason>();
  switch (mutation.operation) {
    case Operation::insert:
      return false;
    case Operation::update:
      return with_type(mutation.kind, [&]<class T>(const T*) {
        return change<T>(world, id, mutation.fields, draw, at);
      });
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
  if (!inserts && mutation.operation != Operation::update && !mutation.fields.empty()) {
    return wrong("only insert and update take fields");
  }
  for (const auto& field : mutation.fields) {
    if (inserts && is_place(mutation.kind, field.first)) continue;
    std::optional<Error> problem = wrong("records of this kind have no fields to set");
    with_type(mutation.kind, [&]<class T>(const T*) {
      problem = set<T>(world, nullptr, field.first, field.second);
      return true;
    });
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
