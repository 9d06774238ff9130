#include "scenario/stage.hpp"

#include <algorithm>

namespace crosswalk::sim {
namespace {

// By so much a vendor's clock may be wrong and nothing is lost: every client reads the last moments
// again. A choice, and the product's overlap.
constexpr Duration read_again = std::chrono::minutes{2};

}  // namespace

// What a client cannot see to be false it cannot ask for again; a page that comes twice ends its
// round.
Candour candour_of(const std::vector<FaultRule>& rules, const std::vector<std::string>& fired) {
  Candour worst = Candour::full;
  for (const FaultRule& rule : rules) {
    if (std::ranges::find(fired, rule.id) == fired.end()) continue;
    switch (rule.what.kind) {
      case FaultKind::wrong_type:
      case FaultKind::null_value:
      case FaultKind::page_capped:
        return Candour::falsified;
      case FaultKind::page_overlapping:
      case FaultKind::page_looping:
      case FaultKind::late_commit:
      case FaultKind::tied_times:
      case FaultKind::clock_drift:
        worst = std::max(worst, Candour::late);
        break;
      case FaultKind::clock_skew:
        if (rule.what.wait < -read_again || rule.what.wait > read_again) {
          worst = std::max(worst, Candour::late);
        }
        break;
      case FaultKind::wrong_length:
      case FaultKind::malformed_json:
      case FaultKind::bad_utf8:
      case FaultKind::html:
        worst = std::max(worst, Candour::unreadable);
        break;
      default:
        break;
    }
  }
  return worst;
}

}  // namespace crosswalk::sim
