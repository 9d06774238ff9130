#include "flow/exchange/signals.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "flow/exchange/children_read.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// A record that was made a moment ago is looked for so often while the vendor may still hide it.
constexpr Duration look_again_after{15'000};
constexpr int looks_while_hidden = 6;

bool was_never_sent(const EntityRow& row) {
  const bool idle = row.state == EntityState::held || row.state == EntityState::withheld;
  return idle && row.sent == 0;
}

bool is_leaving(const EntityRow& row) {
  return row.state == EntityState::withdrawing || row.state == EntityState::withdrawn;
}

}  // namespace

Signals::Signals(Context& context, const Neighbours& neighbours, Notice notice, OnVerdict end)
    : context_(context),
      neighbours_(neighbours),
      notice_(std::move(notice)),
      end_(std::move(end)) {}

void Signals::begin() {
  context_.desk.ask_step(ReadWebhook{notice_.body}, [self = shared_from_this()](auto answer) {
    self->hear_told(std::move(answer));
  });
}

void Signals::hear_told(std::variant<Answer, StepFailure> answer) {
  if (const auto* failure = std::get_if<StepFailure>(&answer)) {
    if (failure->died) return fail();
    context_.alarm("a push of the vendor's cannot be read and is dropped: " +
                   to_string(failure->error));
    return end_(NoticeOver{NoticeEnd::dropped, "unreadable"});
  }
  const auto* told = std::get_if<WebhookRead>(&std::get<Answer>(answer));
  if (told == nullptr) return fail();
  sort(told->signals);
  // In the store first: whatever comes between, the next round reads what has changed.
  AskRereads verb;
  for (const Signal& signal : told->signals) {
    if (signal.what == Signal::What::changed) verb.keys.push_back({signal.kind, signal.id});
  }
  for (const auto& [gone, into] : merged_) verb.keys.push_back({RecordKind::candidate, into});
  if (verb.keys.empty()) return next();
  context_.desk.ask_store(std::move(verb),
                          [self = shared_from_this()](StoreAnswer) { self->next(); });
}

void Signals::sort(const std::vector<Signal>& signals) {
  std::map<RecordKind, std::map<std::string, bool>> named;
  for (const Signal& signal : signals) {
    if (signal.id.empty() || signal.id.size() > record_id_bytes_max) continue;
    bool& gone = named[signal.kind][signal.id];
    gone = gone || signal.what == Signal::What::gone;
    if (signal.into.empty() || signal.into.size() > record_id_bytes_max) continue;
    merged_.emplace(signal.id, signal.into);
    named[signal.kind].try_emplace(signal.into, false);
  }
  // Taken from the back, so that parents are read before what hangs on them.
  for (auto kind = named.rbegin(); kind != named.rend(); ++kind) {
    for (const bool gone : {true, false}) {
      Named each{kind->first, gone, {}};
      for (const auto& [id, is_gone] : kind->second) {
        if (is_gone == gone) each.ids.push_back(id);
      }
      if (!each.ids.empty()) open_.push_back(std::move(each));
    }
  }
}

void Signals::next() {
  if (open_.empty()) return finish();
  const Named named = std::move(open_.back());
  open_.pop_back();
  const auto& objects = context_.setup.plan.objects;
  const ObjectSpec* object = by_id_object(context_.setup.plan, named.kind);
  if (object == nullptr) {
    const auto lists = [&](const ObjectSpec& each) { return each.kind == named.kind; };
    const auto listed = std::ranges::find_if(objects, lists);
    return listed == objects.end() ? next() : doubt(named, listed->name);
  }
  // Under another policy than its last listing's, one record alone would stand apart from the rest.
  if (!named.gone && !neighbours_.comparable(*object)) return next();
  auto reading =
      std::make_shared<NamedRead>(context_, *object, named.ids, !named.gone, neighbours_.nudge,
                                  [self = shared_from_this(), named, object](NamedEnd end) {
                                    if (end.doubted) self->neighbours_.distrust(object->name);
                                    self->hear_named(named, std::move(end));
                                  });
  reading->begin();
}

void Signals::doubt(const Named& named, const std::string& object) {
  neighbours_.read_soon();
  if (!named.gone) return next();
  CommitPage verb;
  verb.mark = context_.mark;
  verb.kind = named.kind;
  verb.doubted = object;
  context_.desk.ask_store(std::move(verb), [self = shared_from_this(), object](StoreAnswer) {
    self->neighbours_.distrust(object);
    self->next();
  });
}

void Signals::hear_named(const Named& named, NamedEnd end) {
  if (!named.gone) return hear_changed(named, std::move(end));
  unknown_ = unknown_ || !end.unknown.empty();
  std::vector<std::string> gone = std::move(end.gone);
  if (named.kind == RecordKind::candidate) sort_out_merged(gone);
  gone.insert(gone.end(), end.skipped.begin(), end.skipped.end());
  if (merges_.empty()) return look_up(named.kind, std::move(gone));
  join(std::move(gone));
}

