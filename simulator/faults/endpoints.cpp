#include "faults/endpoints.hpp"

#include <algorithm>
#include <optional>

#include "base/text/json.hpp"
#include "faults/replies/targets.hpp"

namespace crosswalk::sim {
namespace {

// Names below one peer: each resource with each verb, both divided by blanks.
struct Names {
  std::string_view peer;
  std::string_view resources;
  std::string_view verbs;
};

constexpr Names tables[] = {
    {"greenhouse",
     "application_stages applications candidates departments job_candidate_attributes "
     "job_hiring_managers job_owners job_posts job_stages jobs notes offices rejection_details "
     "rejection_reasons scorecard_candidate_attributes scorecards sources user_emails users",
     "list ids"},
    {"greenhouse", "activity_feed", "ids"},
    {"greenhouse", "candidates applications", "create"},
    {"gem",
     "applications candidates departments job_posts job_stages jobs offices rejection_reasons "
     "scorecards sources users",
     "list ids"},
    {"gem", "activity_feed", "ids"},
    {"gem", "candidates applications", "create"},
    {"linkedin", "jobs", "create"},
    {"linkedin", "job_tasks job_status", "ids"},
    {"linkedin", "candidates candidate_notes applications application_notes feedback stages",
     "ids put patch delete"},
    {"linkedin", "integrations", "find ids patch"},
    {"linkedin", "configurations", "ids put delete"},
    {"linkedin", "acls acl_assignees", "find put delete"},
    {"linkedin", "exports closed_profiles", "find"},
    {"linkedin", "provisioned", "find create patch"}};

constexpr std::string_view plain_names[] = {
    "greenhouse.token",     "greenhouse.other",        "gem.other",
    "linkedin.token",       "linkedin.other",          "hook.greenhouse",
    "hook.greenhouse.ping", "hook.linkedin.challenge", "hook.linkedin.export",
    "hook.linkedin.resync", "hook.linkedin.status",    "hook.other"};

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out(std::begin(plain_names), std::end(plain_names));
    for (const Names& table : tables) {
      for (const std::string_view resource : words_in(table.resources)) {
        for (const std::string_view verb : words_in(table.verbs)) {
          out.push_back(std::string(table.peer) + '.' + std::string(resource) + '.' +
                        std::string(verb));
        }
      }
    }
    std::ranges::sort(out);
    return out;
  }();
  return all;
}

// Where a request leads, before it is known whether that has a name.
struct Way {
  std::string_view resource;
  std::string_view verb;
};

// What one generation calls otherwise, or says in the path alone.
constexpr std::pair<std::string_view, std::string_view> vendor_words[] = {
    {"job_interview_stages", "job_stages"}, {"stages", "job_stages"}};

constexpr std::pair<std::string_view, std::string_view> linkedin_words[] = {
    {"simpleJobPostings", "jobs"},
    {"simpleJobPostingTasks", "job_tasks"},
    {"jobPostingStatus", "job_status"},
    {"atsCandidates", "candidates"},
    {"atsCandidates/notes", "candidate_notes"},
    {"candidateNotes", "candidate_notes"},
    {"atsApplications", "applications"},
    {"atsApplications/notes", "application_notes"},
    {"applicationNotes", "application_notes"},
    {"atsApplications/interviewFeedback", "feedback"},
    {"atsApplications/stages", "stages"},
    {"applicationStage", "stages"},
    {"atsIntegrations", "integrations"},
    {"atsIntegrations/configurations", "configurations"},
    {"integrations/configurations", "configurations"},
    {"atsIntegrationConfigurations", "configurations"},
    {"integrationConfigurations", "configurations"},
    {"atsEntityAcls", "acls"},
    {"entityAcls", "acls"},
    {"atsEntityAclAssignees", "acl_assignees"},
    {"entityAclAssignees", "acl_assignees"},
    {"provisionedApplications", "provisioned"}};

