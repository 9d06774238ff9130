#include "runtime/store/tables/exchange/notices.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::store {
namespace {

constexpr std::size_t id_bytes_max = 255;
constexpr std::size_t refusals_told = 20;
constexpr std::int64_t waits = 0;

std::string place_key(std::int64_t source, std::string_view id) {
  return std::string(1, static_cast<char>(source)).append(id);
}

}  // namespace

Notices::Notices(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      keep_(database,
            "INSERT INTO notice(source, external, received, state, settled, reason, attempts, "
            "retry_at, body) VALUES(?1, ?2, ?3, 0, 0, '', 0, 0, ?4) ON CONFLICT DO NOTHING"),
      waiting_(database,
               "SELECT ref, source, external, received, attempts, body, progress FROM notice "
               "INDEXED BY notice_waiting WHERE source=?1 AND state=0 AND retry_at<=?2 "
               "ORDER BY ref LIMIT ?3"),
      begun_(database,
             "SELECT ref, source, external, received, attempts, body, progress FROM notice "
             "INDEXED BY notice_waiting WHERE source=?1 AND state=0 AND attempts>0 ORDER BY ref"),
      name_(database, "SELECT source, external, attempts FROM notice WHERE ref=?1 AND state=0"),
      advance_(database,
               "UPDATE notice SET attempts=attempts+1, progress=?2, retry_at=?3 WHERE ref=?1"),
      settle_(database,
              "UPDATE notice SET state=?2, reason=?3, settled=?4, retry_at=0, body=NULL, "
              "progress=NULL WHERE ref=?1 AND state=0"),
      add_(database,
           "INSERT INTO notice_count(state, reason, count) VALUES(?1, ?2, ?3) "
           "ON CONFLICT DO UPDATE SET count=count+excluded.count"),
      counts_(database,
              "SELECT state, reason, count FROM notice_count WHERE count>0 "
              "ORDER BY count DESC, reason") {}

void Notices::add(std::int64_t state, std::string_view reason, std::int64_t change) {
  add_.bind(1, state).bind(2, reason).bind(3, change).run();
}

bool Notices::keep(const KeepNotice& notice) {
  if (notice.id.empty() || notice.id.size() > id_bytes_max) {
    database_.fail({ErrorCode::invalid_input, "a notice's id has 1 to 255 bytes", "notice"});
    return false;
  }
  const auto source = static_cast<std::int64_t>(notice.source);
  const std::string at = place_key(source, notice.id);
  const std::string sealed = sealer_.seal({"notice", "body", 0, at}, notice.body);
  keep_.bind(1, source).bind(2, notice.id).bind(3, to_ms(notice.at)).bind_bytes(4, sealed).run();
  const bool fresh = keep_.changed() > 0;
  if (fresh) add(waits, {}, 1);
  return fresh;
}

void Notices::waiting(NoticeSource source, std::uint32_t limit, Instant now,
                      std::vector<Notice>& out) {
  waiting_.bind(1, static_cast<std::int64_t>(source)).bind(2, to_ms(now)).bind(3, limit);
  read(waiting_, out);
}

void Notices::begun(NoticeSource source, std::vector<Notice>& out) {
  begun_.bind(1, static_cast<std::int64_t>(source));
  read(begun_, out);
}

void Notices::read(Statement& rows, std::vector<Notice>& out) {
  while (rows.step()) {
    Notice& notice = out.emplace_back();
    notice.ref = static_cast<std::uint64_t>(rows.integer(0));
    notice.source = static_cast<NoticeSource>(rows.integer(1));
    notice.received = from_ms(rows.integer(3));
    notice.attempts = rows.number(4);
    const std::string at = place_key(rows.integer(1), rows.text(2));
    Result<std::string> body = sealer_.open({"notice", "body", 0, at}, rows.bytes(5));
    Result<std::string> progress = std::string();
    if (body && !rows.is_null(6)) {
      progress = sealer_.open({"notice", "progress", notice.attempts, at}, rows.bytes(6));
    }
    if (!body || !progress) {
      database_.fail(body ? std::move(progress).error() : std::move(body).error());
      continue;
    }
    notice.body = *std::move(body);
    notice.progress = *std::move(progress);
  }
}

void Notices::advance(const AdvanceNotice& verb) {
  name_.bind(1, static_cast<std::int64_t>(verb.ref));
  if (!name_.step()) return;
  const std::string at = place_key(name_.integer(0), name_.text(1));
  const std::uint32_t attempts = name_.number(2) + 1;
  name_.reset();
  const std::string sealed = sealer_.seal({"notice", "progress", attempts, at}, verb.progress);
  advance_.bind(1, static_cast<std::int64_t>(verb.ref)).bind_bytes(2, sealed);
  advance_.bind(3, to_ms(verb.retry_at)).run();
}

void Notices::settle(const SettleNotice& verb) {
  const auto end = static_cast<std::int64_t>(verb.end);
  settle_.bind(1, static_cast<std::int64_t>(verb.ref)).bind(2, end).bind(3, verb.reason);
  settle_.bind(4, to_ms(verb.at)).run();
  if (settle_.changed() == 0) return;
  add(waits, {}, -1);
  add(end, verb.reason, 1);
}

void Notices::count(ExchangeCounts& counts) {
  while (counts_.step()) {
    const auto count = static_cast<std::uint64_t>(counts_.integer(2));
    if (counts_.integer(0) == waits) {
      counts.notices_waiting += count;
      continue;
    }
    const auto end = static_cast<NoticeEnd>(counts_.integer(0));
    if (end == NoticeEnd::created) counts.exports_created += count;
    if (end != NoticeEnd::refused) continue;
    counts.exports_refused += count;
    if (counts.refusals.size() == refusals_told) continue;
    counts.refusals.emplace_back(counts_.text(1), count);
  }
  counts.exports_received = counts.exports_created + counts.exports_refused;
}

}  // namespace crosswalk::store
