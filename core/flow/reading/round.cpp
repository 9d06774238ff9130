#include "flow/reading/round.hpp"

#include <algorithm>
#include <utility>

#include "sync/absence.hpp"

namespace crosswalk {
namespace {

constexpr std::uint32_t silences_max = 2;
constexpr Duration ask_again_after{3'600'000};
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
  auto ended = [this, dependents](LookupEnd end) {
    if (end.changed) {
      remember(end.lookup);
      for (const std::string& object : dependents) distrust(object);
      lookups_[end.lookup.name] = end.lookup;
    }
    // Without a table that was never read, its dependents would be mapped with holes.
    if (given_up() || (!end.read && end.lookup.version == 0)) return finish();
    next_lookup();
  };
  auto reading = std::make_shared<ReadingLookup>(context_, known, dependents, ended);
  reading->begin();
}

// The store has noted it in the transaction that gave the reason.
void Round::distrust(const std::string& object) {
  Cursor& cursor = cursors_[object];
  cursor.policy = 0;
  cursor.reading = false;
  cursor.next.reset();
}

bool Round::due_whole(const ObjectSpec& object, const Cursor& cursor) const {
  if (!object.full) return false;
  if (wish_.full || wish_.absence_confirmed || !object.delta || cursor.position == Instant{})
    return true;
  if (cursor.reading && cursor.mode == ReadMode::full) return true;
  if (cursor.policy != context_.policy_version) return true;
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
  Cursor cursor = cursors_[object.name];
  if (!object.full) {
    const std::optional<Instant> beginning = beginning_of(object);
    if (!beginning) return next_object();
    if (cursor.position == Instant{}) cursor.position = *beginning;
  }
  const ReadMode mode = due_whole(object, cursor) ? ReadMode::full : ReadMode::delta;
  auto listing = std::make_shared<Listing>(
      context_, object, std::move(cursor), mode, [this, &object] { nudge_(object.kind); },
      [this, &object, mode](ListingEnd end) { hear_listing(object, mode, std::move(end)); });
  listing->begin();
}

void Round::hear_listing(const ObjectSpec& object, ReadMode mode, ListingEnd end) {
  Cursor before = std::exchange(cursors_[object.name], end.cursor);
  if (given_up()) return finish();
  if (mode == ReadMode::full && end.complete) return find_absent(object, std::move(before));
  next_object();
}

// Who is missing: with a by-id route, whoever the listing just ended did not show. Without one,
// whoever neither it nor the complete listing before showed, and the two an hour apart.
void Round::find_absent(const ObjectSpec& object, Cursor before) {
  Cursor& cursor = cursors_[object.name];
  std::uint32_t mark = cursor.mark;
  if (!object.by_id) {
    mark = before.full_mark;
    if (mark == 0) return conclude(object, true);
    const Duration apart = context_.desk.now() - before.full_at;
    if (weigh(ById::no_route, apart) != Suspicion::proven) return next_object();
  }
  context_.desk.ask_store(FindAbsent{object.name, object.kind, mark},
                          [this, &object](StoreAnswer answer) {
                            Absent* absent = std::get_if<Absent>(&answer);
                            CROSSWALK_CHECK(absent != nullptr);
                            forget(object, std::move(absent->unsent));
                            doubt(object, std::move(*absent));
                          });
}

// The question who is missing has been answered, and every answer is in the store.
// With somebody left who could not be asked, it is put again after an hour.
void Round::conclude(const ObjectSpec& object, bool all_asked) {
  Cursor& cursor = cursors_[object.name];
  cursor.full_mark = cursor.mark;
  cursor.full_at = context_.desk.now();
  const Duration sweep = context_.setup.options.sweep;
  if (!all_asked) cursor.full_at -= std::max(Duration{0}, sweep - ask_again_after);
  CommitPage verb;
  verb.cursor = cursor;
  verb.mark = context_.mark;
  verb.kind = object.kind;
  context_.desk.ask_store(std::move(verb), [this](StoreAnswer) { next_object(); });
}

// LinkedIn never had them, so nothing can be lost but what would be read again: no second proof.
void Round::forget(const ObjectSpec& object, std::vector<std::string> unsent) {
  if (unsent.empty()) return;
  context_.desk.ask_store(Forget{object.kind, std::move(unsent)}, [](StoreAnswer) {});
}

void Round::doubt(const ObjectSpec& object, Absent absent) {
  if (absent.suspects.empty()) return conclude(object, true);
  if (!wish_.absence_confirmed && needs_a_person(absent.suspects.size(), absent.known)) {
    context_.alarm(std::to_string(absent.suspects.size()) + " of " + std::to_string(absent.known) +
                   " " + object.name +
                   " are missing from the vendor's listing at once; they are restricted until a "
                   "person has looked");
    return withdraw(object, std::move(absent.suspects), EntityState::restricted, "many_absent",
                    true);
  }
  if (!object.by_id) {
    return withdraw(object, std::move(absent.suspects), EntityState::withdrawing, "absent", true);
  }
  auto reading = std::make_shared<NamedRead>(
      context_, object, std::move(absent.suspects), false, [this, &object] { nudge_(object.kind); },
      [this, &object](NamedEnd end) { hear_named(object, std::move(end)); });
  reading->begin();
}

void Round::hear_named(const ObjectSpec& object, NamedEnd end) {
  if (!end.skipped.empty()) {
    ++context_.revisions;
    context_.desk.ask_store(
        Mark{object.kind, std::move(end.skipped), EntityState::withdrawing, "not_for_linkedin"},
        [this, &object](StoreAnswer) { nudge_(object.kind); });
  }
  const bool all_asked = end.unknown.empty();
  withdraw(object, std::move(end.gone), EntityState::withdrawing, "absent", all_asked);
}

void Round::withdraw(const ObjectSpec& object, std::vector<std::string> ids, EntityState state,
                     std::string reason, bool all_asked) {
  if (ids.empty()) return conclude(object, all_asked);
  ++context_.revisions;
  context_.desk.ask_store(Mark{object.kind, std::move(ids), state, std::move(reason)},
                          [this, &object, all_asked](StoreAnswer) {
                            nudge_(object.kind);
                            conclude(object, all_asked);
                          });
}

// Children of whatever changed since, parents' kinds first, until none is left to read.
void Round::reread(std::size_t object, std::string after) {
  const auto& objects = context_.setup.plan.objects;
  // Under another policy than its last listing's, one record alone would stand apart from the rest.
  const auto comparable = [this](const ObjectSpec& each) {
    return each.by_id && cursors_[each.name].policy == context_.policy_version;
  };
  while (object < objects.size() && !comparable(objects[object])) ++object;
  if (object == objects.size()) return finish();
  const ObjectSpec& spec = objects[object];
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

void Round::finish() {
  running_ = false;
  ++context_.report.rounds;
  context_.report.activity.clear();
  over_();
  if (again_) begin(*std::exchange(again_, std::nullopt));
}

}  // namespace crosswalk
