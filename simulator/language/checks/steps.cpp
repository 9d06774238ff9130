#include <algorithm>

#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

// Nobody would see that somebody else's are counted as well.
Problem check_counted(const Checking& all, const Node& said) {
  if (all.scenario.tenants.size() < 2) return std::nullopt;
  for (const std::string_view key : {"requests", "fired", "virtual_time"}) {
    if (said.find(key) == nullptr) continue;
    return all.reader.wrong(below(said, {key}),
                            "this is counted for all tenants together; say it without `tenant`");
  }
  return std::nullopt;
}

/// What a kind of step needs beyond its words; `said` is its value.
struct StepCheck {
  const Checking& all;
  const Step& step;
  const Node& said;

  Problem operator()(const VendorStep& deed) const {
    const Node* const ids = said.find("ids");
    if (ids != nullptr && deed.ids.empty()) {
      return all.reader.wrong(*ids, "this is nobody; take `ids` away, and some are drawn");
    }
    const ChangeSaid change{deed.kind, deed.operation, !deed.ids.empty(),
                            said.find("count") != nullptr};
    return check_change(all, change, said);
  }

  Problem operator()(const ExportStep&) const { return without("export", &TenantSpec::exports); }

  Problem operator()(const EraseStep& deed) const {
    const int given = !deed.candidate.empty() + !deed.email.empty() + !deed.member.empty();
    if (given == 1) return std::nullopt;
    return all.reader.wrong(said,
                            "an erasure is of one person: say one of candidate, email and "
                            "member");
  }

  Problem operator()(const ResyncStep& deed) const {
    const Node* const jobs = said.is_map() ? said.find("jobs") : &said;
    if (jobs == nullptr || !jobs->is_list() || !deed.jobs.empty()) return std::nullopt;
    return all.reader.wrong(*jobs, "this is no job; take it away, and all are asked for");
  }

  Problem operator()(const RestartStep& deed) const {
    const std::string version = deed.linkedin_version.value_or("");
    if (!version.empty() && !is_month(version)) {
      return all.reader.wrong(below(said, {"linkedin_version"}),
                              "this must be a month such as 202603");
    }
    if (!deed.policy) return std::nullopt;
    return check_departments(all, *deed.policy, below(said, {"policy", "withheld_departments"}));
  }

  Problem operator()(const SetStep& deed) const {
    if (deed.values.empty()) {
      return all.reader.wrong(said, "this sets nothing; say a word of `quirks`");
    }
    const Node* const denied = said.find("denied");
    if (denied == nullptr) return std::nullopt;
    std::vector<std::string_view> whose;
    for (const TenantSpec& tenant : all.scenario.tenants) {
      if (step.tenant.empty() || step.tenant == tenant.name) whose.push_back(tenant.vendor);
    }
    const std::vector<Node> one{*denied};
    for (const Node& each : denied->is_list() ? denied->items : one) {
      if (auto wrong = check_scope(all, each.text, whose, each)) return wrong;
    }
    return std::nullopt;
  }

  Problem operator()(const FaultStep& deed) const {
    const Node& place = below(said, {deed.on ? "on" : "off"});
    if (deed.ids.empty()) return all.reader.wrong(place, "this switches nothing; name a fault");
    Known known;
    for (const FaultRule& rule : all.scenario.faults) known.push_back(rule.id);
    for (std::size_t i = 0; i < deed.ids.size(); ++i) {
      if (std::ranges::find(known, deed.ids[i]) != known.end()) continue;
      return all.reader.unknown(place.is_list() ? place.items[i] : place, "fault", deed.ids[i],
                                known);
    }
    return std::nullopt;
  }

  // A typing mistake here would have nobody leave, and all go well.
  Problem operator()(const LeaveStep& deed) const {
    Known exported;
    for (const Step& each : all.scenario.steps) {
      if (&each == &step) break;
      const auto* const before = std::get_if<ExportStep>(&each.what);
      if (before != nullptr) exported.push_back(before->member);
    }
    if (std::ranges::find(exported, deed.member) != exported.end()) return std::nullopt;
    const Node& place = said.is_map() ? below(said, {"member"}) : said;
    return all.reader.unknown(place, "member exported before", deed.member, exported);
  }

