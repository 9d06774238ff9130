#pragma once

/// \file
/// The token endpoint and who holds a valid token. Of client credentials one token is alive at
/// a time: two workers that each fetch one knock each other out, and this shows it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/http.hpp"
#include "vendors/greenhouse/options.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

class Tokens {
 public:
  /// Both must outlive it.
  Tokens(const World& world, const GreenhouseOptions& options) : world_(world), options_(options) {}

  /// Answers POST /token: Basic client credentials, a form with grant_type and perhaps `sub`.
  HttpResponse mint(const HttpRequest& request, Instant now);

  enum class Standing { valid, unknown, not_an_admin };

  /// What the Authorization header of a request is worth.
  Standing standing(std::string_view authorization, Instant now) const;

  /// Every token is dead from here on.
  void revoke_all() { live_.clear(); }

 private:
  /// A token that was given out and neither replaced nor revoked.
  struct Live {
    std::string token;
    Instant expires;
    bool site_admin;
  };

  const World& world_;
  const GreenhouseOptions& options_;
  std::vector<Live> live_;
  std::uint64_t minted_ = 0;  ///< So far; makes each token another.
};

}  // namespace crosswalk::sim::greenhouse
