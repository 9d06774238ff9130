#include <algorithm>

#include "base/text/dates.hpp"
#include "faults/endpoints.hpp"
#include "language/language.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim {
namespace {

using namespace language;

// The words of a part that differ from what is usual: "page 3, attempts 1".
template <class T>
std::string words_of_part(const Section<T>& section, const T& said, const T& usual) {
  const Node node = write_section(section, said, usual);
  std::string words;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const Node& value = node.items[i];
    words += (words.empty() ? "" : ", ") + node.keys[i].text + " " +
             (value.is_scalar() ? value.text : in_one_line(value));
  }
  return words;
}

std::string tenant_lines(const TenantSpec& tenant) {
  TenantSpec usual;
  usual.name = tenant.name;
  usual.vendor = tenant.vendor;
  std::string out = "  " + tenant.name + ": " + tenant.vendor + ", ";
  if (tenant.fixture.empty()) {
    out += std::to_string(tenant.world.candidates) + " candidates, " +
           std::to_string(tenant.world.jobs) + " jobs";
    usual.world.candidates = tenant.world.candidates;
    usual.world.jobs = tenant.world.jobs;
  } else {
    out += "the pages of " + tenant.fixture;
    usual.fixture = tenant.fixture;
  }
  out += tenant.linkedin_version.empty() ? "; LinkedIn /v2\n"
                                         : "; LinkedIn " + tenant.linkedin_version + "\n";
  usual.linkedin_version = tenant.linkedin_version;
  const std::string rest = words_of_part(tenant_section(), tenant, usual);
  return rest.empty() ? out : out + "    " + rest + "\n";
}

std::string fault_line(const FaultRule& rule) {
  const Node what = deed_value().write(rule.what, {});
  const std::size_t meant = endpoints_of(rule.at).size();
  std::string out = "  " + rule.id + " at " + rule.at;
  if (meant > 1) out += " (" + std::to_string(meant) + " endpoints)";
  const std::string when = words_of_part(trigger_section(), rule.when, {});
  out += when.empty() ? ", always: " : ", " + when + ": ";
  out += what.is_scalar() ? what.text : what.keys.front().text + " " + in_one_line(what.items[0]);
  return out + (rule.off ? "; off until a step switches it on\n" : "\n");
}

std::string mode_words(const Scenario& scenario) {
  const std::string why =
      scenario.mode_reason.empty() ? why_one_mode(scenario) : scenario.mode_reason;
  if (scenario.mode == Mode::real_only) return "with the real programs only: " + why;
  if (scenario.mode == Mode::virtual_only) return "on virtual time only: " + why;
  return why.empty() ? "on virtual time or with the real programs" : "on virtual time only: " + why;
}

}  // namespace

std::string explain(const Scenario& scenario) {
  std::string out = scenario.name + "\n";
  if (!scenario.why.empty()) out += "  " + scenario.why + "\n";
  out += "  seed " + std::to_string(scenario.seed) + ", begins " + format_instant(scenario.start) +
         ", " + mode_words(scenario) + "\n\ntenants\n";
  for (const TenantSpec& tenant : scenario.tenants) out += tenant_lines(tenant);
  if (!scenario.faults.empty()) out += "\nfaults\n";
  for (const FaultRule& rule : scenario.faults) out += fault_line(rule);
  if (!scenario.steps.empty()) out += "\nsteps\n";
  for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
    out += "  " + std::to_string(i + 1) + ". " + words_of(scenario.steps[i]) + "\n";
  }
  out += "\nat the end\n";
  Expectations expect = scenario.expect;
  if (!expect.agree) expect.agree = true;
  const Node node = write_section(expect_section(), expect, {});
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    out += "  " + node.keys[i].text + ": " + in_one_line(node.items[i]) + "\n";
  }
  for (const FaultRule& rule : scenario.faults) {
    if (!rule.off && !expect.fired.contains(rule.id)) {
      out += "  " + rule.id + " must have struck at least once\n";
    }
  }
  return out;
}

}  // namespace crosswalk::sim
