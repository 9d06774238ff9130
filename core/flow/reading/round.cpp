#include "flow/reading/round.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk {
namespace {

constexpr std::uint32_t silences_max = 2;
constexpr std::uint32_t relisted_max = 500;  // Settled in one transaction.
constexpr std::string_view vendor_silent =
    "the vendor does not answer; what is left of this round waits for the next one";

}  // namespace

Round::Round(Context& context, std::function<void(RecordKind)> nudge, std::function<void()> over)
    : context_(context), nudge_(std::move(nudge)), over_(std::move(over)) {}

void Round::open(Opening opening) {
  for (Cursor& cursor : opening.cursors) cursors_[cursor.object] = std::move(cursor);
  for (StoredLookup& lookup : opening.lookups) {
    remember(lookup);
    lookups_[lookup.name] = std::move(lookup);
  }
  context_.mark = opening.last_mark;
}

void Round::remember(const StoredLookup& lookup) {
  context_.desk.ask_step(Remember{lookup.name, lookup.entries},
                         [this, name = lookup.name](auto answer) {
                           if (const auto* failure = std::get_if<StepFailure>(&answer)) {
                             context_.alarm("the engine cannot keep the lookup " + name + ": " +
                                            to_string(failure->error));
                           }
                         });
}

void Round::begin(const SyncAsked& wish) {
  if (running_) {
    if (!again_) again_.emplace();
    again_->full = again_->full || wish.full;
    again_->absence_confirmed = again_->absence_confirmed || wish.absence_confirmed;
    return;
  }
  running_ = true;
  wish_ = wish;
  silences_ = 0;
  context_.vendor.forgive();
  missing_lookups_.clear();
  unsettled_.clear();
  lookup_ = 0;
  object_ = 0;
  ++context_.mark;
  next_lookup();
}

void Round::next_lookup() {
  const auto& specs = context_.setup.plan.lookups;
  if (lookup_ == specs.size()) return next_object();
  const std::string& name = specs[lookup_++].name;
  StoredLookup known = lookups_[name];
  known.name = name;
  std::vector<std::string> dependents;
  for (const ObjectSpec& object : context_.setup.plan.objects) {
    const bool made_with_it = std::ranges::find(object.lookups, name) != object.lookups.end();
    if (made_with_it) dependents.push_back(object.name);
  }
  auto ended = [this, dependents, name](LookupEnd end) {
    if (end.changed) {
      remember(end.lookup);
      for (const std::string& object : dependents) distrust(object);
      lookups_[end.lookup.name] = end.lookup;
    }
    if (given_up()) return finish();
    if (!end.read && end.lookup.version == 0) missing_lookups_.insert(name);
    next_lookup();
  };
  auto reading = std::make_shared<ReadingLookup>(context_, known, dependents, ended);
  reading->begin();
}

bool Round::comparable(const ObjectSpec& object) const {
  const auto cursor = cursors_.find(object.name);
  return object.by_id && !lacks_lookup(object) && cursor != cursors_.end() &&
         cursor->second.policy == context_.policy_version;
}

// The store has noted it in the transaction that gave the reason.
bool Round::is_listed(const std::string& object) const {
  if (listed_ == nullptr) return false;
  if (listed_->name == object) return true;
  return std::ranges::any_of(riders_of(*listed_),
                             [&](const ObjectSpec* rider) { return rider->name == object; });
}

void Round::distrust(const std::string& object) {
  if (is_listed(object)) doubted_meanwhile_.insert(object);
  Cursor& cursor = cursors_[object];
  cursor.policy = 0;
  cursor.reading = false;
  cursor.next.reset();
}

bool Round::due_whole(const ObjectSpec& object, const Cursor& cursor) const {
  if (!object.full) return false;
  if (wish_.full || wish_.absence_confirmed || cursor.position == Instant{}) return true;
  if (!object.delta && !has_groups(object)) return true;
  if (cursor.reading && cursor.mode == ReadMode::full) return true;
  if (cursor.policy != context_.policy_version) return true;
  for (const ObjectSpec* rider : riders_of(object)) {
    const auto own = cursors_.find(rider->name);
    if (own == cursors_.end() || own->second.policy != context_.policy_version) return true;
    if (rider->by_id && own->second.full_mark < cursor.full_mark) return true;
  }
  // Its end was committed, and then something came between it and the question who is missing.
  const bool ended = cursor.mode == ReadMode::full && cursor.position == cursor.until;
  if (object.by_id && ended && cursor.full_mark != cursor.mark) return true;
  return context_.desk.now() - cursor.full_at >= context_.setup.options.sweep;
}

std::optional<Instant> Round::beginning_of(const ObjectSpec& object) const {
  for (const ObjectSpec& other : context_.setup.plan.objects) {
    if (other.kind != object.kind || !other.full) continue;
    const auto cursor = cursors_.find(other.name);
    if (cursor == cursors_.end() || cursor->second.position == Instant{}) return std::nullopt;
    if (cursor->second.policy != context_.policy_version) return std::nullopt;
    return cursor->second.position;
  }
  return std::nullopt;
}

void Round::next_object() {
  const auto& objects = context_.setup.plan.objects;
  if (object_ == objects.size()) return reread(0, {});
  const ObjectSpec& object = objects[object_++];
  if (!object.rides.empty() || lacks_lookup(object)) return next_object();
  Cursor cursor = cursors_[object.name];
  if (!object.full) {
    const std::optional<Instant> beginning = beginning_of(object);
    if (!beginning) return next_object();
    if (cursor.position == Instant{}) cursor.position = *beginning;
  }
  std::vector<Ride> rides;
  for (const ObjectSpec* rider : riders_of(object)) {
    if (lacks_lookup(*rider)) return next_object();
    rides.push_back({rider, cursors_[rider->name]});
  }
  const ReadMode mode = due_whole(object, cursor) ? ReadMode::full : ReadMode::delta;
  if (mode == ReadMode::delta && !object.delta) return next_object();
  auto listing = std::make_shared<Listing>(
      context_, object, std::move(cursor), std::move(rides), mode, nudge_,
      [this, &object, mode](ListingEnd end) { hear_listing(object, mode, std::move(end)); });
  listed_ = &object;
  listing->begin();
}

