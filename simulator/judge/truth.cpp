#include "judge/truth.hpp"

#include <algorithm>
#include <optional>

#include "judge/writer.hpp"
#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim {
namespace {

using judging::trimmed;
using judging::Writer;
using linkedin::append_quoted;
using linkedin::is_email;

// LinkedIn's bounds on a job's text and title, in characters.
constexpr std::size_t description_min = 100;
constexpr std::size_t description_max = 25'000;
constexpr std::size_t title_max = 200;

std::size_t characters(Text text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string dialled(Text phone) {
  std::string out;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || c == '+') out += c;
  }
  return out.find_first_of("0123456789") == std::string::npos ? std::string() : out;
}

// The valid addresses in the vendor's order: personal, then work.
template <class Visit>
void for_each_email(const Candidate& person, Visit visit) {
  for (const Text each : {trimmed(person.email), trimmed(person.work_email)}) {
    if (is_email(each)) visit(each);
  }
}

Text first_email(const Candidate& person) {
  Text found;
  for_each_email(person, [&](Text each) {
    if (found.empty()) found = each;
  });
  return found;
}

}  // namespace

Truth::Truth(const World& world, const TenantPolicy& policy, const Exports& exports,
             const Erased& erased)
    : world_(world),
      policy_(policy),
      phones_(lets_out(policy, "candidate.phoneNumbers")),
      addresses_(lets_out(policy, "candidate.addresses")),
      company_(lets_out(policy, "candidate.currentCompanyName")),
      title_(lets_out(policy, "candidate.currentJobTitle")),
      url_(lets_out(policy, "candidate.linkedInProfileUrl")),
      contact_(lets_out(policy, "candidate.doNotContact")),
      email_(lets_out(policy, "application.candidateEmail")),
      source_(lets_out(policy, "application.source")),
      reason_(lets_out(policy, "application.dispositionReason")),
      code_(lets_out(policy, "job.companyJobCode")),
      candidate_note_author_(lets_out(policy, "candidate_note.author")),
      application_note_author_(lets_out(policy, "application_note.author")),
      interviewer_(lets_out(policy, "feedback.interviewer")),
      spoken_(lets_out(policy, "feedback.feedback")),
      stages_(lets_out_kind(policy, "stage")),
      candidate_notes_(lets_out_kind(policy, "candidate_note")),
      application_notes_(lets_out_kind(policy, "application_note")),
      feedback_(lets_out_kind(policy, "feedback")) {
  const Table<Job>& jobs = world.all<Job>();
  jobs_.reserve(jobs.rows());
  for (std::size_t at = 0; at < jobs.rows(); ++at) jobs_.push_back(decide(jobs.row(at)));
  const Table<Candidate>& people = world.all<Candidate>();
  candidates_.reserve(people.rows());
  for (std::size_t at = 0; at < people.rows(); ++at) {
    const Candidate& person = people.row(at);
    candidates_.push_back(erased.candidates.contains(person.id)
                              ? Standing::erased
                              : decide(person, exports.members.contains(person.id)));
  }
}

void Truth::decide_again(const Job& job) {
  const std::size_t place = job.id - world_.all<Job>().first_id();
  if (place >= jobs_.size()) jobs_.resize(world_.all<Job>().rows(), Standing::nothing);
  jobs_[place] = decide(job);
}

void Truth::decide_again(const Candidate& person, bool linked, bool erased) {
  const std::size_t place = person.id - world_.all<Candidate>().first_id();
  if (place >= candidates_.size()) {
    candidates_.resize(world_.all<Candidate>().rows(), Standing::nothing);
  }
  candidates_[place] = erased ? Standing::erased : decide(person, linked);
}

const JobPost* Truth::post_of(const Job& job) const {
  const JobPost* found = nullptr;
  const auto later = [](const JobPost& a, const JobPost& b) {
    return a.first_published_at > b.first_published_at;
  };
  for (const bool live : {true, false}) {
    if (!live && job.status != JobStatus::closed) break;
    for (const Id id : job.post_ids) {
      const JobPost* const post = world_.find<JobPost>(id);
      if (post == nullptr || post->internal || !post->active || post->live != live) continue;
      if (found == nullptr || later(*post, *found)) found = post;
    }
    if (found != nullptr) break;
  }
  return found;
}

