#pragma once

/// \file
/// One Rest.li call as an HTTP request. LinkedIn answers 414 to a query of more than 4 KB, which
/// a batch of forty keys already is, so a longer one travels in the body of a POST that names
/// the method it stands for ("query tunnelling").

#include <string>
#include <string_view>

#include "linkedin/dialect/dialect.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The longest query that goes into the URL; LinkedIn's own client draws the line here, below
/// the 4,096 bytes at which the service does.
inline constexpr std::size_t query_bytes_max = 4000;

/// What is to be called. `query` is encoded and without '?'; an empty `json` means no body.
/// `restli_method` is sent where not empty: batch_create and batch_partial_update need it.
struct RestliCall {
  std::string_view method{};
  std::string_view origin{};
  std::string_view path{};
  std::string query{};
  std::string json{};
  std::string_view restli_method{};
};

/// The request, tunnelled if its query is longer than query_bytes_max: without a body as a form,
/// with one as multipart/mixed of the query and the JSON.
HttpRequest restli_request(const Dialect& dialect, RestliCall call);

}  // namespace crosswalk