template <std::size_t size>
std::string_view translated(const std::pair<std::string_view, std::string_view> (&words)[size],
                            std::string_view word) {
  const auto* const found =
      std::ranges::find(words, word, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(words) ? word : found->second;
}

std::optional<std::string_view> below(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  return path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

bool names_ids(std::string_view query) {
  return any_parameter(query, [](std::string_view name, std::string_view) {
    return name == "ids" || name.ends_with("_ids");
  });
}

// NAME, NAME/ID or NAME/ID/SUB; v3 knows the first form only.
Way vendor_way(const HttpRequest& request, std::string_view path, std::string_view query) {
  if (path == "/token") return {"token", {}};
  std::optional<std::string_view> rest;
  for (const std::string_view prefix : {"/v3/", "/v1/", "/ats/v0/"}) {
    if (!rest) rest = below(path, prefix);
  }
  if (!rest) return {};
  const std::size_t slash = rest->find('/');
  const std::size_t last = rest->rfind('/');
  std::string_view name = rest->substr(0, slash);
  if (slash != last) name = rest->substr(last + 1);
  name = translated(vendor_words, name);
  if (request.method == "POST") return {name, "create"};
  if (request.method != "GET") return {};
  return {name, slash != std::string_view::npos || names_ids(query) ? "ids" : "list"};
}

std::string_view linkedin_verb(const HttpRequest& request, std::string_view method,
                               std::string_view query) {
  if (method == "PUT") return "put";
  if (method == "DELETE") return "delete";
  const auto finder = parameter(query, "q");
  if (method == "GET") return finder ? "find" : "ids";
  const std::string_view kind = header(request.headers, "X-RestLi-Method");
  return kind.ends_with("partial_update") ? "patch" : "create";
}

Way linkedin_way(const HttpRequest& request, std::string_view path, std::string_view query) {
  if (path == "/oauth/v2/accessToken") return {"token", {}};
  auto rest = below(path, "/v2/");
  if (!rest) rest = below(path, "/rest/");
  if (!rest) return {};
  std::string_view method = header(request.headers, "X-HTTP-Method-Override");
  if (method.empty()) {
    method = request.method;
  } else if (query.empty() && !header(request.headers, "Content-Type").starts_with("multipart/")) {
    query = request.body;
  }
  const std::string_view verb = linkedin_verb(request, method, query);
  const std::size_t slash = rest->find('/');
  const std::size_t last = rest->rfind('/');
  std::string resource(rest->substr(0, slash));
  if (slash != last) resource += rest->substr(last);
  const bool one = slash != std::string_view::npos && slash == last;
  if (one && resource != "provisionedApplications") return {};
  if (resource == "exportedCandidates") {
    return {parameter(query, "q") == "closedProfiles" ? "closed_profiles" : "exports", verb};
  }
  const std::string_view known = translated(linkedin_words, resource);
  if (known != resource) return {known, verb};
  // The few whose names are LinkedIn's own.
  for (const std::string_view same : {"candidates", "integrations"}) {
    if (resource == same) return {same, verb};
  }
  return {};
}

std::string_view hook_name(const HttpRequest& push) {
  if (!header(push.headers, "Greenhouse-Event-ID").empty()) {
    return push.body.starts_with(R"({"action":"ping")") ? "hook.greenhouse.ping"
                                                        : "hook.greenhouse";
  }
  if (push.method == "GET" && parameter(query_of(push.target), "challengeCode")) {
    return "hook.linkedin.challenge";
  }
  const auto body = parse_json(push.body);
  const std::string_view type = body ? body->text_of("type") : std::string_view();
  if (type == "EXPORT_CANDIDATE_PROFILE") return "hook.linkedin.export";
  if (type == "RESYNC_JOBS") return "hook.linkedin.resync";
  if (type == "INTEGRATION_STATUS_CHANGE") return "hook.linkedin.status";
  return "hook.other";
}

std::string_view known_name(const std::string& text) {
  const auto found = std::ranges::lower_bound(endpoint_names(), std::string_view(text));
  return found != endpoint_names().end() && *found == text ? *found : std::string_view();
}

}  // namespace

std::span<const std::string_view> endpoint_names() {
  static const std::vector<std::string_view> all(texts().begin(), texts().end());
  return all;
}

bool means(std::string_view pattern, std::string_view endpoint) {
  std::size_t at = 0, in = 0;
  std::size_t star = std::string_view::npos, from = 0;
  while (in < endpoint.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      from = in;
    } else if (at < pattern.size() && pattern[at] == endpoint[in]) {
      ++at, ++in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

std::vector<std::string_view> endpoints_of(std::string_view pattern) {
  std::vector<std::string_view> out;
  for (const std::string_view name : endpoint_names()) {
    if (means(pattern, name)) out.push_back(name);
  }
  return out;
}

std::string_view endpoint_of(std::string_view peer, const HttpRequest& request) {
  if (peer == "hook") return hook_name(request);
  if (peer.ends_with("-v1")) peer.remove_suffix(3);
  const std::string_view path = path_of(request.target);
  const std::string_view query = query_of(request.target);
  const Way way =
      peer == "linkedin" ? linkedin_way(request, path, query) : vendor_way(request, path, query);
  std::string text(peer);
  text.append(".").append(way.resource);
  if (!way.verb.empty()) text.append(".").append(way.verb);
  std::string_view name = known_name(text);
  if (name.empty()) name = known_name(std::string(peer) + ".other");
  return name.empty() ? "other" : name;
}

}  // namespace crosswalk::sim
