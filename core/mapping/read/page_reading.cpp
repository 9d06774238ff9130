#include "mapping/read/page_reading.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "mapping/read/item_sinks.hpp"
#include "mapping/read/next.hpp"

namespace crosswalk {
namespace {

constexpr auto by_id = static_cast<std::size_t>(ReadMode::by_id);

PageRead meaning_only(ReplyClass meaning) {
  PageRead page;
  page.meaning = meaning;
  return page;
}

ListingByIds listing_of(const JoinProgram& join) {
  return {.name = join.name,
          .request = join.request,
          .batch = join.batch,
          .envelope = join.envelope,
          .paging = join.paging,
          .shape = join.shape};
}

Result<Done> add_needs(const EngineState& state, std::string_view join, ListingRead& read,
                       Instant now, PageRead& page) {
  for (PlannedRequest& request : read.open) {
    Result<Done> finished = finish(state, request, now);
    if (!finished) return finished;
    page.needs.push_back({std::string(join), std::move(request)});
  }
  return Done{};
}

// Reads the replies of every join; what is still open becomes needs.
Result<ReplyClass> read_joins(EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                              PageRead& page) {
  for (std::size_t i = 0; i < object.joins.size(); ++i) {
    const JoinProgram& join = object.joins[i];
    state.joins[i].begin(join);
    RowSink rows(state.joins[i]);
    Result<ListingRead> read = read_listing(listing_of(join), state.program, state.wanted[i].ids(),
                                            ask.joins, state.replies, rows);
    if (!read) return std::move(read).error();
    if (read->meaning != ReplyClass::ok) return read->meaning;
    Result<Done> added = add_needs(state, join.name, *read, ask.now, page);
    if (!added) return std::move(added).error();
    state.joins[i].finish();
  }
  return ReplyClass::ok;
}

// A route of one record may well ignore the number of a page and show the record again; until it
// has shown it, it has not said all.
bool says_all(const EngineState& state, const ObjectProgram& object, const ReadPage& ask) {
  if (ask.mode != ReadMode::by_id) return false;
  if (state.page.single()) return true;
  return object.batch == 1 && !object.asked_by && state.page.items() != 0;
}

Result<Done> find_next(const EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                       PageRead& page) {
  if (says_all(state, object, ask)) return Done{};
  const auto mode = static_cast<std::size_t>(ask.mode);
  const std::string& host =
      object.reads[mode] ? object.reads[mode]->host : state.program.default_host;
  Result<std::optional<PlannedRequest>> next =
      next_request(object.paging, {.reply = ask.reply,
                                   .around = state.page.around(),
                                   .items = state.page.items(),
                                   .asked = ask.asked,
                                   .host = host});
  if (!next) return std::move(next).error();
  page.next = *std::move(next);
  return Done{};
}

Result<Done> settle_next(const EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                         PageRead& page) {
  page.complete = ask.mode != ReadMode::by_id && object.ends_without_next && !page.next;
  return page.next ? finish(state, *page.next, ask.now) : Done{};
}

// A page that would need joins but is not mapped yet keeps only what tells of the cut.
PageRead cut_of(PageRead page) {
  page.mapped.clear();
  page.held.clear();
  page.skipped = 0;
  return page;
}

RecordMaker maker_of(EngineState& state, const ObjectProgram& object) {
  const Surroundings around{std::span(state.joins).first(object.joins.size()), state.lookups};
  return {object, around, state.hooks};
}

Error too_many(const ObjectProgram& object) {
  return {ErrorCode::invalid_input, "the page holds more than 10000 records", object.name};
}

Result<Done> walk_items(EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                        const Envelope& envelope, ItemSink& sink) {
  const bool single = ask.mode == ReadMode::by_id && object.batch == 1;
  if (object.each_node == KeyTable::none) {
    return state.page.walk(envelope, object.shape, single, sink);
  }
  EachSink each(object, sink);
  Result<Done> walked = state.page.walk(envelope, object.shape, single, each);
  if (!walked || !each.overflowed()) return walked;
  return too_many(object);
}

Result<PageRead> read_plain(EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                            const Envelope& envelope, PageRead page) {
  const bool joins = !object.joins.empty() && !ask.cut_only;
  RecordMaker maker = maker_of(state, object);
  PageSink first(object, ask, page);
  first.counts = true;
  if (joins) first.wanted = &state.wanted;
  if (!joins && !ask.cut_only) {
    first.maker = &maker;
    page.mapped.reserve(ask.reply.body.size() / 2);
  }
  Result<Done> walked = walk_items(state, object, ask, envelope, first);
  if (!walked) return std::move(walked).error();
  if (!state.program.splits_pages) {
    Result<Done> next = find_next(state, object, ask, page);
    if (!next) return std::move(next).error();
  }
  Result<Done> settled = settle_next(state, object, ask, page);
  if (!settled) return std::move(settled).error();
  if (!joins) return page;
  Result<ReplyClass> meaning = read_joins(state, object, ask, page);
  if (!meaning) return std::move(meaning).error();
  if (*meaning != ReplyClass::ok) return meaning_only(*meaning);
  if (!page.needs.empty()) return cut_of(std::move(page));
  RecordMaker joined = maker_of(state, object);
  PageSink second(object, ask, page);
  second.maker = &joined;
  walked = walk_items(state, object, ask, envelope, second);
  if (!walked) return std::move(walked).error();
  return page;
}

// The items of the page only name groups; what is mapped are the replies of the group's reads.
Result<PageRead> map_groups(EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                            PageRead page) {
  const ObjectProgram& target = state.program.objects[*object.regroup];
  const ObjectProgram& source = state.program.objects[object.fetched];
  const bool rides = *object.regroup != object.fetched;
  const SlotId group = rides ? target.ridden : target.asked_by ? target.asked : no_slot;
  WantedIds groups;
  for (const std::string& id : page.ids) groups.add(id);
  const std::string name = "group:" + source.name;
  // Pages are counted from the request before, and replies come in any order. Few enough ids were
  // asked for that what they name is on one page.
  const bool follows =
      source.paging.kind == Paging::Kind::link || source.paging.kind == Paging::Kind::url;
  const Paging one_page;
  const ListingByIds listing{.name = name,
                             .request = *source.reads[by_id],
                             .batch = source.batch,
                             .envelope = source.envelope,
                             .paging = follows ? source.paging : one_page,
                             .shape = target.shape};
  const auto read_all = [&](GroupSink& sink) -> Result<ListingRead> {
    EachSink each(target, sink);
    ItemSink& into = target.each_node == KeyTable::none ? static_cast<ItemSink&>(sink) : each;
    Result<ListingRead> all =
        read_listing(listing, state.program, groups.ids(), ask.joins, state.replies, into);
    if (all && each.overflowed()) return too_many(target);
    return all;
  };
  GroupSink gather(target, ask, page, group);
  gather.wanted = &state.wanted;
  Result<ListingRead> read = read_all(gather);
  if (!read) return std::move(read).error();
  if (read->meaning != ReplyClass::ok) return meaning_only(read->meaning);
  Result<Done> added = add_needs(state, name, *read, ask.now, page);
  if (!added) return std::move(added).error();
  if (!page.needs.empty()) return cut_of(std::move(page));
  Result<ReplyClass> meaning = read_joins(state, target, ask, page);
  if (!meaning) return std::move(meaning).error();
  if (*meaning != ReplyClass::ok) return meaning_only(*meaning);
  if (!page.needs.empty()) return cut_of(std::move(page));
  RecordMaker maker = maker_of(state, target);
  GroupSink map(target, ask, page, group);
  map.maker = &maker;
  read = read_all(map);
  if (!read) return std::move(read).error();
  if (group == no_slot) map.forget_unread();
  return page;
}

Result<PageRead> read_grouped(EngineState& state, const ObjectProgram& object, const ReadPage& ask,
                              PageRead page) {
  PageSink names(object, ask, page);
  names.counts = true;
  Result<Done> walked = state.page.walk(object.envelope, object.shape, false, names);
  if (walked) walked = find_next(state, object, ask, page);
  if (walked) walked = settle_next(state, object, ask, page);
  if (!walked) return std::move(walked).error();
  // Two pages may well name the same groups, so a repeated page is known by its text.
  page.page_digest = mix64(ask.reply.body);
  Result<PageRead> read = std::move(page);
  if (!ask.cut_only) read = map_groups(state, object, ask, *std::move(read));
  // Where groups are named by ids of another kind, none of them is the id of a record.
  const ObjectProgram& target = state.program.objects[*object.regroup];
  const bool foreign = *object.regroup != object.fetched || target.asked_by.has_value();
  if (read && foreign) std::ranges::fill(read->ids, std::string());
  return read;
}

Result<PageRead> read_split(EngineState& state, const ObjectProgram& object, const ReadPage& ask) {
  Result<CutPage> cut = state.hooks->split_page(ask.reply);
  if (!cut) return std::move(cut).error();
  std::string body = "[";
  for (const std::string& item : cut->items) {
    if (body.size() > 1) body += ',';
    body += item;
  }
  body += ']';
  PageRead page;
  page.next = std::move(cut->next);
  Result<Done> opened = state.page.open(body);
  if (!opened) return std::move(opened).error();
  return read_plain(state, object, ask, Envelope{}, std::move(page));
}

}  // namespace

Result<Done> finish(const EngineState& state, PlannedRequest& request, Instant now) {
  if (!state.program.finishes_requests || state.hooks == nullptr) return Done{};
  return state.hooks->finish_request(request.http, now);
}

Result<ReplyClass> meaning_of(const EngineState& state, ReadMode mode, const HttpResponse& reply) {
  if (state.program.classifies && state.hooks != nullptr) {
    Result<std::optional<ReplyClass>> word = state.hooks->classify_reply(reply);
    if (!word) return std::move(word).error();
    if (*word) return **word;
  }
  return classify(state.program, mode, reply.status);
}

Result<PageRead> read_page(EngineState& state, const ObjectProgram& object, const ReadPage& ask) {
  Result<ReplyClass> meaning = meaning_of(state, ask.mode, ask.reply);
  if (!meaning) return std::move(meaning).error();
  if (*meaning != ReplyClass::ok) return meaning_only(*meaning);
  for (const std::uint16_t lookup : object.lookups) {
    if (state.remembered[lookup] || ask.cut_only) continue;
    return Error{ErrorCode::conflict,
                 "the lookup '" + state.program.lookups[lookup].name +
                     "' was not given to this engine; send Remember first",
                 object.name};
  }
  const ObjectProgram& mapped = object.regroup ? state.program.objects[*object.regroup] : object;
  state.wanted.resize(std::max(state.wanted.size(), mapped.joins.size()));
  state.joins.resize(std::max(state.joins.size(), mapped.joins.size()));
  for (WantedIds& wanted : state.wanted) wanted.clear();
  if (state.program.splits_pages && state.hooks != nullptr) return read_split(state, object, ask);
  Result<Done> opened = state.page.open(ask.reply.body);
  if (!opened) return std::move(opened).error();
  if (object.regroup) return read_grouped(state, object, ask, PageRead());
  return read_plain(state, object, ask, object.envelope, PageRead());
}

Result<LookupRead> read_lookup(EngineState& state, const LookupProgram& lookup,
                               const ReadLookup& ask) {
  LookupRead read;
  Result<ReplyClass> meaning = meaning_of(state, ReadMode::full, ask.reply);
  if (!meaning) return std::move(meaning).error();
  read.meaning = *meaning;
  if (read.meaning != ReplyClass::ok) return read;
  EntrySink entries(lookup, read.entries);
  Result<Done> walked = state.page.open(ask.reply.body);
  if (walked) walked = state.page.walk(lookup.envelope, lookup.shape, false, entries);
  if (!walked) return std::move(walked).error();
  Result<std::optional<PlannedRequest>> next =
      next_request(lookup.paging, {.reply = ask.reply,
                                   .around = state.page.around(),
                                   .items = state.page.items(),
                                   .asked = ask.asked,
                                   .host = lookup.request.host});
  if (!next) return std::move(next).error();
  read.next = *std::move(next);
  if (read.next) {
    Result<Done> finished = finish(state, *read.next, ask.now);
    if (!finished) return std::move(finished).error();
  }
  return read;
}

}  // namespace crosswalk
