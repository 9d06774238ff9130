#include "world/growth/growth.hpp"

#include <algorithm>
#include <string>

#include "world/growth/invent.hpp"

namespace crosswalk::sim {
namespace {

constexpr Duration day = std::chrono::hours(24);

struct LookUp {
  Text name;
  Id type_id;
  Text type_key;
  Text type_name;
};

constexpr LookUp source_list[] = {{"Careers page", 1, "", "Company marketing"},
                                  {"Referral", 2, "", "Referral"},
                                  {"LinkedIn (Prospecting)", 3, "", "Prospecting"},
                                  {"Job fair", 4, "", "In person event"},
                                  {"Example Jobs", 5, "", "Third-party boards"},
                                  {"Hand & Heart Agency", 6, "", "Agencies"},
                                  {"Internal Applicant", 7, "", "Other"}};
constexpr LookUp reason_list[] = {
    {"Lacking skill(s)/qualification(s)", 1, "WE_REJECTED_THEM", "We rejected them"},
    {"Position filled", 1, "WE_REJECTED_THEM", "We rejected them"},
    {"Accepted another offer", 2, "THEY_REJECTED_US", "They rejected us"},
    {"Wasn't interested", 2, "THEY_REJECTED_US", "They rejected us"},
    {"Other", 3, "NONE_SPECIFIED", "None specified"},
    {"Signs of a false identity", 4, "SECURITY_CONCERN", "Security concern"}};

constexpr std::size_t user_count = 12;

Text first_word(Text title) { return title.substr(0, title.find(' ')); }

Id post_shown(const World& world, const Job& job) {
  for (const JobPost* post : world.posts_of(job)) {
    if (post->live && !post->internal && post->active) return post->id;
  }
  return 0;
}

}  // namespace

Instant Growth::begin() const { return end() - day * world_.options_.history_days; }

void Growth::generate() {
  lookups();
  jobs();
  candidates();
  applications();
  odd_histories();
  notes();
  scorecards();
  std::apply([](auto&... table) { (table.settle(), ...); }, world_.tables_);
}

void Growth::lookups() {
  const Instant at = begin() - 400 * day;
  for (const Text name : department_names()) world_.table<Department>().add(at).name = name;
  world_.table<Department>().edit(world_.all<Department>().first_id() + 4)->parent_id =
      world_.all<Department>().first_id();
  for (const Text city : cities()) {
    Office& office = world_.table<Office>().add(at);
    office.location = city;
    office.name = city.substr(0, city.find(','));
  }
  world_.table<Office>().add(at).name = "Anywhere";  // The one without a location.
  for (std::uint64_t n = 0; n < user_count; ++n) {
    Draw draw(world_.options_.seed, Stream::count, n);
    const Culture& culture = cultures()[n % cultures().size()];
    const Name& first = draw.pick(culture.first);
    const Name& last = draw.pick(culture.last);
    User& user = world_.table<User>().add(at);
    user.first_name = first.text;
    user.last_name = last.text;
    user.email = keep(std::string(first.ascii) + '.' + std::string(last.ascii) + '.' +
                      std::to_string(n) + "@staff.example.com");
    user.employee_id = keep("E-" + std::to_string(1000 + n));
    user.job_title = n % 3 == 0 ? "Recruiter" : "Team lead";
    user.site_admin = n == 0;
    user.deactivated = n + 1 == user_count;
  }
  for (const LookUp& entry : source_list) {
    Source& source = world_.table<Source>().add(at);
    source.name = entry.name;
    source.type_id = entry.type_id;
    source.type_name = entry.type_name;
  }
  for (const LookUp& entry : reason_list) {
    RejectionReason& reason = world_.table<RejectionReason>().add(at);
    reason.name = entry.name;
    reason.type_id = entry.type_id;
    reason.type_key = entry.type_key;
    reason.type_name = entry.type_name;
  }
}

void Growth::jobs() {
  const std::uint64_t count = world_.options_.jobs;
  const Instant from = begin() - 60 * day;  // So that the first applicants find some open.
  for (std::uint64_t n = 0; n < count; ++n) {
    const auto done = static_cast<std::int64_t>(n) * (end() - from).count();
    job(from + Duration(done / static_cast<std::int64_t>(count)), true);
  }
}

Job& Growth::job(Instant at, bool odd) {
  Table<Job>& table = world_.table<Job>();
  const std::uint64_t n = table.rows();
  Draw draw(world_.options_.seed, Stream::job, n);
  Job& job = table.add(at);
  job.name = draw.pick(professions());
  job.requisition_id = draw.one_in(6) ? Text{} : keep("REQ-" + std::to_string(1000 + n));
  job.notes = "<p>Internal: panel of two, answer within a week.</p>";
  job.department_id =
      world_.all<Department>().first_id() + draw.below(world_.all<Department>().rows());
  const std::uint64_t placed = cities().size();  // The office after these has no location.
  job.office_ids = {world_.all<Office>().first_id() + draw.below(placed)};
  if (draw.one_in(8))
    job.office_ids.push_back(world_.all<Office>().first_id() + draw.below(placed));
  job.recruiter_id = world_.all<User>().first_id() + draw.below(user_count - 1);
  job.hiring_manager_id = world_.all<User>().first_id() + draw.below(user_count - 1);
  job.opened_at = whole_second(at);
  const std::uint64_t steps = 3 + draw.below(plan_names().size() - 2);
  for (std::uint64_t step = 0; step < steps; ++step) {
    JobStage& stage = world_.table<JobStage>().add(at);
    stage.job_id = job.id;
    stage.name = step + 1 == steps ? plan_names().back() : plan_names()[step];
    stage.sort_order = static_cast<std::uint32_t>(step);
    job.stage_ids.push_back(stage.id);
  }
  attributes(job);
  if (odd) {
    shape(job, n, draw);
  } else {
    job_post(job, at, false, false);
  }
  return job;
}

void Growth::shape(Job& job, std::uint64_t n, Draw& draw) {
  const Oddities& odd = world_.options_.odd;
  const Instant at = job.created_at;
  if (falls_on(n, odd.job_without_post, 3)) return;
  if (falls_on(n, odd.job_short_description, 5)) {
    job_post(job, at, false, true);
  } else if (falls_on(n, odd.job_draft, 6)) {
    job.status = JobStatus::draft;
    job.opened_at.reset();
    JobPost& post = job_post(job, at, false, false);
    post.live = false;
    post.first_published_at.reset();
  } else if (falls_on(n, odd.job_template, 8)) {
    job.is_template = true;
  } else if (falls_on(n, odd.job_confidential, 9)) {
    job.confidential = true;
    job_post(job, at, false, false);
  } else if (falls_on(n, odd.job_internal_post, 11)) {
    job_post(job, at, true, false);
  } else if (falls_on(n, odd.job_without_location, 12)) {
    job.office_ids = {world_.all<Office>().first_id() + cities().size()};
    job_post(job, at, false, false);
  } else {
    JobPost& post = job_post(job, at, false, false);
    if (draw.one_in(6)) job_post(job, at, true, false);
    if (draw.one_in(13)) job_post(job, at, false, false).active = false;
    if (!falls_on(n, odd.job_closed, 2)) return;
    const auto left = static_cast<std::uint64_t>((end() - at).count());
    job.status = JobStatus::closed;
    const Instant closed =
        at + Duration(static_cast<std::int64_t>(left / 2 + draw.below(left / 2 + 1)));
    job.closed_at = whole_second(closed);
    job.updated_at = post.updated_at = closed;
    post.live = false;
  }
}

JobPost& Growth::job_post(Job& job, Instant at, bool internal, bool brief) {
  Table<JobPost>& table = world_.table<JobPost>();
  Draw draw(world_.options_.seed, Stream::job_post, table.rows());
  JobPost& post = table.add(at);
  post.job_id = job.id;
  post.internal = internal;
  post.language = "en";
  const Office* office = job.office_ids.empty() ? nullptr : world_.find<Office>(job.office_ids[0]);
  const Text city = office == nullptr ? Text{} : office->name;
  post.title = draw.one_in(3) ? keep(std::string(job.name) + " (m/f/x)") : job.name;
  post.content = keep(advertisement(draw, post.title, city, brief));
  if (!internal) post.public_url = keep(world_.options_.posting_url + std::to_string(post.id));
  post.first_published_at = whole_second(at);
  job.post_ids.push_back(post.id);
  return post;
}

void Growth::candidates() {
  const std::uint64_t count = world_.options_.candidates;
  if (count == 0) return;
  const auto step = (end() - begin()).count() / static_cast<std::int64_t>(count);
  for (std::uint64_t n = 0; n < count; ++n) {
    Draw draw(world_.options_.seed, Stream::history, n);
    const Instant at =
        begin() +
        Duration(static_cast<std::int64_t>(n) * step +
                 static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(step) + 1)));
    Candidate& fresh = candidate(at, true);
    const auto later = static_cast<std::uint64_t>((60 * day).count());
    fresh.updated_at = std::min(end(), at + Duration(static_cast<std::int64_t>(draw.below(later))));
    fresh.last_activity_at = fresh.updated_at;
  }
}

