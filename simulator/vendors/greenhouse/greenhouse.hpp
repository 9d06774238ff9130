#pragma once

/// \file
/// Greenhouse Recruiting's Harvest v3, with v1 beside it, as a function of a request, a World and
/// the time. What it answers is the documented behaviour, told apart from guesses in
/// simulator/peers.md. Both of the vendor's hosts, the one for tokens and the one for records, are
/// served by one object.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sdk/http.hpp"
#include "vendors/greenhouse/hooks/hooks.hpp"
#include "vendors/greenhouse/listing.hpp"
#include "vendors/greenhouse/options.hpp"
#include "vendors/greenhouse/tokens.hpp"
#include "vendors/greenhouse/writes.hpp"
#include "vendors/harvest_v1/harvest_v1.hpp"
#include "wire/usage.hpp"

namespace crosswalk::sim {

/// Not safe for several threads. The World must outlive it and may change between two answers.
class Greenhouse {
 public:
  Greenhouse(World& world, GreenhouseOptions options);
  Greenhouse(const Greenhouse&) = delete;
  Greenhouse& operator=(const Greenhouse&) = delete;

  /// Answers any request, hostile ones too. `now` must not fall from call to call. A next link
  /// uses the request's origin, or its Host header when there is none.
  HttpResponse answer(const HttpRequest& request, Instant now);

  const GreenhouseOptions& options() const { return options_; }
  /// Changes the options of a running account, such as a revoked permission.
  void set_options(GreenhouseOptions options);
  /// Somebody saves the account's web hooks, changed or not: each is pinged.
  void save_hooks(std::vector<GreenhouseHook> hooks);
  void revoke_tokens() { tokens_.revoke_all(); }

  /// The web hooks that wait to be delivered, with all that happened in the world until now.
  /// Whoever delivers one says what came back to answered(), not to the outbox.
  Outbox& outbox();
  /// Only 200 is good; 0 stands for no answer. A failed ping switches its hook off.
  void answered(std::uint64_t message, int status, Instant now) {
    hooks_.answered(message, status, now);
  }
  const greenhouse::Hooks& hooks() const { return hooks_; }

  /// Writes every record's text now rather than when it is first asked for.
  void prepare();

  std::uint64_t requests() const { return requests_; }  ///< Answered so far.
  /// How far its limits are used up, v3's and v1's.
  std::vector<Usage> usage(Instant now) const;
  /// Of these, over a rate limit.
  std::uint64_t refused() const { return refused_ + v1_.refused(); }

 private:
  HttpResponse read_or_write(const HttpRequest& request, const Target& target, Instant now,
                             greenhouse::Tokens::Standing standing);
  HttpResponse route(const HttpRequest& request, Instant now);
  HttpResponse list(greenhouse::Listing& listing, const HttpRequest& request, const Target& target,
                    Instant now);
  bool over_the_limit(HttpResponse& reply, Instant now);

  GreenhouseOptions options_;
  std::string cursor_key_;
  greenhouse::Tokens tokens_;
  greenhouse::Unready unready_;
  greenhouse::Writes writes_;
  greenhouse::Hooks hooks_;
  HarvestV1 v1_;
  std::vector<std::unique_ptr<greenhouse::Listing>> listings_;
  std::int64_t window_ = 0;
  std::uint32_t used_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace crosswalk::sim
