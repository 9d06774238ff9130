#pragma once

/// \file
/// Greenhouse's older API, Harvest v1, over the same world as v3 and on the same host: the path
/// tells them apart. What it answers is the documented behaviour, told apart from guesses in
/// simulator/peers.md.

#include <cstdint>
#include <string_view>

#include "vendors/greenhouse/options.hpp"
#include "vendors/harvest_v1/lists.hpp"
#include "vendors/harvest_v1/writes.hpp"
#include "wire/usage.hpp"

namespace crosswalk::sim {

/// Not safe for several threads. It tells nobody the time and remembers nothing but how much of the
/// rate window is used.
class HarvestV1 {
 public:
  /// All must outlive it and may change between two answers.
  HarvestV1(World& world, const GreenhouseOptions& options, greenhouse::Unready& unready)
      : world_(world),
        options_(options),
        lists_(world, dialect(), unready),
        writes_(world, dialect(), lists_.records(), unready) {}
  HarvestV1(const HarvestV1&) = delete;
  HarvestV1& operator=(const HarvestV1&) = delete;

  static constexpr std::string_view prefix = "/v1/";

  /// Answers a request whose path begins with the prefix. `now` must not fall from call to call.
  HttpResponse answer(const HttpRequest& request, const Target& target, Instant now);

  std::uint64_t refused() const { return refused_; }  ///< Requests over the rate limit.
  Usage usage(Instant now) const;                     ///< Of that limit.

 private:
  static const harvest::Dialect& dialect();
  HttpResponse serve(const HttpRequest& request, const Target& target, Instant now);
  bool over_the_limit(HttpResponse& reply, Instant now);
  bool acts_for_somebody(const HttpRequest& request) const;

  World& world_;
  const GreenhouseOptions& options_;
  harvest::Lists lists_;
  harvest::Writes writes_;
  std::int64_t window_ = 0;
  std::uint32_t used_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace crosswalk::sim
