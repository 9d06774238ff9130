#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

using O = Oddities;

Word<O> odd(std::string_view key, std::uint32_t O::*place, std::string_view help) {
  return word<O>(key, place, small(0, 1'000'000), help);
}

constexpr Duration lag_max = std::chrono::hours(24);

}  // namespace

const Section<Oddities>& odd_section() {
  static const Section<O> section{
      "odd",
      "Oddities of the world: one record in so many has it, 0 for none.",
      {odd("job_without_post", &O::job_without_post, "Neither description nor address."),
       odd("job_short_description", &O::job_short_description, "Below 100 characters."),
       odd("job_draft", &O::job_draft, "Never opened."),
       odd("job_template", &O::job_template, "A model for jobs, not a job."),
       odd("job_confidential", &O::job_confidential, "For its hiring team only."),
       odd("job_internal_post", &O::job_internal_post, "Posted on the internal board only."),
       odd("job_without_location", &O::job_without_location, "Its office has no location."),
       odd("job_closed", &O::job_closed, "Closed, its post no longer live."),
       odd("candidate_without_email", &O::candidate_without_email, "No address at all."),
       odd("candidate_private", &O::candidate_private, "Shown redacted to most users."),
       odd("candidate_single_name", &O::candidate_single_name, "The last name is empty."),
       odd("candidate_without_application", &O::candidate_without_application,
           "Applies for nothing."),
       odd("linkedin_without_scheme", &O::linkedin_without_scheme,
           "The LinkedIn address has no https://."),
       odd("linkedin_in_website", &O::linkedin_in_website,
           "The LinkedIn address stands among the websites."),
       odd("linkedin_in_answer", &O::linkedin_in_answer,
           "The LinkedIn address stands in an answer only."),
       odd("linkedin_with_scheme", &O::linkedin_with_scheme,
           "The LinkedIn address stands where it should."),
       odd("prospect_with_job", &O::prospect_with_job, "A prospect who looks at a job."),
       odd("prospect_without_job", &O::prospect_without_job, "A prospect for no job."),
       odd("prospect_converted", &O::prospect_converted, "Became an application of its own."),
       odd("application_hired", &O::application_hired, "Hired."),
       odd("application_rejected", &O::application_rejected, "Rejected."),
       odd("rejected_without_reason", &O::rejected_without_reason,
           "Of the rejected: nobody said why."),
       odd("stages_at_once", &O::stages_at_once, "50 stages entered and left at one moment."),
       odd("without_stages", &O::without_stages, "Ended, and without a history."),
       odd("note_of_64_kib", &O::note_of_64_kib, "A note as long as any may be."),
       odd("note_for_team", &O::note_for_team, "Seen by the hiring team only."),
       odd("note_for_admins", &O::note_for_admins, "Seen by administrators only."),
       odd("scorecard_draft", &O::scorecard_draft, "Not submitted.")}};
  return section;
}

const Section<Quirks>& quirks_section() {
  using Q = Quirks;
  static const Section<Q> section{
      "quirks",
      "What differs between these accounts and the usual ones.",
      {word<Q>("page_items", &Q::page_items, small(0, 500),
               "Records on a page, whatever is asked for; 0: as asked."),
       word<Q>("vendor_requests", &Q::vendor_requests, small(0, 1'000'000),
               "Requests the vendor allows in its window; 0: no limit."),
       word<Q>("newest_first", &Q::newest_first, flag(),
               "Pages run from the newest record to the oldest."),
       word<Q>("sees_private", &Q::sees_private, flag(),
               "The client's user sees private candidates in full."),
       word<Q>("write_lag", &Q::write_lag, duration(Duration{0}, lag_max),
               "How long what a client wrote cannot be read."),
       word<Q>("one_application_per_job", &Q::one_application_per_job, flag(),
               "A second application of somebody for one job is refused."),
       word<Q>("denied", &Q::denied, list_of(text("a permission such as candidates", 100), 50),
               "Permissions the client lacks at the vendor."),
       word<Q>("linkedin_requests_per_day", &Q::linkedin_requests_per_day, whole(0, 1'000'000'000),
               "LinkedIn's limit for each resource; 0: none."),
       word<Q>("linkedin_records_per_minute", &Q::linkedin_records_per_minute,
               whole(0, 1'000'000'000), "LinkedIn's limit for each resource; 0: none."),
       word<Q>("exports_per_month", &Q::exports_per_month, whole(0, 1'000'000),
               "Exports of one seat at LinkedIn; 0: no limit."),
       word<Q>("job_task_delay", &Q::job_task_delay, duration(Duration{0}, lag_max),
               "How long LinkedIn works on the task of a job."),
       word<Q>("put_clears_manual_match", &Q::put_clears_manual_match, flag(),
               "A write without the matched member takes the match away."),
       word<Q>("reject_unknown_fields", &Q::reject_unknown_fields, flag(),
               "LinkedIn refuses fields it does not know."),
       word<Q>("failing_jobs", &Q::failing_jobs, list_of(text("a job's id", 100)),
               "Jobs whose tasks fail at LinkedIn.")}};
  return section;
}

const Section<TenantSpec>& world_section() {
  using T = TenantSpec;
  const auto in_world = [](auto member) {
    return [member](auto& tenant) -> auto& { return tenant.world.*member; };
  };
  using W = WorldOptions;
  static const Section<T> section{
      "world",
      "How the world looks; of several tenants, unless one says otherwise.",
      {word<T>("vendor", &T::vendor, one_word("vendor", vendor_words()),
               "Whose system the tenant uses."),
       word<T>("linkedin_version", &T::linkedin_version,
               text("a month such as 202603, or nothing for /v2", 6),
               "Which generation of LinkedIn's API is spoken."),
       word<T>("candidates", in_world(&W::candidates), small(0, 10'000'000), "People at first."),
       word<T>("jobs", in_world(&W::jobs), small(1, 1'000'000), "Jobs at first."),
       word<T>("applications_per_candidate", in_world(&W::applications_per_candidate), real(0, 8),
               "On average."),
       word<T>("notes_per_candidate", in_world(&W::notes_per_candidate), real(0, 8), "On average."),
       word<T>("scorecards_per_application", in_world(&W::scorecards_per_application), real(0, 8),
               "On average."),
       word<T>("attributes_per_scorecard", in_world(&W::attributes_per_scorecard), small(0, 3),
               "At most."),
       word<T>("history_days", in_world(&W::history_days), small(1, 7'300),
               "How far the history reaches back."),
       word<T>("odd", in_world(&W::odd), inside(odd_section()), "Oddities of the records."),
       word<T>("fixture", &T::fixture, text("a folder, relative to this file", 300),
               "Pages served in place of a world."),
       word<T>("quirks", &T::quirks, inside(quirks_section()), "Oddities of the accounts.")}};
  return section;
}

}  // namespace crosswalk::sim::language
