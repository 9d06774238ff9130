#include "sdk/fields.hpp"

#include <array>

namespace crosswalk {
namespace {

using enum Field;
using enum ValueType;
using enum Requirement;
using enum PrivacyClass;
using K = RecordKind;
using P = Provider;
using G = OptOutGroup;

constexpr Field no_field{};
constexpr PrivacyClass nobody = PrivacyClass::none;

// Where the facts stand, by the names LinkedIn gives its pages.
constexpr std::string_view page_required = "LinkedIn, RSC required fields";
constexpr std::string_view page_jobs = "LinkedIn, sync premium API jobs";
constexpr std::string_view page_job_schema = "LinkedIn, job posting API schema";
constexpr std::string_view page_candidates = "LinkedIn, sync candidates";
constexpr std::string_view page_collection = "LinkedIn, Postman collection for RSC";
constexpr std::string_view page_applications = "LinkedIn, sync applications";
constexpr std::string_view page_stages = "LinkedIn, sync application stages";
constexpr std::string_view page_candidate_notes = "LinkedIn, sync candidate notes";
constexpr std::string_view page_application_notes = "LinkedIn, sync application notes";
constexpr std::string_view page_feedback = "LinkedIn, sync interview feedback";
constexpr std::string_view page_notes = "LinkedIn, release notes";
constexpr std::string_view ours = "Crosswalk";

/// A job's row. LinkedIn's CRM Connect takes no jobs; a pipeline only names them by id.
constexpr FieldSpec job(Field field, std::string_view name, ValueType type, Requirement rsc,
                        OptOutGroup group, PrivacyClass privacy, std::uint32_t min_chars,
                        std::uint32_t max_chars, std::string_view meaning,
                        std::string_view source) {
  return {field,   K::job,    name,      type,     rsc,      unused,  P::connector, group,
          privacy, min_chars, max_chars, no_field, no_field, meaning, source};
}

/// A candidate's row. CRM Connect reuses the candidate, so both products need the same.
constexpr FieldSpec person(Field field, std::string_view name, ValueType type, Requirement both,
                           OptOutGroup group, PrivacyClass privacy, std::string_view meaning,
                           std::string_view source) {
  return {field, K::candidate, name,     type,    both,  both, P::connector, group, privacy, 0,
          0,     no_field,     no_field, meaning, source};
}

/// An application's row. CRM Connect has no applications.
constexpr FieldSpec link(Field field, std::string_view name, ValueType type, Requirement rsc,
                         OptOutGroup group, PrivacyClass privacy, std::uint32_t min_chars,
                         std::uint32_t max_chars, std::string_view meaning,
                         std::string_view source) {
  FieldSpec spec =
      job(field, name, type, rsc, group, privacy, min_chars, max_chars, meaning, source);
  spec.kind = K::application;
  return spec;
}

/// A row of what hangs on a candidate or an application. CRM Connect names none of these.
constexpr FieldSpec child(Field field, K kind, std::string_view name, ValueType type,
                          Requirement rsc, PrivacyClass privacy, std::string_view meaning,
                          std::string_view source) {
  const std::uint32_t least = type == text && rsc == required ? 1 : 0;
  FieldSpec spec = job(field, name, type, rsc, G::none, privacy, least, 0, meaning, source);
  spec.kind = kind;
  return spec;
}

/// Names somebody of the hiring team.
constexpr FieldSpec team(FieldSpec spec) {
  spec.group = G::hiring_team;
  return spec;
}

constexpr FieldSpec from_host(FieldSpec spec) {
  spec.provider = P::host;
  return spec;
}

constexpr FieldSpec unless(FieldSpec spec, Field first, Field second = no_field) {
  spec.unless_first = first;
  spec.unless_second = second;
  return spec;
}

constexpr FieldSpec in_crm(FieldSpec spec, Requirement crm) {
  spec.crm = crm;
  return spec;
}

constexpr auto table = std::to_array<FieldSpec>({
    in_crm(job(job_id, "id", text, required, G::none, nobody, 1, 75,
               "The vendor's id of the job; LinkedIn shows it in the export list.", page_jobs),
           optional),
    job(job_title, "title", text, required, G::none, nobody, 1, 200, "The job's title.",
        page_required),
    job(job_description, "description", text, required, G::none, nobody, 100, 25000,
        "The posting's text; limited HTML.", page_required),
    job(job_state, "state", text, required, G::none, nobody, 1, 0,
        "\"open\" or \"closed\"; closed jobs are kept at LinkedIn for their history.",
        page_required),
    job(job_listed_at, "listed_at", instant, required, G::none, nobody, 0, 0,
        "When the job was opened; not in the future.", page_required),
    job(job_apply_url, "apply_url", text, required, G::none, nobody, 1, 0,
        "Where a candidate applies; also of a private job.", page_required),
    unless(job(job_location, "location", text, conditional, G::none, nobody, 1, 0,
               "\"CITY, STATE\", \"CITY, COUNTRY\" or \"POSTALCODE, COUNTRYCODE\".", page_required),
           job_country_code, job_postal_code),
    job(job_country_code, "country_code", text, optional, G::none, nobody, 2, 2,
        "ISO 3166 code of two letters; with the postal code it replaces the location.",
        page_required),
    job(job_postal_code, "postal_code", text, optional, G::none, nobody, 1, 0,
        "With the country code it replaces the location.", page_required),
    from_host(job(job_availability, "availability", text, required, G::none, nobody, 1, 0,
                  "PUBLIC or PRIVATE_TO_ATS_INTEGRATION, as the tenant chose.", page_job_schema)),
    from_host(job(job_integration_context, "integration_context", text, required, G::none, nobody,
                  1, 0, "The tenant's organization URN.", page_required)),
    job(job_company_job_code, "company_job_code", text, optional, G::job_detail, nobody, 0, 0,
        "The code by which the company itself calls the job.", page_jobs),
    job(job_categories, "categories", texts, optional, G::job_detail, nobody, 0, 0,
        "LinkedIn's function codes; at most three.", page_jobs),
    job(job_industries, "industries", texts, optional, G::job_detail, nobody, 0, 0,
        "URNs of LinkedIn's industries.", page_jobs),
    job(job_skills_description, "skills_description", text, optional, G::job_detail, nobody, 0,
        4000, "Skills asked for, as prose.", page_job_schema),
    job(job_workplace_types, "workplace_types", texts, optional, G::job_detail, nobody, 0, 0,
        "Exactly one of On-site, Hybrid, Remote.", page_job_schema),
    job(job_remote_allowed, "remote_allowed", flag, optional, G::job_detail, nobody, 0, 0,
        "Whether the work may be done from elsewhere; the older form of workplace_types.",
        page_jobs),
    job(job_employment_status, "employment_status", text, optional, G::job_detail, nobody, 0, 0,
        "FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY, VOLUNTEER or OTHER.", page_jobs),
    job(job_experience_level, "experience_level", text, optional, G::job_detail, nobody, 0, 0,
        "ENTRY_LEVEL, MID_SENIOR_LEVEL, DIRECTOR, EXECUTIVE, INTERNSHIP, ASSOCIATE or "
        "NOT_APPLICABLE.",
        page_jobs),
    job(job_tracking_pixel_url, "tracking_pixel_url", text, optional, G::job_detail, nobody, 0, 0,
        "An image that counts views of the posting.", page_jobs),
    job(job_company_page_url, "company_page_url", text, optional, G::job_detail, nobody, 0, 0,
        "The company's own page.", page_jobs),
    job(job_alternate_locations, "alternate_locations", texts, optional, G::job_detail, nobody, 0,
        0, "Further locations, in the forms of location; at most seven.", page_jobs),
    job(job_compensation, "compensation", rows, optional, G::compensation, nobody, 0, 0,
        "Pay: rows of amount, start, end, currency, period and type.", page_job_schema),
    job(job_expires_at, "expires_at", instant, optional, G::job_detail, nobody, 0, 0,
        "When LinkedIn shall take the posting down.", page_job_schema),
    job(job_listing_type, "listing_type", text, optional, G::job_detail, nobody, 0, 0,
        "BASIC or PREMIUM; PREMIUM needs a contract.", page_jobs),
    job(job_contract, "contract", text, optional, G::job_detail, nobody, 0, 0,
        "The contract URN that pays for a PREMIUM listing.", page_jobs),
    job(job_poster_email, "poster_email", text, optional, G::hiring_team, contact, 0, 0,
        "E-mail address of the member who posts the job.", page_jobs),
    job(job_show_poster, "show_poster", flag, optional, G::hiring_team, nobody, 0, 0,
        "Whether the posting shows who posted it.", page_jobs),
    job(job_owner_email, "owner_email", text, optional, G::hiring_team, contact, 0, 0,
        "E-mail address of the requisition's owner.", page_job_schema),
    job(job_owner_first_name, "owner_first_name", text, optional, G::hiring_team, identity, 0, 0,
        "First name of the requisition's owner.", page_job_schema),
    job(job_owner_last_name, "owner_last_name", text, optional, G::hiring_team, identity, 0, 0,
        "Last name of the requisition's owner.", page_job_schema),
    job(job_requisition_id, "requisition_id", text, optional, G::job_detail, nobody, 0, 0,
        "The vendor's requisition; needed by those who sync requisitions.", page_job_schema),
    job(job_created_at, "created_at", instant, rule_only, G::none, nobody, 0, 0,
        "When the vendor's record was made.", ours),
    job(job_last_modified_at, "last_modified_at", instant, rule_only, G::none, nobody, 0, 0,
        "When the vendor's record last changed.", ours),
    job(job_department, "department", texts, rule_only, G::none, nobody, 0, 0,
        "Departments the job belongs to.", ours),
    job(job_confidential, "confidential", flag, rule_only, G::none, nobody, 0, 0,
        "Whether the vendor marks the job as confidential.", ours),
    job(job_viewers, "viewers", texts, rule_only, G::hiring_team, identifier, 0, 0,
        "The vendor's users who may see the job: ids or e-mail addresses.", ours),

    person(candidate_id, "id", text, required, G::none, identifier,
           "The vendor's id of the candidate.", page_candidates),
    person(candidate_first_name, "first_name", text, required, G::none, identity,
           "First name; required since March 2024.", page_notes),
    person(candidate_last_name, "last_name", text, required, G::none, identity, "Last name.",
           page_notes),
    unless(
        person(candidate_emails, "emails", texts, conditional, G::none, contact,
               "E-mail addresses; required unless a LinkedIn member is attached.", page_required),
        candidate_person),
    person(candidate_phones, "phones", rows, required, G::none, contact,
           "Phone numbers: rows of number and extension; may be empty.", page_notes),
    person(candidate_addresses, "addresses", rows, required, G::none, contact,
           "Postal addresses: rows of line1, line2, city, geographicArea, geographicAreaType, "
           "postalCode and country; may be empty.",
           page_candidates),
    person(candidate_created_at, "created_at", instant, required, G::none, nobody,
           "When the vendor's record was made; after 1970.", page_candidates),
    person(candidate_last_modified_at, "last_modified_at", instant, required, G::none, nobody,
           "When the vendor's record last changed; not before it was made.", page_candidates),
    person(candidate_company, "company", text, optional, G::employment, career,
           "Current employer; improves matching.", page_candidates),
    person(candidate_title, "title", text, optional, G::employment, career,
           "Current job title; improves matching.", page_candidates),
    person(candidate_do_not_contact, "do_not_contact", flag, optional, G::none, contact,
           "Whether the candidate asked not to be written to.", page_candidates),
    person(candidate_profile_url, "profile_url", text, optional, G::profile, identifier,
           "The candidate's own page in the ATS.", page_notes),
    person(candidate_linkedin_url, "linkedin_url", text, optional, G::profile, identifier,
           "The candidate's LinkedIn profile; improves matching.", page_notes),
    person(candidate_middle_initial, "middle_initial", text, optional, G::profile, identity,
           "Initial of the middle name.", page_collection),
    person(candidate_prefix, "prefix", text, optional, G::profile, identity,
           "What stands before the name.", page_collection),
    person(candidate_suffix, "suffix", text, optional, G::profile, identity,
           "What stands after the name.", page_collection),
    from_host(person(candidate_person, "person", text, optional, G::none, identifier,
                     "URN of the LinkedIn member, once LinkedIn told it.", page_collection)),
    person(candidate_private, "private", flag, rule_only, G::none, nobody,
           "Whether the vendor marks the candidate as private.", ours),

    link(application_id, "id", text, required, G::none, identifier, 1, 0,
         "The vendor's id of the application.", page_applications),
    link(application_candidate, "candidate", text, optional, G::none, identifier, 1, 0,
         "The id of the candidate who applied.", page_applications),
    link(application_job, "job", text, required, G::none, nobody, 1, 75,
         "The id of the job applied for.", page_applications),
    link(application_created_at, "created_at", instant, required, G::none, nobody, 0, 0,
         "When the application was made; after 1970.", page_applications),
    link(application_last_modified_at, "last_modified_at", instant, required, G::none, nobody, 0, 0,
         "When the application last changed; not before it was made.", page_applications),
    link(application_job_name, "job_name", text, required, G::none, nobody, 1, 0,
         "The title of the job applied for.", page_applications),
    link(application_candidate_email, "candidate_email", text, optional, G::contact, contact, 0, 0,
         "The candidate's e-mail address; LinkedIn wants it whenever there is one.",
         page_applications),
    link(application_first_name, "first_name", text, required, G::none, identity, 1, 0,
         "First name of the candidate.", page_notes),
    link(application_last_name, "last_name", text, required, G::none, identity, 1, 0,
         "Last name of the candidate.", page_notes),
    link(application_source, "source", text, optional, G::source, career, 0, 0,
         "How the candidate came, in the vendor's words.", page_collection),
    link(application_disposition_reason, "disposition_reason", text, optional, G::disposition,
         career, 0, 0, "Why the application ended, in the vendor's words.", page_collection),
    link(application_stage, "stage", text, rule_only, G::none, career, 0, 0,
         "The stage the application is in.", ours),
    link(application_status, "status", text, rule_only, G::none, career, 0, 0,
         "Whether it is active, hired or rejected, in the vendor's words.", ours),

    child(stage_id, K::stage, "id", text, required, identifier,
          "The vendor's id of the entry, or one made of its content.", page_stages),
    child(stage_application, K::stage, "application", text, required, identifier,
          "The id of the application.", page_stages),
    child(stage_name, K::stage, "name", text, required, career,
          "The stage the application stayed in, in the vendor's words.", page_stages),
    child(stage_created_at, K::stage, "created_at", instant, required, nobody,
          "When the application came into the stage; after 1970.", page_stages),

    child(candidate_note_id, K::candidate_note, "id", text, required, identifier,
          "The vendor's id of the note.", page_candidate_notes),
    child(candidate_note_candidate, K::candidate_note, "candidate", text, required, identifier,
          "The id of the candidate.", page_candidate_notes),
    child(candidate_note_text, K::candidate_note, "text", text, optional, career,
          "What the note says.", page_candidate_notes),
    child(candidate_note_created_at, K::candidate_note, "created_at", instant, optional, nobody,
          "When the note was written.", page_candidate_notes),
    child(candidate_note_last_modified_at, K::candidate_note, "last_modified_at", instant, optional,
          nobody, "When the note last changed; only newer versions of LinkedIn's API take it.",
          page_candidate_notes),
    team(child(candidate_note_author_first_name, K::candidate_note, "author_first_name", text,
               optional, identity, "First name of who wrote it.", page_candidate_notes)),
    team(child(candidate_note_author_last_name, K::candidate_note, "author_last_name", text,
               optional, identity, "Last name of who wrote it.", page_candidate_notes)),
    child(candidate_note_private, K::candidate_note, "private", flag, rule_only, nobody,
          "Whether the vendor shows the note to some of its users only.", ours),

    child(application_note_id, K::application_note, "id", text, required, identifier,
          "The vendor's id of the note.", page_application_notes),
    child(application_note_application, K::application_note, "application", text, required,
          identifier, "The id of the application.", page_application_notes),
    child(application_note_text, K::application_note, "text", text, optional, career,
          "What the note says.", page_application_notes),
    child(application_note_created_at, K::application_note, "created_at", instant, optional, nobody,
          "When the note was written.", page_application_notes),
    child(application_note_last_modified_at, K::application_note, "last_modified_at", instant,
          optional, nobody,
          "When the note last changed; only newer versions of LinkedIn's API take it.",
          page_application_notes),
    team(child(application_note_author_first_name, K::application_note, "author_first_name", text,
               optional, identity, "First name of who wrote it.", page_application_notes)),
    team(child(application_note_author_last_name, K::application_note, "author_last_name", text,
               optional, identity, "Last name of who wrote it.", page_application_notes)),
    child(application_note_private, K::application_note, "private", flag, rule_only, nobody,
          "Whether the vendor shows the note to some of its users only.", ours),

    child(feedback_id, K::feedback, "id", text, required, identifier,
          "The vendor's id of the feedback.", page_feedback),
    child(feedback_application, K::feedback, "application", text, required, identifier,
          "The id of the application.", page_feedback),
    child(feedback_created_at, K::feedback, "created_at", instant, optional, nobody,
          "When the feedback was given.", page_feedback),
    team(child(feedback_interviewer_first_name, K::feedback, "interviewer_first_name", text,
               optional, identity, "First name of the interviewer.", page_feedback)),
    team(child(feedback_interviewer_last_name, K::feedback, "interviewer_last_name", text, optional,
               identity, "Last name of the interviewer.", page_feedback)),
    child(feedback_evaluations, K::feedback, "evaluations", rows, optional, career,
          "What was judged and how: rows of attribute and result.", page_feedback),
    child(feedback_text, K::feedback, "text", text, optional, career, "The feedback in words.",
          page_feedback),
    child(feedback_interview_type, K::feedback, "interview_type", text, optional, career,
          "PHONE_SCREEN or ONSITE.", page_feedback),
    child(feedback_private, K::feedback, "private", flag, rule_only, nobody,
          "Whether the vendor shows it to some of its users only.", ours),
});

}  // namespace

std::span<const FieldSpec> field_table() { return table; }

}  // namespace crosswalk
