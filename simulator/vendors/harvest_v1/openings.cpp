// Jobs, posts and what both refer to, in Harvest v1.

#include "vendors/greenhouse/records.hpp"
#include "vendors/harvest_v1/records.hpp"

namespace crosswalk::sim::harvest {

/// parent_id, child_ids and external_id, which departments and offices share.
template <class T>
void Records::add_family(JsonObject& object, const T& row) const {
  add_id(object, "parent_id", row.parent_id);
  std::vector<Id> children;
  for (const T& each : world_.all<T>()) {
    if (each.parent_id == row.id) children.push_back(each.id);
  }
  add_ids(object, "child_ids", children);
}

void Records::write(const Department& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  one.text("name", row.name);
  add_family(one, row);
  const auto* const parent = world_.find<Department>(row.parent_id);
  one.text_or_null("parent_department_external_id",
                   parent == nullptr ? Text{} : parent->external_id);
  one.raw("child_department_external_ids", "[]").text_or_null("external_id", row.external_id);
  one.close();
}

void Records::write(const Office& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  one.text("name", row.name);
  if (row.location.empty()) {
    one.raw("location", R"({"name":null})");
  } else {
    JsonObject(one.value("location")).text("name", row.location).close();
  }
  one.null("primary_contact_user_id");
  add_family(one, row);
  one.null("parent_office_external_id").raw("child_office_external_ids", "[]");
  one.null("external_id").close();
}

void Records::write(const Source& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  one.text("name", row.name);
  add_named(one, "type", row.type_id, row.type_name);
  one.close();
}

void Records::write(const RejectionReason& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  one.text("name", row.name);
  add_named(one, "type", row.type_id, row.type_name);
  one.close();
}

void Records::write(const User& row, std::string& out) const {
  JsonObject one(out);
  add_id(one, "id", row.id);
  one.text("name", std::string(row.first_name) + ' ' + std::string(row.last_name));
  one.text("first_name", row.first_name).text("last_name", row.last_name);
  one.text("primary_email_address", row.email);
  add_dates(one, row, false);
  one.flag("disabled", row.deactivated).flag("site_admin", row.site_admin);
  std::string& emails = one.value("emails");
  emails += '[';
  append_json_text(emails, row.email);
  emails += ']';
  one.text_or_null("employee_id", row.employee_id).raw("linked_candidate_ids", "[]");
  one.raw("offices", "[]").raw("departments", "[]").raw("custom_fields", "{}").close();
}

void Records::add_team(JsonObject& object, std::string_view name, Id id,
                       bool may_be_responsible) const {
  std::string& out = object.value(name);
  out += '[';
  if (const User* const user = world_.find<User>(id)) {
    append_user(out, *user, may_be_responsible ? std::optional(true) : std::nullopt);
  }
  out += ']';
}

void Records::write(const Job& row, std::string& out) const {
  JsonObject job(out);
  add_id(job, "id", row.id);
  job.text("name", row.name).text_or_null("requisition_id", row.requisition_id);
  job.text_or_null("notes", row.notes).flag("confidential", row.confidential);
  job.text("status", greenhouse::word_of(row.status));
  add_dates(job, row, true);
  add_time(job, "opened_at", row.opened_at);
  add_time(job, "closed_at", row.closed_at);
  job.flag("is_template", row.is_template).null("copied_from_id");
  std::string& departments = job.value("departments");
  departments += '[';
  if (const auto* const department = world_.find<Department>(row.department_id)) {
    write(*department, departments);
  }
  departments += ']';
  std::string& offices = job.value("offices");
  offices += '[';
  for (const Id id : row.office_ids) {
    const Office* const office = world_.find<Office>(id);
    if (office == nullptr) continue;
    if (offices.back() != '[') offices += ',';
    write(*office, offices);
  }
  offices += ']';
  job.raw("custom_fields", "{}").raw("keyed_custom_fields", "{}");
  JsonObject team(job.value("hiring_team"));
  add_team(team, "hiring_managers", row.hiring_manager_id, false);
  add_team(team, "recruiters", row.recruiter_id, true);
  team.raw("coordinators", "[]").raw("sourcers", "[]").close();
  job.raw("openings", "[]").close();
}

void Records::write(const JobStage& row, std::string& out) const {
  JsonObject stage(out);
  add_id(stage, "id", row.id);
  stage.text("name", row.name);
  add_dates(stage, row, false);
  stage.flag("active", row.active);
  add_id(stage, "job_id", row.job_id);
  stage.number("priority", row.sort_order).raw("interviews", "[]").close();
}

void Records::add_place(JsonObject& object, std::string_view name, const Office* office) const {
  if (office == nullptr || office->location.empty()) {
    object.null(name);
    return;
  }
  JsonObject place(object.value(name));
  add_id(place, "id", office->id);
  place.text("name", office->location);
  add_id(place, "office_id", office->id);
  place.null("job_post_custom_location_id");
  place.raw("job_post_location_type", R"({"id":2,"name":"Office"})").close();
}

void Records::write(const JobPost& row, std::string& out) const {
  const Job* const job = world_.find<Job>(row.job_id);
  const bool placed = job != nullptr && !job->office_ids.empty();
  JsonObject post(out);
  add_id(post, "id", row.id);
  post.text("title", row.title);
  add_place(post, "location", placed ? world_.find<Office>(job->office_ids.front()) : nullptr);
  post.flag("internal", row.internal).flag("external", !row.internal);
  post.flag("active", row.active).flag("live", row.live);
  add_time(post, "first_published_at", row.first_published_at);
  add_id(post, "job_id", row.job_id);
  post.text_or_null("content", row.content);
  post.text_or_null("internal_content", row.internal ? row.content : Text{});
  add_dates(post, row, true);
  post.null("demographic_question_set_id").raw("questions", "[]").close();
}

}  // namespace crosswalk::sim::harvest
