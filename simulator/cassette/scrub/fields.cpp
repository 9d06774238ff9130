#include "cassette/scrub/fields.hpp"

#include <algorithm>

namespace crosswalk::sim {
namespace {

constexpr std::string_view kept[] = {"contenttype", "link",         "location",       "retryafter",
                                     "etag",        "lastmodified", "allow",          "sunset",
                                     "deprecation", "contentrange", "wwwauthenticate"};
constexpr std::string_view families[] = {"xratelimit", "ratelimit", "xrestli", "xlinkedin",
                                         "xlierror",   "xtotal",    "xpage",   "xnext"};

}  // namespace

bool field_matters(std::string_view name) {
  const auto begins = [&](std::string_view family) { return name.starts_with(family); };
  return std::ranges::find(kept, name) != std::end(kept) || std::ranges::any_of(families, begins);
}

}  // namespace crosswalk::sim
