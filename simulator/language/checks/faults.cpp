#include <algorithm>

#include "faults/endpoints.hpp"
#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

using Test = bool (*)(const FaultDeed&);

/// What a kind cannot be without, beside what its parameters are by themselves.
struct Need {
  FaultKind kind;
  Test there;
  std::string_view remedy;
};

bool waits(const FaultDeed& deed) { return deed.wait.count() > 0; }

bool counts(const FaultDeed& deed) { return deed.count > 0; }

constexpr Need needs[] = {
    {FaultKind::latency,
     [](const FaultDeed& deed) {
       return waits(deed) ||
              (deed.distribution == Distribution::recorded && !deed.recorded.empty());
     },
     "say how long, as in {latency: 2s}"},
    {FaultKind::slow_headers, waits, "say how long, as in {slow_headers: 5s}"},
    {FaultKind::slow_body, waits, "say how long, as in {slow_body: 5s}"},
    {FaultKind::late_commit, waits, "say how late, as in {late_commit: 30s}"},
    {FaultKind::tied_times, waits, "say how coarse times are, as in {tied_times: 1m}"},
    {FaultKind::hook_late, waits, "say how late, as in {hook_late: 5m}"},
    {FaultKind::hook_early, waits, "say how early, as in {hook_early: 10s}"},
    {FaultKind::clock_skew, [](const FaultDeed& deed) { return deed.wait.count() != 0; },
     "say by how much, as in {clock_skew: -5m}"},
    {FaultKind::quota, [](const FaultDeed& deed) { return deed.per.count() > 0; },
     "say the window, as in {quota: {count: 50, per: 10s}}"},
    {FaultKind::scope_missing, [](const FaultDeed& deed) { return !deed.scope.empty(); },
     "say which, as in {scope_missing: candidates}"},
    {FaultKind::wrong_length, counts, "say how many bytes, as in {wrong_length: 5}"},
    {FaultKind::partial_failure, counts, "say how many, as in {partial_failure: {count: 5}}"},
    {FaultKind::late_job_failure, counts, "say how many, as in {late_job_failure: {count: 2}}"},
    {FaultKind::mutation, [](const FaultDeed& deed) { return !deed.mutations.empty(); },
     "say what happens, as in {mutation: [{do: delete, kind: candidate, count: 5}]}"}};

// A parameter that only one distribution reads would be lost without a word.
Problem check_distribution(const Checking& all, const FaultDeed& deed, const Node& place) {
  const auto only = [&](const char* key, Distribution wanted, const char* word) -> Problem {
    if (place.find(key) == nullptr || deed.distribution == wanted) return std::nullopt;
    return all.reader.wrong(
        below(place, {key}),
        "`" + std::string(key) + "` is read with `distribution: " + word + "` only; add it");
  };
  if (auto wrong = only("most", Distribution::uniform, "uniform")) return wrong;
  if (auto wrong = only("spread", Distribution::log_normal, "log_normal")) return wrong;
  if (auto wrong = only("recorded", Distribution::recorded, "recorded")) return wrong;
  if (deed.distribution != Distribution::uniform || deed.most >= deed.wait) return std::nullopt;
  return all.reader.wrong(place, "`most` must not be less than `wait`");
}

// Who has the permissions of the endpoints that a pattern means.
std::vector<std::string_view> whose(const Checking& all, const std::string& pattern) {
  std::vector<std::string_view> found;
  for (const std::string_view endpoint : endpoints_of(pattern)) {
    const std::string_view peer = endpoint.substr(0, endpoint.find('.'));
    if (peer == "linkedin") found.push_back(peer);
    for (const TenantSpec& tenant : all.scenario.tenants) {
      if (peer_of(tenant.vendor) == peer) found.push_back(tenant.vendor);
    }
  }
  std::ranges::sort(found);
  const auto [first, last] = std::ranges::unique(found);
  found.erase(first, last);
  return found;
}

