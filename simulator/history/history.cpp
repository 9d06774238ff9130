#include "history/history.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::sim {

bool ByName::operator()(std::string_view a, std::string_view b) const {
  const auto number = [](std::string_view name) {
    const bool named = name.size() > 1 && name[0] == 'I' && name[1] >= '0' && name[1] <= '9';
    return named ? name.size() : 0;
  };
  return std::pair(number(a), a) < std::pair(number(b), b);
}

void Played::fell_on(const std::vector<std::string>& all) {
  const std::size_t kept = std::min(all.size(), ids_kept);
  ids.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept));
  ids_more = all.size() - kept;
}

bool History::passed() const {
  return broke.empty() &&
         std::ranges::all_of(checks, [](const Check& check) { return check.good; });
}

}  // namespace crosswalk::sim
