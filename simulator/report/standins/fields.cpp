#include "report/standins/fields.hpp"

#include <algorithm>
#include <array>

namespace crosswalk::sim {
namespace {

using Words = std::span<const std::string_view>;

constexpr auto secrets =
    std::to_array<std::string_view>({"token", "secret", "password", "signature", "authorization",
                                     "apikey", "assertion", "challenge", "credential", "cookie"});
constexpr auto phones = std::to_array<std::string_view>({"phone", "mobile", "fax"});
constexpr auto profiles = std::to_array<std::string_view>(
    {"profileurl", "website", "socialmedia", "linkedinurl", "photo", "avatar", "publicprofile"});
constexpr auto addresses =
    std::to_array<std::string_view>({"address", "line1", "line2", "street", "geographicarea"});
constexpr auto persons = std::to_array<std::string_view>(
    {"firstname", "lastname", "middlename", "middleinitial", "preferredname", "fullname",
     "givenname", "familyname", "displayname", "nickname", "maidenname", "surname"});
constexpr auto works = std::to_array<std::string_view>(
    {"currentcompanyname", "currentjobtitle", "currentemployername", "employer", "headline"});
constexpr auto texts = std::to_array<std::string_view>(
    {"note", "notes", "body", "feedback", "publicnotes", "privatenotes", "answer", "comment",
     "comments", "subject", "tags", "summary", "coverletter", "resume"});
// Words of a contract, whatever they hang on.
constexpr auto plain = std::to_array<std::string_view>({"type",
                                                        "tokentype",
                                                        "id",
                                                        "status",
                                                        "state",
                                                        "kind",
                                                        "key",
                                                        "action",
                                                        "href",
                                                        "rel",
                                                        "geographicareatype",
                                                        "createdat",
                                                        "updatedat",
                                                        "visibility",
                                                        "visiblity",
                                                        "isprimary",
                                                        "pagetoken",
                                                        "nextpagetoken",
                                                        "expiresin",
                                                        "expiresat"});
// Whose `name` is nobody's.
constexpr auto things = std::to_array<std::string_view>(
    {"job",         "department", "office",   "source",  "stage",  "reason",     "type",
     "attribute",   "interview",  "post",     "field",   "pool",   "organi",     "company",
     "integration", "product",    "contract", "school",  "degree", "discipline", "level",
     "tag",         "hook",       "plan",     "opening", "region", "category"});
constexpr auto people = std::to_array<std::string_view>(
    {"interviewer", "user", "manager", "recruiter", "candidate", "author", "owner"});
constexpr auto candidates = std::to_array<std::string_view>({"candidate", "person", "prospect"});
// Of a candidate, or within an address; of a job they are nobody's.
constexpr auto of_candidates = std::to_array<std::string_view>({"company", "title"});
constexpr auto of_addresses =
    std::to_array<std::string_view>({"city", "postalcode", "country", "location"});

bool is_one(Words all, std::string_view word) { return std::ranges::find(all, word) != all.end(); }

bool holds(Words all, std::string_view word) {
  return std::ranges::any_of(
      all, [&](std::string_view each) { return word.find(each) != std::string_view::npos; });
}

std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c != '_' && c != '-' && c != ' ') {
      out += c;
    }
  }
  return out;
}

std::optional<Personal> by_name(std::string_view name) {
  if (is_one(plain, name)) return std::nullopt;
  if (holds(secrets, name)) return Personal::secret;
  if (name.find("email") != std::string_view::npos) return Personal::email;
  if (holds(phones, name)) return Personal::phone;
  if (holds(profiles, name)) return Personal::profile;
  if (holds(addresses, name)) return Personal::address;
  if (holds(persons, name)) return Personal::person;
  if (holds(works, name)) return Personal::work;
  if (is_one(texts, name)) return Personal::text;
  return std::nullopt;
}

// "requisitionOwner", "jobOwner" hold somebody although "job" is in them.
bool is_thing(std::string_view name) { return holds(things, name) && !holds(people, name); }

}  // namespace

std::string_view word_of(Personal kind) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"PERSON", "EMAIL", "PHONE", "ADDRESS", "PROFILE", "MEMBER", "WORK", "TEXT", "SECRET"});
  return words[static_cast<std::size_t>(kind)];
}

std::optional<Personal> personal_field(std::span<const std::string> path) {
  if (path.empty()) return std::nullopt;
  const std::string name = folded(path.back());
  if (is_one(plain, name)) return std::nullopt;
  if (const auto own = by_name(name)) return own;
  std::string nearest;
  bool of_candidate = false;
  for (std::size_t at = path.size() - 1; at > 0; --at) {
    const std::string above = folded(path[at - 1]);
    // What encloses tells the kind of everything in it, but a text is itself or a list of texts.
    const auto kind = by_name(above);
    if (kind && *kind != Personal::text && *kind != Personal::person) return kind;
    if (!above.empty() && nearest.empty()) nearest = above;
    of_candidate = of_candidate || (holds(candidates, above) && !is_thing(above));
    if (is_thing(above)) break;
  }
  if (name == "name") return is_thing(nearest) ? std::nullopt : std::optional(Personal::person);
  if (of_candidate && is_one(of_candidates, name)) return Personal::work;
  if (of_candidate && is_one(of_addresses, name)) return Personal::address;
  return std::nullopt;
}

std::optional<Personal> personal_name(std::string_view name) {
  const std::string word = folded(name);
  return word == "name" ? std::optional(Personal::person) : by_name(word);
}

}  // namespace crosswalk::sim
