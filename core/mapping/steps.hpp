#pragma once

/// \file
/// What the engine is asked and what it answers, as plain values. Reading an object is a
/// conversation: plan the read, fetch, cut and map the page, fetch what it needs, map again. No
/// step waits, and given the same step and lookups the answer is the same.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/findings.hpp"
#include "sdk/http.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// How an object is read.
enum class ReadMode : std::uint8_t {
  full,   ///< Everything the vendor lists; the only judge of absence.
  delta,  ///< What changed in [from, until).
  by_id   ///< Named ids.
};

std::string_view name_of(ReadMode mode);

/// Which request begins reading `object`? Answered by Planned. For by_id, as many requests as
/// the manifest's batch size makes of `ids`.
struct PlanRead {
  std::string object;
  ReadMode mode = ReadMode::full;
  Instant from{};                ///< delta only, inclusive.
  Instant until{};               ///< delta only, exclusive where the vendor can say so.
  std::vector<std::string> ids;  ///< by_id only.
  Instant now{};                 ///< For a hook that signs requests.
};

/// Which request begins reading the lookup `name`? Answered by Planned.
struct PlanLookup {
  std::string name;
  Instant now{};
};

/// A reply to a join's request; see Mapper::read_page for when to ask again.
struct JoinReply {
  std::string join;
  HttpResponse reply;
};

/// Cut and map one page of an object. Answered by PageRead. With needs open the answer has no
/// records but the requests that fill them: fetch those, append the replies to `joins`, and ask
/// again with the same page. `first_item`/`item_count` narrow mapping to a part of the page, so
/// that an item which kills the worker can be found; `cut_only` maps nothing at all.
struct ReadPage {
  std::string object;
  ReadMode mode = ReadMode::full;
  HttpResponse reply;
  std::vector<JoinReply> joins;
  bool cut_only = false;
  std::uint32_t first_item = 0;
  std::uint32_t item_count = UINT32_MAX;
  Instant now{};
  std::string asked{};  ///< Target of the request that fetched it: paging by a parameter needs it.
};

/// Cut one page of a lookup. Answered by LookupRead.
struct ReadLookup {
  std::string name;
  HttpResponse reply;
  Instant now{};
  std::string asked{};  ///< As in ReadPage.
};

/// Keep `entries` (of LookupRead, all pages appended) for later steps, replacing what was there.
/// A fresh worker is told again. Answered by Remembered.
struct Remember {
  std::string name;
  std::string entries;
};

/// What does a vendor's webhook tell? Answered by WebhookRead. Its signature is proven already.
struct ReadWebhook {
  std::string body;
};

/// Which step of bringing an exported person into the ATS; the manifest's `writes` has a route
/// for each.
enum class WriteStep : std::uint8_t {
  find_created,       ///< Whether a create whose answer was lost took place, by its marker.
  create_candidate,   ///< With the application in the same request where the vendor wants it so.
  create_application  ///< For a candidate that is there.
};

std::string_view name_of(WriteStep step);

/// What is written. Only what the tenant lets in is here at all.
struct WriteValues {
  std::string marker;     ///< Opaque, unique to the export, the same at every attempt.
  std::string candidate;  ///< The vendor's id, for create_application.
  std::string job;        ///< The vendor's id.
  Instant since{};        ///< find_created: not before this.
  /// By name: first_name, last_name, headline, company, title, location; email, profile_url where
  /// granted. Absent ones are not written.
  std::vector<std::pair<std::string, std::string>> person;
};

/// Which request does it? Answered by Planned, with one request; `unsupported` where the manifest
/// has no such route.
struct PlanWrite {
  WriteStep step = WriteStep::create_candidate;
  WriteValues values;
  Instant now{};
};

/// What did the vendor make of it? Answered by Written.
struct ReadWrite {
  WriteStep step = WriteStep::create_candidate;
  WriteValues values;  ///< As planned.
  HttpResponse reply;
};

// ---- answers -----------------------------------------------------------------------------

struct Planned {
  std::vector<PlannedRequest> requests;
};

/// What a vendor's reply means, from its status, the manifest's error table and the connector's
/// hook. `ok` is the only one that says anything about items.
enum class ReplyClass : std::uint8_t {
  ok,
  credential,      ///< The token is not, or no longer, good: fetch one anew, once.
  forbidden,       ///< A permission is missing: this object stops, a person is told.
  gone,            ///< The thing asked for by id is not there (404, 410).
  throttled,       ///< Asked too often: wait as Retry-After says.
  transient,       ///< The vendor's trouble: try again later.
  cursor_expired,  ///< The next link is dead: begin the listing anew. On the first page of a
                   ///< listing there was no link: then it is as `refused`.
  refused          ///< The request is wrong and stays wrong.
};

std::string_view name_of(ReplyClass meaning);

/// Fetch this before the page can be mapped.
struct Need {
  std::string join;
  PlannedRequest request;
};

/// An item that became no record, and why. The id is empty where the item has none.
struct HeldItem {
  std::uint32_t item = 0;  ///< Its place in the page, from 0.
  std::string id;
  std::string reason;  ///< "no_id", "bad_id", "duplicate_key", "too_large" or "hook_failed":
                       ///< fixed words, never text of the vendor's.
};

/// A record and the doubts about it.
struct MappedRecord {
  Record record;
  Findings findings;
};

struct PageRead {
  ReplyClass meaning = ReplyClass::ok;
  std::uint32_t items = 0;             ///< In the page, mapped or not.
  std::optional<PlannedRequest> next;  ///< Where the listing goes on; absent at its end.
  bool complete = false;  ///< The manifest's evidence that the listing ended with this page.
  /// Of the item ids in order, or of the text where items only name groups: a page repeated is
  /// seen by it.
  std::uint64_t page_digest = 0;
  std::vector<std::string> ids;  ///< Each item's id, in order; empty text where it has none, or
                                 ///< where the group it names was not found.
  std::vector<Need> needs;
  std::string mapped;  ///< The records, for decode_mapped(); a worker's are hostile.
  std::vector<HeldItem> held;
  std::uint32_t skipped = 0;  ///< Items the manifest says are not for LinkedIn.
};

struct LookupRead {
  ReplyClass meaning = ReplyClass::ok;
  std::optional<PlannedRequest> next;
  std::string entries;  ///< Only the engine reads these bytes. Pages are simply appended.
};

struct Remembered {};

/// What a webhook says happened to one record. None of it is believed: it is asked for by id.
struct Signal {
  enum class What : std::uint8_t { changed, gone };
  RecordKind kind = RecordKind::candidate;
  std::string id;
  What what = What::changed;
  std::string into{};  ///< Of a candidate gone: who has taken it in, or empty. Changed as well.
};

/// Without signals: nothing of interest, or a test message.
struct WebhookRead {
  std::vector<Signal> signals;
};

/// With `meaning` ok and both ids empty, find_created found nothing.
struct Written {
  ReplyClass meaning = ReplyClass::ok;
  std::string candidate;
  std::string application;  ///< Empty where the reply names none.
};

/// What follows each record of PageRead::mapped, which RecordWriter wrote: count u8, each field
/// u16, code u8, detail length u8 and bytes. More than 255 findings of a record are cut.
void append_findings(const Findings& findings, std::string& mapped);

/// Reads PageRead::mapped. Anything malformed is invalid_input, and nothing of it is kept.
Result<std::vector<MappedRecord>> decode_mapped(std::string_view mapped);

}  // namespace crosswalk
