#include "judge/exchange/written.hpp"

#include <algorithm>

#include "judge/exchange/persons.hpp"

namespace crosswalk::sim::judging {
namespace {

// A client may cut what is longer; no vendor's column is narrower than this.
constexpr std::size_t cut_after = 500;

bool says(std::string_view written, const std::string& given) {
  const std::string have = plain(written);
  const std::string wanted = plain(given);
  return have == wanted || (have.size() >= cut_after && wanted.starts_with(have));
}

bool says_one_of(std::string_view written, const std::vector<std::string>& given) {
  return std::ranges::any_of(given, [&](const std::string& each) { return says(written, each); });
}

// A mark that carries the person would be a field by another name.
bool tells_of(std::string_view mark, const ExportOrder& order) {
  constexpr std::size_t word_min = 3;  // A shorter name stands in any text by chance.
  std::vector<std::string> words = {order.first_name, order.last_name, order.headline,
                                    order.location,   order.member,    order.profile_url};
  words.insert(words.end(), order.employers.begin(), order.employers.end());
  words.insert(words.end(), order.emails.begin(), order.emails.end());
  return std::ranges::any_of(words, [&](const std::string& word) {
    return word.size() >= word_min && mark.find(word) != std::string_view::npos;
  });
}

bool well_tagged(const Candidate& person, const ExportOrder& order) {
  const auto marks = std::ranges::count_if(person.tags, [](Text tag) { return tag != origin_tag; });
  const bool silent =
      std::ranges::none_of(person.tags, [&](Text tag) { return tells_of(tag, order); });
  return silent && marks <= 1 && std::ranges::count(person.tags, origin_tag) == 1;
}

}  // namespace

std::vector<std::string> wrongly_written(const Candidate& person, const ExportOrder& order,
                                         const TenantPolicy& policy) {
  std::vector<std::string> fields;
  const auto want = [&](bool good, const char* name) {
    if (!good) fields.emplace_back(name);
  };
  const auto empty_or = [](Text text, bool good) { return text.empty() || good; };
  want(empty_or(person.address, says(person.address, order.location)), "address");
  want(empty_or(person.company, says_one_of(person.company, order.employers)), "company");
  want(empty_or(person.email, policy.export_email && says_one_of(person.email, order.emails)),
       "email");
  want(says(person.first_name, order.first_name), "first_name");
  want(says(person.last_name, order.last_name), "last_name");
  want(empty_or(person.linkedin_url,
                policy.export_profile_url && says(person.linkedin_url, order.profile_url)),
       "linkedin_url");
  want(person.phone.empty(), "phone");
  want(person.preferred_name.empty(), "preferred_name");
  want(well_tagged(person, order), "tags");
  want(empty_or(person.title, says(person.title, order.headline)), "title");
  want(person.website.empty(), "website");
  want(person.work_email.empty(), "work_email");
  return fields;
}

}  // namespace crosswalk::sim::judging
