// Onboarding replies. Whatever the bytes, only integrations that we know come out, and of an
// application only credentials that can stand in a request.
// links: crosswalk::linkedin

#include <algorithm>
#include <cstdint>

#include "base/check.hpp"
#include "linkedin/exchange/acls.hpp"
#include "linkedin/exchange/integrations.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  static const std::vector<Dialect> dialects = {v2_dialect(), rest_dialect("202603")};
  static const LinkedInTarget target{"https://api.linkedin.example", "urn:li:organization:5000",
                                     "PUBLIC"};
  const HttpResponse reply{200, {}, std::string(reinterpret_cast<const char*>(bytes), size)};
  for (const Dialect& dialect : dialects) {
    const auto found = read_integrations(dialect, target, reply);
    if (!found) continue;
    CROSSWALK_CHECK(found->size() <= 100);
    for (const Integration& one : *found) {
      CROSSWALK_CHECK(one.type == one_click_export || one.type == in_ats_indicator);
    }
  }
  const Provisioned made = read_provisioned(reply);
  const auto unfit = [](char c) { return c <= ' ' || c > '~'; };
  CROSSWALK_CHECK(made.readable == !made.client_id.empty());
  CROSSWALK_CHECK(made.readable || made.client_secret.empty());
  CROSSWALK_CHECK(std::ranges::none_of(made.client_id, unfit));
  CROSSWALK_CHECK(std::ranges::none_of(made.client_secret, unfit));
  CROSSWALK_CHECK(!all_taken(reply) || acl_taken(AclChange::remove, reply));
  return 0;
}
