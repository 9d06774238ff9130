#pragma once

/// \file
/// Replies whose content is wrong at a place, and replies that no peer made at all.

#include <string>
#include <string_view>

#include "faults/rule.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// Spoils what stands at `path` of a JSON body by one of the kinds of FaultFamily::content; every
/// other byte stays. False, and nothing changed, where nothing stands there or the kind cannot
/// spoil it. A text becomes a number; a number, true or false a text; null a number; a list an
/// object and an object a list.
bool spoil(FaultKind kind, std::string_view path, std::string& body);

/// 200 with a page that asks a person to sign in.
HttpResponse html_page();

/// A refusal with a body in the manner of the peers, told at `now`.
HttpResponse refusal_of(int status, Instant now);

/// Tells how long to wait, in one of the ways there are; `wait` is rounded up to seconds.
void tell_to_wait(HttpResponse& reply, RetryAfter how, Duration wait, Instant now);

}  // namespace crosswalk::sim
