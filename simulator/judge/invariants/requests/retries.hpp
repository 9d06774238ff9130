#pragma once

/// \file
/// What is sent again after a batch of which LinkedIn took only a part (I7): those it refused, and
/// nobody of those it took, unless they are others by then. Where an answer was lost, or the client
/// died before it could act on one, everything may be said again.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/invariants/invariants.hpp"

namespace crosswalk::sim::judging {

class Retries {
 public:
  void heard(const HttpRequest& request, const HttpResponse* reply);

  /// What was found since the last call. `killed`: the client died meanwhile, and whatever it has
  /// said twice since is forgiven.
  std::vector<Breach> found(const Conduct& conduct, bool killed);

 private:
  /// A batch that was taken in part.
  struct Partial {
    std::set<std::string> refused;
    std::map<std::string, std::uint64_t> taken;  ///< Digests of contents.
  };

  std::map<std::string, std::vector<Partial>, std::less<>> open_;  ///< By method and path.
  std::set<std::string> oversized_;                                ///< Resources, once each.
  std::vector<Breach> found_;
};

}  // namespace crosswalk::sim::judging
