#include <algorithm>
#include <optional>
#include <utility>

#include "flow/reading/round.hpp"
#include "sync/absence.hpp"

namespace crosswalk {
namespace {

constexpr Duration ask_again_after{3'600'000};

}  // namespace

Instant Round::read_until(RecordKind kind) const {
  std::optional<Instant> until;
  const auto count = [&](const std::string& listing) {
    const auto cursor = cursors_.find(listing);
    const Instant read = cursor == cursors_.end() ? Instant{} : cursor->second.position;
    until = std::min(until.value_or(read), read);
  };
  const auto& objects = context_.setup.plan.objects;
  for (const ObjectSpec& object : objects) {
    const bool listed = object.full || object.delta || !object.rides.empty();
    if (object.kind != kind || !listed || !object.group_read.empty()) continue;
    const std::string& shown = object.rides.empty() ? object.name : object.rides;
    count(shown);
    for (const ObjectSpec& other : objects) {
      if (other.group_read == shown) count(other.name);
    }
  }
  return until.value_or(Instant{});
}

void Round::settle_next() {
  if (unsettled_.empty()) return next_object();
  auto [rider, before] = std::move(unsettled_.front());
  unsettled_.pop_front();
  if (!rider->complete) return conclude(*rider, true);
  find_absent(*rider, std::move(before));
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
    if (weigh(ById::no_route, apart) != Suspicion::proven) return settle_next();
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
  context_.desk.ask_store(std::move(verb), [this](StoreAnswer) { settle_next(); });
}

bool Round::leaves_undecided(RecordKind kind) const {
  for (const ObjectSpec& object : context_.setup.plan.objects) {
    if (object.kind != kind || !object.group_read.empty()) continue;
    if (object.complete) return false;
    const auto cursor = cursors_.find(object.name);
    if (cursor == cursors_.end() || cursor->second.reading) return false;
    if (cursor->second.policy != context_.policy_version) return false;
  }
  return true;
}

void Round::withdraw_undecided(std::size_t kind) {
  const auto open = [this](RecordKind each) {
    return !decided_.contains(each) && leaves_undecided(each);
  };
  while (kind < record_kinds.size() && !open(record_kinds[kind])) ++kind;
  if (kind == record_kinds.size()) return finish();
  ++context_.revisions;
  WithdrawUndecided verb{record_kinds[kind], context_.policy_version};
  context_.desk.ask_store(std::move(verb), [this, kind](const StoreAnswer&) {
    decided_.insert(record_kinds[kind]);
    nudge_(record_kinds[kind]);
    withdraw_undecided(kind + 1);
  });
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
                   " " + object.name + std::string(missing_at_once));
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

}  // namespace crosswalk
