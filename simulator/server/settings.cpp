#include "server/settings.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

// The connector reads no notes of v1, and of feedback no text, because private notes stand beside
// it.
TenantPolicy judged_v1() {
  TenantPolicy judged;
  judged.without_history = true;
  judged.withheld_kinds = {"candidate_note", "application_note"};
  judged.withheld_fields = {"feedback.feedback"};
  return judged;
}

TenantPolicy judged_gem() {
  TenantPolicy judged = judged_v1();
  judged.withheld_kinds.emplace_back("feedback");
  judged.withheld_fields.emplace_back("candidate.doNotContact");
  return judged;
}

}  // namespace

std::span<const Vendor> vendors() {
  static const std::array<Vendor, 3> all{
      {{.word = "greenhouse",
        .connector = "greenhouse",
        .posting_url = "https://jobs.example.com/openings/",
        .job_board = {},
        .calls_hooks = true,
        .judged = {}},
       {.word = "greenhouse-v1",
        .connector = "greenhouse",
        .posting_url = "https://boards.greenhouse.io/acorn/jobs/",
        .job_board = "acorn",
        .calls_hooks = true,
        .judged = judged_v1()},
       {.word = "gem",
        .connector = "gem",
        .posting_url = "https://jobs.gem.com/acorn/",
        .job_board = "acorn",
        .calls_hooks = false,
        .judged = judged_gem()}}};
  return all;
}

const Vendor& vendor_of(const ServeSettings& settings) {
  const auto found = std::ranges::find(vendors(), settings.vendor, &Vendor::word);
  CROSSWALK_CHECK(found != vendors().end());
  return *found;
}

Result<Done> use_vendor(ServeSettings& settings, std::string_view word) {
  std::vector<std::string_view> words;
  for (const Vendor& each : vendors()) words.push_back(each.word);
  if (std::ranges::find(words, word) == words.end()) {
    return unknown_word("vendor", "vendor", word, words);
  }
  settings.vendor = word;
  settings.world.posting_url = vendor_of(settings).posting_url;
  return Done{};
}

TenantPolicy usual_policy(const ServeSettings& settings) {
  TenantPolicy policy = vendor_of(settings).judged;
  policy.organization = settings.organization;
  return policy;
}

}  // namespace crosswalk::sim
