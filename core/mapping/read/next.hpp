#pragma once

/// \file
/// Where a listing goes on, and what a reply's status means. A next link that is there but cannot
/// be read is an error, never the end of the listing: taken as the end it would prove absence.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "mapping/manifest/program.hpp"
#include "mapping/read/cells.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The target of the link whose `rel` is next, over every Link field of a reply (RFC 8288):
/// nothing when none is. invalid_input when a field does not parse, or two targets differ.
Result<std::optional<std::string>> next_link(const Headers& headers);

/// A URL as a vendor gives it ("https://host/path?query", or "/path?query") cut into origin and
/// target; the origin stays for access to judge. invalid_input for any other scheme or form, a
/// fragment, a user name, white space or control characters, or more than 8 KiB.
Result<PlannedRequest> request_of_link(std::string_view url, const std::string& host);

/// What a page says about where to go on.
struct PageFacts {
  const HttpResponse& reply;
  const Cells& around;  ///< Of the envelope.
  std::uint32_t items = 0;
  std::string_view asked;  ///< Target of the request that fetched it.
  const std::string& host;
};

/// The next request; nothing at the end of the listing.
Result<std::optional<PlannedRequest>> next_request(const Paging& paging, const PageFacts& page);

/// `target` with the query parameter set: replaced if it is there, else appended.
std::string with_parameter(std::string_view target, std::string_view name, std::string_view value);

/// What a status means in this mode, from the manifest's table or as usual.
ReplyClass classify(const MappingProgram& program, ReadMode mode, int status);

}  // namespace crosswalk
