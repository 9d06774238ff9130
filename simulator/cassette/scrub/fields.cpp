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

std::string rewritten_link(std::string_view value, const RewriteLink& rewrite) {
  std::string made;
  while (true) {
    const std::size_t open = value.find('<');
    const std::size_t close = value.find('>', open);
    if (close == std::string_view::npos) return made + rewrite(value, made.empty());
    made += rewrite(value.substr(0, open), false);
    made += '<' + rewrite(value.substr(open + 1, close - open - 1), true) + '>';
    value.remove_prefix(close + 1);
  }
}

}  // namespace crosswalk::sim
