#pragma once

/// \file
/// What of an exported LinkedIn member may enter an ATS, and the words by which an export is
/// refused. Five groups always pass: the names, the headline, the current company, the current
/// title, the general location. An address and the profile's URL pass by the tenant's grant alone,
/// and whatever else LinkedIn may send has no way in, because it has no place here.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk {

/// What a tenant lets in beside the five groups.
struct ExportGrants {
  bool email = false;
  bool profile_url = false;
};

/// A member as LinkedIn handed it over; texts as sent, empty where there is none.
struct ExportedMember {
  std::string first_name;
  std::string last_name;
  std::string headline;
  std::string company;
  std::string title;
  std::string location;
  std::string email;
  std::string profile_url;
};

/// What of it is written into the ATS: (name, text) with the names of WriteValues::person, in that
/// order, absent where nothing usable is left. Blanks at both ends and control characters go, a
/// text that is no UTF-8 goes whole, and one of more than 500 code points is cut.
std::vector<std::pair<std::string, std::string>> admitted(const ExportedMember& member,
                                                          const ExportGrants& grants);

/// Every word by which an export is refused. Stored and shown: a word keeps its meaning.
std::span<const std::string_view> refusal_words();

/// A sentence or two for the recruiter who exported: why, and what would help. An unknown word
/// gets a sentence that shows it.
std::string explain_refusal(std::string_view word);

}  // namespace crosswalk
