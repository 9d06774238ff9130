#pragma once

/// \file
/// Whether a rule strikes a request, and whatever else is drawn for it: pure functions of seed,
/// rule and logical request, so that one more rule, another order of arrival or a second run
/// changes nobody's fate. No generator is kept anywhere.

#include <cstdint>
#include <string_view>

#include "faults/rule.hpp"

namespace crosswalk::sim {

/// One thing the client wants, however often it asks.
struct LogicalRequest {
  std::string_view endpoint;
  /// Of tenant, peer, method, target without cursors, page and body, and of how often the same was
  /// wanted before.
  std::uint64_t key = 0;
  std::uint32_t ordinal = 1;  ///< Among the tenant's logical requests of the endpoint.
  std::uint32_t page = 1;     ///< Of its listing.
  std::uint32_t attempt = 1;  ///< Rises until an answer has come through unharmed.
  Duration at{0};             ///< Since the run began.
};

/// Whether a rule strikes: a pure function of its arguments. Rules that are off never do, nor do
/// those whose kind does not fit the endpoint. FaultTrigger::contains is the caller's to look at.
bool strikes(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request);

/// The `nth` draw of a rule for one attempt: 64 well-mixed bits, or a number in [0, 1).
std::uint64_t draw_bits(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request,
                        std::uint64_t nth);
double draw_unit(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request,
                 std::uint64_t nth);

/// Mixes a number into another; how keys are made.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b);

}  // namespace crosswalk::sim
