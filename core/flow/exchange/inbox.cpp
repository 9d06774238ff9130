#include "flow/exchange/inbox.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text/counted.hpp"
#include "flow/exchange/exports/exporting.hpp"
#include "flow/exchange/signals.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t exports_at_once = 4;
constexpr std::size_t others_at_once = 4;

constexpr std::uint32_t taken_at_once = 16;

// The first look of a life takes these besides all exports that were begun.
constexpr std::uint32_t first_taken = 500;
constexpr Instant whenever{Duration{253'402'300'799'000}};

}  // namespace

Inbox::Inbox(Context& context, Neighbours neighbours)
    : context_(context), neighbours_(std::move(neighbours)) {}

void Inbox::open() {
  opened_ = true;
  nudge();
}

void Inbox::nudge() {
  look_again_ = true;
  look();
}

bool Inbox::idle() const {
  return opened_ && !looking_ && !look_again_ && active(true) == 0 && active(false) == 0;
}

std::optional<Instant> Inbox::due() const {
  std::optional<Instant> due;
  for (const auto& [ref, known] : known_) {
    if (known.standing != Standing::waiting) continue;
    if (!due || known.retry_at < *due) due = known.retry_at;
  }
  return due;
}

std::size_t Inbox::active(bool exports) const {
  return static_cast<std::size_t>(std::ranges::count_if(known_, [exports](const auto& each) {
    return each.second.standing == Standing::active && each.second.exports == exports;
  }));
}

void Inbox::look() {
  if (!opened_ || looking_ || !std::exchange(look_again_, false)) return;
  looking_ = true;
  const auto known = static_cast<std::uint32_t>(known_.size());
  const std::uint32_t limit = known + (first_ ? first_taken : taken_at_once);
  const Instant now = first_ ? whenever : context_.desk.now();
  context_.desk.ask_store(TakeNotices{limit, now, inherits_}, [this, limit](StoreAnswer answer) {
    Notices* taken = std::get_if<Notices>(&answer);
    CROSSWALK_CHECK(taken != nullptr);
    hear(std::move(*taken), limit);
  });
}

void Inbox::hear(Notices taken, std::uint32_t limit) {
  looking_ = false;
  first_ = false;
  for (const Notice& notice : taken.notices) {
    if (is_inherited(notice)) reserve(notice);
  }
  bool begun = false;
  const bool more = std::ranges::any_of(
      std::array{NoticeSource::linkedin, NoticeSource::vendor}, [&taken, limit](auto source) {
        return std::ranges::count(taken.notices, source, &Notice::source) >= limit;
      });
  for (Notice& notice : taken.notices) {
    if (!is_due(notice)) continue;
    const bool exports = notice.source == NoticeSource::linkedin;
    if (active(exports) >= (exports ? exports_at_once : others_at_once)) continue;
    begun = true;
    // Whoever is silent is asked once more; the time between two looks grows by itself.
    if (context_.vendor.silent()) context_.vendor.forgive();
    Known& known = known_[notice.ref];
    known.standing = Standing::active;
    known.exports = exports;
    begin(std::move(notice));
  }
  inherits_ =
      std::ranges::any_of(taken.notices, [this](const Notice& each) { return is_inherited(each); });
  // Whoever ends looks again; without anybody under way nobody would.
  if (more && begun) look_again_ = true;
  look();
}

bool Inbox::is_due(const Notice& notice) const {
  const auto known = known_.find(notice.ref);
  if (known == known_.end()) return true;
  return known->second.standing == Standing::waiting &&
         known->second.retry_at <= context_.desk.now();
}

bool Inbox::is_inherited(const Notice& notice) const {
  const bool began_before = notice.source == NoticeSource::linkedin && notice.attempts > 0;
  return inherits_ && began_before && !known_.contains(notice.ref);
}

void Inbox::reserve(const Notice& notice) {
  const std::optional<ExportProgress> progress = read_progress(notice.progress);
  if (!progress || progress->stage == ExportStage::nothing) return;
  persons_.emplace(progress->member, notice.ref);
}

OnVerdict Inbox::hears(std::uint64_t ref) {
  return [this, ref](NoticeVerdict verdict) { hear_verdict(ref, std::move(verdict)); };
}

void Inbox::begin(Notice notice) {
  if (notice.source == NoticeSource::vendor) {
    const OnVerdict heard = hears(notice.ref);
    std::make_shared<Signals>(context_, neighbours_, std::move(notice), heard)->begin();
    return;
  }
  Result<Push> push = read_push(notice.body);
  if (!push) {
    return drop(notice.ref, "unreadable", "a push of LinkedIn's cannot be read and is dropped");
  }
  begin_push(std::move(notice), *std::move(push));
}