// The parts of a path begin with a slash; without any it is the whole reply.
Problem check_pointer(const Checking& all, const FaultDeed& deed, const Node& place) {
  if (deed.path.empty() || deed.path.front() == '/') return std::nullopt;
  const Node& path = place.is_map() ? below(place, {"path"}) : place;
  return all.reader.wrong(path, "this must be a JSON pointer; say `/" + deed.path + "`, or `/*/" +
                                    deed.path + "` for every item of a list");
}

Problem check_deed(const Checking& all, const FaultRule& rule, const Node& said) {
  const FaultDeed& deed = rule.what;
  const std::string_view kind = word_of(deed.kind).word;
  const Node& place = below(said, {kind});
  for (const Need& need : needs) {
    if (need.kind != deed.kind || need.there(deed)) continue;
    return all.reader.wrong(
        place, "`" + std::string(kind) + "` does nothing this way; " + std::string(need.remedy));
  }
  if (deed.kind == FaultKind::latency && place.is_map()) {
    if (auto wrong = check_distribution(all, deed, place)) return wrong;
  }
  if (auto wrong = check_pointer(all, deed, place)) return wrong;
  if (deed.wait.count() < 0 && deed.kind != FaultKind::clock_skew &&
      deed.kind != FaultKind::clock_drift) {
    return all.reader.wrong(below(place, {"wait"}),
                            "only a clock can be behind; this must not be "
                            "negative");
  }
  if (deed.kind == FaultKind::scope_missing) {
    const Node& scope = place.is_map() ? below(place, {"scope"}) : place;
    if (auto wrong = check_scope(all, deed.scope, whose(all, rule.at), scope)) return wrong;
  }
  const Node& list = below(place, {"mutations"});
  for (std::size_t i = 0; i < deed.mutations.size(); ++i) {
    const Mutation& each = deed.mutations[i];
    const Node& words = list.is_list() ? list.items[i] : list;
    const ChangeSaid change{each.kind, each.operation, !each.ids.empty(),
                            words.find("count") != nullptr};
    if (auto wrong = check_change(all, change, words)) return wrong;
  }
  return std::nullopt;
}

// Whether a request can be all that those three say which count requests.
bool chooses_some(const FaultTrigger& when) {
  const std::uint32_t last = when.first == 0 ? UINT32_MAX : when.first;
  if (when.nth.empty()) return when.every <= last;
  return std::ranges::any_of(when.nth, [&](std::uint32_t nth) {
    return nth <= last && (when.every == 0 || nth % when.every == 0);
  });
}

Problem check_trigger(const Checking& all, const FaultRule& rule, const Node& said) {
  const Node& when = below(said, {"when"});
  if (when.find("nth") != nullptr && rule.when.nth.empty()) {
    return all.reader.wrong(below(when, {"nth"}), "this names no request; say which, as in [1, 3]");
  }
  if (rule.when.probability <= 0) {
    return all.reader.wrong(below(when, {"probability"}),
                            "this never strikes; say more than 0, or take the fault away");
  }
  if (!chooses_some(rule.when)) {
    return all.reader.wrong(below(when, {rule.when.nth.empty() ? "every" : "nth"}),
                            "no request is all of what `first`, `nth` and `every` say here, so "
                            "this never strikes; take one of them away");
  }
  if (rule.when.until <= rule.when.from) {
    return all.reader.wrong(below(when, {"until"}),
                            "`until` must be after `from`, or the fault "
                            "never strikes");
  }
  const auto paged = [](std::string_view endpoint) {
    return endpoint.ends_with(".list") || endpoint.ends_with(".find");
  };
  if (rule.when.page > 1 && std::ranges::none_of(endpoints_of(rule.at), paged)) {
    return all.reader.wrong(below(when, {"page"}), "nothing at `" + rule.at +
                                                       "` has a second page; say `nth` instead, or "
                                                       "an endpoint that ends in .list");
  }
  return std::nullopt;
}

