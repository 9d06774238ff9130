#include "privacy/export_rules.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace crosswalk {
namespace {

// Longer than any name, headline or place that is one.
constexpr std::size_t text_points_max = 500;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

std::string usable(std::string_view text) {
  if (!valid_utf8(text)) return {};
  std::string clean;
  std::size_t points = 0;
  for (std::size_t at = 0; at < text.size() && points < text_points_max; ++points) {
    const std::size_t length = utf8_sequence(text, at);
    if (length == 1 && (is_control(text[at]) || text[at] == ' ')) {
      // One blank stands for a run of them, and none stands in front.
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else {
      clean += text.substr(at, length);
    }
    at += length;
  }
  if (clean.ends_with(' ')) clean.pop_back();
  return clean;
}

struct Refusal {
  std::string_view word;
  std::string_view sentence;
};

constexpr auto refusals = std::to_array<Refusal>({
    {"not_available",
     "LinkedIn does not hand this member over any more: the member opted out, or the export is "
     "too old. Export again if the member still appears in Recruiter."},
    {"expired", "The export was fetched too late; LinkedIn keeps one for a day. Export again."},
    {"wrong_context",
     "LinkedIn named another organization than this customer's, so nothing of it was kept. The "
     "integration of this customer must be looked at before anybody exports again."},
    {"not_enabled",
     "1-Click Export was not switched on for this customer within a day. Enable the integration in "
     "Recruiter, then export again."},
    {"no_connector",
     "The connector of this ATS cannot take candidates in. Add the candidate in the ATS by hand."},
    {"no_last_name",
     "LinkedIn gave no last name for this member, and the ATS cannot file anybody without one. "
     "Add the candidate in the ATS by hand."},
    {"no_member",
     "LinkedIn did not say which member was exported, so that nobody could be found again or "
     "linked. Export again."},
    {"job_unknown",
     "The job the member was exported to is not in the ATS, or not under this connection. Choose "
     "another job."},
    {"job_withheld",
     "The customer does not share this job with LinkedIn at present, so nobody is exported to it. "
     "Ask whoever administers the connection, or choose another job."},
    {"job_closed",
     "The job is closed in the ATS. Open it there, or choose another job, then export again."},
    {"erased",
     "This person's records were erased at the person's own request and are not made anew. "
     "Whoever administers the connection can release the person."},
    {"ambiguous",
     "More than one candidate of the ATS could be this member, or the one it was is there no more. "
     "Merge them there, or link the right one in the profile panel, then export again."},
    {"vendor_refused",
     "The ATS did not accept the candidate or the application. Whoever administers the connection "
     "finds the cause in its alarms; until then add the candidate in the ATS by hand."},
    {"create_unsure",
     "The ATS never answered whether it made the candidate, and it is not made twice. Look for the "
     "person in the ATS, and export again only if it is not there."},
    {"gave_up",
     "LinkedIn or the ATS could not be reached for hours. Export again once the connection "
     "works."},
});

}  // namespace

std::vector<std::pair<std::string, std::string>> admitted(const ExportedMember& member,
                                                          const ExportGrants& grants) {
  std::vector<std::pair<std::string, std::string>> person;
  const auto admit = [&person](std::string_view name, std::string_view text, bool granted = true) {
    std::string clean = granted ? usable(text) : std::string();
    if (!clean.empty()) person.emplace_back(name, std::move(clean));
  };
  admit("first_name", member.first_name);
  admit("last_name", member.last_name);
  admit("headline", member.headline);
  admit("company", member.company);
  admit("title", member.title);
  admit("location", member.location);
  admit("email", member.email, grants.email);
  admit("profile_url", member.profile_url, grants.profile_url);
  return person;
}

std::span<const std::string_view> refusal_words() {
  static constexpr auto words = [] {
    std::array<std::string_view, refusals.size()> all{};
    std::ranges::transform(refusals, all.begin(), &Refusal::word);
    return all;
  }();
  return words;
}

std::string explain_refusal(std::string_view word) {
  const auto known = std::ranges::find(refusals, word, &Refusal::word);
  if (known != refusals.end()) return std::string(known->sentence);
  return "The export was refused for a reason this release has no words for: " + std::string(word) +
         ".";
}

}  // namespace crosswalk