void Inbox::begin_push(Notice notice, Push push) {
  switch (push.type) {
    case PushType::candidate_exported:
      return begin_export(std::move(notice), std::move(push));
    case PushType::resync_jobs:
      return resend(notice, push);
    case PushType::other:
      return drop(notice.ref, "unknown_type",
                  "LinkedIn pushed something of a type that this release does not know; it is "
                  "dropped");
    case PushType::integration_changed:
      break;
  }
  neighbours_.integration_changed(push.id, [this, held = std::move(notice)](bool read) {
    if (!read) return fail(held);
    hear_verdict(held.ref, NoticeOver{});
  });
}

void Inbox::begin_export(Notice notice, Push push) {
  const std::uint64_t ref = notice.ref;
  const bool counted = std::exchange(known_.at(ref).counted, true);
  if (notice.attempts == 0 && !counted) ++context_.report.exchange.exports_received;
  const auto claim = [this, ref](const std::string& member) {
    return persons_.emplace(member, ref).first->second == ref;
  };
  std::make_shared<Exporting>(context_, neighbours_, std::move(notice), std::move(push), claim,
                              hears(ref))
      ->begin();
}

void Inbox::resend(const Notice& notice, const Push& push) {
  Resend verb{push.jobs, push.all_open_jobs};
  context_.desk.ask_store(std::move(verb), [this, ref = notice.ref](StoreAnswer answer) {
    const Resent* resent = std::get_if<Resent>(&answer);
    CROSSWALK_CHECK(resent != nullptr);
    if (!resent->unknown.empty()) {
      context_.alarm("LinkedIn asks for " + counted(resent->unknown.size(), "job") +
                     " anew that this tenant has not given it, or keeps back");
    }
    neighbours_.nudge();
    hear_verdict(ref, NoticeOver{});
  });
}

void Inbox::fail(const Notice& notice) {
  const std::uint32_t failures = notice.attempts + 1;
  if (failures >= attempts_max) {
    return drop(notice.ref, "gave_up",
                "a push of LinkedIn's was given up: what it names could not be fetched");
  }
  const std::uint64_t seed = context_.setup.seed ^ notice.ref;
  hear_verdict(notice.ref, NoticeLater{{}, next_look(context_.desk.now(), failures, seed), false});
}

void Inbox::drop(std::uint64_t ref, std::string reason, std::string sentence) {
  context_.alarm(std::move(sentence));
  hear_verdict(ref, NoticeOver{NoticeEnd::dropped, std::move(reason)});
}

void Inbox::hear_verdict(std::uint64_t ref, NoticeVerdict verdict) {
  if (auto* over = std::get_if<NoticeOver>(&verdict)) return settle(ref, std::move(*over));
  if (auto* later = std::get_if<NoticeLater>(&verdict)) return put_off(ref, std::move(*later));
  Known& known = known_.at(ref);
  known.standing = Standing::behind;
  known.person = std::move(std::get<NoticeBehind>(verdict).person);
  nudge();
}

// Whom it kept to itself goes free only once the store has its end.
void Inbox::settle(std::uint64_t ref, NoticeOver over) {
  const NoticeEnd end = over.end;
  SettleNotice verb{ref, end, std::move(over.reason), context_.desk.now()};
  context_.desk.ask_store(std::move(verb), [this, ref, end](StoreAnswer) {
    count(known_.at(ref), end);
    known_.erase(ref);
    release(ref);
    nudge();
  });
}

void Inbox::put_off(std::uint64_t ref, NoticeLater later) {
  const Instant at = later.retry_at;
  const bool keeps_person = later.keeps_person;
  AdvanceNotice verb{ref, std::move(later.progress), at};
  context_.desk.ask_store(std::move(verb), [this, ref, at, keeps_person](StoreAnswer) {
    Known& known = known_.at(ref);
    known.standing = Standing::waiting;
    known.retry_at = at;
    if (!keeps_person) release(ref);
    context_.desk.at(at, [this] { nudge(); });
    nudge();
  });
}

void Inbox::count(const Known& known, NoticeEnd end) {
  if (!known.exports) return;
  if (end == NoticeEnd::created) ++context_.report.exchange.exports_created;
  if (end == NoticeEnd::refused) ++context_.report.exchange.exports_refused;
}

void Inbox::release(std::uint64_t ref) {
  std::erase_if(persons_, [ref](const auto& each) { return each.second == ref; });
  for (auto& [behind, known] : known_) {
    if (known.standing != Standing::behind || persons_.contains(known.person)) continue;
    known.standing = Standing::waiting;
    known.retry_at = context_.desk.now();
  }
}

}  // namespace crosswalk
