#pragma once

// Invents scenarios that a file could say, every part of the language in some of them: what is
// written must read back, whatever explore or shrinking put together.

#include <string>
#include <vector>

#include "faults/endpoints.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim {

class Inventor {
 public:
  explicit Inventor(std::uint64_t seed) : state_(seed * 2 + 1) {}

  Scenario scenario() {
    Scenario made;
    made.name = "invented";
    made.why = text();
    made.seed = below(1'000'000);
    made.start = from_ms(1'767'225'600'000 + static_cast<std::int64_t>(below(1'000'000)));
    if (chance(4)) made.mode = Mode::virtual_only;
    if (made.mode != Mode::both) made.mode_reason = "said " + text();
    made.tenants.clear();
    const std::uint64_t count = 1 + below(3);
    for (std::uint64_t i = 0; i < count; ++i) made.tenants.push_back(tenant(i));
    for (std::uint64_t i = below(4); i > 0; --i) made.faults.push_back(fault(made, i));
    for (std::uint64_t i = 1 + below(7); i > 0; --i) made.steps.push_back(step(made, i));
    for (const FaultRule& rule : made.faults) {
      if (rule.off) made.steps.push_back({FaultStep{{rule.id}, true}, {}, {}, 0});
    }
    made.expect = expectations(made);
    made.expect.virtual_time_s.reset();
    return made;
  }

