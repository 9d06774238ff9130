#include "faults/kinds.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/check.hpp"

namespace crosswalk::sim {
namespace {

using enum FaultKind;
using Family = FaultFamily;

constexpr FaultWord words[] = {
    {latency, "latency", Family::time, "wait most distribution spread recorded",
     "The answer comes later: by `wait`, or drawn between `wait` and `most`, from a log-normal "
     "distribution around `wait`, or from `recorded`."},
    {stall, "stall", Family::time, "",
     "Nothing ever comes and the socket stays open; the peer is not asked."},
    {slow_headers, "slow_headers", Family::time, "wait",
     "The head of the answer takes `wait` to arrive."},
    {slow_body, "slow_body", Family::time, "wait",
     "The body of the answer takes `wait` to arrive."},
    {reset_before, "reset_before", Family::connection, "",
     "The connection is reset before an answer begins; the peer is not asked."},
    {reset_in_headers, "reset_in_headers", Family::connection, "part",
     "The connection is reset after `part` of the head; the peer has acted."},
    {reset_in_body, "reset_in_body", Family::connection, "part",
     "The connection is reset after `part` of the body; the peer has acted."},
    {truncate, "truncate", Family::connection, "part",
     "The connection ends in order after `part` of the body that Content-Length promises."},
    {wrong_length, "wrong_length", Family::connection, "count",
     "Content-Length is `count` less than the body, so the end of it is cut off."},
    {bad_chunking, "bad_chunking", Family::connection, "",
     "The body comes in chunks whose sizes cannot be read."},
    {malformed_json, "malformed_json", Family::content, "path",
     "The token at `path` is cut, so the reply is no JSON."},
    {wrong_type, "wrong_type", Family::content, "path",
     "What stands at `path` is of another type: a text becomes a number, a number a text."},
    {null_value, "null_value", Family::content, "path", "What stands at `path` is null."},
    {bad_utf8, "bad_utf8", Family::content, "path",
     "The text at `path` holds a byte that is no UTF-8."},
    {html, "html", Family::content, "",
     "200 with a page of HTML, as a proxy or a login page answers; the peer is not asked."},
    {status, "status", Family::refusal, "status retry_after wait",
     "The answer is `status`; the peer is not asked. `retry_after` tells how to wait for `wait`."},
    {quota, "quota", Family::refusal, "count per retry_after",
     "429 for every request above `count` in a window of `per`, until the next window begins."},
    {token_expired, "token_expired", Family::token, "",
     "Every token that was given out has expired."},
    {token_revoked, "token_revoked", Family::token, "",
     "Every token that was given out is unknown."},
    {secret_rotated, "secret_rotated", Family::token, "",
     "The client's secret is another one, and its tokens are unknown, until a step rotates it "
     "here, too."},
    {scope_missing, "scope_missing", Family::token, "scope",
     "The permission `scope` is taken from the client until a step sets it otherwise."},
    {page_doubled, "page_doubled", Family::page, "", "Each item of the page comes twice."},
    {page_reordered, "page_reordered", Family::page, "",
     "The items of the page come in another order."},
    {page_overlapping, "page_overlapping", Family::page, "count",
     "The page begins with the last `count` items of the page before."},
    {page_looping, "page_looping", Family::page, "", "The next link leads to the same page again."},
    {page_empty, "page_empty", Family::page, "",
     "The page is empty and has a next link, which leads to its items."},
    {page_capped, "page_capped", Family::page, "",
     "The listing ends with this page, as if it were complete."},
    {mutation, "mutation", Family::page, "mutations",
     "The `mutations` happen at the vendor just before the page is made."},
    {late_commit, "late_commit", Family::page, "wait",
     "What changed less than `wait` ago is not listed yet."},
    {tied_times, "tied_times", Family::page, "wait",
     "The times of updates are cut to multiples of `wait`, so that many are equal."},
    {clock_skew, "clock_skew", Family::clock, "wait",
     "The peer's clock is `wait` ahead, or behind where `wait` is negative."},
    {clock_drift, "clock_drift", Family::clock, "wait spread",
     "The peer's clock is `wait` ahead and gains `spread` seconds an hour."},
    {lost_answer, "lost_answer", Family::write, "",
     "The request is carried out, then the connection is reset before an answer begins."},
    {partial_failure, "partial_failure", Family::write, "count status",
     "The first `count` entities of a batch are refused with `status`, the others taken."},
    {late_job_failure, "late_job_failure", Family::write, "count wait",
     "The tasks of the batch's first `count` jobs fail, `wait` after they were accepted."},
    {hook_lost, "hook_lost", Family::hook, "",
     "The message never arrives; the peer hears no answer and may try again."},
    {hook_doubled, "hook_doubled", Family::hook, "count",
     "`count` more copies of the message arrive."},
    {hook_reordered, "hook_reordered", Family::hook, "wait",
     "The message comes `wait` later, so that others overtake it; 5 s unless said."},
    {hook_late, "hook_late", Family::hook, "wait", "The message comes `wait` later."},
    {hook_early, "hook_early", Family::hook, "wait",
     "What the message tells of cannot be read for `wait` after it has come."},
    {hook_missigned, "hook_missigned", Family::hook, "", "The message's signature is wrong."},
    {challenge_missed, "challenge_missed", Family::hook, "", "The challenge never arrives."},
};

constexpr std::array<std::string_view, 9> families{
    "time", "connection", "content", "refusal", "token", "page", "clock", "write", "hook"};

constexpr bool in_order() {
  for (std::size_t at = 0; at < std::size(words); ++at) {
    if (words[at].kind != static_cast<FaultKind>(at)) return false;
  }
  return words[std::size(words) - 1].kind == challenge_missed;
}
static_assert(in_order());

}  // namespace

std::span<const FaultWord> fault_words() { return words; }

const FaultWord& word_of(FaultKind kind) {
  const auto place = static_cast<std::size_t>(kind);
  CROSSWALK_CHECK(place < std::size(words));
  return words[place];
}

std::optional<FaultKind> fault_kind_of(std::string_view word) {
  const auto* const found = std::ranges::find(words, word, &FaultWord::word);
  if (found == std::end(words)) return std::nullopt;
  return found->kind;
}

std::string_view name_of(FaultFamily family) { return families[static_cast<std::size_t>(family)]; }

}  // namespace crosswalk::sim
