#pragma once

/// \file
/// All that goes into a tenant's flow and all that comes out. An effect names a slot; its result
/// comes back as an event with the same slot. The shell carries effects out in any order it
/// likes, store effects in the order given; the flow accepts results in any order.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "access/wallet.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "engine/engine.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// Ties a result to the effect that asked for it. Never reused within a process.
using Slot = std::uint64_t;

// ---- effects -----------------------------------------------------------------------------

/// Send a request; the shell fills the credentials in. Answered by HttpDone. An answer of 401
/// comes back like any other.
struct SendHttp {
  Slot slot = 0;
  Peer peer = Peer::vendor;
  HttpRequest request;  ///< With its origin, without credentials.
};

/// Fetch a token for the peer. Answered by TokenDone.
struct FetchToken {
  Slot slot = 0;
  Peer peer = Peer::vendor;
};

/// Answered by EngineDone. Steps are taken in the order given.
struct TakeStep {
  Slot slot = 0;
  Step step;
};

/// Answered by StoreDone. Verbs are carried out in the order given.
struct UseStore {
  Slot slot = 0;
  StoreVerb verb;
};

/// LinkedIn made an application for this tenant, or the store knows one: the wallet uses it from
/// here on. No answer.
struct UseApplication {
  std::string client_id;
  std::string client_secret;
};

/// Be sure that the flow hears Woke at `at` or soon after. A later effect replaces it.
struct WakeAt {
  Instant at{};
};

using Effect = std::variant<SendHttp, FetchToken, TakeStep, UseStore, UseApplication, WakeAt>;
using Effects = std::vector<Effect>;

// ---- events ------------------------------------------------------------------------------

/// The first event a flow hears.
struct Started {};

/// A person or the poll timer wants a round of reading. `full` reads everything again. With
/// `absence_confirmed` a person has said that whoever is missing from that listing is gone, however
/// many they are; each is still asked for by id.
struct SyncAsked {
  bool full = false;
  bool absence_confirmed = false;
};

struct Woke {};

/// The receiver has put a notice into the store.
struct Knocked {};

/// Ties a person's request to its answer in FlowReport::told.
using Ticket = std::uint64_t;

/// A person asks that somebody be erased: one of the three says whom.
struct EraseAsked {
  Ticket ticket = 0;
  std::string erasure;  ///< Names the case.
  std::string candidate;
  std::string email;
  std::string member;
};

/// A person's word that a candidate held as "erased_before" may be shared.
struct ReleaseAsked {
  Ticket ticket = 0;
  std::string candidate;
};

/// Provision, name, configure: everything up to the customer's enabling it in Recruiter. What is
/// done already is checked and left.
struct ConnectAsked {
  Ticket ticket = 0;
};

/// Somebody of the customer agreed to the list of fields; LinkedIn is asked whether the integration
/// is enabled. An empty name only asks.
struct ActivateAsked {
  Ticket ticket = 0;
  std::string agreed_by;
};

/// `reply` has an Error when no whole answer came: `unavailable`, or `refused` when the shell
/// would not send it.
struct HttpDone {
  Slot slot = 0;
  Result<HttpResponse> reply;
};

/// Until when the new token is good. `wait` is what the peer asked for when it gave none (see
/// retry_after()): no token is fetched from it before.
struct TokenDone {
  Slot slot = 0;
  Result<Instant> good_until;
  std::optional<Duration> wait{};
};

struct EngineDone {
  Slot slot = 0;
  std::variant<Answer, StepFailure> answer;
};

struct StoreDone {
  Slot slot = 0;
  Result<StoreAnswer> answer;
};

using Event = std::variant<Started, SyncAsked, Woke, Knocked, EraseAsked, ReleaseAsked,
                           ConnectAsked, ActivateAsked, HttpDone, TokenDone, EngineDone, StoreDone>;

}  // namespace crosswalk