 private:
  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return bits() % limit; }
  std::uint32_t small(std::uint32_t limit) { return static_cast<std::uint32_t>(below(limit)); }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  Duration time() {
    constexpr std::int64_t units[] = {1, 1'000, 60'000, 3'600'000, 86'400'000};
    return Duration{units[below(5)] * static_cast<std::int64_t>(1 + below(29))};
  }
  template <class T>
  const T& among(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  std::string text() {
    static const std::vector<std::string> texts{
        "Baker",     "null",  "~",       "a: b",        "- c",       "\"q\"",      "it's", "#no",
        " blank ",   "x,y",   "{z}",     "[w]",         "true",      "1.10",       "0x1f", "NO",
        "line\nend", "\ttab", "${seed}", "$${a}",       "h\xc3\xa9", "&a",         "*b",   "!c",
        "%d",        "@e",    "`f`",     "back\\slash", "\x01",      "2026-01-01", "?",    "|",
        ">",         "-",     "--- a",   "..."};
    return among(texts);
  }

  TenantSpec tenant(std::uint64_t number) {
    TenantSpec made;
    if (number > 0 || chance(3)) made.name = "tenant-" + std::to_string(number);
    made.vendor = among<std::string>({"greenhouse", "greenhouse-v1", "gem"});
    made.world.candidates = 100 + small(400);
    made.world.jobs = 200 + small(40);
    if (chance(3)) made.world.notes_per_candidate = static_cast<double>(below(8000)) / 1000.0;
    if (chance(3)) made.world.odd.candidate_private = small(90);
    if (chance(4)) made.world.odd = Oddities{.job_draft = small(50), .scorecard_draft = small(9)};
    if (chance(5)) made.fixture = "../../fixtures/" + std::to_string(number);
    if (chance(3)) made.quirks.page_items = small(400);
    if (chance(3)) made.quirks.newest_first = false;
    if (chance(3)) made.quirks.write_lag = time() / 29;
    if (chance(3)) made.quirks.denied = {"candidates", "jobs"};
    if (chance(4)) made.quirks.failing_jobs = {"4001"};
    if (chance(3)) made.linkedin_version = "202603";
    made.exports = made.hooks = number == 0 || chance(2);
    if (number == 0) made.vendor = "greenhouse";
    made.access = chance(3);
    made.onboarding = chance(3);
    if (chance(2)) made.policy = policy();
    return made;
  }

  TenantPolicy policy() {
    TenantPolicy made;
    made.private_candidates = chance(2);
    made.export_email = chance(2);
    if (chance(2)) made.availability = "PUBLIC";
    if (chance(2)) made.members = {{3001, "urn:li:person:anna"}, {3002, text()}};
    if (chance(2)) made.withheld_departments = {"Finance & Legal", "Sales"};
    if (chance(2)) made.withheld_fields = {"candidate.phoneNumbers"};
    if (chance(2)) made.withheld_kinds = {"stage", "feedback"};
    return made;
  }

  FaultRule fault(const Scenario& so_far, std::uint64_t number) {
    FaultRule made;
    made.id = "f" + std::to_string(number);
    made.what = deed();
    std::vector<std::string> places{"*"};
    for (const std::string_view name : endpoint_names()) {
      const bool met = name.starts_with("greenhouse.") || name.starts_with("linkedin.") ||
                       name.starts_with("hook.");
      if (met && fits(made.what.kind, name)) places.emplace_back(name);
    }
    made.at = among(places);
    made.off = chance(4);
    FaultTrigger& when = made.when;
    if (chance(3)) when.probability = static_cast<double>(1 + below(1000)) / 1000.0;
    // What they say of requests must leave one.
    if (chance(4)) when.nth = {1 + small(5), 24};
    if (chance(4)) when.first = 24 + small(9);
    if (chance(4)) when.every = 1u << small(4);
    if (chance(4) && made.at.ends_with(".list")) when.page = small(9);
    if (chance(4)) when.attempts = small(3);
    if (chance(4)) when.from = time();
    if (chance(4)) when.until = when.from + time();
    if (chance(4)) when.contains = text();
    static_cast<void>(so_far);
    return made;
  }

  // Its parameters are those that the kind's row names.
  FaultDeed deed() {
    FaultDeed made;
    const FaultWord& word = fault_words()[below(fault_words().size())];
    made.kind = word.kind;
    const auto takes = [&](std::string_view name) {
      return (" " + std::string(word.takes) + " ").find(" " + std::string(name) + " ") !=
             std::string::npos;
    };
    if (takes("wait")) made.wait = time();
    if (takes("most") && chance(2)) {
      made.distribution = Distribution::uniform;
      made.most = made.wait + time();
    } else if (takes("recorded") && chance(2)) {
      made.distribution = Distribution::recorded;
      made.recorded = {time(), time()};
    } else if (takes("spread") && chance(2)) {
      made.spread = static_cast<double>(below(900)) / 7.0;
      if (takes("distribution")) made.distribution = Distribution::log_normal;
    }
    if (takes("status") && chance(2)) made.status = static_cast<int>(400 + below(200));
    if (takes("retry_after")) made.retry_after = static_cast<RetryAfter>(below(8));
    if (takes("path") && chance(2)) made.path = "/data/*/first_name";
    if (takes("part") && chance(2)) made.part = static_cast<double>(below(1001)) / 1000.0;
    if (takes("count") && chance(2)) made.count = 1 + small(500);
    if (takes("per")) made.per = time();
    if (takes("scope")) made.scope = chance(2) ? "candidates" : "jobs";
    if (takes("mutations")) made.mutations = {mutation(), mutation()};
    return made;
  }

  Mutation mutation() {
    Mutation made;
    made.operation = among<Operation>({Operation::insert, Operation::update, Operation::remove});
    if (made.operation == Operation::update) {
      made.ids = {4, 5};
      made.fields = {{"title", text()}, {"email", "a@example.com"}};
    } else {
      made.count = 1 + small(50);
    }
    return made;
  }

  Step step(const Scenario& so_far, std::uint64_t number) {
    Step made;
    made.what = deed_of_step(so_far, made, number);
    const bool timed = std::holds_alternative<AdvanceStep>(made.what) ||
                       std::holds_alternative<QuietStep>(made.what) ||
                       std::holds_alternative<FaultStep>(made.what) ||
                       std::holds_alternative<ExpectStep>(made.what);
    if (!timed && chance(3)) made.tenant = so_far.tenants.front().name;
    return made;
  }

  StepWhat deed_of_step(const Scenario& so_far, Step& made, std::uint64_t number) {
    const std::string name = "kept_" + std::to_string(number);
    switch (below(17)) {
      case 0:
        return SyncStep{.full = chance(2), .confirm_absent = chance(2), .wait = chance(2)};
      case 1:
        return AdvanceStep{time()};
      case 2:
        return chance(2) ? QuietStep{} : QuietStep{.patience = time(), .limit = time()};
      case 3:
        made.capture_as = name;
        return VendorStep{.ids = {"4", "5"}, .fields = {{"title", text()}}};
      case 4:
        if (chance(2)) made.capture_as = name;
        return VendorStep{.kind = Kind::job, .operation = Operation::insert, .count = 1 + small(9)};
      case 5:
        return ExportStep{.member = "anna",
                          .job = chance(2) ? "4001" : "",
                          .last_name = "h\xc3\xa9",
                          .refused = chance(2),
                          .wait = chance(2)};
      case 6:
        if (!exported(so_far)) return ExportStep{.member = "anna"};
        return LeaveStep{.member = "anna", .closes = chance(2)};
      case 7:
        return chance(2) ? EraseStep{.candidate = "17"} : EraseStep{.email = "a@example.com"};
      case 8:
        return chance(2) ? ResyncStep{} : ResyncStep{{"4001", "4002"}};
      case 9:
        return chance(2)
                   ? RestartStep{}
                   : RestartStep{.linkedin_version = chance(2) ? "202603" : "", .policy = policy()};
      case 10:
        return KillStep{below(40)};
      case 11:
        return RotateStep{chance(2) ? "vendor" : "linkedin"};
      case 12:
        return IntegrationStep{chance(2)};
      case 13:
        return SetStep{
            {{"newest_first", "false"}, {"write_lag", "5m"}, {"denied", "candidates,jobs"}}};
      case 14:
        if (!so_far.faults.empty()) return FaultStep{{so_far.faults.back().id}, chance(2)};
        return SyncStep{};
      default: {
        ExpectStep here{expectations(so_far)};
        here.expect.agree = chance(2);
        here.expect.invariants.clear();
        here.expect.not_invariants.clear();
        return here;
      }
    }
  }

  Amount amount() {
    const std::uint64_t number = 1 + below(90);
    switch (below(4)) {
      case 0:
        return {number, number};
      case 1:
        return {number, {}};
      case 2:
        return {{}, number};
      default:
        return {number, number + 1 + below(90)};
    }
  }

  Expectations expectations(const Scenario& so_far) {
    Expectations made;
    if (chance(3)) made.agree = chance(2);
    if (chance(3)) made.invariants = {"I1", "I2", "I12"};
    if (chance(3)) made.not_invariants = {"I5", "I6"};
    if (chance(2)) made.held = {{"job", amount()}, {"stage", amount()}};
    if (chance(2)) made.written = {{"candidate_note", amount()}};
    if (chance(2)) made.vendor = {{"scorecard", amount()}, {"candidate", amount()}};
    if (chance(2)) {
      made.linkedin_records = {{"candidate",
                                "5",
                                chance(2) ? std::optional(true) : std::nullopt,
                                {{"firstName", text()}, {"emailAddresses.0", text()}}},
                               {"stage", "7/8", false, {}}};
    }
    if (chance(2)) made.vendor_records = {{"note", "9", std::nullopt, {{"body", text()}}}};
    if (chance(2)) made.requests = {{"linkedin.*.put", amount()}, {"greenhouse.token", amount()}};
    for (const FaultRule& rule : so_far.faults) {
      if (!rule.off && chance(2)) made.fired[rule.id] = amount();
    }
    if (chance(3)) made.virtual_time_s = Amount{1 + below(86'400), std::nullopt};
    if (chance(3)) made.told = {"ask $again" == text() ? "" : "waits", text_without_dollar()};
    if (chance(3)) made.not_told = {text_without_dollar()};
    const bool counts = !made.requests.empty() || !made.fired.empty() || made.virtual_time_s;
    const bool one = so_far.tenants.size() == 1;
    if (chance(4) && (one || !counts)) made.tenant = so_far.tenants.front().name;
    return made;
  }

  static bool exported(const Scenario& so_far) {
    return std::ranges::any_of(so_far.steps, [](const Step& each) {
      return std::holds_alternative<ExportStep>(each.what);
    });
  }

  std::string text_without_dollar() {
    std::string made = text();
    while (made.find('$') != std::string::npos) made = text();
    return made;
  }

  std::uint64_t state_;
};

}  // namespace crosswalk::sim
