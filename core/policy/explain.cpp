#include <algorithm>
#include <array>

#include "policy/policy.hpp"

namespace crosswalk {
namespace {

struct Word {
  std::string_view reason;
  std::string_view sentence;  ///< "{record}" is "this job" and the like.
};

constexpr auto whole_words = std::to_array<Word>({
    {"", "Nothing stands in the way of {record}."},
    {"modified_before_created",
     "The ATS says that {record} was changed before it was made; LinkedIn refuses that. Correct "
     "the times in the ATS."},
    {"private",
     "The ATS marks {record} as private, and what is private is not shared. Remove the mark in the "
     "ATS, or let the tenant's policy share private candidates, or private notes."},
    {"kind_withheld",
     "The tenant shares no records of this kind. Take the kind out of policy.withhold.kinds to "
     "share {record}."},
    {"policy_narrowed",
     "The tenant's policy keeps back more of this kind than when {record} was sent, and the ATS "
     "did not show it since, so nobody can say whether it may stay. It was withdrawn. It comes "
     "back by itself if the ATS shows it again and the policy lets it."},
    {"erased",
     "{record} was erased at a person's request. It is not sent again, whatever the ATS lists."},
    {"erased_before",
     "{record} carries an e-mail address or a LinkedIn member that was erased at a person's "
     "request under another id, or the ATS merged somebody who was erased into it: the same "
     "person, who may have applied anew, or somebody who shares that address. It is kept back "
     "until a person releases it: crosswalk erase --release."},
    {"confidential",
     "The ATS marks {record} as confidential, and confidential jobs are not shared. Remove the "
     "mark in the ATS, or let the tenant's policy share confidential jobs."},
    {"parent_held",
     "The job or the candidate of {record} is held itself. It follows by itself once that one is "
     "sent; ask for the explanation of the job and of the candidate."},
    {"parent_withheld",
     "The job or the candidate of {record} is not shared with LinkedIn, so neither is this. It "
     "follows by itself once that one is shared."},
    {"moved",
     "In the ATS {record} hangs on another record now, such as the candidate into whom its own was "
     "merged. It leaves LinkedIn where it stood and follows under the new one by itself."},
    {"parent_unknown",
     "The ATS has not listed the record that {record} hangs on, so nothing of it is kept. It is "
     "read again once that one is listed."},
    {"absent",
     "The ATS no longer has {record}: it left the listing, and a second proof confirmed that. It "
     "was {how}. It comes back by itself if the ATS lists it again."},
    {"gone",
     "The ATS told that {record} went, and when it was asked for it by its id it had it no more. "
     "It was {how}. It comes back by itself if the ATS lists it again."},
    {"many_absent",
     "So many records left the ATS's listing at once that a person must say whether they were "
     "deleted. Until then {record} is neither sent nor exported."},
    {"not_for_linkedin",
     "The connector's manifest says that {record} is not for LinkedIn any more, such as a draft or "
     "a template."},
    {"no_id", "The ATS gave {record} no id, so it cannot be told from others."},
    {"bad_id", "The ATS gave {record} an id that is too long or not text."},
    {"duplicate_key",
     "The ATS lists another record with the id of {record} on the same page, and they differ."},
    {"too_large", "What the ATS says of {record} is larger than one record may be."},
    {"hook_failed",
     "The connector could not read {record}. Others are not affected; the connector's author can "
     "tell why."},
    {"connector_crashed",
     "The connector crashed over {record}, twice. Others are not affected; the connector's author "
     "needs the item."},
    {"task_failed",
     "LinkedIn took {record} and later said that it could not publish it. Correct it in the ATS; "
     "a changed record is sent again."},
});

// What stands after the colon is a field, a rule or LinkedIn's code, and takes the place of
// "{about}".
constexpr auto words_about = std::to_array<Word>({
    {"missing",
     "LinkedIn requires {about}, and the ATS has none for {record}, or none that can be used. "
     "Fill it in there; {record} is then sent by itself."},
    {"too_short",
     "{about} of {record} is shorter than LinkedIn accepts{bounds}. Lengthen it in "
     "the ATS."},
    {"too_long",
     "{about} of {record} is longer than LinkedIn accepts{bounds}. Shorten it in the "
     "ATS, or withhold the field if it is optional."},
    {"out_of_range",
     "{about} of {record} is outside what LinkedIn accepts. Correct it in the ATS."},
    {"unknown_word",
     "{about} of {record} is a word that the connector does not know. It must become \"open\" or "
     "\"closed\"; the connector's mapping can be taught the word."},
    {"not_allowed",
     "{about} of {record} is a text that LinkedIn refuses. Name it otherwise in the ATS."},
    {"doubtful",
     "{about} decides whether {record} may be shared, and what the ATS gives for it cannot be read "
     "or names something that the ATS does not list. Until that is mended in the ATS nothing new "
     "of {record} is sent; a policy that does not ask about it lets {record} go."},
    {"rule",
     "The tenant's rule {about} withholds {record}. Change the rule, or what it asks "
     "about in the ATS."},
    {"refused",
     "LinkedIn refused {record} and named {about}. Correct it in the ATS; a changed record is "
     "sent again."},
    {"task_failed",
     "LinkedIn took {record}, could not publish it and named {about}. Correct it in the ATS; a "
     "changed record is sent again."},
});

template <std::size_t Count>
std::string_view sentence_of(const std::array<Word, Count>& words, std::string_view reason) {
  const auto found = std::ranges::find(words, reason, &Word::reason);
  return found == words.end() ? std::string_view{} : found->sentence;
}

std::string filled(std::string text, std::string_view slot, std::string_view value) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at)) {
    text.replace(at, slot.size(), value);
    at += value.size();
  }
  return text;
}

