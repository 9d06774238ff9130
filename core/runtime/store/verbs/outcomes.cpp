#include <algorithm>
#include <utility>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

bool on_its_way(const Entity& entity) {
  return entity.row.state == EntityState::ready || entity.row.state == EntityState::task;
}

void forget_attempts(Entity& entity) {
  entity.attempts = 0;
  entity.retry_at = Instant{};
  entity.task.clear();
}

void note_seen(Entity& entity, Seen seen) {
  if (seen == Seen::unknown) return;
  entity.exposed = seen == Seen::everybody;
  entity.maybe_exposed = false;
}

// LinkedIn has this version. Whether that settles the row depends on what became of it since.
void confirm(Entity& entity, const EntityOutcome& outcome) {
  const bool wanted = outcome.version == entity.row.wanted;
  entity.row.sent = std::max(entity.row.sent, outcome.version);
  entity.unproven = false;
  if (wanted) {
    entity.former.clear();
    note_seen(entity, outcome.seen == Seen::unknown ? entity.seen : outcome.seen);
    entity.seen = Seen::unknown;
  } else if (outcome.seen == Seen::everybody) {
    entity.maybe_exposed = true;
  }
  if (entity.row.state == EntityState::withdrawn || entity.row.state == EntityState::withheld) {
    // It went out before the decision against it and arrived after.
    entity.row.state = EntityState::withdrawing;
    forget_attempts(entity);
    return;
  }
  const bool held_back =
      entity.row.state == EntityState::held && entity.row.reason == "parent_held";
  if (!wanted || !(on_its_way(entity) || held_back)) return;
  entity.row.state = EntityState::sent;
  entity.row.reason.clear();
  entity.resend = false;
  forget_attempts(entity);
}

// The posting is closed, and its wanted form may go. LinkedIn has no version of that yet.
void reopen(Entity& entity, const EntityOutcome& outcome) {
  entity.closing = false;
  entity.seen = Seen::unknown;
  if (outcome.version != entity.row.wanted || !on_its_way(entity)) return;
  note_seen(entity, Seen::fewer);
  entity.row.state = EntityState::ready;
  forget_attempts(entity);
}

bool overtaken(const Entity& entity, const EntityOutcome& outcome) {
  return outcome.kind == OutcomeKind::withdrawn && entity.row.sent > outcome.version;
}

bool leave(Entity& entity, const EntityOutcome& outcome) {
  if (overtaken(entity, outcome)) {
    // Whether the newer version outlived the deletion nobody knows: read it again and send it.
    entity.row.digest = {};
    return false;
  }
  entity.row.sent = 0;
  // A newer version may have left since, whatever became of it.
  entity.unproven = outcome.version != entity.row.wanted;
  if (entity.unproven) return false;
  entity.row.state = EntityState::withdrawn;
  entity.former.clear();
  note_seen(entity, Seen::fewer);
  entity.seen = Seen::unknown;
  if (entity.erased) entity.row.reason = erased_reason;
  entity.unproven = false;
  forget_attempts(entity);
  return true;
}

void refuse(Entity& entity, const EntityOutcome& outcome) {
  entity.row.reason = outcome.reason;
  entity.task.clear();
  entity.closing = false;
  entity.seen = Seen::unknown;
  if (entity.row.state == EntityState::withdrawing) {
    // It must still go; who asks again at once would be refused again.
    entity.retry_at = parked;
    return;
  }
  // An attempt without an answer may have left something there.
  entity.unproven |= entity.row.sent == 0 && entity.attempts > 0;
  entity.row.state = EntityState::held;
  entity.resend = false;
  forget_attempts(entity);
}

void postpone(Entity& entity, const EntityOutcome& outcome) {
  if (outcome.blameless) {
    entity.unproven |= entity.row.sent == 0;
  } else {
    entity.attempts += 1;
  }
  entity.retry_at = outcome.retry_at;
  entity.task.clear();
  entity.closing = false;
  entity.seen = Seen::unknown;
  note_seen(entity, outcome.seen);
  if (entity.row.state == EntityState::task) entity.row.state = EntityState::ready;
}

