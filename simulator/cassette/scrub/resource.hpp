#pragma once

/// \file
/// What a request asks for, in words that the same question always has: times and credentials
/// differ from run to run and are no part of it. A cassette is keyed by it.

#include <functional>
#include <string>
#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim {

/// Replaces a part of a target: the decoded value of the parameter `name`; with an empty name the
/// name of a parameter; with "/" and the segment before it as a name, a segment of the path. What
/// it returns unchanged keeps its spelling.
using Rewrite = std::function<std::string(std::string_view name, std::string_view value)>;

/// The method that X-HTTP-Method-Override names, or the request's own; the path; the parameters of
/// query and tunnelled query, decoded and sorted by name.
std::string resource_of(const HttpRequest& request, const Rewrite& rewrite);

/// A path with its query, each part rewritten, in its order.
std::string rewritten_target(std::string_view target, const Rewrite& rewrite);

/// The collection a path is about: its last segment that is no id. "/v1/jobs/7/job_posts" gives
/// "job_posts".
std::string_view collection_of(std::string_view target);

}  // namespace crosswalk::sim
