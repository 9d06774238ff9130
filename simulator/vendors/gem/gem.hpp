#pragma once

/// \file
/// Gem's /ats/v0, which copies the shapes of Harvest v1: a profile of it with other headers, ids
/// that are texts, no Link header, and deleted records that can be asked for. Its CRM side is
/// another interface and is not here.

#include <cstdint>
#include <string>
#include <string_view>

#include "vendors/harvest_v1/lists.hpp"
#include "vendors/harvest_v1/writes.hpp"

namespace crosswalk::sim {

struct GemOptions {
  std::string api_key = "gem-key";
  std::string application_secret = "gem-secret";
  /// Parameters a list does not know have no effect; else they are refused with 422.
  bool ignores_unknown = false;
  Duration write_lag{0};  ///< How long a record that a client wrote is neither listed nor found.
  /// Resources the application has no permission for: 403. "candidates" for reading, for writing
  /// "candidates:create"; that Gem divides them so is a choice.
  std::vector<std::string> denied{};
};

/// Not safe for several threads. The World must outlive it and may change between two answers.
class Gem {
 public:
  Gem(World& world, GemOptions options)
      : options_(std::move(options)),
        lists_(world, dialect(), unready_),
        writes_(world, dialect(), lists_.records(), unready_) {}
  Gem(const Gem&) = delete;
  Gem& operator=(const Gem&) = delete;

  static constexpr std::string_view prefix = "/ats/v0/";

  /// Answers any request, hostile ones too. `now` must not fall from call to call.
  HttpResponse answer(const HttpRequest& request, Instant now);

  const GemOptions& options() const { return options_; }
  /// Changes the options of a running account, such as a key or a revoked permission.
  void set_options(GemOptions options) { options_ = std::move(options); }

  std::uint64_t requests() const { return requests_; }  ///< Answered so far.

 private:
  static const harvest::Dialect& dialect();
  HttpResponse serve(const HttpRequest& request, Instant now);

  GemOptions options_;
  greenhouse::Unready unready_;
  harvest::Lists lists_;
  harvest::Writes writes_;
  std::uint64_t requests_ = 0;
};

}  // namespace crosswalk::sim
