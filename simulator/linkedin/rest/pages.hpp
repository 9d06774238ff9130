#pragma once

/// \file
/// The small bodies of finders and batches whose content is a handful of texts: read and written
/// as trees, unlike the records, of which there are millions.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text/json.hpp"
#include "linkedin/rest/keys.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {

/// The members of {"entities":{KEY:{..}}}, in order; nothing for any other body.
std::optional<std::vector<std::pair<std::string, Json>>> read_entities(std::string_view body);

/// {"elements":[..],"paging":{..}} with the part of `all` that `start` and `count` of the query ask
/// for; 400 when these are no numbers. At most 100 at once.
HttpResponse page(const std::vector<Json>& all, const Parameters& query, std::string_view path);

}  // namespace crosswalk::sim::linkedin
