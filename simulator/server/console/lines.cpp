#include "server/console/lines.hpp"

#include <algorithm>
#include <array>

#include "base/text/dates.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t excerpt_bytes = 90;

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string text;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string name_of(const Candidate* person) {
  if (person == nullptr) return "nobody";
  if (person->anonymised) return "(anonymised)";
  const std::string name = joined({person->first_name, person->last_name}, " ");
  return name.empty() ? "(no name)" : name;
}

std::string job_name(const World& world, Id id) {
  const Job* const job = world.find<Job>(id);
  return job == nullptr ? std::string() : std::string(job->name);
}

std::string who_applied(const World& world, Id application_id) {
  const Application* const application = world.find<Application>(application_id);
  if (application == nullptr) return "no application";
  return joined({name_of(world.find<Candidate>(application->candidate_id)),
                 job_name(world, application->job_id)},
                ", ");
}

template <class T>
Line begin(const T& row) {
  Line line;
  line.id = row.id;
  line.updated_at = row.updated_at;
  return line;
}

template <class T>
Line named(const T& row, std::string_view detail = {}) {
  Line line = begin(row);
  line.title = row.name;
  line.detail = detail;
  return line;
}

constexpr std::array<std::string_view, 3> job_states{"draft", "open", "closed"};
constexpr std::array<std::string_view, 4> application_states{"in progress", "rejected", "hired",
                                                             "converted"};
constexpr std::array<std::string_view, 3> readers{"", "hiring team only", "administrators only"};

}  // namespace

std::string excerpt(std::string_view text) {
  if (text.size() <= excerpt_bytes) return std::string(text);
  std::size_t end = excerpt_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

Line line_of(const World&, const Department& row) { return named(row, row.external_id); }
Line line_of(const World&, const Office& row) { return named(row, row.location); }
Line line_of(const World&, const Source& row) { return named(row, row.type_name); }
Line line_of(const World&, const RejectionReason& row) { return named(row, row.type_name); }
Line line_of(const World& world, const JobStage& row) {
  return named(row, job_name(world, row.job_id));
}
Line line_of(const World& world, const JobAttribute& row) {
  return named(row, job_name(world, row.job_id));
}

Line line_of(const World&, const User& row) {
  Line line = begin(row);
  line.title = joined({row.first_name, row.last_name}, " ");
  line.detail = joined({row.email, row.job_title}, ", ");
  line.state =
      joined({row.site_admin ? "administrator" : "", row.deactivated ? "deactivated" : ""}, ", ");
  return line;
}

Line line_of(const World& world, const Job& row) {
  const Department* const department = world.find<Department>(row.department_id);
  Line line = named(row);
  line.detail =
      joined({row.requisition_id, department == nullptr ? Text{} : department->name}, ", ");
  line.state = joined({job_states[static_cast<std::size_t>(row.status)],
                       row.is_template ? "template" : "", row.confidential ? "confidential" : ""},
                      ", ");
  return line;
}

Line line_of(const World& world, const JobPost& row) {
  Line line = begin(row);
  line.title = row.title;
  line.detail = joined({job_name(world, row.job_id), row.public_url}, ", ");
  line.state = joined(
      {row.active ? "" : "deleted", row.live ? "live" : "off line", row.internal ? "internal" : ""},
      ", ");
  return line;
}

Line line_of(const World&, const Candidate& row) {
  Line line = begin(row);
  line.title = name_of(&row);
  line.detail = joined({row.email, row.title, row.company}, ", ");
  line.state = joined({row.anonymised ? "anonymised" : "", row.is_private ? "private" : "",
                       row.admitted ? "written by a client" : ""},
                      ", ");
  return line;
}

Line line_of(const World& world, const Application& row) {
  const Candidate* const person = world.find<Candidate>(row.candidate_id);
  const JobStage* const stage = world.find<JobStage>(row.job_stage_id);
  Line line = begin(row);
  line.title = name_of(person);
  const std::string job = job_name(world, row.job_id);
  line.detail =
      joined({job.empty() ? "no job" : job, stage == nullptr ? Text{} : stage->name}, ", ");
  line.state = joined({application_states[static_cast<std::size_t>(row.status)],
                       row.prospect ? "prospect" : "", row.admitted ? "written by a client" : ""},
                      ", ");
  return line;
}

Line line_of(const World& world, const ApplicationStage& row) {
  const JobStage* const stage = world.find<JobStage>(row.job_stage_id);
  Line line = begin(row);
  line.title = stage == nullptr ? "no stage" : std::string(stage->name);
  line.detail = who_applied(world, row.application_id);
  line.state = row.current ? "current" : "left";
  return line;
}

Line line_of(const World& world, const RejectionDetail& row) {
  const RejectionReason* const reason = world.find<RejectionReason>(row.rejection_reason_id);
  Line line = begin(row);
  line.title = reason == nullptr ? "no reason given" : std::string(reason->name);
  line.detail = who_applied(world, row.application_id);
  return line;
}

Line line_of(const World& world, const Note& row) {
  Line line = begin(row);
  line.title = excerpt(row.subject.empty() ? row.body : row.subject);
  line.detail = "about " + name_of(world.find<Candidate>(row.candidate_id));
  line.state = readers[static_cast<std::size_t>(row.visibility)];
  return line;
}

Line line_of(const World& world, const Scorecard& row) {
  Line line = begin(row);
  line.title = row.interview;
  line.detail = who_applied(world, row.application_id);
  line.state = row.complete ? "complete" : "draft";
  return line;
}

Line line_of(const World& world, const ScorecardAttribute& row) {
  const JobAttribute* const attribute = world.find<JobAttribute>(row.attribute_id);
  Line line = begin(row);
  line.title = attribute == nullptr ? "no attribute" : std::string(attribute->name);
  line.detail = "scorecard " + std::to_string(row.scorecard_id);
  return line;
}

Json to_json(const Line& line) {
  Json json = Json::object();
  json.set("id", line.id);
  json.set("title", line.title);
  json.set("detail", line.detail);
  json.set("state", line.state);
  json.set("updated_at", format_instant(line.updated_at));
  return json;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

bool matches(const Line& line, std::string_view wanted) {
  if (wanted.empty() || std::to_string(line.id) == wanted) return true;
  for (const std::string* text : {&line.title, &line.detail, &line.state}) {
    if (lower_case(*text).find(wanted) != std::string::npos) return true;
  }
  return false;
}

}  // namespace crosswalk::sim