  Problem operator()(const ExpectStep& deed) const {
    if (auto wrong = of_whole_run(deed.expect)) return wrong;
    if (!deed.expect.empty()) return check_expect(all, deed.expect, said);
    return all.reader.wrong(said, "this expects nothing; say what must hold");
  }

  template <class Other>
  Problem operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  // The invariants of a run are chosen once, at its end; what is counted over the run is counted
  // for all tenants together.
  Problem of_whole_run(const Expectations& expect) const {
    for (const std::string_view key : {"invariants", "not_invariants"}) {
      if (said.find(key) == nullptr) continue;
      return all.reader.wrong(below(said, {key}),
                              "this is said of a whole run; move it to `expect` at the end");
    }
    const bool narrow = !step.tenant.empty() || !expect.tenant.empty();
    return narrow ? check_counted(all, said) : std::nullopt;
  }

  /// Whoever the step is for must have bought that.
  Problem without(std::string_view product, bool TenantSpec::*has) const {
    const bool somebody = std::ranges::any_of(all.scenario.tenants, [&](const TenantSpec& tenant) {
      return (step.tenant.empty() || step.tenant == tenant.name) && tenant.*has;
    });
    if (somebody) return std::nullopt;
    return all.reader.wrong(
        said, "no such tenant has the product " + std::string(product) + "; add it to `products`");
  }
};

bool is_name(const std::string& text) {
  return text.front() >= 'a' && text.front() <= 'z' && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

Problem keep(Checking& all, const Step& step, const Node& place) {
  const std::string& name = step.capture_as;
  if (name.empty()) return std::nullopt;
  if (!is_name(name)) {
    return all.reader.wrong(place,
                            "a kept value's name begins with a letter and is made of a-z, "
                            "0-9 and _");
  }
  if (std::ranges::find(all.captured, name, &Kept::name) != all.captured.end()) {
    return all.reader.wrong(
        place, "an earlier step keeps something as '" + name + "' already; say another name");
  }
  const auto* const change = std::get_if<VendorStep>(&step.what);
  all.captured.push_back({name, change == nullptr ? std::nullopt : std::optional(change->kind)});
  return std::nullopt;
}

}  // namespace

bool is_month(const std::string& text) {
  const bool digits =
      text.size() == 6 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits && text.substr(4) >= "01" && text.substr(4) <= "12";
}

namespace {

Problem check_step(const Checking& all, const Step& step, const Node& said) {
  if (auto wrong = check_tenant_name(all, step.tenant, below(said, {"tenant"}))) return wrong;
  if (auto wrong = check_captured(all, captured_in(step), said)) return wrong;
  if (auto wrong = check_kept(all, step, said)) return wrong;
  return std::visit(StepCheck{all, step, said}, step.what);
}

Problem check_last(const Checking& all, const Node& said) {
  const Expectations& last = all.scenario.expect;
  if (auto wrong = check_captured(all, captured_in(last), said)) return wrong;
  if (auto wrong = last.tenant.empty() ? Problem{} : check_counted(all, said)) return wrong;
  return check_expect(all, last, said);
}

}  // namespace

Problem check_steps(Checking& all) {
  for (std::size_t i = 0; i < all.scenario.steps.size(); ++i) {
    const Step& step = all.scenario.steps[i];
    const Node& item = all.item("steps", i);
    const Node& said = item.is_map() ? item.items.front() : item;
    if (auto wrong = all.reader.noted(check_step(all, step, said))) return wrong;
    if (auto wrong = all.reader.noted(keep(all, step, below(said, {"as"})))) return wrong;
    if (const auto* const advance = std::get_if<AdvanceStep>(&step.what)) {
      all.advanced += advance->by;
    }
  }
  const Node* const last = all.root.find("expect");
  return last == nullptr ? Problem{} : all.reader.noted(check_last(all, *last));
}

}  // namespace crosswalk::sim::language
