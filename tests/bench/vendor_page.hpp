#pragma once

/// \file
/// The page all readings of the mapping bench are given, and what a programmer would write by
/// hand for this one vendor: two readings that take the fields the shipped manifest maps into
/// strings of their own and judge nothing, and the step from there to records.

#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace crosswalk::bench {

/// The fields the manifest reads of a candidate, as the vendor wrote them.
struct Person {
  std::string id;
  std::string created_at;
  std::string updated_at;
  std::string first_name;
  std::string last_name;
  std::string company;
  std::string title;
  std::vector<std::string> emails;
  std::vector<std::string> phones;
  std::vector<std::string> addresses;
  std::vector<std::string> websites;
  std::vector<std::string> social_media;
  bool is_private = false;
  bool can_email = false;

  friend bool operator==(const Person&, const Person&) = default;
};

/// A Harvest v3 page of so many invented candidates; the same text on every call.
std::string candidates_page(std::size_t candidates);

/// Reads in the order the vendor writes. Ends the program when the page is not as expected.
std::vector<Person> read_bare(simdjson::ondemand::parser& parser,
                              const simdjson::padded_string& page);

/// Reads by way of a tree of the whole page.
std::vector<Person> read_tree(std::string_view page);

/// What the manifest makes of these people, byte for byte as PageRead::mapped has it: blanks cut,
/// addresses and times checked, telephone numbers cleaned, the LinkedIn address found, encoded.
std::string records_of(const std::vector<Person>& people);

}  // namespace crosswalk::bench
