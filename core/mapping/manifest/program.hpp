#pragma once

/// \file
/// What a manifest becomes: for each object the requests that fetch it, how a body is cut, the
/// slots to gather from an item, and the fields made of them. Plain values, made once, read by
/// mapping/read and mapping/map.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mapping/manifest/expression.hpp"
#include "mapping/manifest/plan.hpp"
#include "mapping/manifest/requests.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// How the items of a body are found, and what lies around them.
struct Envelope {
  Shape shape;                  ///< Of the body itself; its paths are never those of items.
  std::int32_t items_node = 0;  ///< Where the array of items (or the one item) is. 0: the root.
};

struct Paging {
  enum class Kind : std::uint8_t { none, link, url, cursor, page, offset };
  Kind kind = Kind::none;
  SlotId slot = no_slot;  ///< In the envelope: the url or the cursor.
  std::string parameter;  ///< Which the next request carries it in.
};

struct JoinProgram {
  std::string name;
  RequestTemplate request;
  std::uint32_t batch = 1;
  SlotId by = no_slot;  ///< In the item: the ids asked for.
  Conditions when;      ///< Items that need it.
  Envelope envelope;
  Paging paging;
  Shape shape;              ///< Of a row.
  SlotId key = no_slot;     ///< In the row: the id it belongs to.
  SlotId newest = no_slot;  ///< In the row: later ones come first.
  SlotId id = no_slot;      ///< In the row: its own id; rows that come twice are one.
  bool reference = false;   ///< The key is the row's own id, so a missing row is a doubt.
};

struct LookupProgram {
  std::string name;
  RequestTemplate request;
  Envelope envelope;
  Paging paging;
  Shape shape;
  SlotId key = no_slot;
  std::vector<SlotId> fields;  ///< Kept by the host, in this order.
  bool absent = false;         ///< Left out by its only_if: it gives nothing.
};

/// What each status means, where the manifest departs from the usual.
struct ErrorRule {
  int status = 0;
  std::array<ReplyClass, 3> by_mode{};  ///< In the order of ReadMode.
};

struct HookNeed {
  std::string path;
  SlotId slot = no_slot;
};

/// What an item's id is made of: one slot, or several parts of which a digest is taken.
struct IdPart {
  SlotId slot = no_slot;
  std::string literal;  ///< Where there is no slot.
};

struct ObjectProgram {
  std::string name;
  RecordKind kind = RecordKind::job;
  std::array<std::optional<RequestTemplate>, 3> reads;  ///< In the order of ReadMode.
  std::uint32_t batch = 1;
  Envelope envelope;
  Paging paging;
  bool ends_without_next = false;  ///< The manifest's evidence of completeness.
  Shape shape;
  std::vector<IdPart> id;
  std::string id_path;                ///< As written, where the id is one path of the item.
  std::vector<Conditions> skip_when;  ///< Any of them skips the item.
  std::vector<JoinProgram> joins;
  std::vector<Output> outputs;  ///< Ascending by field.
  std::vector<HookNeed> hook_needs;
  bool amended = false;  ///< amend_record sees its records.
  std::vector<std::uint16_t> lookups;
  std::int32_t each_node = KeyTable::none;  ///< Of the shape: its elements are the items.
  std::optional<std::uint16_t> regroup;  ///< Each item only names (`id`) what to map of this one,
  std::uint16_t fetched = 0;             ///< after asking for it as one asks for that one by id.
  std::optional<RecordKind> asked_by;    ///< by_id takes the ids of parents of this kind:
  SlotId asked = no_slot;                ///< in the item, its parent's id.
  std::string rides;                     ///< The object whose pages hold these items, too:
  SlotId ridden = no_slot;               ///< in the item, the id of that object's item.
};

struct ExchangeProgram;  // mapping/exchange/exchange_program.hpp

struct MappingProgram {
  std::vector<ObjectProgram> objects;
  std::vector<LookupProgram> lookups;
  std::vector<ErrorRule> errors;
  std::shared_ptr<const ExchangeProgram> exchange;  ///< Null without `webhook` and `writes`.
  std::string default_host;
  bool finishes_requests = false, splits_pages = false, classifies = false;  ///< Hooks named.
};

}  // namespace crosswalk