void Signals::hear_changed(const Named& named, NamedEnd end) {
  not_readable_ = not_readable_ || !end.gone.empty();
  if (named.kind == RecordKind::candidate) {
    missing_.insert(end.gone.begin(), end.gone.end());
    unfit_.insert(end.skipped.begin(), end.skipped.end());
  }
  const std::vector<std::string> present = end.present;
  read_children(context_, neighbours_, named.kind, std::move(end.present),
                [self = shared_from_this(), kind = named.kind, present](bool all) {
                  const bool whole = all && kind == RecordKind::candidate;
                  if (whole) self->read_.insert(present.begin(), present.end());
                  self->next();
                });
}

void Signals::sort_out_merged(std::vector<std::string>& gone) {
  const Duration hidden = context_.setup.plan.writes.readable_within;
  const bool hides = context_.desk.now() < notice_.received + hidden;
  std::erase_if(gone, [this, hides](const std::string& id) {
    const auto merged = merged_.find(id);
    if (merged == merged_.end()) return false;
    if (read_.contains(merged->second)) {
      merges_.push_back({id, merged->second});
      return true;
    }
    if (unfit_.contains(merged->second)) return false;
    const bool missing = missing_.contains(merged->second);
    unknown_ = unknown_ || !missing;
    return !missing || hides;
  });
}

void Signals::join(std::vector<std::string> gone) {
  if (merges_.empty()) return look_up(RecordKind::candidate, std::move(gone));
  Merge merge = std::move(merges_.back());
  merges_.pop_back();
  carry_out_merge(context_, neighbours_, std::move(merge),
                  [self = shared_from_this(), gone = std::move(gone)](bool done) mutable {
                    self->unknown_ = self->unknown_ || !done;
                    self->join(std::move(gone));
                  });
}

void Signals::look_up(RecordKind kind, std::vector<std::string> gone) {
  if (gone.empty()) return next();
  LookUp verb;
  for (const std::string& id : gone) verb.keys.push_back({kind, id});
  auto heard = [self = shared_from_this(), kind, ids = std::move(gone)](StoreAnswer answer) {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr);
    self->withdraw(kind, ids, *rows);
  };
  context_.desk.ask_store(std::move(verb), std::move(heard));
}

void Signals::withdraw(RecordKind kind, const std::vector<std::string>& gone, const Rows& rows) {
  Mark mark{kind, {}, EntityState::withdrawing, "gone"};
  Forget forget{kind, {}};
  for (std::size_t at = 0; at < gone.size(); ++at) {
    const std::optional<EntityRow>& row = rows.rows.at(at);
    if (!row || is_leaving(*row)) continue;
    if (merged_.contains(gone[at]) && !row->person.empty()) {
      context_.alarm(
          "the ATS made a candidate one with another that cannot be read or is not for LinkedIn; "
          "it was linked to a LinkedIn member, whose next export makes a new candidate");
    }
    (was_never_sent(*row) ? forget.ids : mark.ids).push_back(gone[at]);
  }
  if (forget.ids.empty()) return let_go(std::move(mark));
  // A write whose answer was lost may have arrived all the same.
  auto heard = [self = shared_from_this(), mark = std::move(mark)](StoreAnswer answer) mutable {
    Forgotten* forgotten = std::get_if<Forgotten>(&answer);
    CROSSWALK_CHECK(forgotten != nullptr);
    std::ranges::move(forgotten->there, std::back_inserter(mark.ids));
    self->let_go(std::move(mark));
  };
  context_.desk.ask_store(std::move(forget), std::move(heard));
}

void Signals::let_go(Mark mark) {
  if (mark.ids.empty()) return next();
  ++context_.revisions;
  context_.desk.ask_store(std::move(mark), [self = shared_from_this()](StoreAnswer) {
    self->neighbours_.nudge();
    self->next();
  });
}

void Signals::finish() {
  if (unknown_) return fail();
  const Instant now = context_.desk.now();
  const Duration hidden = context_.setup.plan.writes.readable_within;
  if (not_readable_ && now < notice_.received + hidden) {
    return end_(
        NoticeLater{{}, now + std::max(look_again_after, hidden / looks_while_hidden), false});
  }
  end_(NoticeOver{});
}

void Signals::fail() {
  const std::uint32_t failures = notice_.attempts + 1;
  if (failures >= attempts_max) {
    context_.alarm(
        "a push of the vendor's was given up: what it names could not be asked for; the "
        "next full listing finds it");
    return end_(NoticeOver{NoticeEnd::dropped, "gave_up"});
  }
  const std::uint64_t seed = context_.setup.seed ^ notice_.ref;
  end_(NoticeLater{{}, next_look(context_.desk.now(), failures, seed), false});
}

}  // namespace crosswalk
