#include "world/mutation.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_set>
#include <variant>

#include "world/invent.hpp"

namespace crosswalk::sim {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kind_words[] = {
    "department", "office",    "user",        "source",            "rejection_reason", "job",
    "job_stage",  "job_post",  "candidate",   "application",       "application_stage",
    "rejection_detail"};
constexpr std::string_view operation_words[] = {"insert",  "update", "delete", "anonymise",
                                                "advance", "reject", "close",  "reopen"};

template <class T>
struct Member {
  std::string_view name;
  std::variant<Text T::*, bool T::*, Id T::*> place;
};

// What may be set from outside, by kind.
const std::vector<Member<Department>> department_members = {{"name", &Department::name}};
const std::vector<Member<Office>> office_members = {{"name", &Office::name},
                                                    {"location", &Office::location}};
const std::vector<Member<Source>> source_members = {{"name", &Source::name}};
const std::vector<Member<RejectionReason>> reason_members = {{"name", &RejectionReason::name}};
const std::vector<Member<User>> user_members = {{"email", &User::email},
                                                {"site_admin", &User::site_admin},
                                                {"deactivated", &User::deactivated}};
const std::vector<Member<JobStage>> stage_members = {{"name", &JobStage::name},
                                                     {"active", &JobStage::active}};
const std::vector<Member<Job>> job_members = {
    {"name", &Job::name}, {"requisition_id", &Job::requisition_id},
    {"confidential", &Job::confidential}, {"is_template", &Job::is_template},
    {"department_id", &Job::department_id}, {"recruiter_id", &Job::recruiter_id}};
const std::vector<Member<JobPost>> post_members = {
    {"title", &JobPost::title}, {"content", &JobPost::content},
    {"public_url", &JobPost::public_url}, {"live", &JobPost::live},
    {"active", &JobPost::active}, {"internal", &JobPost::internal}};
const std::vector<Member<Candidate>> candidate_members = {
    {"first_name", &Candidate::first_name}, {"last_name", &Candidate::last_name},
    {"company", &Candidate::company}, {"title", &Candidate::title},
    {"email", &Candidate::email}, {"work_email", &Candidate::work_email},
    {"phone", &Candidate::phone}, {"address", &Candidate::address},
    {"website", &Candidate::website}, {"linkedin_url", &Candidate::linkedin_url},
    {"is_private", &Candidate::is_private}, {"can_email", &Candidate::can_email}};
const std::vector<Member<Application>> application_members = {
    {"source_id", &Application::source_id}, {"location", &Application::location},
    {"recruiter_id", &Application::recruiter_id}};

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
std::optional<Error> set(World& world, const std::vector<Member<T>>& members, T* row,
                         const std::string& name, const std::string& value) {
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
  row.name = world.keep(std::string(draw.pick(professions())) + " " + std::to_string(draw.below(99)));
}

template <class T>
bool change(World& world, const std::vector<Member<T>>& members, Id id, const Fields& fields,
            Draw& draw, Instant at) {
  return world.edit<T>(id, at, [&](T& row) {
    for (const auto& [name, value] : fields) {
      if (!is_place(name)) set(world, members, &row, name, value);
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

/// Calls `use(table of T's members, T*)` for the kinds that can be edited; false for others.
template <class Use>
bool with_members(Kind kind, Use use) {
  switch (kind) {
    case Kind::department: return use(department_members);
    case Kind::office: return use(office_members);
    case Kind::user: return use(user_members);
    case Kind::source: return use(source_members);
    case Kind::rejection_reason: return use(reason_members);
    case Kind::job: return use(job_members);
    case Kind::job_stage: return use(stage_members);
    case Kind::job_post: return use(post_members);
    case Kind::candidate: return use(candidate_members);
    case Kind::application: return use(application_members);
    case Kind::application_stage:
    case Kind::rejection_detail: break;
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
  const bool editable = with_members(mutation.kind, [&]<class T>(const std::vector<Member<T>>&) {
    return look(world.all<T>());
  });
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
    with_members(mutation.kind, [&]<class T>(const std::vector<Member<T>>& members) {
      return change(world, members, id, mutation.fields, draw, at);
    });
  }
  return ids;
}

bool apply(World& world, const Mutation& mutation, Id id, Draw& draw, Instant at) {
  const bool on_job = mutation.kind == Kind::job;
  const bool on_application = mutation.kind == Kind::application;
  const Table<RejectionReason>& reasons = world.all<RejectionReason>();
  switch (mutation.operation) {
    case Operation::insert: return false;
    case Operation::update:
      return with_members(mutation.kind, [&]<class T>(const std::vector<Member<T>>& members) {
        return change(world, members, id, mutation.fields, draw, at);
      });
    case Operation::remove: return world.remove(mutation.kind, id, at);
    case Operation::anonymise:
      return mutation.kind == Kind::candidate && world.anonymise(id, at);
    case Operation::advance: return on_application && world.advance(id, at);
    case Operation::reject:
      return on_application &&
             world.reject(id, reasons.first_id() + draw.below(reasons.rows()), at);
    case Operation::close: return on_job && world.close_job(id, at);
    case Operation::reopen: return on_job && world.reopen_job(id, at);
  }
  return false;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view word) {
  const auto found = std::ranges::find(kind_words, word);
  if (found == std::end(kind_words)) return std::nullopt;
  return static_cast<Kind>(found - std::begin(kind_words));
}

std::string_view word_of(Kind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

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
    with_members(mutation.kind, [&]<class T>(const std::vector<Member<T>>& members) {
      problem = set<T>(world, members, nullptr, field.first, field.second);
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
