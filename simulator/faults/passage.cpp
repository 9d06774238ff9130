#include "faults/passage.hpp"

#include <algorithm>
#include <charconv>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "faults/delays.hpp"
#include "faults/replies/contents.hpp"
#include "faults/replies/items.hpp"
#include "faults/replies/targets.hpp"

namespace crosswalk::sim {
namespace {

using enum FaultKind;

// Draws of a rule beside the one that decides whether it strikes.
constexpr std::uint64_t order = 3, turn_number = 4;

bool turns(FaultKind kind) {
  const FaultFamily family = word_of(kind).family;
  return family == FaultFamily::token || kind == mutation || kind == partial_failure ||
         kind == late_job_failure;
}

bool is_clock(FaultKind kind) { return word_of(kind).family == FaultFamily::clock; }

std::size_t items_asked(std::string_view target) {
  std::size_t out = 0;
  const auto text = parameter(query_of(target), "per_page");
  if (text) std::from_chars(text->data(), text->data() + text->size(), out);
  return out;
}

bool is_delta(std::string_view target) {
  return any_parameter(query_of(target), [](std::string_view name, std::string_view) {
    return name.starts_with("updated_") || name.starts_with("last_activity_");
  });
}

bool cut_short(FaultKind kind) {
  return kind == reset_in_body || kind == truncate || kind == wrong_length;
}

Harm harm_of(FaultKind kind) {
  constexpr std::pair<FaultKind, Harm> all[] = {{stall, Harm::stall},
                                                {slow_headers, Harm::slow_headers},
                                                {slow_body, Harm::slow_body},
                                                {reset_before, Harm::reset_before},
                                                {lost_answer, Harm::reset_before},
                                                {reset_in_headers, Harm::reset_in_headers},
                                                {reset_in_body, Harm::reset_in_body},
                                                {truncate, Harm::truncate},
                                                {wrong_length, Harm::wrong_length},
                                                {bad_chunking, Harm::bad_chunking}};
  const auto* const found = std::ranges::find(all, kind, &std::pair<FaultKind, Harm>::first);
  return found == std::end(all) ? Harm::none : found->second;
}

}  // namespace

Instant& PeerMemory::clock_of(std::string_view tenant, std::string_view peer) {
  return clocks[mixed(peer == "linkedin" ? 0 : mix64(tenant), mix64(peer))];
}

std::uint64_t PeerMemory::name_of(std::string_view tenant, std::string_view id) {
  return mixed(mix64(tenant), mix64(id));
}

// Behind from the first request on is no step back; behind after the peer was told the true time
// is one, and then its clock stands still until time has caught up.
Instant Passage::peer_time(Instant now) {
  Duration ahead{0};
  for (Strike& strike : strikes_) {
    const FaultDeed& what = strike.rule->what;
    if (!is_clock(what.kind)) continue;
    ahead += what.wait;
    if (what.kind == clock_drift) ahead += drift_of(what, entry_.logical.at);
    strike.fired = true;
  }
  clock_ = std::max(clock_, now + ahead);
  return clock_;
}

void Passage::delay(Strike& strike, Arrival& arrival) const {
  if (strike.rule->what.kind != latency) return;
  arrival.after += delay_of(*strike.rule, seed_, entry_.logical);
  strike.fired = true;
}

bool Passage::over_quota(Rule rule, Arrival& arrival, Instant now) {
  const std::int64_t width = std::max<std::int64_t>(rule.what.per.count(), 1);
  PeerMemory::Window& window = memory_.windows[mixed(mix64(rule.id), entry_.scope)];
  const std::int64_t number = to_ms(now) / width;
  if (window.number != number) window = {number, 0};
  if (window.used < rule.what.count) {
    ++window.used;
    return false;
  }
  arrival.reply = refusal_of(429, now);
  const Duration left{(number + 1) * width - to_ms(now)};
  tell_to_wait(arrival.reply, rule.what.retry_after, left, now);
  return true;
}

void Passage::answer_instead(Strike& strike, Arrival& arrival, Instant now) {
  const FaultDeed& what = strike.rule->what;
  if (instead_) return;
  switch (what.kind) {
    case status:
      arrival.reply = refusal_of(what.status, now);
      tell_to_wait(arrival.reply, what.retry_after, what.wait, now);
      break;
    case quota:
      if (!over_quota(*strike.rule, arrival, now)) return;
      break;
    case html:
      arrival.reply = html_page();
      break;
    case stall:
    case reset_before:
      arrival.harm = harm_of(what.kind);
      break;
    default:
      return;
  }
  instead_ = true;
  strike.fired = true;
}

bool Passage::loop(HttpResponse& reply) {
  if (entry_.numbered) {
    book_.turn_back(entry_);
  } else {
    set_next(reply, origin_, entry_.target);
  }
  return items_of(reply.body).has_value();
}

bool Passage::empty(HttpResponse& reply) {
  if (!empty_items(reply.body)) return false;
  set_next(reply, origin_, book_.alias(entry_));
  return true;
}

bool Passage::cap(HttpResponse& reply) {
  if (!entry_.numbered) {
    if (next_target(reply).empty()) return false;
    drop_next(reply);
    return true;
  }
  const auto items = items_of(reply.body);
  const std::size_t full = std::max<std::size_t>(items_asked(entry_.target), 1);
  if (!items || items->each.size() < full) return false;
  book_.end_here(entry_);
  return true;
}

bool Passage::alter_page(Rule rule, HttpResponse& reply, Instant now) {
  const FaultDeed& what = rule.what;
  const bool delta = is_delta(entry_.target);
  switch (what.kind) {
    case page_doubled:
      return double_items(reply.body);
    case page_reordered:
      return reorder_items(reply.body, draw_bits(rule, seed_, entry_.logical, order));
    case page_overlapping: {
      std::vector<std::string> items = book_.items_before(entry_);
      if (items.size() > what.count) {
        items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(what.count));
      }
      return prepend_items(reply.body, items);
    }
    case page_looping:
      return loop(reply);
    case page_empty:
      return empty(reply);
    case page_capped:
      return cap(reply);
    case late_commit:
      return keep_items_if(reply.body, [&](std::string_view item) {
        const auto at = time_in(item, delta ? "updated_at" : "created_at");
        return !at || *at <= now - what.wait;
      });
    case tied_times:
      return tie_times(reply.body, what.wait);
    default:
      return false;
  }
}

