#include "linkedin/dialect/dialect.hpp"

namespace crosswalk {
namespace {

using enum Field;

WireField plain(Field field, std::string_view name) {
  return {.field = field, .name = std::string(name)};
}

WireField rows(Field field, std::string_view name, std::vector<std::string> parts) {
  return {.field = field,
          .name = std::string(name),
          .shape = WireShape::rows,
          .always = true,
          .parts = std::move(parts)};
}

WireField person(Field first_name, Field last_name, std::string_view name) {
  return {.field = first_name,
          .name = std::string(name),
          .shape = WireShape::person,
          .second = last_name,
          .parts = {"firstName", "lastName"}};
}

WireField parent(Field field, std::string_view name, RecordKind kind) {
  return {
      .field = field, .name = std::string(name), .shape = WireShape::id_of_parent, .parent = kind};
}

WireField job_state_words() {
  return {.field = job_state,
          .name = "state",
          .shape = WireShape::words,
          .words = {{"open", "LISTED"}, {"closed", "CLOSED"}}};
}

WireField pay() {
  return {.field = job_compensation, .name = "compensation", .shape = WireShape::compensation};
}

WireKind jobs() {
  return {.path = "/v2/simpleJobPostings",
          .id_name = "externalJobPostingId",
          .parent_name = {},
          .below = {},
          .fields = {plain(job_title, "title"),
                     plain(job_description, "description"),
                     job_state_words(),
                     plain(job_listed_at, "listedAt"),
                     plain(job_apply_url, "companyApplyUrl"),
                     plain(job_location, "location"),
                     plain(job_country_code, "countryCode"),
                     plain(job_postal_code, "postalCode"),
                     plain(job_company_job_code, "companyJobCode"),
                     plain(job_categories, "categories"),
                     plain(job_industries, "industries"),
                     plain(job_skills_description, "skillsDescription"),
                     plain(job_workplace_types, "workplaceTypes"),
                     plain(job_remote_allowed, "workRemoteAllowed"),
                     plain(job_employment_status, "employmentStatus"),
                     plain(job_experience_level, "experienceLevel"),
                     plain(job_tracking_pixel_url, "trackingPixelUrl"),
                     plain(job_company_page_url, "companyPageUrl"),
                     plain(job_alternate_locations, "alternateLocations"),
                     pay(),
                     plain(job_expires_at, "expireAt"),
                     plain(job_listing_type, "listingType"),
                     plain(job_contract, "contract"),
                     plain(job_poster_email, "posterEmail"),
                     plain(job_show_poster, "showPosterInfo"),
                     plain(job_owner_email, "requisitionOwnerEmail"),
                     plain(job_owner_first_name, "requisitionOwnerFirstName"),
                     plain(job_owner_last_name, "requisitionOwnerLastName"),
                     plain(job_requisition_id, "partnerRequisitionId")}};
}

WireKind candidates() {
  return {
      .path = "/v2/atsCandidates",
      .id_name = "atsCandidateId",
      .parent_name = {},
      .below = {},
      .fields = {
          plain(candidate_first_name, "firstName"), plain(candidate_last_name, "lastName"),
          plain(candidate_emails, "emailAddresses"),
          rows(candidate_phones, "phoneNumbers", {"number", "extension"}),
          rows(candidate_addresses, "addresses",
               {"line1", "line2", "city", "geographicArea", "geographicAreaType", "postalCode",
                "country"}),
          plain(candidate_created_at, "atsCreatedAt"),
          plain(candidate_last_modified_at, "atsLastModifiedAt"),
          plain(candidate_company, "currentCompanyName"), plain(candidate_title, "currentJobTitle"),
          plain(candidate_do_not_contact, "doNotContact"),
          plain(candidate_profile_url, "externalProfileUrl"),
          plain(candidate_linkedin_url, "linkedInProfileUrl"),
          plain(candidate_middle_initial, "middleInitial"), plain(candidate_prefix, "prefix"),
          plain(candidate_suffix, "suffix"), plain(candidate_person, "manualMatchedMember")}};
}

WireKind applications() {
  return {.path = "/v2/atsApplications",
          .id_name = "atsJobApplicationId",
          .parent_name = {},
          .below = {},
          .fields = {parent(application_candidate, "atsCandidateId", RecordKind::candidate),
                     parent(application_job, "atsJobPostingId", RecordKind::job),
                     plain(application_created_at, "atsCreatedAt"),
                     plain(application_last_modified_at, "atsLastModifiedAt"),
                     plain(application_job_name, "atsJobPostingName"),
                     plain(application_candidate_email, "candidateEmail"),
                     plain(application_first_name, "firstName"),
                     plain(application_last_name, "lastName"), plain(application_source, "source"),
                     plain(application_disposition_reason, "dispositionReason")}};
}

WireKind below_application(std::string_view below, std::vector<WireField> fields) {
  return {.path = "/v2/atsApplications",
          .id_name = {},
          .parent_name = "atsJobApplicationId",
          .below = std::string(below),
          .fields = std::move(fields)};
}

WireKind stages() {
  return below_application("stages",
                           {plain(stage_name, "stage"), plain(stage_created_at, "atsCreatedAt")});
}

WireKind candidate_notes() {
  return {.path = "/v2/atsCandidates",
          .id_name = {},
          .parent_name = "atsCandidateId",
          .below = "notes",
          .fields = {
              plain(candidate_note_text, "note"), plain(candidate_note_created_at, "atsCreatedAt"),
              person(candidate_note_author_first_name, candidate_note_author_last_name, "author")}};
}

WireKind application_notes() {
  return below_application(
      "notes",
      {plain(application_note_text, "note"), plain(application_note_created_at, "atsCreatedAt"),
       person(application_note_author_first_name, application_note_author_last_name, "author")});
}

WireKind feedback() {
  return below_application(
      "interviewFeedback",
      {plain(feedback_created_at, "atsCreatedAt"),
       person(feedback_interviewer_first_name, feedback_interviewer_last_name, "interviewer"),
       {.field = feedback_evaluations,
        .name = "evaluations",
        .shape = WireShape::rows,
        .parts = {"attribute", "result"},
        .needs = "attribute"},
       plain(feedback_text, "feedback"),
       plain(feedback_interview_type, "interviewType")});
}

}  // namespace

Dialect v2_dialect() {
  return {.name = "v2",
          .headers = {},
          .key_constants = {{"dataProvider", "ATS"}},
          .key_syntax = KeySyntax::protocol_1,
          .context_name = "integrationContext",
          .job_context_name = "integrationContext",
          .availability_name = "availability",
          .kinds = {jobs(), candidates(), applications(), stages(), candidate_notes(),
                    application_notes(), feedback()},
          .job_tasks_path = "/v2/simpleJobPostingTasks",
          .job_status_path = "/v2/jobPostingStatus",
          .exchange = {.exports_path = "/v2/exportedCandidates",
                       .integrations_path = "/v2/atsIntegrations",
                       .configurations_path = {},
                       .configuration_name = {},
                       .acls_path = "/v2/atsEntityAcls",
                       .acl_assignees_path = "/v2/atsEntityAclAssignees"}};
}

}  // namespace crosswalk
