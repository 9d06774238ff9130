#pragma once

/// \file
/// Entities whose content can no longer be trusted, because something they are made of changed:
/// they wait to be read again by id.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Rereads {
 public:
  explicit Rereads(Database& database);

  /// Asking twice is asking once.
  void ask(const RecordKey& key);
  void settle(const RecordKey& key);
  bool any();

  /// The first `limit` of the kind after the id, in id order.
  std::vector<std::string> waiting(RecordKind kind, std::string_view after, std::uint32_t limit);

 private:
  Statement ask_, settle_, waiting_, any_;
};

}  // namespace crosswalk::store