void Passage::alter(Strike& strike, Arrival& arrival, Instant now) {
  const FaultDeed& what = strike.rule->what;
  const FaultFamily family = word_of(what.kind).family;
  if (family == FaultFamily::content && what.kind != html) {
    strike.fired = spoil(what.kind, what.path, arrival.reply.body);
  } else if (family == FaultFamily::page && what.kind != mutation) {
    strike.fired = alter_page(*strike.rule, arrival.reply, now);
  }
}

// One reply suffers one harm: the first rule's.
void Passage::harm(Strike& strike, Arrival& arrival) const {
  const FaultDeed& what = strike.rule->what;
  const Harm harm = harm_of(what.kind);
  if (harm == Harm::none || arrival.harm != Harm::none) return;
  if (what.kind == lost_answer && !asked_) return;
  if (cut_short(what.kind) && arrival.reply.body.empty()) return;
  arrival.harm = harm;
  arrival.part = what.part;
  if (harm == Harm::slow_headers || harm == Harm::slow_body) arrival.over = what.wait;
  if (harm == Harm::wrong_length) {
    const std::size_t size = arrival.reply.body.size();
    arrival.short_by = static_cast<std::uint32_t>(std::min<std::size_t>(what.count, size));
  }
  strike.fired = true;
}

Arrival Passage::run(const HttpRequest& request, const PeerHand& hand, Instant now) {
  Arrival arrival;
  origin_ = request.origin;
  now = peer_time(now);
  for (Strike& each : strikes_) {
    delay(each, arrival);
    answer_instead(each, arrival, now);
  }
  if (!instead_) {
    for (Strike& each : strikes_) {
      if (!turns(each.rule->what.kind)) continue;
      hand.turn(each.rule->what, request, draw_bits(*each.rule, seed_, entry_.logical, turn_number),
                now);
      each.fired = true;
    }
    arrival.reply = hand.answer(request, now);
    asked_ = true;
    const std::string next = next_target(arrival.reply);
    if (!next.empty()) book_.learn_next(entry_, next);
    if (book_.is_past_end(entry_)) empty_items(arrival.reply.body);
  }
  const bool skewed = std::ranges::any_of(
      strikes_, [](const Strike& each) { return is_clock(each.rule->what.kind); });
  if (skewed && asked_) set_header(arrival.reply.headers, "Date", format_http_date(now));
  for (Strike& each : strikes_) {
    if (asked_ && arrival.reply.status / 100 == 2) alter(each, arrival, now);
  }
  for (Strike& each : strikes_) harm(each, arrival);
  for (const Strike& each : strikes_) {
    if (each.fired) arrival.fired.push_back(each.rule->id);
  }
  return arrival;
}

bool Passage::served(const Arrival& arrival, Duration patience) const {
  // A refusal that passes by itself leaves the want where it was.
  const int status = arrival.reply.status;
  if (status == 401 || status == 408 || status == 429 || status >= 500) return false;
  if (arrival.after + arrival.over >= patience) return false;
  return std::ranges::none_of(strikes_, [](const Strike& each) {
    const FaultKind kind = each.rule->what.kind;
    const FaultFamily family = word_of(kind).family;
    const bool harmless = kind == mutation || kind == late_commit || kind == tied_times ||
                          is_clock(kind) || (family == FaultFamily::time && kind != stall);
    return each.fired && !harmless;
  });
}

}  // namespace crosswalk::sim
