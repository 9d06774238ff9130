#pragma once

/// \file
/// Who asks, and every secret a request shows while it proves it: headers, cookies, query, form and
/// JSON bodies. A tenant is whoever's credentials these are; a token belongs to whom it was given.

#include <string>
#include <vector>

#include "cassette/scrub/meaning.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

struct Shown {
  std::string principal;  ///< Client id, user or key, else the token; empty: nobody in particular.
  std::string token;      ///< Of "Authorization: Bearer", or empty.
  std::vector<std::string> secrets;  ///< As sent, and as they read once decoded.
};

Shown shown_by(const HttpRequest& request);

/// Every text under a secret's name in a JSON or form body, nested ones too, and of a reply's
/// cookies.
std::vector<std::string> secrets_in(const Headers& headers, const std::string& body);

/// The access token that a reply gives out, or empty.
std::string token_in(const HttpResponse& reply);

/// Name and value of each parameter of a query or a form, decoded; "+" stands for a blank. What
/// cannot be decoded stays as it is.
Parameters parameters_of(std::string_view text);

}  // namespace crosswalk::sim