std::vector<const ObjectSpec*> Round::riders_of(const ObjectSpec& object) const {
  const std::string& shown = object.group_read.empty() ? object.name : object.group_read;
  std::vector<const ObjectSpec*> riders;
  for (const ObjectSpec& other : context_.setup.plan.objects) {
    if (other.rides == shown) riders.push_back(&other);
  }
  return riders;
}

bool Round::has_groups(const ObjectSpec& object) const {
  const auto names = [&](const ObjectSpec& other) { return other.group_read == object.name; };
  return std::ranges::any_of(context_.setup.plan.objects, names);
}

bool Round::lacks_lookup(const ObjectSpec& object) const {
  return std::ranges::any_of(
      object.lookups, [this](const std::string& name) { return missing_lookups_.contains(name); });
}

void Round::hear_listing(const ObjectSpec& object, ReadMode mode, ListingEnd end) {
  listed_ = nullptr;
  Cursor before = std::exchange(cursors_[object.name], end.cursor);
  if (given_up()) return finish();
  if (mode != ReadMode::full || !end.complete) return next_object();
  for (const ObjectSpec* rider : riders_of(object)) {
    Cursor& own = cursors_[rider->name];
    unsettled_.emplace_back(rider, own);
    own.object = rider->name;
    own.mark = end.cursor.mark;
    own.position = end.cursor.position;
    own.policy = context_.policy_version;
  }
  find_absent(object, std::move(before));
}

// Children of whatever changed since, parents' kinds first, until none is left to read.
void Round::reread(std::size_t object, std::string after) {
  const auto& objects = context_.setup.plan.objects;
  const auto can_be = [this](const ObjectSpec& each) {
    return comparable(each) || only_listed(each);
  };
  while (object < objects.size() && !can_be(objects[object])) ++object;
  if (object == objects.size()) return withdraw_undecided(0);
  const ObjectSpec& spec = objects[object];
  if (only_listed(spec)) return relist(object);
  const std::uint32_t limit = std::max(1u, spec.by_id_batch);
  TakeRereads verb{spec.kind, after, limit};
  context_.desk.ask_store(std::move(verb), [this, object, &spec, after](StoreAnswer answer) {
    Rereads* taken = std::get_if<Rereads>(&answer);
    CROSSWALK_CHECK(taken != nullptr);
    if (taken->ids.empty()) return reread(object + 1, {});
    const std::string last = taken->ids.back();
    auto reading = std::make_shared<NamedRead>(
        context_, spec, std::move(taken->ids), true, [this, &spec] { nudge_(spec.kind); },
        [this, object, after, last](NamedEnd end) {
          hear_reread(object, after, last, std::move(end));
        });
    reading->begin();
  });
}

bool Round::only_listed(const ObjectSpec& object) const {
  if (!object.full && object.rides.empty()) return false;
  return std::ranges::none_of(context_.setup.plan.objects, [&](const ObjectSpec& other) {
    return other.kind == object.kind && other.by_id;
  });
}

// What lists it is listed whole by the next round; that and the end of the question are one
// transaction.
void Round::relist(std::size_t object) {
  const ObjectSpec& spec = context_.setup.plan.objects[object];
  TakeRereads asked{spec.kind, {}, relisted_max};
  context_.desk.ask_store(std::move(asked), [this, object, &spec](StoreAnswer answer) {
    Rereads* taken = std::get_if<Rereads>(&answer);
    CROSSWALK_CHECK(taken != nullptr);
    if (taken->ids.empty()) return reread(object + 1, {});
    CommitPage verb;
    verb.mark = context_.mark;
    verb.kind = spec.kind;
    verb.reread_done = std::move(taken->ids);
    verb.doubted = spec.rides.empty() ? spec.name : spec.rides;
    distrust(verb.doubted);
    context_.desk.ask_store(std::move(verb),
                            [this, object](const StoreAnswer&) { relist(object); });
  });
}

// Those that could not be asked stay for the next round and do not stand in the way of the rest.
void Round::hear_reread(std::size_t object, std::string after, std::string last, NamedEnd end) {
  if (end.doubted) distrust(context_.setup.plan.objects[object].name);
  if (given_up()) return finish();
  reread(object, end.unknown.empty() ? std::move(after) : std::move(last));
}

// A vendor that answers nothing would let every lookup and object use up its own patience. One of
// them alone may have a trouble of its own, and the next is given a try.
bool Round::given_up() {
  const bool silent = context_.vendor.silent();
  context_.vendor.forgive();
  silences_ = silent ? silences_ + 1 : 0;
  if (silences_ < silences_max) return false;
  context_.alarm(std::string(vendor_silent));
  return true;
}

void Round::keep_doubts() {
  for (const std::string& object : std::exchange(doubted_meanwhile_, {})) {
    Cursor& cursor = cursors_[object];
    if (cursor.policy == 0) continue;
    cursor.policy = 0;
    CommitPage verb;
    verb.mark = context_.mark;
    verb.doubted = object;
    context_.desk.ask_store(std::move(verb), [](const StoreAnswer&) {});
  }
}

void Round::finish() {
  keep_doubts();
  running_ = false;
  ++context_.report.rounds;
  context_.report.activity.clear();
  over_();
  if (again_) begin(*std::exchange(again_, std::nullopt));
}

}  // namespace crosswalk
