#pragma once

/// \file
/// Which resource a path names, in each generation of the API. Names of resources and of the
/// parts of their keys are rows of one table here and nowhere else, because they are most of what
/// differs between the generations.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/fields/schema.hpp"
#include "linkedin/rest/keys.hpp"

namespace crosswalk::sim::linkedin {

/// What answers.
enum class Room {
  entities,
  postings,
  tasks,
  job_status,
  applications,  ///< provisionedApplications
  integrations,
  configurations,
  exports,
  acls,
  acl_assignees
};

struct Route {
  Room room = Room::entities;
  EntityKind kind = EntityKind::job;  ///< Of entities.
  KeyForm form{};                     ///< Of the entities' keys, or of the key in the path.
  std::string resource;               ///< As it is counted: "atsApplications/stages".
  std::optional<std::string> parent;  ///< The key in the path, as sent in protocol 2.
};

/// "/v2/" or "/rest/" at the beginning of a path, taken off it; nothing for any other path.
std::optional<Generation> take_generation(std::string_view& path);

/// The segments of a path, decoded; one that begins with a bracket or shows a '=' is a key and
/// stays as it is, because it has to be cut before it is decoded. Nothing for a broken escape.
std::optional<std::vector<std::string>> read_segments(std::string_view path);

/// Nothing when this LinkedIn has no such resource.
std::optional<Route> read_route(Generation generation, const std::vector<std::string>& path);

}  // namespace crosswalk::sim::linkedin