void await_task(Entity& entity, const EntityOutcome& outcome) {
  if (!entity.task.empty() && !outcome.blameless) entity.attempts += 1;
  entity.task = outcome.task;
  entity.retry_at = outcome.retry_at;
  if (entity.row.state != EntityState::ready) return;
  entity.row.state = EntityState::task;
  entity.closing = outcome.closes;
  entity.seen = outcome.seen;
}

bool is_closed_first(const Entity& entity, const EntityOutcome& outcome) {
  return outcome.kind == OutcomeKind::confirmed && (entity.closing || outcome.closes) &&
         entity.row.state != EntityState::withdrawing;
}

// Whether the entity left LinkedIn with this outcome.
bool apply(Entity& entity, const EntityOutcome& outcome) {
  const bool withdrawing = entity.row.state == EntityState::withdrawing;
  const bool wanted = outcome.version == entity.row.wanted;
  switch (outcome.kind) {
    case OutcomeKind::confirmed:
      if (withdrawing && wanted) return leave(entity, outcome);
      confirm(entity, outcome);
      return false;
    case OutcomeKind::withdrawn:
      return leave(entity, outcome);
    case OutcomeKind::task:
    case OutcomeKind::later:
    case OutcomeKind::held:
      break;
  }
  // It went out before the decision against it, and nobody knows whether it arrived.
  const bool gone =
      entity.row.state == EntityState::withdrawn || entity.row.state == EntityState::withheld;
  const bool unknown = outcome.kind == OutcomeKind::later || outcome.kind == OutcomeKind::task;
  if (unknown && gone && !wanted) {
    entity.row.state = EntityState::withdrawing;
    forget_attempts(entity);
    return false;
  }
  // About a version that nobody wants any more, or under a hold that came since.
  if (!wanted || !(withdrawing || on_its_way(entity))) return false;
  if (outcome.kind == OutcomeKind::task) await_task(entity, outcome);
  if (outcome.kind == OutcomeKind::later) postpone(entity, outcome);
  if (outcome.kind == OutcomeKind::held) refuse(entity, outcome);
  return false;
}

void settle_outcome(Tables& tables, const EntityOutcome& outcome, std::uint32_t mark,
                    OutcomesCommitted& committed) {
  const std::optional<Entity> before = tables.entities.find(outcome.key);
  if (!before || outcome.version > before->row.wanted) return;
  const auto kind = static_cast<std::size_t>(outcome.key.kind);
  Entity entity = *before;
  if (is_closed_first(entity, outcome)) {
    reopen(entity, outcome);
    return settle(tables, entity, &*before);
  }
  const bool erased = apply(entity, outcome);
  const bool moved = erased && entity.row.reason == moved_reason;
  if (moved) come_back(tables, entity);
  if (erased && !moved) ++committed.erased[kind];
  const bool sent = outcome.kind == OutcomeKind::confirmed && !erased;
  if (sent && entity.sent_mark != mark) {
    entity.sent_mark = mark;
    ++committed.sent[kind];
  }
  settle(tables, entity, &*before);
  if (overtaken(*before, outcome) && !entity.erased) tables.rereads.ask(outcome.key);
}

}  // namespace

OutcomesCommitted commit_outcomes(Tables& tables, const CommitOutcomes& verb) {
  std::vector<const EntityOutcome*> sorted;
  sorted.reserve(verb.outcomes.size());
  for (const EntityOutcome& outcome : verb.outcomes) sorted.push_back(&outcome);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const EntityOutcome* a, const EntityOutcome* b) { return a->key < b->key; });
  OutcomesCommitted committed;
  tables.cursors.raise_mark(verb.mark);
  if (to_ms(verb.used.day) > 0) tables.cursors.put(verb.used);
  for (const EntityOutcome* outcome : sorted) {
    settle_outcome(tables, *outcome, verb.mark, committed);
  }
  return committed;
}

}  // namespace crosswalk::store
