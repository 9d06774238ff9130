#include "faults/faults.hpp"

#include <algorithm>
#include <optional>

#include "faults/delays.hpp"
#include "faults/endpoints.hpp"
#include "faults/passage.hpp"
#include "faults/pushes.hpp"
#include "faults/replies/items.hpp"

namespace crosswalk::sim {
namespace {

bool holds(std::string_view text, const HttpRequest& request) {
  if (text.empty() || request.body.find(text) != std::string::npos) return true;
  if (request.target.find(text) != std::string::npos) return true;
  const auto plain = percent_decode(request.target);
  return plain && plain->find(text) != std::string::npos;
}

// Nothing in it tells one request from another.
bool strikes_all(FaultTrigger when) {
  when.from = FaultTrigger{}.from;
  when.until = FaultTrigger{}.until;
  return when == FaultTrigger{};
}

}  // namespace

struct Faults::State {
  std::uint64_t seed = 0;
  std::vector<FaultRule> rules;
  Instant start{};
  Duration patience{};
  RequestBook book{};
  PeerMemory memory{};
  std::map<std::string, std::uint64_t> fired{};
  std::map<std::string, std::uint64_t, std::less<>> asked{};

  void count(std::string_view endpoint) {
    const auto known = asked.find(endpoint);
    if (known != asked.end()) {
      ++known->second;
    } else {
      asked.emplace(endpoint, 1);
    }
  }

  std::vector<Strike> struck(const LogicalRequest& logical, const HttpRequest& request) const {
    std::vector<Strike> out;
    for (const FaultRule& each : rules) {
      if (strikes(each, seed, logical) && holds(each.when.contains, request))
        out.push_back({&each});
    }
    return out;
  }

  void note(const std::vector<Strike>& all) {
    for (const Strike& each : all) {
      if (each.fired) ++fired[each.rule->id];
    }
  }

  // Of a page those items that a later page may begin with.
  std::size_t items_to_keep(std::string_view endpoint) const {
    std::size_t most = 0;
    for (const FaultRule& each : rules) {
      const FaultKind kind = each.what.kind;
      if (kind != FaultKind::page_overlapping || !means(each.at, endpoint)) continue;
      if (fits(kind, endpoint)) most = std::max<std::size_t>(most, each.what.count);
    }
    return most;
  }
};

Faults::Faults(std::uint64_t seed, std::vector<FaultRule> rules, Instant start, Duration patience)
    : state_(std::make_unique<State>()) {
  state_->seed = seed;
  state_->rules = std::move(rules);
  state_->start = start;
  state_->patience = patience;
}
Faults::~Faults() = default;
Faults::Faults(Faults&&) noexcept = default;
Faults& Faults::operator=(Faults&&) noexcept = default;

Arrival Faults::pass(std::string_view tenant, std::string_view peer, const HttpRequest& request,
                     const PeerHand& hand, Instant now) {
  State& s = *state_;
  s.count(endpoint_of(peer, request));
  Instant& clock = s.memory.clock_of(tenant, peer);
  if (s.rules.empty()) {
    clock = std::max(clock, now);
    Arrival plain;
    plain.reply = hand.answer(request, clock);
    return plain;
  }
  const auto entry = s.book.enter(tenant, peer, request, now - s.start);
  std::vector<Strike> struck = s.struck(entry.logical, request);
  Passage passage(s.seed, struck, s.book, s.memory, clock, entry);
  // What the vendor said before anything was done to it is what a later page overlaps with.
  const std::size_t kept = s.items_to_keep(entry.logical.endpoint);
  const PeerHand around{[&](const HttpRequest& asked, Instant at) {
                          HttpResponse reply = hand.answer(asked, at);
                          if (peer != "linkedin") hide_unready(reply, tenant, s.memory, at);
                          const auto items = kept > 0 ? items_of(reply.body) : std::nullopt;
                          if (items) {
                            s.book.keep_items(entry, last_items(reply.body, *items, kept));
                          }
                          return reply;
                        },
                        hand.turn};
  std::optional<HttpRequest> other;
  if (entry.target != request.target) {
    other = request;
    other->target = entry.target;
  }
  Arrival arrival = passage.run(other ? *other : request, around, now);
  s.book.leave(entry, passage.served(arrival, s.patience));
  s.note(struck);
  return arrival;
}

Sending Faults::deliver(std::string_view tenant, std::string_view peer, const HttpRequest& push,
                        Instant now) {
  State& s = *state_;
  const std::string_view endpoint = endpoint_of("hook", push);
  s.count(endpoint);
  if (s.rules.empty()) return {{{push}}, {}};
  auto entry =
      s.book.enter(std::string(tenant) + '\n' + std::string(peer), "hook", push, now - s.start);
  std::vector<Strike> struck = s.struck(entry.logical, push);
  Sending out{deliveries(struck, tenant, push, s.memory, now), {}};
  for (const Strike& each : struck) {
    if (each.fired) out.fired.push_back(each.rule->id);
  }
  s.book.leave(entry, out.fired.empty());
  s.note(struck);
  return out;
}

Instant Faults::clock_of(std::string_view tenant, std::string_view peer, Instant now) const {
  const Duration since = now - state_->start;
  Duration ahead{0};
  for (const FaultRule& rule : state_->rules) {
    const FaultTrigger& when = rule.when;
    const auto of_peer = [&](std::string_view endpoint) {
      return endpoint.substr(0, endpoint.find('.')) == peer;
    };
    const bool clock = word_of(rule.what.kind).family == FaultFamily::clock;
    const bool in_force = !rule.off && since >= when.from && since < when.until;
    if (!clock || !in_force || !strikes_all(when)) continue;
    if (std::ranges::none_of(endpoints_of(rule.at), of_peer)) continue;
    ahead += rule.what.wait;
    if (rule.what.kind == FaultKind::clock_drift) ahead += drift_of(rule.what, since);
  }
  return std::max(state_->memory.clock_of(tenant, peer), now + ahead);
}

bool Faults::switch_rule(std::string_view id, bool on) {
  const auto found = std::ranges::find(state_->rules, id, &FaultRule::id);
  if (found == state_->rules.end()) return false;
  found->off = !on;
  return true;
}

void Faults::add(FaultRule rule) {
  const auto found = std::ranges::find(state_->rules, rule.id, &FaultRule::id);
  if (found == state_->rules.end()) {
    state_->rules.push_back(std::move(rule));
  } else {
    *found = std::move(rule);
  }
}

void Faults::clear() {
  state_->rules.clear();
  state_->book = {};
  state_->memory.windows.clear();
  state_->memory.unready.clear();
  state_->fired.clear();
}

const std::vector<FaultRule>& Faults::rules() const { return state_->rules; }

std::map<std::string, std::uint64_t> Faults::fired() const {
  std::map<std::string, std::uint64_t> out = state_->fired;
  for (const FaultRule& each : state_->rules) out.try_emplace(each.id, 0);
  return out;
}

const std::map<std::string, std::uint64_t, std::less<>>& Faults::asked() const {
  return state_->asked;
}

}  // namespace crosswalk::sim
