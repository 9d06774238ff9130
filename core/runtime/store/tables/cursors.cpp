#include "runtime/store/tables/cursors.hpp"

#include <utility>

#include "base/text/json.hpp"

namespace crosswalk::store {
namespace {

std::string write_request(const PlannedRequest& request) {
  Json headers = Json::list();
  for (const auto& [name, value] : request.http.headers) {
    headers.push(Json(Json::List{Json(name), Json(value)}));
  }
  Json json = Json::object();
  json.set("host", request.host);
  json.set("method", request.http.method);
  json.set("origin", request.http.origin);
  json.set("target", request.http.target);
  json.set("headers", std::move(headers));
  json.set("body", request.http.body);
  return write_json(json);
}

Result<PlannedRequest> read_request(std::string_view text) {
  Result<Json> json = parse_json(text);
  if (!json) return std::move(json).error();
  PlannedRequest request;
  request.host = json->text_of("host");
  request.http.method = json->text_of("method");
  request.http.origin = json->text_of("origin");
  request.http.target = json->text_of("target");
  request.http.body = json->text_of("body");
  const Json* headers = json->find("headers");
  for (const Json& pair : headers && headers->items() ? *headers->items() : Json::List{}) {
    const Json::List* both = pair.items();
    if (!both || both->size() != 2 || !both->at(0).text() || !both->at(1).text()) continue;
    request.http.headers.emplace_back(*both->at(0).text(), *both->at(1).text());
  }
  return request;
}

}  // namespace

Cursors::Cursors(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      put_(database,
           "INSERT INTO cursor(object, position, reading, mode, since, until, mark, policy, "
           "pages, full_at, next, full_mark, paged_at, anew) "
           "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
           "ON CONFLICT(object) DO UPDATE SET position=?2, reading=?3, mode=?4, since=?5, "
           "until=?6, mark=?7, policy=?8, pages=?9, full_at=?10, next=?11, full_mark=?12, "
           "paged_at=?13, anew=?14 "
           "RETURNING ref"),
      number_(database, "SELECT ref FROM cursor WHERE object=?1"),
      all_(database,
           "SELECT object, position, reading, mode, since, until, mark, policy, pages, full_at, "
           "next, full_mark, paged_at, anew FROM cursor ORDER BY ref"),
      doubt_(database, "UPDATE cursor SET policy=0, reading=0, next=NULL WHERE object=?1"),
      put_lookup_(database,
                  "INSERT INTO lookup(name, version, sealed) VALUES(?1, ?2, ?3) "
                  "ON CONFLICT DO UPDATE SET version=?2, sealed=?3"),
      lookups_(database, "SELECT name, version, sealed FROM lookup ORDER BY name"),
      last_mark_(database, "SELECT last_mark FROM owner"),
      raise_mark_(database, "UPDATE owner SET last_mark=?1 WHERE last_mark<?1"),
      used_(database, "SELECT day, requests, job_records, rests FROM day_use"),
      put_used_(database,
                "INSERT INTO day_use(id, day, requests, job_records, rests) "
                "VALUES(1, ?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET day=?1, requests=?2, "
                "job_records=?3, rests=?4 WHERE day<=?1") {}

std::uint32_t Cursors::put(const Cursor& cursor) {
  put_.bind(1, cursor.object).bind(2, to_ms(cursor.position)).bind(3, cursor.reading ? 1 : 0);
  put_.bind(4, static_cast<std::int64_t>(cursor.mode)).bind(5, to_ms(cursor.from));
  put_.bind(6, to_ms(cursor.until)).bind(7, cursor.mark);
  put_.bind(8, static_cast<std::int64_t>(cursor.policy)).bind(9, cursor.pages);
  put_.bind(10, to_ms(cursor.full_at)).bind(12, cursor.full_mark);
  put_.bind(13, to_ms(cursor.paged_at)).bind(14, cursor.anew ? 1 : 0);
  std::string sealed;
  if (cursor.next) {
    sealed = sealer_.seal({"cursor", "next", 0, cursor.object}, write_request(*cursor.next));
    put_.bind_bytes(11, sealed);
  } else {
    put_.bind_null(11);
  }
  const std::uint32_t number = put_.step() ? put_.number(0) : 0;
  put_.run();
  return number;
}

std::optional<std::uint32_t> Cursors::number_of(std::string_view object) {
  number_.bind(1, object);
  if (!number_.step()) return std::nullopt;
  const std::uint32_t number = number_.number(0);
  number_.reset();
  return number;
}

std::vector<Cursor> Cursors::all() {
  std::vector<Cursor> cursors;
  while (all_.step()) {
    Cursor& cursor = cursors.emplace_back();
    cursor.object = all_.text(0);
    cursor.position = from_ms(all_.integer(1));
    cursor.reading = all_.integer(2) != 0;
    cursor.mode = static_cast<ReadMode>(all_.integer(3));
    cursor.from = from_ms(all_.integer(4));
    cursor.until = from_ms(all_.integer(5));
    cursor.mark = all_.number(6);
    cursor.policy = static_cast<std::uint64_t>(all_.integer(7));
    cursor.pages = all_.number(8);
    cursor.full_at = from_ms(all_.integer(9));
    cursor.full_mark = all_.number(11);
    cursor.paged_at = from_ms(all_.integer(12));
    cursor.anew = all_.integer(13) != 0;
    if (all_.is_null(10)) continue;
    Result<std::string> text = sealer_.open({"cursor", "next", 0, cursor.object}, all_.bytes(10));
    Result<PlannedRequest> next = text ? read_request(*text) : std::move(text).error();
    if (next)
      cursor.next = *std::move(next);
    else
      database_.fail(std::move(next).error());
  }
  return cursors;
}

void Cursors::doubt(std::string_view object) { doubt_.bind(1, object).run(); }

std::uint32_t Cursors::last_mark() {
  const std::uint32_t mark = last_mark_.step() ? last_mark_.number(0) : 0;
  last_mark_.reset();
  return mark;
}

void Cursors::raise_mark(std::uint32_t mark) { raise_mark_.bind(1, mark).run(); }

DayUse Cursors::used() {
  DayUse used;
  if (used_.step()) {
    used = {from_ms(used_.integer(0)), used_.number(1), used_.number(2), from_ms(used_.integer(3))};
  }
  used_.reset();
  return used;
}

void Cursors::put(const DayUse& used) {
  put_used_.bind(1, to_ms(used.day)).bind(2, used.requests).bind(3, used.job_records);
  put_used_.bind(4, to_ms(used.rests)).run();
}

void Cursors::put(const StoredLookup& lookup) {
  const std::string sealed =
      sealer_.seal({"lookup", "sealed", lookup.version, lookup.name}, lookup.entries);
  put_lookup_.bind(1, lookup.name).bind(2, static_cast<std::int64_t>(lookup.version));
  put_lookup_.bind_bytes(3, sealed).run();
}

std::vector<StoredLookup> Cursors::lookups() {
  std::vector<StoredLookup> lookups;
  while (lookups_.step()) {
    StoredLookup& lookup = lookups.emplace_back();
    lookup.name = lookups_.text(0);
    lookup.version = static_cast<std::uint64_t>(lookups_.integer(1));
    Result<std::string> entries =
        sealer_.open({"lookup", "sealed", lookup.version, lookup.name}, lookups_.bytes(2));
    if (entries)
      lookup.entries = *std::move(entries);
    else
      database_.fail(std::move(entries).error());
  }
  return lookups;
}

}  // namespace crosswalk::store
