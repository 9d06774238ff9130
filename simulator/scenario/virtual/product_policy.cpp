#include "scenario/virtual/product_policy.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/fields.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

// What LinkedIn has as one, the product may have as several.
constexpr std::pair<std::string_view, Field> fields[] = {
    {"application.candidateEmail", Field::application_candidate_email},
    {"application.dispositionReason", Field::application_disposition_reason},
    {"application.source", Field::application_source},
    {"application_note.author", Field::application_note_author_first_name},
    {"application_note.author", Field::application_note_author_last_name},
    {"candidate.addresses", Field::candidate_addresses},
    {"candidate.currentCompanyName", Field::candidate_company},
    {"candidate.currentJobTitle", Field::candidate_title},
    {"candidate.doNotContact", Field::candidate_do_not_contact},
    {"candidate.linkedInProfileUrl", Field::candidate_linkedin_url},
    {"candidate.phoneNumbers", Field::candidate_phones},
    {"candidate_note.author", Field::candidate_note_author_first_name},
    {"candidate_note.author", Field::candidate_note_author_last_name},
    {"feedback.feedback", Field::feedback_text},
    {"feedback.interviewer", Field::feedback_interviewer_first_name},
    {"feedback.interviewer", Field::feedback_interviewer_last_name},
    {"job.companyJobCode", Field::job_company_job_code}};

constexpr std::pair<std::string_view, RecordKind> kinds[] = {
    {"stage", RecordKind::stage},
    {"candidate_note", RecordKind::candidate_note},
    {"application_note", RecordKind::application_note},
    {"feedback", RecordKind::feedback}};

// Appends to `into` what `table` has for each of `words`.
template <class T>
Result<Done> translate(const std::vector<std::string>& words, const auto& table,
                       std::string_view what, std::vector<T>& into) {
  for (const std::string& word : words) {
    const std::size_t before = into.size();
    for (const auto& [name, ours] : table) {
      if (name == word) into.push_back(ours);
    }
    if (into.size() != before) continue;
    std::vector<std::string_view> known;
    for (const auto& row : table) known.push_back(row.first);
    return unknown_word("policy", what, word, known);
  }
  return Done{};
}

bool grew(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  return std::ranges::any_of(after, [&](const std::string& each) {
    return std::ranges::find(before, each) == before.end();
  });
}

}  // namespace

Result<ProductPolicy> product_policy(const TenantPolicy& judged) {
  ProductPolicy out;
  out.policy.private_candidates = judged.private_candidates;
  out.policy.confidential_jobs = judged.confidential_jobs;
  out.policy.private_notes = judged.private_notes;
  auto done = translate(judged.withheld_fields, fields, "field that can be withheld",
                        out.policy.withheld_fields);
  if (!done) return std::move(done).error();
  done = translate(judged.withheld_kinds, kinds, "kind that can be withheld",
                   out.policy.withheld_kinds);
  if (!done) return std::move(done).error();
  if (!judged.withheld_departments.empty()) {
    out.policy.rules.push_back(
        {"departments", RecordKind::job, Field::job_department, judged.withheld_departments});
  }
  for (const Field each : out.policy.withheld_fields) {
    if (spec_of(each).rsc == Requirement::optional) continue;
    return Error{ErrorCode::invalid_input,
                 "LinkedIn requires " + std::string(name_of(spec_of(each).kind)) + "." +
                     std::string(spec_of(each).name) +
                     ", so no configuration of the product can withhold it",
                 "policy"};
  }
  out.grants = {.email = judged.export_email, .profile_url = judged.export_profile_url};
  out.availability = judged.availability;
  for (const auto& [user, member] : judged.members) {
    out.members.emplace(std::to_string(user), member);
  }
  if (!out.members.empty()) out.settings["hiring_team"] = "yes";
  if (judged.linkedin_from_answers) out.settings["linkedin_from_answers"] = "yes";
  return out;
}

bool narrows(const TenantPolicy& before, const TenantPolicy& after) {
  return (before.private_candidates && !after.private_candidates) ||
         (before.confidential_jobs && !after.confidential_jobs) ||
         (before.private_notes && !after.private_notes) ||
         grew(before.withheld_departments, after.withheld_departments) ||
         grew(before.withheld_fields, after.withheld_fields) ||
         grew(before.withheld_kinds, after.withheld_kinds);
}

}  // namespace crosswalk::sim
