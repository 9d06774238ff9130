#include <algorithm>

#include "base/check.hpp"
#include "linkedin/dialect/dialect.hpp"

namespace crosswalk {
namespace {

using enum Field;

WireKind& kind_of(Dialect& dialect, RecordKind kind) {
  return dialect.kinds[static_cast<std::size_t>(kind)];
}

void rename(WireKind& kind, Field field, std::string_view name) {
  const auto found = std::ranges::find(kind.fields, field, &WireField::field);
  CROSSWALK_CHECK(found != kind.fields.end());
  found->name = name;
}

void add(WireKind& kind, Field field, std::string_view name) {
  const auto before = [field](const WireField& other) { return other.field > field; };
  kind.fields.insert(std::ranges::find_if(kind.fields, before),
                     {.field = field, .name = std::string(name)});
}

// From below their parents to a collection of their own, whose keys name the parent.
void flatten(WireKind& kind, std::string_view path, std::string_view id_name,
             std::string_view parent_name) {
  kind.path = path;
  kind.id_name = id_name;
  kind.parent_name = parent_name;
  kind.below.clear();
}

void rename_candidates(WireKind& kind) {
  kind.path = "/rest/candidates";
  kind.id_name = "externalCandidateId";
  rename(kind, candidate_created_at, "externalCreatedAt");
  rename(kind, candidate_last_modified_at, "externalLastModifiedAt");
}

void flatten_candidate_notes(WireKind& kind) {
  flatten(kind, "/rest/candidateNotes", "externalNoteId", "externalCandidateId");
  rename(kind, candidate_note_created_at, "externalCreatedAt");
  add(kind, candidate_note_last_modified_at, "externalLastModifiedAt");
}

}  // namespace

Dialect rest_dialect(std::string version) {
  Dialect dialect = v2_dialect();
  dialect.name = "rest";
  dialect.headers = {{"LinkedIn-Version", version}, {"X-RestLi-Protocol-Version", "2.0.0"}};
  dialect.key_constants.clear();
  dialect.key_syntax = KeySyntax::protocol_2;
  dialect.job_context_name = "company";
  dialect.job_tasks_path = "/rest/simpleJobPostingTasks";
  dialect.job_status_path = "/rest/jobPostingStatus";
  dialect.exchange = {.exports_path = "/rest/exportedCandidates",
                      .integrations_path = "/rest/integrations",
                      .configurations_path = "/rest/integrationConfigurations",
                      .configuration_name = "configurationKey",
                      .acls_path = "/rest/entityAcls",
                      .acl_assignees_path = "/rest/entityAclAssignees"};
  dialect.version = std::move(version);
  kind_of(dialect, RecordKind::job).path = "/rest/simpleJobPostings";
  rename_candidates(kind_of(dialect, RecordKind::candidate));
  kind_of(dialect, RecordKind::application).path = "/rest/atsApplications";
  flatten(kind_of(dialect, RecordKind::stage), "/rest/applicationStage", "jobApplicationStageId",
          "jobApplicationId");
  flatten_candidate_notes(kind_of(dialect, RecordKind::candidate_note));
  flatten(kind_of(dialect, RecordKind::application_note), "/rest/applicationNotes",
          "externalNoteId", "externalJobApplicationId");
  kind_of(dialect, RecordKind::feedback).path = "/rest/atsApplications";
  return dialect;
}

}  // namespace crosswalk
