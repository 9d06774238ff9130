#pragma once

/// \file
/// A cassette as a vendor. It answers by tenant, resource and version: each further request for the
/// same resource moves on to its next version and stays on the last, whatever is asked between.
/// Links lead back to where the client asked.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cassette/cassette.hpp"

namespace crosswalk::sim {

/// A sentence: what a client has to show to be one of those who were recorded.
std::string who_may_ask(const Cassette& cassette);

class CassetteVendor {
 public:
  explicit CassetteVendor(Cassette cassette);

  /// The next version of what is asked for; nothing where nothing came back when it was recorded.
  /// What nobody recorded is 404 with a body that names the nearest recorded resources; a client
  /// of several tenants that is none of them by name or token is 401, and one that shows nothing is
  /// told what to show. `Date` says `now`, and what a
  /// head or a token's reply says of a moment (Retry-After, a limit's reset, expires_at) is as far
  /// from it as it was from the beginning of the recording.
  std::optional<HttpResponse> answer(const HttpRequest& request, Instant now);

  /// How long the reply of the last answer() took when it was recorded; none for 401 and 404.
  Duration latency() const { return latency_; }

  std::uint64_t answered() const { return answered_; }
  std::uint64_t missed() const { return missed_; }
  const Cassette& cassette() const { return cassette_; }

 private:
  /// Empty for a client that could be any.
  std::string tenant_of(const HttpRequest& request) const;
  std::vector<std::string> nearest(const std::string& resource) const;
  HttpResponse not_recorded(const std::string& tenant, const std::string& resource);
  HttpResponse nobody_known();

  struct Track {
    std::vector<std::size_t> exchanges;
    std::size_t next = 0;
  };

  Cassette cassette_;
  std::map<ResourceKey, Track> tracks_;
  std::map<std::string, std::string> tenants_;  ///< By stand-in of a token.
  std::vector<std::string> names_;              ///< Of tenants, without "nobody".
  Duration latency_{0};
  std::uint64_t answered_ = 0, missed_ = 0;
};

}  // namespace crosswalk::sim
