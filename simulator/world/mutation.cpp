#include "world/mutation.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_set>

#include "world/fields.hpp"
#include "world/growth/invent.hpp"

namespace crosswalk::sim {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view operation_words[] = {"insert",  "update", "delete", "anonymise",
                                                "advance", "reject", "close",  "reopen"};

Error wrong(std::string what) { return {ErrorCode::invalid_input, std::move(what), "mutation"}; }

std::optional<Id> id_in(std::string_view text) {
  Id id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

Id id_named(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return id_in(value).value_or(0);
  }
  return 0;
}

/// Sets one member, or tells why not; with `row` null only checks.
template <class T>
std::optional<Error> set(World& world, T* row, const std::string& name, const std::string& value) {
  const std::vector<Member<T>>& members = members_of(row);
  const auto found = std::ranges::find(members, std::string_view(name), &Member<T>::name);
  if (found == members.end()) return wrong("the kind has no field '" + name + "'");
  if (const auto* text = std::get_if<Text T::*>(&found->place)) {
    if (row != nullptr) row->*(*text) = world.keep(value);
  } else if (const auto* flag = std::get_if<bool T::*>(&found->place)) {
    if (value != "true" && value != "false") return wrong("'" + name + "' must be true or false");
    if (row != nullptr) row->*(*flag) = value == "true";
  } else {
    const auto id = id_in(value);
    if (!id) return wrong("'" + name + "' must be an id");
    if (row != nullptr) row->*std::get<Id T::*>(found->place) = *id;
  }
  return std::nullopt;
}

/// Where new records belong is no field of theirs that could be set.
bool is_place(std::string_view name) { return name == "candidate_id" || name == "job_id"; }

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
    for (const auto& [name, value] : fields) {
      if (!is_place(name)) set(world, &row, name, value);
    }
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

Result<std::vector<Id>> insert(World& world, const Mutation& mutation, Draw& draw, Instant at) {
  std::vector<Id> ids;
  for (std::uint32_t n = 0; n < mutation.count; ++n) {
    Id id = 0;
    const Table<Candidate>& people = world.all<Candidate>();
    const Table<Job>& jobs = world.all<Job>();
    Id candidate = id_named(mutation.fields, "candidate_id");
    Id job = id_named(mutation.fields, "job_id");
    std::vector<Id> drawn;
    if (mutation.kind == Kind::candidate) {
      id = world.add_candidate(at);
    } else if (mutation.kind == Kind::job) {
      id = world.add_job(at);
    } else if (mutation.kind == Kind::job_post) {
      id = world.add_job_post(job, at);
    } else if (mutation.kind == Kind::application) {
      if (candidate == 0 && people.size() > 0) {
        draw_living(people, 1, draw, drawn);
        candidate = drawn.front();
      }
      if (job == 0 && jobs.size() > 0) {
        drawn.clear();
        draw_living(jobs, 1, draw, drawn);
        job = drawn.front();
      }
      id = world.add_application(candidate, job, at);
    } else {
      return wrong("records of this kind come with others and cannot be inserted");
    }
    if (id == 0) return wrong("there is no such candidate or job to add to");
    ids.push_back(id);
    if (mutation.fields.empty()) continue;
    with_type(mutation.kind,
              [&]<class T>(const T*) { return change<T>(world, id, mutation.fields, draw, at); });
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
  const auto found = std::ranges::find(operation_words, word);
  if (found == std::end(operation_words)) return std::nullopt;
  return static_cast<Operation>(found - std::begin(operation_words));
}

Result<std::vector<Id>> mutate(World& world, const Mutation& mutation, std::uint64_t turn,
                               Instant at) {
  constexpr std::uint32_t count_max = 1'000'000;
  if (mutation.count > count_max) return wrong("the count is above 1,000,000");
  for (const auto& field : mutation.fields) {
    if (mutation.operation == Operation::insert && is_place(field.first)) continue;
    std::optional<Error> problem = wrong("records of this kind have no fields to set");
    with_type(mutation.kind, [&]<class T>(const T*) {
      problem = set<T>(world, nullptr, field.first, field.second);
      return true;
    });
    if (problem) return *problem;
  }
  Draw draw(world.options().seed, Stream::mutation, turn);
  if (mutation.operation == Operation::insert) return insert(world, mutation, draw, at);
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