Text Truth::location_of(const Job& job) const {
  for (const Id id : job.office_ids) {
    const Office* const office = world_.find<Office>(id);
    if (office != nullptr && !trimmed(office->location).empty()) return trimmed(office->location);
  }
  return {};
}

bool Truth::department_withheld(const Job& job) const {
  const Department* const department = world_.find<Department>(job.department_id);
  return department != nullptr &&
         std::ranges::find(policy_.withheld_departments, department->name) !=
             policy_.withheld_departments.end();
}

Standing Truth::decide(const Job& job) const {
  if (job.gone) return Standing::deleted;
  if (job.is_template || job.status == JobStatus::draft) return Standing::nothing;
  if (job.confidential && !policy_.confidential_jobs) return Standing::withheld;
  if (department_withheld(job)) return Standing::withheld;
  const JobPost* const post = post_of(job);
  if (post == nullptr || trimmed(post->public_url).empty() || location_of(job).empty()) {
    return Standing::incomplete;
  }
  const std::size_t length = characters(trimmed(post->content));
  if (length < description_min || length > description_max) return Standing::incomplete;
  const Text title = trimmed(post->title).empty() ? trimmed(job.name) : trimmed(post->title);
  if (title.empty() || characters(title) > title_max) return Standing::incomplete;
  const bool dated = post->first_published_at.has_value() || job.opened_at.has_value();
  return dated ? Standing::sent : Standing::incomplete;
}

Standing Truth::decide(const Candidate& person, bool linked) const {
  if (person.gone || person.anonymised) return Standing::deleted;
  if (person.is_private && !policy_.private_candidates) return Standing::withheld;
  const bool named = !trimmed(person.first_name).empty() && !trimmed(person.last_name).empty();
  const bool found = linked || !first_email(person).empty();
  return named && found ? Standing::sent : Standing::incomplete;
}

Standing Truth::of(const Application& application) const {
  const Table<Candidate>& people = world_.all<Candidate>();
  const Table<Job>& jobs = world_.all<Job>();
  const std::size_t person = application.candidate_id - people.first_id();
  const Standing candidate = person < candidates_.size() ? candidates_[person] : Standing::deleted;
  if (candidate == Standing::erased) return Standing::erased;
  if (application.gone || candidate == Standing::deleted) return Standing::deleted;
  if (application.job_id == 0 || application.status == ApplicationStatus::converted) {
    return Standing::nothing;
  }
  const std::size_t place = application.job_id - jobs.first_id();
  const Standing job = place < jobs_.size() ? jobs_[place] : Standing::deleted;
  if (job == Standing::deleted || job == Standing::nothing) return job;
  if (job == Standing::withheld || candidate == Standing::withheld) return Standing::withheld;
  const bool whole = job == Standing::sent && candidate == Standing::sent &&
                     !trimmed(jobs.row(place).name).empty();
  return whole ? Standing::sent : Standing::incomplete;
}

bool Truth::may_have_been_whole(const Job& job) const {
  const auto changed = [](const auto& table, Id id) {
    const auto* const row = table.ever(id);
    return row != nullptr && row->revision > 0;
  };
  return job.revision > 0 ||
         std::ranges::any_of(job.post_ids,
                             [&](Id id) { return changed(world_.all<JobPost>(), id); }) ||
         std::ranges::any_of(job.office_ids,
                             [&](Id id) { return changed(world_.all<Office>(), id); });
}

bool Truth::may_have_been_whole(const Application& application) const {
  const Candidate* const person = world_.find<Candidate>(application.candidate_id);
  const Job* const job = world_.find<Job>(application.job_id);
  return person != nullptr && job != nullptr &&
         (of(*person) == Standing::sent || may_have_been_whole(*person)) &&
         (of(*job) == Standing::sent || may_have_been_whole(*job));
}