bool is_id(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

bool is_switched_on(const Scenario& scenario, const std::string& id) {
  return std::ranges::any_of(scenario.steps, [&](const Step& step) {
    const auto* const faults = std::get_if<FaultStep>(&step.what);
    return faults != nullptr && faults->on &&
           std::ranges::find(faults->ids, id) != faults->ids.end();
  });
}

Problem check_endpoint(const Checking& all, const std::string& pattern, const Node& place) {
  const std::vector<std::string_view> meant = endpoints_of(pattern);
  if (meant.empty()) {
    Known known;
    const std::string peer = pattern.substr(0, pattern.find('.') + 1);
    for (const std::string_view name : endpoint_names()) {
      if (peer.empty() || name.starts_with(peer)) known.push_back(name);
    }
    if (known.empty()) known = {endpoint_names().begin(), endpoint_names().end()};
    return all.reader.unknown(place, "endpoint", pattern, known);
  }
  const auto served = [&](std::string_view endpoint) {
    return std::ranges::any_of(all.scenario.tenants, [&](const TenantSpec& tenant) {
      const std::string peer(peer_of(tenant.vendor));
      if (endpoint.starts_with("hook." + peer)) return tenant.hooks && calls_hooks(tenant.vendor);
      if (endpoint.starts_with("hook.linkedin.")) return tenant.exports || tenant.onboarding;
      if (endpoint == "linkedin.exports.find") return tenant.exports;
      const std::string_view first = endpoint.substr(0, endpoint.find('.'));
      return first == peer || first == "linkedin" || endpoint == "hook.other";
    });
  };
  if (std::ranges::any_of(meant, served)) return std::nullopt;
  std::string used;
  for (const TenantSpec& tenant : all.scenario.tenants) {
    used += (used.empty() ? "" : ", ") + tenant.name + " uses " + tenant.vendor;
    if (!tenant.exports) used += " without export";
    if (!tenant.hooks) used += " without hooks";
  }
  return all.reader.wrong(place, "no tenant ever meets '" + pattern + "': " + used +
                                     "; say another `vendor`, other `products`, or another "
                                     "endpoint");
}

namespace {

Problem check_fault(const Checking& all, std::size_t at) {
  const FaultRule& rule = all.scenario.faults[at];
  const Node& said = all.item("faults", at);
  if (!is_id(rule.id)) {
    return all.reader.wrong(below(said, {"id"}), "a fault's id is made of a-z, 0-9, - and _");
  }
  for (std::size_t before = 0; before < at; ++before) {
    if (all.scenario.faults[before].id != rule.id) continue;
    return all.reader.wrong(below(said, {"id"}),
                            "there are two faults '" + rule.id + "'; give each an id of its own");
  }
  if (rule.off && !is_switched_on(all.scenario, rule.id)) {
    return all.reader.wrong(below(said, {"off"}),
                            "this fault is off and no step switches it on; add `- faults: {on: [" +
                                rule.id + "]}`, or take it away");
  }
  const Node& place = below(said, {"at"});
  if (auto wrong = check_endpoint(all, rule.at, place)) return wrong;
  const auto fitting = [&](std::string_view endpoint) { return fits(rule.what.kind, endpoint); };
  if (std::ranges::none_of(endpoints_of(rule.at), fitting)) {
    return all.reader.wrong(place, "`" + std::string(word_of(rule.what.kind).word) +
                                       "` cannot happen at '" + rule.at +
                                       "'; say another endpoint, or another kind");
  }
  if (auto wrong = check_deed(all, rule, below(said, {"do"}))) return wrong;
  return check_trigger(all, rule, said);
}

}  // namespace

Problem check_faults(const Checking& all) {
  for (std::size_t i = 0; i < all.scenario.faults.size(); ++i) {
    if (auto wrong = all.reader.noted(check_fault(all, i))) return wrong;
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