Candidate& Growth::candidate(Instant at, bool odd) {
  Table<Candidate>& table = world_.table<Candidate>();
  const std::uint64_t n = table.rows();
  const Oddities& oddities = world_.options_.odd;
  Draw draw(world_.options_.seed, Stream::candidate, n);
  const Culture& culture = draw.pick(cultures());
  const Name& first = draw.pick(culture.first);
  const Name& last = draw.pick(culture.last);

  Candidate& person = table.add(at);
  person.last_activity_at = at;
  person.first_name = first.text;
  person.last_name = last.text;
  std::string local;
  local.append(first.ascii).append(1, '.').append(last.ascii).append(1, '.');
  local += std::to_string(person.id);
  person.email = keep(local + (draw.one_in(3) ? "@post.test" : "@example.com"));
  if (draw.one_in(9)) person.work_email = keep(local + "@work.test");
  if (!draw.one_in(7)) person.phone = keep(telephone(draw));
  if (!draw.one_in(4)) person.address = keep(street_address(draw));
  if (!draw.one_in(5)) person.company = keep(company(draw));
  if (!draw.one_in(5)) person.title = draw.pick(professions());
  if (draw.one_in(12))
    person.website = keep("https://" + std::string(first.ascii) + ".example.com/");
  if (draw.one_in(21)) person.preferred_name = first_word(person.first_name);
  person.can_email = !draw.one_in(25);
  if (odd && falls_on(n, oddities.candidate_without_email, 4)) {
    person.email = person.work_email = {};
  } else if (odd && falls_on(n, oddities.candidate_private, 7)) {
    person.is_private = true;
  } else if (odd && falls_on(n, oddities.candidate_single_name, 10)) {
    person.last_name = {};
  }
  place_linkedin(person, n, odd);
  return person;
}

