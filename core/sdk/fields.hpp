#pragma once

/// \file
/// The field table: every canonical field a connector can fill, and what is known of it.
/// Validation, policy, coverage, the register of personal fields and the documentation are
/// all read from this one table, so a flag changed here changes the product.
/// Facts are LinkedIn's published Recruiter System Connect pages ("required fields",
/// "sync candidates", "sync applications", "sync premium API jobs") and its Postman collection.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crosswalk {

/// What a record is. Jobs and candidates stand alone, an application has both as parents; each of
/// the others hangs on one. Stored and sent between processes: append only, parents first.
enum class RecordKind : std::uint8_t {
  // clang-format off
  job, candidate, application, stage, candidate_note, application_note, feedback
  // clang-format on
};

inline constexpr std::size_t record_kind_count = 7;
inline constexpr std::array<RecordKind, record_kind_count> record_kinds = {
    RecordKind::job,     RecordKind::candidate,      RecordKind::application,
    RecordKind::stage,   RecordKind::candidate_note, RecordKind::application_note,
    RecordKind::feedback};

/// The kinds of a record's parents, each at most once: of an application job and candidate.
std::span<const RecordKind> parents_of(RecordKind kind);

/// Whether records of the kind hang on one parent, whose key LinkedIn's path or key names too.
constexpr bool is_child(RecordKind kind) { return kind >= RecordKind::stage; }

/// "job", "candidate", "application", "stage", "candidate_note" and so on.
std::string_view name_of(RecordKind kind);
std::optional<RecordKind> record_kind(std::string_view name);

/// Every canonical field. The values are stored and travel between processes: append only.
enum class Field : std::uint16_t {
  // clang-format off
  job_id = 1, job_title, job_description, job_state, job_listed_at, job_apply_url,
  job_location, job_country_code, job_postal_code, job_availability, job_integration_context,
  job_company_job_code, job_categories, job_industries, job_skills_description,
  job_workplace_types, job_remote_allowed, job_employment_status, job_experience_level,
  job_tracking_pixel_url, job_company_page_url, job_alternate_locations, job_compensation,
  job_expires_at, job_listing_type, job_contract, job_poster_email, job_show_poster,
  job_owner_email, job_owner_first_name, job_owner_last_name, job_requisition_id,
  job_created_at, job_last_modified_at, job_department, job_confidential, job_viewers,
  candidate_id = 100, candidate_first_name, candidate_last_name, candidate_emails,
  candidate_phones, candidate_addresses, candidate_created_at, candidate_last_modified_at,
  candidate_company, candidate_title, candidate_do_not_contact, candidate_profile_url,
  candidate_linkedin_url, candidate_middle_initial, candidate_prefix, candidate_suffix,
  candidate_person, candidate_private,
  application_id = 200, application_candidate, application_job, application_created_at,
  application_last_modified_at, application_job_name, application_candidate_email,
  application_first_name, application_last_name, application_source,
  application_disposition_reason, application_stage, application_status,
  stage_id = 300, stage_application, stage_name, stage_created_at,
  candidate_note_id = 320, candidate_note_candidate, candidate_note_text,
  candidate_note_created_at, candidate_note_last_modified_at, candidate_note_author_first_name,
  candidate_note_author_last_name, candidate_note_private,
  application_note_id = 340, application_note_application, application_note_text,
  application_note_created_at, application_note_last_modified_at,
  application_note_author_first_name, application_note_author_last_name, application_note_private,
  feedback_id = 360, feedback_application, feedback_created_at, feedback_interviewer_first_name,
  feedback_interviewer_last_name, feedback_evaluations, feedback_text, feedback_interview_type,
  feedback_private
  // clang-format on
};

/// The shape of a value, as record.hpp holds it.
enum class ValueType : std::uint8_t {
  text,     ///< UTF-8.
  instant,  ///< Milliseconds since the epoch, UTC.
  flag,     ///< Yes or no.
  texts,    ///< A list of text, in order; may be empty.
  rows      ///< A list of small rows of (name, text), such as addresses; may be empty.
};

/// Whether a product of LinkedIn's needs the field.
enum class Requirement : std::uint8_t {
  required,     ///< A record without it is held, with the field's name.
  conditional,  ///< Required unless every field of `unless` is there.
  optional,     ///< Sent when there; a tenant may withhold its group.
  rule_only,    ///< Never sent: tells a tenant's record rules what they ask about.
  unused        ///< The product has no such field.
};

/// What a tenant can refuse to share, by name, in one go. Required fields have none.
enum class OptOutGroup : std::uint8_t {
  // clang-format off
  none, contact, employment, profile, source, disposition, job_detail, compensation, hiring_team
  // clang-format on
};

/// How a value touches a person.
enum class PrivacyClass : std::uint8_t {
  none,        ///< Says nothing of a person.
  identifier,  ///< Stands for one person: an id, a member URN.
  identity,    ///< A name.
  contact,     ///< A way to reach or to find the person.
  career,      ///< Employer, title, process and its outcome.
};

/// Who provides the value.
enum class Provider : std::uint8_t {
  connector,  ///< The vendor's record, through the mapping.
  host        ///< The tenant's configuration, or what LinkedIn told the host.
};

/// One row of the table.
struct FieldSpec {
  Field field;
  RecordKind kind;
  std::string_view name;  ///< As a manifest and a configuration write it, without the kind.
  ValueType type;
  Requirement rsc;  ///< For Recruiter System Connect.
  Requirement crm;  ///< For CRM Connect.
  Provider provider;
  OptOutGroup group;
  PrivacyClass privacy;
  std::uint32_t min_chars;  ///< Of a text; 0 for none. Code points.
  std::uint32_t max_chars;  ///< Of a text, or of each text of a list; 0 where none is known.
  Field unless_first;       ///< With `conditional`: the field whose presence excuses this one,
  Field unless_second;      ///< together with this one. Field{} where there is none.
  std::string_view meaning;
  std::string_view source;  ///< Where the fact stands.
};

/// The whole table, by kind and then in the order a record is best read.
std::span<const FieldSpec> field_table();

/// The field that is a kind's id.
Field id_field(RecordKind kind);

/// The field that names the parent of kind `parent`; Field{} where the kind has none such.
Field parent_field(RecordKind kind, RecordKind parent);

/// The row of a field; the field must be in the table.
const FieldSpec& spec_of(Field field);

/// The row of a field number that came from outside; nothing when there is no such field.
const FieldSpec* find_field(std::uint16_t number);

/// The row a manifest means by `name` in a record of `kind`; nothing when there is none.
const FieldSpec* find_field(RecordKind kind, std::string_view name);

std::string_view name_of(Requirement requirement);
std::string_view name_of(OptOutGroup group);
std::optional<OptOutGroup> opt_out_group(std::string_view name);
std::string_view name_of(PrivacyClass privacy);

}  // namespace crosswalk
