#include "explore/inventing/mishaps.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "explore/inventing/places.hpp"
#include "explore/known.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

bool is_of_linkedin(const std::string& place) { return place.starts_with("linkedin."); }

// How a fault ends. `lasting` ones do not by themselves, and a run gets on with them.
enum class Ends { attempts, hours, lasting };

// As long as the client's patience, which a minute is, it is no answer at all.
constexpr Duration no_answer = 55s;

bool can_last(const FaultDeed& what) {
  if (what.wait + what.most >= no_answer && word_of(what.kind).family == FaultFamily::time) {
    return false;
  }
  switch (what.kind) {
    case FaultKind::latency:
    case FaultKind::slow_headers:
    case FaultKind::slow_body:
    case FaultKind::quota:
    case FaultKind::page_doubled:
    case FaultKind::page_reordered:
    case FaultKind::late_commit:
    case FaultKind::tied_times:
    case FaultKind::clock_skew:
    case FaultKind::clock_drift:
    case FaultKind::hook_doubled:
    case FaultKind::hook_reordered:
    case FaultKind::hook_late:
    case FaultKind::hook_early:
      return true;
    default:
      return false;
  }
}

// What happens to the peer itself lasts until a step sets it right; once is enough.
bool turns_the_peer(FaultKind kind) {
  switch (kind) {
    case FaultKind::secret_rotated:
    case FaultKind::scope_missing:
    case FaultKind::mutation:
    case FaultKind::token_expired:
    case FaultKind::token_revoked:
      return true;
    default:
      return false;
  }
}

void invent_chosen(const Chance& chance, const std::string& place, FaultTrigger& when) {
  const bool paged = place.ends_with(".list");
  switch (chance.below("which", paged ? 5 : 4)) {
    case 0:
      when.nth = {static_cast<std::uint32_t>(chance.between("nth", 1, 6))};
      return;
    case 1:
      when.first = static_cast<std::uint32_t>(chance.between("first", 1, 5));
      return;
    case 2:
      when.every = static_cast<std::uint32_t>(chance.between("every", 2, 5));
      return;
    case 3:
      when.probability = static_cast<double>(chance.between("sixteenths", 1, 8)) / 16;
      return;
    default:
      when.page = static_cast<std::uint32_t>(chance.between("page", 1, 4));
  }
}

FaultTrigger invent_trigger(const Chance& chance, const FaultDeed& what, const std::string& place) {
  FaultTrigger when;
  const FaultKind kind = what.kind;
  const std::uint64_t lot = chance.below("ends", 10);
  Ends ends = lot < 5 ? Ends::attempts : lot < 7 || !can_last(what) ? Ends::hours : Ends::lasting;
  if (turns_the_peer(kind)) ends = Ends::attempts;
  // LinkedIn says a thing a few times within minutes and then not any more.
  if (place.starts_with("hook.linkedin.") && !can_last(what)) ends = Ends::attempts;
  if (ends == Ends::attempts) {
    when.attempts = static_cast<std::uint32_t>(chance.between("attempts", 1, 2));
    invent_chosen(chance.at("chosen"), place, when);
    if (turns_the_peer(kind)) {
      when.attempts = 1;
      when.probability = 1;
      when.every = 0;
      if (when.nth.empty() && when.page == 0) when.first = 1;
      if (when.page != 0) when.until = 3h;
    }
    if (chance.one_in("later", 3)) when.from = chance.time("from", 1min, 2h);
  } else if (ends == Ends::hours) {
    if (!chance.one_in("at once", 3)) when.from = chance.time("from", 1min, 12h);
    when.until = when.from + chance.time("for", 1min, 4h);
  }
  return when;
}

Mutation invent_amid(const Chance& chance) {
  constexpr std::array<Operation, 6> what{Operation::update, Operation::insert, Operation::remove,
                                          Operation::merge,  Operation::update, Operation::insert};
  Mutation change;
  change.operation = chance.pick<Operation>("what", what);
  const bool leaves = change.operation == Operation::remove || change.operation == Operation::merge;
  change.count = static_cast<std::uint32_t>(chance.between("count", 1, leaves ? 1 : 5));
  if (!leaves && chance.one_in("application", 3)) change.kind = Kind::application;
  return change;
}

int invent_status(const Chance& chance, bool entity) {
  constexpr std::array<int, 6> all{429, 500, 502, 503, 504, 503};
  constexpr std::array<int, 3> of_one{429, 500, 503};
  return entity ? chance.pick<int>("status", of_one) : chance.pick<int>("status", all);
}

RetryAfter invent_retry_after(const Chance& chance) {
  constexpr std::array<RetryAfter, 7> all{
      RetryAfter::none,     RetryAfter::seconds, RetryAfter::date, RetryAfter::past_date,
      RetryAfter::negative, RetryAfter::twice,   RetryAfter::words};
  return chance.pick<RetryAfter>("retry_after", all);
}

void invent_time(const Chance& chance, FaultDeed& what) {
  const Duration most = chance.one_in("beyond", 8) ? Duration{90s} : Duration{20s};
  if (what.kind == FaultKind::stall) return;
  what.wait = chance.time("wait", 1s, most);
  if (what.kind != FaultKind::latency) return;
  const std::uint64_t lot = chance.below("distribution", 4);
  if (lot == 1) {
    what.distribution = Distribution::uniform;
    what.most = what.wait + chance.time("most", 1s, 30s);
  } else if (lot == 2) {
    what.distribution = Distribution::log_normal;
    what.wait = chance.time("median", 1s, 4s);
    what.spread = 0.5;
  } else if (lot == 3) {
    what.distribution = Distribution::recorded;
    what.wait = 0s;
    what.recorded = {200ms, 3s, chance.time("recorded", 1s, 20s)};
  }
}

