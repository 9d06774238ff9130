#pragma once

/// \file
/// Whether an accepted write can be said again (I8), as it is whenever an answer is lost: one of
/// those since the last quiet moment is said again to a LinkedIn that holds what this one holds of
/// its entities, and nothing may be another afterwards. Which one follows from the writes
/// themselves, so a run finds the same again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/invariants/invariants.hpp"

namespace crosswalk::sim::judging {

class Repeats {
 public:
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request,
             const HttpResponse* reply);

  /// Says the chosen write again, if nothing has changed its entities since.
  std::vector<Breach> say_again(const Look& look);

 private:
  struct Write {
    Instant at{};
    HttpRequest request;
    std::uint64_t order = 0;  ///< The lowest is chosen.
  };

  std::optional<Write> chosen_;
  std::size_t read_ = 0;  ///< Entries of the journal.
};

}  // namespace crosswalk::sim::judging
