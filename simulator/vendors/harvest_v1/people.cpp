// Candidates and applications in Harvest v1.

#include "vendors/greenhouse/records.hpp"
#include "vendors/harvest_v1/records.hpp"

namespace crosswalk::sim::harvest {
std::vector<const Application*> Records::applications_of(const Candidate& row) const {
  std::vector<const Application*> found = world_.applications_of(row);
  std::erase_if(found, [&](const Application* each) { return unready_.hides(each->id); });
  return found;
}

const JobStage* Records::stage_of(const Application& row) const {
  if (row.status == ApplicationStatus::in_progress) return world_.find<JobStage>(row.job_stage_id);
  if (row.status != ApplicationStatus::rejected) return nullptr;
  const ApplicationStage* last = nullptr;
  for (const ApplicationStage* each : world_.stages_of(row)) {
    if (last == nullptr || each->exited_at >= last->exited_at) last = each;
  }
  return last == nullptr ? nullptr : world_.find<JobStage>(last->job_stage_id);
}

void Records::write(const Candidate& row, std::string& out) const {
  const std::vector<const Application*> applications = applications_of(row);
  JsonObject person(out);
  add_id(person, "id", row.id);
  person.text("first_name", row.first_name).text("last_name", row.last_name);
  person.text_or_null("company", row.company).text_or_null("title", row.title);
  add_dates(person, row, false);
  person.instant("last_activity", row.last_activity_at).flag("is_private", row.is_private);
  person.null("photo_url").raw("attachments", "[]");
  std::vector<Id> ids;
  for (const Application* each : applications) ids.push_back(each->id);
  add_ids(person, "application_ids", ids);
  greenhouse::add_contacts(person, row, dialect_.text_ids);
  person.null("recruiter").null("coordinator").flag("can_email", row.can_email);
  std::string& list = person.value("applications");
  list += '[';
  for (const Application* each : applications) {
    if (list.back() != '[') list += ',';
    write(*each, list);
  }
  list += ']';
  person.raw("educations", "[]").raw("employments", "[]").raw("linked_user_ids", "[]");
  person.raw("custom_fields", "{}").raw("keyed_custom_fields", "{}").close();
}

void Records::add_answers(JsonObject& object, const Application& row) const {
  std::string& answers = object.value("answers");
  answers += '[';
  const Candidate* const person = world_.find<Candidate>(row.candidate_id);
  if (person != nullptr && person->linkedin_place == LinkedInPlace::answer) {
    JsonObject(answers)
        .text("question", "LinkedIn profile")
        .text("answer", person->linkedin_url)
        .close();
  }
  answers += ']';
}

void Records::add_rejection(JsonObject& object, const Application& row) const {
  const auto* const reason = world_.find<RejectionReason>(row.rejection_reason_id);
  if (reason == nullptr) {
    object.null("rejection_reason");
  } else {
    JsonObject one(object.value("rejection_reason"));
    add_id(one, "id", reason->id);
    one.text("name", reason->name);
    add_named(one, "type", reason->type_id, reason->type_name);
    one.close();
  }
  const bool rejected = row.status == ApplicationStatus::rejected;
  object.raw("rejection_details",
             rejected ? R"({"custom_fields":{},"keyed_custom_fields":{}})" : "null");
}

void Records::write(const Application& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  add_id(one, "candidate_id", row.candidate_id);
  one.flag("prospect", row.prospect).instant("applied_at", row.created_at);
  one.instant("rejected_at", row.rejected_at).instant("last_activity_at", row.last_activity_at);
  if (dialect_.dates_changes) add_dates(one, row, false);
  if (row.location.empty()) {
    one.null("location");
  } else {
    JsonObject(one.value("location")).text("address", row.location).close();
  }
  if (const Source* const source = world_.find<Source>(row.source_id)) {
    JsonObject from(one.value("source"));
    add_id(from, "id", source->id);
    from.text("public_name", source->name).close();
  } else {
    one.null("source");
  }
  add_user(one, "credited_to", row.recruiter_id);
  add_user(one, "recruiter", row.recruiter_id);
  one.null("coordinator");
  add_rejection(one, row);
  std::string& jobs = one.value("jobs");
  jobs += '[';
  if (const Job* const job = world_.find<Job>(row.prospect ? row.prospective_job_id : row.job_id)) {
    JsonObject entry(jobs);
    add_id(entry, "id", job->id);
    entry.text("name", job->name).close();
  }
  jobs += ']';
  add_id(one, "job_post_id", row.job_post_id);
  one.text("status", greenhouse::old_word_of(row.status));
  const JobStage* const stage = stage_of(row);
  add_named(one, "current_stage", stage == nullptr ? 0 : stage->id,
            stage == nullptr ? Text{} : stage->name);
  add_answers(one, row);
  one.null("prospective_office").null("prospective_department");
  one.raw("prospect_detail",
          R"({"prospect_pool":null,"prospect_stage":null,"prospect_owner":null})");
  one.raw("custom_fields", "{}").raw("keyed_custom_fields", "{}").raw("attachments", "[]").close();
}

}  // namespace crosswalk::sim::harvest
