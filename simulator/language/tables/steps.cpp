#include "base/check.hpp"
#include "language/tables/switches.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

constexpr Duration advance_max = std::chrono::hours(24 * 3'650);

// Where a word of a deed is kept in a step of that kind.
template <class D, class V>
auto in(V D::*place) {
  return [place](auto& step) -> auto& { return std::get<D>(step.what).*place; };
}

template <class D, class V>
Word<Step> of(std::string_view key, V D::*place, Value<V> value, std::string_view help) {
  return word<Step>(key, in(place), std::move(value), help);
}

Known listed(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

Value<std::string> an_id() { return text("an id, or $name", 200); }
Value<std::vector<std::string>> ids() { return list_of(an_id(), 1000); }

struct Form {
  std::string_view brief;
  bool bare = false;
  bool gives = false;
  bool of_tenant = true;
};

StepRow row(std::string_view name, std::string_view help, Form form, StepWhat made,
            std::vector<Word<Step>> words) {
  StepRow all{name, help, form.brief, form.bare, form.gives, {}, {name, help, std::move(words)}};
  all.made.what = std::move(made);
  if (form.of_tenant) {
    all.section.words.push_back(word<Step>("tenant", &Step::tenant, text("a tenant's name", 40),
                                           "Of whom; else every tenant, or the only one."));
  }
  if (form.gives) {
    all.section.words.push_back(word<Step>("as", &Step::capture_as, text("a name", 40),
                                           "Keeps what it gives; later $NAME stands for it."));
  }
  return all;
}

std::vector<StepRow> product_rows() {
  const auto flagged = [](std::string_view key, auto place, std::string_view help) {
    return of(key, place, flag(), help);
  };
  return {row("sync", "A round of reading and all it leads to.", {.brief = {}, .bare = true},
              SyncStep{},
              {flagged("full", &SyncStep::full, "Everything is read, whatever changed."),
               flagged("confirm_absent", &SyncStep::confirm_absent,
                       "A person's word that whoever is missing may go."),
               flagged("wait", &SyncStep::wait, "false: the next step comes at once.")}),
          row("erase", "Somebody asks the product to be forgotten.", {}, EraseStep{},
              {of("candidate", &EraseStep::candidate, an_id(), "The vendor's candidate."),
               of("email", &EraseStep::email, text("an address", 200), "Whoever has this address."),
               of("member", &EraseStep::member, text("a member's short name", 60),
                  "LinkedIn's member."),
               flagged("wait", &EraseStep::wait,
                       "false: the next step comes at once, and nothing is promised yet.")}),
          row("restart", "The product ends in order and begins again.", {.brief = {}, .bare = true},
              RestartStep{},
              {of("linkedin_version", &RestartStep::linkedin_version,
                  maybe(text("a month such as 202603", 6)), "Speaking that version."),
               of("policy", &RestartStep::policy, maybe(inside(policy_section())),
                  "Under that policy.")}),
          row("kill", "The product dies and starts again.", {.brief = "after", .bare = true},
              KillStep{},
              {of("after", &KillStep::after, whole(0, 100'000'000),
                  "Once so many more effects were carried out; 0: at once.")})};
}

std::vector<StepRow> time_rows() {
  return {
      row("advance", "Time passes; what is due happens.",
          {.brief = "by", .bare = false, .gives = false, .of_tenant = false}, AdvanceStep{},
          {required(of("by", &AdvanceStep::by, duration(Duration{0}, advance_max), "So much."))}),
      row("quiet", "Until nothing is left to be done.",
          {.brief = {}, .bare = true, .gives = false, .of_tenant = false}, QuietStep{},
          {of("patience", &QuietStep::patience, duration(Duration{0}, advance_max),
              "What is due later than that may wait."),
           of("limit", &QuietStep::limit, duration(Duration{0}, advance_max),
              "It is red when this passes first.")}),
      row("faults", "Faults are switched.",
          {.brief = {}, .bare = false, .gives = false, .of_tenant = false}, FaultStep{},
          fault_switches()),
      row("expect", "What must hold here.",
          {.brief = {}, .bare = false, .gives = false, .of_tenant = false}, ExpectStep{},
          expectations_of_step())};
}

std::vector<StepRow> peer_rows() {
  const auto person = [](std::string_view key, std::string ExportStep::*place) {
    return of(key, place, text("any text", 200), "Else invented from the member's name.");
  };
  const auto member = [](std::string_view help) {
    return required(of("member", &LeaveStep::member, text("a member's short name", 60), help));
  };
  return {
      row("vendor", "Something happens at the vendor's. Gives the ids it fell on.",
          {.brief = {}, .bare = false, .gives = true}, VendorStep{},
          {required(of("do", &VendorStep::operation,
                       choice<Operation>("change", listed(operation_words())), "What happens.")),
           of("kind", &VendorStep::kind, choice<Kind>("kind of record", listed(kind_words())),
              "To which kind of record."),
           of("ids", &VendorStep::ids, ids(), "To these; else some are drawn."),
           of("count", &VendorStep::count, small(1, 1'000'000), "How many are drawn, or made."),
           of("fields", &VendorStep::fields, pairs("fields with their values"),
              "What an update or an insert sets; `into` of a merge.")}),
      row("export", "A recruiter exports an invented member. Gives the request's id.",
          {.brief = "member", .bare = false, .gives = true}, ExportStep{},
          {required(of("member", &ExportStep::member, text("a short name", 60), "Who.")),
           of("job", &ExportStep::job, an_id(), "To which job; else the first open one."),
           person("first_name", &ExportStep::first_name),
           person("last_name", &ExportStep::last_name), person("email", &ExportStep::email),
           of("refused", &ExportStep::refused, flag(), "It must come to nothing."),
           of("wait", &ExportStep::wait, flag(), "false: the next step comes at once.")}),
      row("opt_out", "The member opts out.", {.brief = "member"}, LeaveStep{},
          {member("Who was exported before.")}),
      row("close_account", "The member closes the account.", {.brief = "member"},
          LeaveStep{.member = {}, .closes = true}, {member("Who was exported before.")}),
      row("resync", "A recruiter asks for jobs again.", {.brief = "jobs", .bare = true},
          ResyncStep{}, {of("jobs", &ResyncStep::jobs, ids(), "These; else all.")}),
      row("rotate", "A secret is replaced at the peer and here.", {.brief = "peer"}, RotateStep{},
          {required(
              of("peer", &RotateStep::peer, one_word("peer", {"vendor", "linkedin"}), "Whose."))}),
      row("integration", "An administrator switches the integration at LinkedIn.",
          {.brief = "enabled"}, IntegrationStep{},
          {required(of("enabled", &IntegrationStep::enabled, either("off", "on"), "Which way."))}),
      row("set", "The accounts are set otherwise, in the words of `quirks`.", {}, SetStep{},
          quirk_switches())};
}

}  // namespace

const std::vector<StepRow>& step_rows() {
  static const std::vector<StepRow> rows = [] {
    std::vector<StepRow> all = product_rows();
    for (StepRow& each : peer_rows()) all.push_back(std::move(each));
    for (StepRow& each : time_rows()) all.push_back(std::move(each));
    return all;
  }();
  return rows;
}

const StepRow& row_of(const Step& step) {
  for (const StepRow& row : step_rows()) {
    if (row.made.what.index() != step.what.index()) continue;
    const auto* leave = std::get_if<LeaveStep>(&step.what);
    if (leave == nullptr || leave->closes == std::get<LeaveStep>(row.made.what).closes) return row;
  }
  CROSSWALK_CHECK(false);
  return step_rows().front();
}

}  // namespace crosswalk::sim::language
