#pragma once

/// \file
/// Every way in which a run can go wrong, with its word and its family. Swarm testing switches
/// whole families; reports and the schema of scenarios are written from this table.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crosswalk::sim {

enum class FaultKind : std::uint8_t {
  // Time. `wait`, `most`, `distribution`, `spread`, `recorded`.
  latency,
  stall,         ///< Nothing ever comes, the socket stays open.
  slow_headers,  ///< The head takes `wait`.
  slow_body,     ///< The body takes `wait`.
  // The connection. `part` for those that cut.
  reset_before,
  reset_in_headers,
  reset_in_body,
  truncate,      ///< Ends orderly after `part` of what Content-Length says.
  wrong_length,  ///< Content-Length is `count` less than the body.
  bad_chunking,
  // The content, at `path`.
  malformed_json,  ///< A token is cut.
  wrong_type,
  null_value,
  bad_utf8,
  html,  ///< 200 with a page of HTML.
  // Refusals.
  status,  ///< `status` with `retry_after` and `wait`.
  quota,   ///< 429 above `count` requests `per` window, told by `retry_after`.
  // Tokens and permissions. They change the peer; requests then fail by themselves.
  token_expired,
  token_revoked,
  secret_rotated,  ///< The client's secret is another until a step rotates it here, too.
  scope_missing,   ///< `scope` is denied.
  // Pages of a listing.
  page_doubled,      ///< Each item of the page comes twice.
  page_reordered,    ///< The items come in another order.
  page_overlapping,  ///< The page begins with `count` items of the one before.
  page_looping,      ///< The next link leads to the same page again.
  page_empty,        ///< No items, but a next link.
  page_capped,       ///< The listing ends here as if it were complete.
  mutation,          ///< `mutations` happen before the page is made.
  late_commit,       ///< What changed less than `wait` ago is not listed yet.
  tied_times,        ///< Update times are cut to `wait`.
  // Clocks.
  clock_skew,   ///< The peer's clock is `wait` ahead; negative: behind.
  clock_drift,  ///< And moves by `spread` seconds an hour.
  // Writes.
  lost_answer,       ///< Applied, then the connection is reset.
  partial_failure,   ///< `count` entities of a batch get `status`.
  late_job_failure,  ///< The tasks of the batch's first `count` jobs fail after `wait`.
  // Web hooks and notifications, at `hook.*`.
  hook_lost,
  hook_doubled,    ///< `count` more copies.
  hook_reordered,  ///< Comes `wait` later, so that others overtake it.
  hook_late,
  hook_early,  ///< Before the record is readable, for `wait`.
  hook_missigned,
  challenge_missed
};

enum class FaultFamily : std::uint8_t {
  time,
  connection,
  content,
  refusal,
  token,
  page,
  clock,
  write,
  hook
};

struct FaultWord {
  FaultKind kind;
  std::string_view word;  ///< In scenarios: "reset_in_body".
  FaultFamily family;
  std::string_view takes;  ///< Names of parameters, separated by blanks; "" for none.
  std::string_view helps;  ///< One sentence for `--help`, the schema and the README.
};

/// All of them, in the order of FaultKind.
std::span<const FaultWord> fault_words();
const FaultWord& word_of(FaultKind kind);
std::optional<FaultKind> fault_kind_of(std::string_view word);
std::string_view name_of(FaultFamily family);

}  // namespace crosswalk::sim
