#include "vendors/greenhouse/records.hpp"

#include "vendors/words.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

void append_ids(std::string& out, const std::vector<Id>& ids) {
  out += '[';
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (at > 0) out += ',';
    out += std::to_string(ids[at]);
  }
  out += ']';
}

/// [{"value":...,"type":...}], the type left out when empty; [] for an empty value.
void append_typed(std::string& out, std::string_view value, std::string_view type,
                  std::string_view second = {}, std::string_view second_type = {},
                  bool marks_primary = false) {
  const auto one = [&](std::string_view text, std::string_view kind) {
    JsonObject entry(out);
    entry.text("value", text);
    if (!kind.empty()) entry.text("type", kind);
    if (marks_primary) entry.flag("is_primary", text.data() == value.data());
    entry.close();
  };
  out += '[';
  if (!value.empty()) one(value, type);
  if (!second.empty()) {
    if (!value.empty()) out += ',';
    one(second, second_type);
  }
  out += ']';
}

}  // namespace

std::string_view word_of(JobStatus status) {
  static constexpr std::array<std::string_view, 3> words = {"draft", "open", "closed"};
  return word_at(status, words);
}

std::string_view word_of(ApplicationStatus status) {
  static constexpr std::array<std::string_view, 4> words = {"in_process", "rejected", "hired",
                                                            "converted"};
  return word_at(status, words);
}

std::string_view old_word_of(ApplicationStatus status) {
  return status == ApplicationStatus::in_progress ? "active" : word_of(status);
}

JsonObject open_record(const Row& row, std::string& out) {
  JsonObject object(out);
  object.number("id", row.id);
  object.instant("created_at", row.created_at).instant("updated_at", row.updated_at);
  return object;
}

void write_department(const Department& row, std::string& out) {
  open_record(row, out)
      .text("name", row.name)
      .text_or_null("external_id", row.external_id)
      .number_or_null("parent_id", row.parent_id)
      .close();
}

void write_office(const Office& row, std::string& out) {
  open_record(row, out)
      .text("name", row.name)
      .text_or_null("location", row.location)
      .null("external_id")
      .number_or_null("parent_id", row.parent_id)
      .null("primary_in_house_contact_user_id")
      .close();
}

void write_user(const User& row, std::string& out) {
  JsonObject user = open_record(row, out);
  user.text("name", std::string(row.first_name) + ' ' + std::string(row.last_name));
  user.text("first_name", row.first_name).text("last_name", row.last_name);
  user.text("primary_email", row.email);
  std::string& emails = user.value("emails");
  emails += '[';
  append_json_text(emails, row.email);
  emails += ']';
  user.text_or_null("employee_id", row.employee_id).text_or_null("job_title", row.job_title);
  user.flag("site_admin", row.site_admin).flag("deactivated", row.deactivated);
  user.null("agency_id").raw("custom_fields", "{}").raw("department_ids", "[]");
  user.raw("office_ids", "[]").raw("interviewer_tags", "[]").raw("linked_candidate_ids", "[]");
  user.close();
}

void write_user_email(const User& row, std::string& out) {
  open_record(row, out)
      .number("user_id", row.id)
      .text("email", row.email)
      .flag("verified", true)
      .null("verification_token_sent_at")
      .close();
}

void write_source(const Source& row, std::string& out) {
  JsonObject source = open_record(row, out);
  source.text("name", row.name);
  JsonObject(source.value("type")).number("id", row.type_id).text("name", row.type_name).close();
  source.close();
}

void write_rejection_reason(const RejectionReason& row, std::string& out) {
  JsonObject reason = open_record(row, out);
  reason.text("name", row.name);
  JsonObject(reason.value("type"))
      .number("id", row.type_id)
      .text("key", row.type_key)
      .text("name", row.type_name)
      .close();
  reason.close();
}

void write_job(const Job& row, std::string& out) {
  JsonObject job = open_record(row, out);
  job.text("name", row.name).text_or_null("requisition_id", row.requisition_id);
  job.text_or_null("notes", row.notes).text("status", word_of(row.status));
  job.flag("confidential", row.confidential).flag("is_template", row.is_template);
  job.null("copied_from_id").number_or_null("department_id", row.department_id);
  append_ids(job.value("office_ids"), row.office_ids);
  job.instant("opened_at", row.opened_at).instant("closed_at", row.closed_at);
  job.raw("custom_fields", "{}").close();
}

void write_job_owner(const Job& row, std::string& out) {
  open_record(row, out)
      .number("job_id", row.id)
      .number_or_null("user_id", row.recruiter_id)
      .text("type", "recruiter")
      .flag("responsible", true)
      .close();
}

void write_job_hirer(const Job& row, std::string& out) {
  open_record(row, out)
      .number("job_id", row.id)
      .number_or_null("user_id", row.hiring_manager_id)
      .close();
}

void write_job_stage(const JobStage& row, std::string& out) {
  open_record(row, out)
      .number("job_id", row.job_id)
      .text("name", row.name)
      .number("sort_order", row.sort_order)
      .flag("active", row.active)
      .close();
}

