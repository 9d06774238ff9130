#pragma once

/// \file
/// LinkedIn's replies to batches, read once from front to back without a tree. It knows the two
/// envelopes (a map of results and errors by key, and a list by position) and what an outcome
/// inside them says; what that means for an entity is decided by whoever asked.
/// A reply is from outside: one that is broken or cut off says nothing at all, whatever was
/// read before the break. Members nobody asks for are stepped over and not judged.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "linkedin/dialect/dialect.hpp"

namespace crosswalk {

/// The longest reply that is looked at. A hundred entities read back whole stay far below.
inline constexpr std::size_t reply_bytes_max = 8 * 1024 * 1024;

/// Where in the envelope an outcome stood.
enum class ReplyPart : std::uint8_t { results, errors, statuses, elements };

/// What one outcome says, as far as we understand it. The views live until the visit returns.
struct OutcomeFacts {
  std::int64_t status = -1;  ///< A number called `status`; -1 where there is none.
  std::string_view word;     ///< A text called `status`, as tasks have.
  std::string_view id;
  std::string_view message;  ///< LinkedIn's free text, to be read and never kept.
  std::string_view code;
  std::int64_t service_code = -1;
  std::string_view listing_status;  ///< Of a job: LISTED, NOT_LISTED, IN_PROGRESS.
};

/// Called once for each outcome: its part, its key (empty in a list), its place in that part.
using OutcomeVisit =
    std::function<void(ReplyPart, std::string_view key, std::size_t index, const OutcomeFacts&)>;

/// Visits every outcome of a keyed reply (`elements` false: results, errors and statuses; at
/// least one of the first two must be there) or of a list. False when the body is not one such
/// document to its end; visits made before that was seen must be forgotten.
bool visit_outcomes(std::string_view body, bool elements, const OutcomeVisit& visit);

/// What a refusal may be remembered by: the name of a field of that kind which the message
/// names, else LinkedIn's code, else its service code; else nothing. Never free text.
std::string refusal_detail(const Dialect& dialect, RecordKind kind, const OutcomeFacts& facts);

}  // namespace crosswalk