// An id of another type is another id, and a vendor that says so has another record.
std::string invent_path(const Chance& chance, bool linkedin, bool may_lack_id) {
  constexpr std::array<std::string_view, 4> theirs{"/results", "/errors", "/elements/0",
                                                   "/elements"};
  constexpr std::array<std::string_view, 4> values{"/0/first_name", "/0/updated_at", "/1/name",
                                                   "/0/status"};
  constexpr std::array<std::string_view, 4> ids{"/0/id", "/*/id", "/0/candidate_id", "/0/job_id"};
  if (linkedin) return std::string(chance.pick<std::string_view>("path", theirs));
  const bool of_id = may_lack_id && chance.one_in("id", 2);
  return std::string(chance.pick<std::string_view>("path", of_id ? ids : values));
}

void invent_page(const Chance& chance, FaultDeed& what) {
  if (what.kind == FaultKind::page_overlapping) {
    what.count = static_cast<std::uint32_t>(chance.between("count", 1, 6));
  } else if (what.kind == FaultKind::late_commit) {
    what.wait = chance.time("wait", 5s, 90s);
  } else if (what.kind == FaultKind::tied_times) {
    what.wait = chance.time("wait", 1s, 10min);
  } else if (what.kind == FaultKind::mutation) {
    for (std::uint64_t n = 0; n <= chance.below("changes", 3); ++n) {
      what.mutations.push_back(invent_amid(chance.at("change", n)));
    }
  }
}

void invent_hook(const Chance& chance, FaultDeed& what) {
  if (what.kind == FaultKind::hook_doubled) {
    what.count = static_cast<std::uint32_t>(chance.between("count", 1, 3));
  } else if (what.kind == FaultKind::hook_reordered || what.kind == FaultKind::hook_late ||
             what.kind == FaultKind::hook_early) {
    what.wait = chance.time("wait", 2s, 15min);
  }
}

void invent_refusal(const Chance& chance, FaultDeed& what) {
  what.retry_after = invent_retry_after(chance);
  if (what.kind == FaultKind::quota) {
    what.count = static_cast<std::uint32_t>(chance.between("count", 4, 40));
    what.per = chance.time("per", 5s, 1min);
    return;
  }
  what.status = invent_status(chance, false);
  what.wait = chance.time("wait", 1s, 10min);
}

FaultDeed invent_deed(const Chance& chance, FaultKind kind, const std::string& place) {
  FaultDeed what;
  what.kind = kind;
  switch (word_of(kind).family) {
    case FaultFamily::time:
      invent_time(chance, what);
      break;
    case FaultFamily::connection:
      if (word_of(kind).takes == "part") {
        what.part = static_cast<double>(chance.below("sixteenths", 16)) / 16;
      } else if (kind == FaultKind::wrong_length) {
        what.count = static_cast<std::uint32_t>(chance.between("count", 1, 40));
      }
      break;
    case FaultFamily::content:
      if (kind != FaultKind::html) {
        what.path = invent_path(chance, is_of_linkedin(place), kind != FaultKind::wrong_type);
      }
      break;
    case FaultFamily::refusal:
      invent_refusal(chance, what);
      break;
    case FaultFamily::token:
      if (kind == FaultKind::scope_missing) what.scope = "candidates";
      break;
    case FaultFamily::page:
      invent_page(chance, what);
      break;
    case FaultFamily::clock:
      what.wait = chance.time("wait", 1s, 20min) * (chance.one_in("behind", 2) ? -1 : 1);
      if (kind == FaultKind::clock_drift) what.spread = chance.one_in("back", 2) ? -30 : 45;
      break;
    case FaultFamily::write:
      if (kind == FaultKind::partial_failure) {
        what.count = static_cast<std::uint32_t>(chance.between("count", 1, 5));
        what.status = invent_status(chance, true);
      }
      break;
    case FaultFamily::hook:
      invent_hook(chance, what);
      break;
  }
  return what;
}

// An export that nobody can be asked about is given up after some hours, and a person is told; who
// has to be enabled asks again and again.
bool is_fair(FaultKind kind, const Swarm& swarm, const std::vector<TenantSpec>& tenants) {
  if (kind != FaultKind::secret_rotated && kind != FaultKind::scope_missing) return true;
  return !swarm.has(Deed::exports) && std::ranges::none_of(tenants, &TenantSpec::onboarding);
}

std::vector<FaultKind> kinds_of(FaultFamily family) {
  std::vector<FaultKind> kinds;
  for (const FaultWord& each : fault_words()) {
    if (each.family == family) kinds.push_back(each.kind);
  }
  return kinds;
}

}  // namespace

std::vector<FaultRule> invent_mishaps(const Chance& chance, const Swarm& swarm,
                                      const std::vector<TenantSpec>& tenants) {
  std::vector<FaultRule> rules;
  for (std::size_t place = 0; place < family_count; ++place) {
    const auto family = static_cast<FaultFamily>(place);
    if (!swarm.has(family)) continue;
    const std::vector<FaultKind> kinds = kinds_of(family);
    const Chance here = chance.at(name_of(family));
    for (std::uint64_t n = 0; n <= here.below("more", 2); ++n) {
      const Chance one = here.at("fault", n);
      FaultRule rule;
      const FaultKind kind = one.pick<FaultKind>("kind", kinds);
      if (!is_fair(kind, swarm, tenants)) continue;
      rule.at = invent_place(one.at("place"), kind, tenants);
      if (rule.at.empty()) continue;
      rule.id = std::string(name_of(family)) + std::to_string(n + 1);
      rule.what = invent_deed(one.at("deed"), kind, rule.at);
      rule.when = invent_trigger(one.at("when"), rule.what, rule.at);
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

}  // namespace crosswalk::sim::explore
