#pragma once

/// \file
/// What peers pushed. A notice's words are sealed and leave once it is settled; its name stays
/// for ever, because a signed push has no date and may be replayed after years.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Notices {
 public:
  /// Borrows both for its life.
  Notices(Database& database, Sealer& sealer);

  /// Whether it is new; nothing changes when it is not.
  bool keep(const KeepNotice& notice);

  /// Both add to `out`, oldest first: the first `limit` of a source whose time has come, and all
  /// that were advanced before. One that does not open fails the transaction as `refused`.
  void waiting(NoticeSource source, std::uint32_t limit, Instant now, std::vector<Notice>& out);
  void begun(NoticeSource source, std::vector<Notice>& out);

  /// Both leave alone what is settled or unknown.
  void advance(const AdvanceNotice& verb);
  void settle(const SettleNotice& verb);

  /// What became of all of them; from counts kept as they change.
  void count(ExchangeCounts& counts);

 private:
  void read(Statement& rows, std::vector<Notice>& out);
  void add(std::int64_t state, std::string_view reason, std::int64_t change);

  Database& database_;
  Sealer& sealer_;
  Statement keep_, waiting_, begun_, name_, advance_, settle_, add_, counts_;
};

}  // namespace crosswalk::store