void Growth::place_linkedin(Candidate& candidate, std::uint64_t n, bool odd) {
  const Oddities& oddities = world_.options_.odd;
  if (!odd) return;
  if (falls_on(n, oddities.linkedin_without_scheme, 1)) {
    candidate.linkedin_place = LinkedInPlace::social_media;
    candidate.linkedin_url = keep("linkedin.com/in/invented-" + std::to_string(candidate.id));
    return;
  }
  if (falls_on(n, oddities.linkedin_in_website, 2)) {
    candidate.linkedin_place = LinkedInPlace::website;
  } else if (falls_on(n, oddities.linkedin_in_answer, 3)) {
    candidate.linkedin_place = LinkedInPlace::answer;
  } else if (falls_on(n, oddities.linkedin_with_scheme, 0)) {
    candidate.linkedin_place = LinkedInPlace::social_media;
  } else {
    return;
  }
  candidate.linkedin_url =
      keep("https://www.linkedin.com/in/invented-" + std::to_string(candidate.id));
}

Application& Growth::application(Candidate& candidate, Job* job, Id interest, Instant at) {
  Table<Application>& table = world_.table<Application>();
  Draw draw(world_.options_.seed, Stream::application, table.rows());
  Application& fresh = table.add(at);
  fresh.candidate_id = candidate.id;
  fresh.last_activity_at = at;
  if (!draw.one_in(9)) {
    fresh.source_id = world_.all<Source>().first_id() + draw.below(world_.all<Source>().rows());
  }
  if (draw.one_in(3)) fresh.location = draw.pick(cities());
  Id* link = &candidate.first_application;
  while (*link != 0) link = &world_.table<Application>().any(*link).next_of_candidate;
  *link = fresh.id;
  if (job == nullptr) {
    fresh.prospect = true;
    fresh.prospective_job_id = interest;
    return fresh;
  }
  fresh.job_id = job->id;
  fresh.recruiter_id = job->recruiter_id;
  fresh.job_post_id = post_shown(world_, *job);
  job->application_ids.push_back(fresh.id);
  if (!job->stage_ids.empty()) world_.enter_stage(fresh, job->stage_ids.front(), at);
  return fresh;
}

}  // namespace crosswalk::sim
