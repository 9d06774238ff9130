#pragma once

/// \file
/// What the control side answers with: JSON, or one of the page's files, each under headers that
/// leave a browser no room for anything but this page's own script.

#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// One line of JSON that nobody caches and no other site can read.
HttpResponse json_reply(int status, const Json& body);

/// {"error":"PLACE: what is wrong and what to do"}
HttpResponse problem_reply(int status, std::string text);

/// A file of the page: only its own script and style run, nothing frames it, nothing is cached.
HttpResponse page_reply(std::string_view text, std::string_view type);

/// To another path of the same origin.
HttpResponse elsewhere_reply(std::string_view path);

}  // namespace crosswalk::sim
