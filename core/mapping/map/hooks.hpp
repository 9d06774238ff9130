#pragma once

/// \file
/// The connector's hooks as the mapping calls them. The engine implements this over the C table
/// of a loaded library; tests implement it in a few lines. A hook the manifest does not name is
/// never called.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "mapping/steps.hpp"
#include "sdk/findings.hpp"
#include "sdk/http.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// One value of the item that the manifest said the hook needs. A path that matches several
/// values gives several inputs. Borrowed for the call.
struct HookInput {
  std::string_view path;  ///< As the manifest wrote it.
  std::string_view text;  ///< Strings unescaped; numbers and flags as written.
};

/// What a split_page hook makes of a reply.
struct CutPage {
  std::vector<std::string> items;      ///< Each an item's JSON text, in vendor order.
  std::optional<PlannedRequest> next;  ///< Absent at the end of the listing.
};

class Hooks {
 public:
  virtual ~Hooks() = default;

  /// Completes a request, such as with a signature over its query.
  virtual Result<Done> finish_request(HttpRequest& request, Instant now) const = 0;

  /// Cuts a reply whose paging or envelope the manifest cannot describe.
  virtual Result<CutPage> split_page(const HttpResponse& reply) const = 0;

  /// Corrects a mapped record. An Error holds this record alone.
  virtual Result<Done> amend_record(std::span<const HookInput> inputs, Record& record,
                                    Findings& findings) const = 0;

  /// Overrides the manifest's error table; nothing leaves the table's word.
  virtual Result<std::optional<ReplyClass>> classify_reply(const HttpResponse& reply) const = 0;
};

}  // namespace crosswalk
