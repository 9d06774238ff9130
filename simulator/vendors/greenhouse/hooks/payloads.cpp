#include "vendors/greenhouse/hooks/payloads.hpp"

#include "vendors/greenhouse/records.hpp"
#include "vendors/json_text.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

/// Web hooks still say "active".

std::string wrapped(std::string_view name, std::string_view object) {
  std::string out;
  JsonObject(out).raw(name, object).close();
  return out;
}

void add_person(JsonObject& person, const Candidate& row) {
  person.number("id", row.id).text("first_name", row.first_name).text("last_name", row.last_name);
  person.text_or_null("company", row.company).text_or_null("title", row.title);
  person.instant("created_at", row.created_at);
  person.flag("is_private", row.is_private).flag("can_email", row.can_email);
}

void append_candidate(const Candidate& row, std::string& out) {
  JsonObject person(out);
  add_person(person, row);
  person.null("external_id").null("photo_url");
  add_contacts(person, row);
  person.raw("educations", "[]").raw("employments", "[]").null("recruiter").null("coordinator");
  person.raw("attachments", "[]").raw("custom_fields", "{}").close();
}

/// {"id":..,"name":..}, or null.
template <class T>
void add_named(JsonObject& object, std::string_view name, const T* row) {
  if (row == nullptr) {
    object.null(name);
  } else {
    JsonObject(object.value(name)).number("id", row->id).text("name", row->name).close();
  }
}

void append_job(const World& world, const Job& row, std::string& out) {
  JsonObject job(out);
  job.number("id", row.id).text("name", row.name);
  job.text_or_null("requisition_id", row.requisition_id).text_or_null("notes", row.notes);
  job.flag("confidential", row.confidential);
  job.number_or_null("job_post_id", row.post_ids.empty() ? 0 : row.post_ids.front());
  job.text("status", word_of(row.status)).instant("created_at", row.created_at);
  job.instant("opened_at", row.opened_at).instant("closed_at", row.closed_at);
  std::string& departments = job.value("departments");
  departments += '[';
  if (const auto* department = world.find<Department>(row.department_id)) {
    JsonObject(departments)
        .number("id", department->id)
        .text("name", department->name)
        .text_or_null("external_id", department->external_id)
        .close();
  }
  departments += ']';
  std::string& offices = job.value("offices");
  offices += '[';
  for (const Id id : row.office_ids) {
    const Office* const office = world.find<Office>(id);
    if (office == nullptr) continue;
    if (offices.back() != '[') offices += ',';
    JsonObject(offices)
        .number("id", id)
        .text("name", office->name)
        .text_or_null("location", office->location)
        .close();
  }
  offices += ']';
  job.raw("custom_fields", "{}").close();
}

}  // namespace

std::string application_payload(const World& world, Id id) {
  std::string out;
  const Application* const row = world.all<Application>().ever(id);
  if (row == nullptr) return "{}";
  JsonObject application(out);
  application.number("id", id).instant("rejected_at", row->rejected_at);
  application.flag("prospect", row->prospect).text("status", old_word_of(row->status));
  application.instant("applied_at", row->created_at);
  application.instant("last_activity_at", row->last_activity_at);
  add_named(application, "source", world.find<Source>(row->source_id));
  application.null("credited_to");
  add_named(application, "rejection_reason", world.find<RejectionReason>(row->rejection_reason_id));
  add_named(application, "current_stage", world.find<JobStage>(row->job_stage_id));
  application.raw("custom_fields", "{}");
  if (const auto* person = world.all<Candidate>().ever(row->candidate_id)) {
    append_candidate(*person, application.value("candidate"));
  }
  std::string& jobs = application.value("jobs");
  jobs += '[';
  if (const auto* job = world.find<Job>(row->job_id)) append_job(world, *job, jobs);
  jobs += ']';
  application.close();
  return wrapped("application", out);
}

std::string gone_application_payload(const World& world, Id id) {
  std::string out;
  const Application* const row = world.all<Application>().ever(id);
  if (row == nullptr) return "{}";
  JsonObject application(out);
  application.number("id", id).number("candidate_id", row->candidate_id);
  application.number_or_null("job_id", row->job_id).instant("created_at", row->created_at);
  application.number_or_null("source_id", row->source_id);
  application.number_or_null("candidate_rejection_reason_id", row->rejection_reason_id);
  application.null("rejection_note_id").instant("rejected_at", row->rejected_at);
  application.null("referrer_id").flag("prospect", row->prospect).close();
  return wrapped("application", out);
}

std::string candidate_payload(const World& world, Id id) {
  std::string out;
  const Candidate* const row = world.all<Candidate>().ever(id);
  if (row == nullptr) return "{}";
  append_candidate(*row, out);
  return wrapped("candidate", out);
}

std::string gone_candidate_payload(const World& world, Id id, const std::vector<Id>& applications,
                                   Id into) {
  std::string out;
  const Candidate* const row = world.all<Candidate>().ever(id);
  if (row == nullptr) return "{}";
  JsonObject person(out);
  add_person(person, *row);
  person.null("headline").null("recruiter_user_id").null("coordinator_user_id");
  if (into != 0) {
    person.number("new_candidate_id", into);
  } else {
    std::string& ids = person.value("deleted_application_ids");
    ids += '[';
    for (const Id each : applications) {
      if (ids.back() != '[') ids += ',';
      ids += std::to_string(each);
    }
    ids += ']';
  }
  person.close();
  return wrapped("person", out);
}

std::string anonymised_payload(Id id) {
  std::string out;
  JsonObject(out)
      .number("candidate_id", id)
      .raw("anonymized_fields",
           R"(["full_name","current_company","current_title","email_addresses","phone_numbers",)"
           R"("addresses","websites","social_media_links","location","tags","notes",)"
           R"("scorecards_and_interviews"])")
      .close();
  return out;
}

std::string job_payload(const World& world, Id id, bool brief) {
  std::string out;
  const Job* const row = world.all<Job>().ever(id);
  if (row == nullptr) return "{}";
  if (brief) {
    JsonObject(out).number("id", id).text("name", row->name).close();
  } else {
    append_job(world, *row, out);
  }
  return wrapped("job", out);
}

std::string post_payload(const World& world, Id id, bool gone) {
  std::string out;
  const JobPost* const row = world.all<JobPost>().ever(id);
  if (row == nullptr) return "{}";
  JsonObject(out)
      .number("id", id)
      .text("title", row->title)
      .text_or_null("content", row->content)
      .null("internal_content")
      .instant("updated_at", row->updated_at)
      .number_or_null("job_id", row->job_id)
      .flag("external", !row->internal)
      .flag("internal", row->internal)
      .flag("live", row->live)
      .raw("questions", "[]")
      .close();
  return gone ? wrapped("job_post", out) : out;
}

std::string stage_payload(const World& world, Id id) {
  std::string out;
  const JobStage* const row = world.all<JobStage>().ever(id);
  if (row == nullptr) return "{}";
  write_job_stage(*row, out);
  return wrapped("job_interview_stage", out);
}

std::string envelope(std::string_view action, std::string_view payload) {
  std::string plain;
  JsonObject(plain).text("action", action).raw("payload", payload).close();
  std::string out;
  out.reserve(plain.size() + plain.size() / 8);
  for (const char c : plain) {
    switch (c) {
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace crosswalk::sim::greenhouse
