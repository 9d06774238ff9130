// Exported members. Whatever the bytes, every text and list is within its bound, a member is a
// person's URN or nobody, and only an element that was found can be ours.
// links: crosswalk::linkedin

#include <cstdint>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "linkedin/exchange/exports.hpp"

namespace {

using namespace crosswalk;

void hold(const std::string& text) { CROSSWALK_CHECK(text.size() <= 1000 && valid_utf8(text)); }

void hold(const std::vector<std::string>& texts) {
  CROSSWALK_CHECK(texts.size() <= 20);
  for (const std::string& text : texts) {
    CROSSWALK_CHECK(!text.empty());
    hold(text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Dialect v2 = v2_dialect();
  static const LinkedInTarget target{"https://api.linkedin.example", "urn:li:organization:5000",
                                     "PUBLIC"};
  const HttpResponse reply{200, {}, std::string(reinterpret_cast<const char*>(bytes), size)};
  const ExportReply read = read_export(v2, target, reply);
  CROSSWALK_CHECK(read.readable || !read.found);
  CROSSWALK_CHECK(read.found || (!read.ours && read.job.empty() && read.person.member.empty()));
  CROSSWALK_CHECK(read.person.member.empty() || read.person.member.starts_with("urn:li:person:"));
  for (const auto* text : {&read.job, &read.person.member, &read.person.first_name,
                           &read.person.last_name, &read.person.headline, &read.person.location,
                           &read.person.profile_url, &read.person.title}) {
    hold(*text);
  }
  hold(read.person.employers);
  hold(read.person.emails);
  return 0;
}
