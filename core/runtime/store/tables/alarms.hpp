#pragma once

/// \file
/// What a person should look at, as the last round told it. Kept so that `status` can say it when
/// no daemon runs any more; the sentences hold no personal data and are not sealed.

#include <string>
#include <vector>

#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Alarms {
 public:
  explicit Alarms(Database& database);

  /// These, in this order, in place of all that were there.
  void put(const std::vector<std::string>& alarms);
  std::vector<std::string> all();

 private:
  Statement clear_, add_, all_;
};

}  // namespace crosswalk::store
