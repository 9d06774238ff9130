#include "linkedin/routes.hpp"

#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {
namespace {

struct Row {
  Generation generation;
  std::string_view head;
  std::string_view child;  // Behind a key in the path.
  Room room;
  EntityKind kind = EntityKind::job;
  KeyForm form{};
};

constexpr auto v2 = Generation::v2;
constexpr auto rest = Generation::rest;
constexpr KeyForm old_candidate{"atsCandidateId", {}, true};
constexpr KeyForm old_application{"atsJobApplicationId", {}, true};
constexpr KeyForm application{"atsJobApplicationId"};

constexpr Row rows[] = {
    {v2, "atsCandidates", "", Room::entities, EntityKind::candidate, old_candidate},
    {v2, "atsCandidates", "notes", Room::entities, EntityKind::candidate_note, old_candidate},
    {v2, "atsApplications", "", Room::entities, EntityKind::application, old_application},
    {v2, "atsApplications", "notes", Room::entities, EntityKind::application_note, old_application},
    {v2, "atsApplications", "interviewFeedback", Room::entities, EntityKind::feedback,
     old_application},
    {v2, "atsApplications", "stages", Room::entities, EntityKind::stage, old_application},
    {v2, "atsIntegrations", "", Room::integrations},
    {v2, "atsIntegrations", "configurations", Room::configurations},
    {v2, "atsIntegrationConfigurations", "", Room::configurations},
    {v2, "atsEntityAcls", "", Room::acls},
    {v2, "atsEntityAclAssignees", "", Room::acl_assignees},
    {rest, "candidates", "", Room::entities, EntityKind::candidate, {"externalCandidateId"}},
    {rest,
     "candidateNotes",
     "",
     Room::entities,
     EntityKind::candidate_note,
     {"externalNoteId", "externalCandidateId"}},
    {rest, "atsApplications", "", Room::entities, EntityKind::application, application},
    {rest, "atsApplications", "interviewFeedback", Room::entities, EntityKind::feedback,
     application},
    {rest,
     "applicationNotes",
     "",
     Room::entities,
     EntityKind::application_note,
     {"externalNoteId", "externalJobApplicationId"}},
    {rest,
     "applicationStage",
     "",
     Room::entities,
     EntityKind::stage,
     {"jobApplicationStageId", "jobApplicationId"}},
    {rest, "integrations", "", Room::integrations},
    {rest, "integrations", "configurations", Room::configurations},
    {rest, "integrationConfigurations", "", Room::configurations},
    {rest, "entityAcls", "", Room::acls},
    {rest, "entityAclAssignees", "", Room::acl_assignees},
};

struct Shared {
  std::string_view head;
  Room room;
};

constexpr Shared in_both[] = {{"simpleJobPostings", Room::postings},
                              {"simpleJobPostingTasks", Room::tasks},
                              {"jobPostingStatus", Room::job_status},
                              {"exportedCandidates", Room::exports},
                              {"provisionedApplications", Room::applications}};

}  // namespace

std::optional<Generation> take_generation(std::string_view& path) {
  for (const auto& [prefix, generation] :
       {std::pair{std::string_view("/v2/"), v2}, std::pair{std::string_view("/rest/"), rest}}) {
    if (!path.starts_with(prefix)) continue;
    path.remove_prefix(prefix.size());
    return generation;
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_segments(std::string_view path) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = path.find('/');
    const std::string_view raw = path.substr(0, end);
    const bool key = raw.starts_with('(') || raw.find('=') != std::string_view::npos;
    auto segment = key ? std::string(raw) : percent_decode(raw);
    if (!segment) return std::nullopt;
    out.push_back(*std::move(segment));
    if (end == std::string_view::npos) return out;
    path.remove_prefix(end + 1);
  }
}

std::optional<Route> read_route(Generation generation, const std::vector<std::string>& path) {
  if (path.empty() || path.size() > 3) return std::nullopt;
  for (const Shared& each : in_both) {
    if (each.head != path[0]) continue;
    Route out{.room = each.room, .resource = path[0], .parent = {}};
    if (path.size() == 1) return out;
    if (each.room != Room::applications || path.size() > 2) return std::nullopt;
    out.parent = path[1];
    return out;
  }
  if (path.size() == 2) return std::nullopt;
  const std::string_view child = path.size() == 3 ? std::string_view(path[2]) : "";
  for (const Row& row : rows) {
    if (row.generation != generation || row.head != path[0] || row.child != child) continue;
    if (path.size() == 3 && child.empty()) return std::nullopt;
    Route out{row.room, row.kind, row.form, path[0], std::nullopt};
    if (path.size() == 1) return out;
    out.resource += "/" + path[2];
    out.parent = path[1];
    return out;
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::linkedin
