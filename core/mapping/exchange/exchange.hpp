#pragma once

/// \file
/// What a connector says besides reading pages: what a vendor's webhook tells, and how a person
/// whom LinkedIn exported is written into the vendor's system.

#include <string_view>

#include "base/result.hpp"
#include "mapping/read/page_reading.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The longest webhook that is read; more is invalid_input.
inline constexpr std::size_t webhook_bytes_max = 1024 * 1024;

/// What one webhook may tell of; the rest of a longer list is left to the next poll.
inline constexpr std::size_t signals_max = 1000;

/// 1..record_id_bytes_max bytes of UTF-8 without control characters.
bool is_usable_id(std::string_view id);

/// What a proven webhook tells: each record once. invalid_input for what is no JSON object;
/// `unsupported` without a `webhook`.
Result<WebhookRead> read_webhook(EngineState& state, const ReadWebhook& ask);

/// The request of a step. `unsupported` where the manifest has no route; invalid_input when what it
/// needs is not there or cannot be carried.
Result<Planned> plan_write(const EngineState& state, const PlanWrite& ask);

/// What a reply to it means, as for by_id. An Error leaves open whether the write took place, which
/// find_created tells; `unsupported` when more was found than one page shows.
Result<Written> read_write(EngineState& state, const ReadWrite& ask);

}  // namespace crosswalk
