#pragma once

/// \file
/// Replies other than a page, in the vendor's two shapes: OAuth errors at the token endpoint,
/// message and errors elsewhere.

#include <string>
#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim::greenhouse {

/// JSON with its content type.
HttpResponse json_reply(int status, std::string body);

/// {"message":...,"errors":[{"message":...,"field":...}]}; without a field when `field` is empty.
HttpResponse refusal(int status, std::string_view message, std::string_view field = {});

/// {"error":...,"error_description":...}, as RFC 6749 section 5.2 says.
HttpResponse oauth_refusal(int status, std::string_view error, std::string_view description);

}  // namespace crosswalk::sim::greenhouse
