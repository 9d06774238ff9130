#pragma once

/// \file
/// What a connector says besides reading pages: what a vendor's webhook tells, and how a person
/// whom LinkedIn exported is written into the vendor's system. Everything comes from the
/// manifest's `webhook` and `writes`; a body is built as JSON values, never as text, so that a
/// name cannot become part of its form.

#include <string_view>

#include "base/result.hpp"
#include "mapping/read/page_reading.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The longest webhook that is read; more is invalid_input.
inline constexpr std::size_t webhook_bytes_max = 1024 * 1024;

/// What one webhook may tell of; the rest of a longer list is left to the next poll.
inline constexpr std::size_t signals_max = 1000;

/// Whether a vendor's record may have this id: 1..record_id_bytes_max bytes of UTF-8 without
/// control characters.
bool is_usable_id(std::string_view id);

/// What a webhook, whose signature is proven, tells: the signals its action has in the manifest,
/// each record once. An action the manifest does not name, and a body without one, tell nothing.
/// invalid_input for a body that is no JSON object; `unsupported` without a `webhook`.
Result<WebhookRead> read_webhook(EngineState& state, const ReadWebhook& ask);

/// The request of a step. `unsupported` where the manifest has no such route; invalid_input when
/// what it needs (the candidate, the job, the marker) is not there or is no text it can carry.
Result<Planned> plan_write(const EngineState& state, const PlanWrite& ask);

/// What a reply to it means. By the table of errors as it stands for by_id, a cursor apart: there
/// is none. invalid_input when a reply that is ok cannot be read or names nobody: whether the
/// write took place is then unknown, and find_created tells. `unsupported` when more was found
/// than one page shows.
Result<Written> read_write(EngineState& state, const ReadWrite& ask);

}  // namespace crosswalk
