#include "explore/story.hpp"

#include <algorithm>
#include <vector>

#include "explore/explore.hpp"

namespace crosswalk::sim::explore {
namespace {

// Of 25 lines: a title, five for tenants and faults each at most, three for what broke, the replay.
constexpr std::size_t tenants_max = 4;
constexpr std::size_t faults_max = 5;
constexpr std::size_t findings_max = 3;

std::string cut(std::string line) {
  std::ranges::replace(line, '\n', ' ');
  if (line.size() <= story_columns_max) return line;
  std::size_t end = story_columns_max - 3;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) --end;
  return line.substr(0, end) + "...";
}

std::string number(std::uint64_t n, const char* one, const char* many) {
  return std::to_string(n) + ' ' + (n == 1 ? one : many);
}

std::string words_of(const TenantSpec& tenant) {
  std::string words = "  " + tenant.name + " uses " + tenant.vendor + ": " +
                      number(tenant.world.candidates, "candidate", "candidates") + ", " +
                      number(tenant.world.jobs, "job", "jobs");
  if (tenant.quirks.page_items != 0) {
    words += ", " + std::to_string(tenant.quirks.page_items) + " a page";
  }
  words += tenant.linkedin_version.empty() ? "; LinkedIn's /v2"
                                           : "; LinkedIn " + tenant.linkedin_version;
  if (!(tenant.policy == TenantPolicy{})) words += "; a policy of its own";
  return words;
}

std::string words_of(const FaultRule& rule, const History& history) {
  const auto struck = history.fired.find(rule.id);
  const std::uint64_t times = struck == history.fired.end() ? 0 : struck->second;
  return "  " + rule.id + ": " + std::string(word_of(rule.what.kind).word) + " at " + rule.at +
         ", struck " + number(times, "time", "times");
}

std::string words_of(const Check& check) {
  std::string words = "  " + check.name + ": " + check.words;
  if (!check.after.empty()) words += " (after " + check.after + ")";
  return words;
}

template <class Item, class Words>
void list(std::vector<std::string>& lines, const std::vector<Item>& items, std::size_t most,
          Words words) {
  const bool all = items.size() <= most;
  const std::size_t shown = all ? items.size() : most - 1;
  for (std::size_t at = 0; at < shown; ++at) lines.push_back(words(items[at]));
  if (!all) lines.push_back("  and " + std::to_string(items.size() - shown) + " more");
}

std::vector<Check> found_in(const History& history) {
  std::vector<Check> found;
  for (const Check& each : history.checks) {
    if (!each.good && !each.name.starts_with("fired.")) found.push_back(each);
  }
  if (!history.broke.empty()) {
    Check broke;
    broke.name = "broke";
    broke.words = history.broke;
    found.push_back(std::move(broke));
  }
  return found;
}

}  // namespace

std::string story(const Scenario& scenario, const History& history, const std::string& replay) {
  std::vector<std::string> lines, ending;
  lines.push_back("Seed " + std::to_string(scenario.seed) + " with " +
                  number(scenario.tenants.size(), "customer", "customers") + ":");
  list(lines, scenario.tenants, tenants_max, [](const TenantSpec& each) { return words_of(each); });
  if (!scenario.faults.empty()) lines.push_back("What went wrong:");
  list(lines, scenario.faults, faults_max,
       [&](const FaultRule& each) { return words_of(each, history); });
  const std::vector<Check> found = found_in(history);
  ending.push_back(found.empty() ? "Nothing broke." : "What broke:");
  list(ending, found, findings_max, [](const Check& each) { return words_of(each); });
  ending.push_back("Again: " + replay);
  lines.push_back("What was done:");
  const std::size_t room = story_lines_max - lines.size() - ending.size();
  std::size_t at = 0;
  list(lines, scenario.steps, room,
       [&](const Step& each) { return "  " + std::to_string(++at) + ". " + sim::words_of(each); });
  lines.insert(lines.end(), ending.begin(), ending.end());
  std::string text;
  for (std::string& each : lines) text += cut(std::move(each)) + '\n';
  return text;
}

}  // namespace crosswalk::sim::explore