void write_job_post(const JobPost& row, std::string& out) {
  JsonObject post = open_record(row, out);
  post.number_or_null("job_id", row.job_id).text("title", row.title);
  post.text_or_null("content", row.content);
  post.text_or_null("internal_content", row.internal ? row.content : Text{});
  post.flag("internal", row.internal).flag("live", row.live).flag("active", row.active);
  post.flag("featured", false).text_or_null("public_url", row.public_url);
  post.text_or_null("language", row.language).number("job_board_id", row.internal ? 2 : 1);
  post.instant("first_published_at", row.first_published_at);
  post.null("demographic_question_set_id").raw("questions", "[]").close();
}

void add_contacts(JsonObject& person, const Candidate& row, bool marks_primary) {
  const auto at = [&](LinkedInPlace place) {
    return row.linkedin_place == place ? row.linkedin_url : Text{};
  };
  append_typed(person.value("email_addresses"), row.email, "personal", row.work_email, "work",
               marks_primary);
  append_typed(person.value("phone_numbers"), row.phone, "mobile");
  append_typed(person.value("addresses"), row.address, "home");
  append_typed(person.value("website_addresses"), row.website, "personal",
               at(LinkedInPlace::website), "other");
  append_typed(person.value("social_media_addresses"), at(LinkedInPlace::social_media), {});
  std::string& tags = person.value("tags");
  tags += '[';
  for (const Text tag : row.tags) {
    if (tags.back() != '[') tags += ',';
    append_json_text(tags, tag);
  }
  tags += ']';
}

void write_candidate(const Candidate& row, std::string& out) {
  JsonObject person = open_record(row, out);
  person.text("first_name", row.first_name).text("last_name", row.last_name);
  person.text_or_null("preferred_name", row.preferred_name);
  person.text_or_null("company", row.company).text_or_null("title", row.title);
  add_contacts(person, row);
  person.instant("last_activity_at", row.last_activity_at);
  person.flag("private", row.is_private).flag("can_email", row.can_email);
  person.null("time_zone").raw("linked_user_ids", "[]");
  person.raw("custom_fields", "{}").close();
}

void write_redacted_candidate(const Candidate& row, std::string& out) {
  open_record(row, out).flag("private", true).close();
}

void write_application(const World& world, const Application& row, std::string& out) {
  JsonObject application = open_record(row, out);
  application.number("candidate_id", row.candidate_id).number_or_null("job_id", row.job_id);
  application.number_or_null("job_post_id", row.job_post_id);
  application.text("status", word_of(row.status)).flag("prospect", row.prospect);
  std::vector<Id> interests;
  if (row.prospective_job_id != 0) interests.push_back(row.prospective_job_id);
  append_ids(application.value("prospective_job_ids"), interests);
  const JobStage* const stage = world.find<JobStage>(row.job_stage_id);
  application.number_or_null("stage_id", row.stage_id);
  application.text_or_null("stage_name", stage == nullptr ? Text{} : stage->name);
  application.number_or_null("job_interview_stage_id", row.job_stage_id);
  application.number_or_null("source_id", row.source_id).null("referrer_id");
  application.number_or_null("recruiter_id", row.recruiter_id).null("coordinator_id");
  application.instant("rejected_at", row.rejected_at);
  application.number_or_null("rejection_reason_id", row.rejection_reason_id);
  application.instant("last_activity_at", row.last_activity_at);
  application.text_or_null("location_address", row.location);
  std::string& answers = application.value("answers");
  answers += '[';
  const Candidate* const person = world.find<Candidate>(row.candidate_id);
  if (person != nullptr && person->linkedin_place == LinkedInPlace::answer) {
    JsonObject(answers)
        .text("question", "LinkedIn profile")
        .text("answer", person->linkedin_url)
        .close();
  }
  answers += ']';
  application.flag("needs_decision", false).null("agency_note_id").raw("custom_fields", "{}");
  application.close();
}

void write_application_stage(const ApplicationStage& row, std::string& out) {
  JsonObject stage = open_record(row, out);
  stage.number("application_id", row.application_id);
  stage.number("job_interview_stage_id", row.job_stage_id);
  stage.instant("entered_at", row.entered_at).instant("exited_at", row.exited_at);
  stage.flag("current", row.current);
  if (row.exited_at) {
    const auto days = std::chrono::floor<std::chrono::days>(*row.exited_at - row.entered_at);
    stage.number("days_in_stage", static_cast<std::uint64_t>(days.count()));
  } else {
    stage.null("days_in_stage");
  }
  stage.close();
}

void write_rejection_detail(const RejectionDetail& row, std::string& out) {
  open_record(row, out)
      .number("application_id", row.application_id)
      .instant("rejected_at", row.rejected_at)
      .number_or_null("rejected_by_id", row.rejected_by_id)
      .number_or_null("rejection_reason_id", row.rejection_reason_id)
      .null("rejection_note_id")
      .raw("question_custom_fields", "{}")
      .close();
}

}  // namespace crosswalk::sim::greenhouse