// An ATS does not always say which of these it was, and at LinkedIn they come to the same.
std::string_view ways_to_go(RecordKind kind) {
  switch (kind) {
    case RecordKind::candidate:
      return "deleted, or merged into another candidate, who has its applications now and stays, "
             "or anonymised";
    case RecordKind::job:
      return "deleted";
    default:
      return "deleted, or went with what it belongs to";
  }
}

std::string bounds_of(const FieldSpec* spec) {
  if (spec == nullptr) return {};
  const std::string least = spec->min_chars > 1 ? std::to_string(spec->min_chars) : "";
  const std::string most = spec->max_chars > 0 ? std::to_string(spec->max_chars) : "";
  if (least.empty() && most.empty()) return {};
  if (least.empty()) return " (at most " + most + " characters)";
  if (most.empty()) return " (at least " + least + " characters)";
  return " (" + least + " to " + most + " characters)";
}

}  // namespace

std::string explain(RecordKind kind, std::string_view reason) {
  const std::string record = "this " + std::string(name_of(kind));
  if (const auto sentence = sentence_of(whole_words, reason); !sentence.empty()) {
    std::string text = filled(std::string(sentence), "{record}", record);
    text = filled(std::move(text), "{how}", ways_to_go(kind));
    if (text[0] == 't') text[0] = 'T';
    return text;
  }
  const std::size_t colon = reason.find(':');
  const auto sentence = sentence_of(words_about, reason.substr(0, colon));
  if (colon == std::string_view::npos || sentence.empty()) {
    return "The reason for " + record + " is '" + std::string(reason) +
           "', which this version has no words for.";
  }
  const std::string_view about = reason.substr(colon + 1);
  const FieldSpec* spec = find_field(kind, about);
  const std::string shown =
      spec == nullptr ? "'" + std::string(about) + "'" : "the field '" + std::string(about) + "'";
  std::string text = filled(std::string(sentence), "{record}", record);
  text = filled(std::move(text), "{bounds}", bounds_of(spec));
  text = filled(std::move(text), "{about}", shown);
  if (text[0] == 't') text[0] = 'T';
  return text;
}

}  // namespace crosswalk
