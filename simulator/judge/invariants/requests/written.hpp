#pragma once

/// \file
/// A batch that was written to LinkedIn, as its client said it, and what was answered about each
/// entity. It is read from the bytes that crossed the wire, and only where that matters.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim::judging {

struct WrittenBatch {
  std::string scope;                              ///< Method and path, without the query.
  std::map<std::string, std::uint64_t> entities;  ///< Digest of the content, by key.
};

/// The scope of the batch that a request would be: cheap, nothing of its body is read.
std::string scope_of_batch(const HttpRequest& request);

/// Nothing for what is no write of candidates, applications or what hangs on them, or is
/// unreadable. Keys are spelled one way, whatever the order of their parts.
std::optional<WrittenBatch> read_batch(const HttpRequest& request);

/// The status of each entity that the reply speaks of, by key; nothing when it is none about a
/// batch.
std::optional<std::map<std::string, int>> read_statuses(const HttpResponse& reply);

/// Whether such a reply refuses anybody: cheap, and never false when it does.
bool may_refuse(const HttpResponse& reply);

}  // namespace crosswalk::sim::judging