void Truth::write(const Job& job, std::string& out) const {
  const JobPost* const post = post_of(job);
  if (post == nullptr) return;
  const std::optional<Instant> listed =
      post->first_published_at ? post->first_published_at : job.opened_at;
  Writer writer(out);
  writer.text("state", job.status == JobStatus::closed ? "CLOSED" : "LISTED");
  writer.text("title", trimmed(post->title).empty() ? trimmed(job.name) : trimmed(post->title));
  writer.text("description", trimmed(post->content));
  writer.text("location", location_of(job));
  writer.text("companyApplyUrl", trimmed(post->public_url));
  if (listed) writer.number("listedAt", to_ms(*listed));
  writer.text("availability", policy_.availability);
  writer.text_if(code_, "companyJobCode", job.requisition_id);
}

bool Truth::has_profile_url(const Candidate& person) const {
  switch (person.linkedin_place) {
    case LinkedInPlace::none:
      return false;
    case LinkedInPlace::answer:
      return policy_.linkedin_from_answers && !world_.applications_of(person).empty();
    default:
      return !trimmed(person.linkedin_url).empty();
  }
}

void Truth::write(const Candidate& person, std::string& out) const {
  Writer writer(out);
  writer.text("firstName", trimmed(person.first_name));
  writer.text("lastName", trimmed(person.last_name));
  std::string& emails = writer.value("emailAddresses");
  emails += '[';
  for_each_email(person, [&](Text each) {
    if (emails.back() != '[') emails += ',';
    append_quoted(emails, each);
  });
  emails += ']';
  std::string& phones = writer.value("phoneNumbers");
  const std::string number = phones_ ? dialled(person.phone) : std::string();
  phones += number.empty() ? "[]" : "[{\"number\":\"" + number + "\"}]";
  std::string& addresses = writer.value("addresses");
  const Text address = addresses_ ? trimmed(person.address) : Text{};
  addresses += address.empty() ? "[" : "[{\"line1\":";
  if (!address.empty()) append_quoted(addresses, address);
  addresses += address.empty() ? "]" : "}]";
  writer.number("atsCreatedAt", to_ms(person.created_at));
  writer.number("atsLastModifiedAt", to_ms(person.updated_at));
  writer.text_if(company_, "currentCompanyName", person.company);
  writer.text_if(title_, "currentJobTitle", person.title);
  if (contact_) writer.value("doNotContact") += person.can_email ? "false" : "true";
  if (!url_ || !has_profile_url(person)) return;
  const Text url = trimmed(person.linkedin_url);
  writer.text("linkedInProfileUrl",
              url.starts_with("http") ? std::string(url) : "https://" + std::string(url));
}

void Truth::write(const Application& application, std::string& out) const {
  const Candidate* const person = world_.find<Candidate>(application.candidate_id);
  const Job* const job = world_.find<Job>(application.job_id);
  if (person == nullptr || job == nullptr) return;
  Writer writer(out);
  writer.text("atsCandidateId", std::to_string(application.candidate_id));
  writer.text("atsJobPostingId", std::to_string(application.job_id));
  writer.text("atsJobPostingName", trimmed(job->name));
  writer.number("atsCreatedAt", to_ms(application.created_at));
  const Instant changed =
      policy_.without_history ? application.last_activity_at : application.updated_at;
  writer.number("atsLastModifiedAt", to_ms(changed));
  writer.text("firstName", trimmed(person->first_name));
  writer.text("lastName", trimmed(person->last_name));
  writer.text_if(email_, "candidateEmail", first_email(*person));
  const Source* const source = world_.find<Source>(application.source_id);
  if (source != nullptr) writer.text_if(source_, "source", source->name);
  if (application.status != ApplicationStatus::rejected) return;
  const auto* const reason = world_.find<RejectionReason>(application.rejection_reason_id);
  if (reason != nullptr) writer.text_if(reason_, "dispositionReason", reason->name);
}

}  // namespace crosswalk::sim
