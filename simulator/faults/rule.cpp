#include "faults/rule.hpp"

namespace crosswalk::sim {

bool same(const FaultRule& a, const FaultRule& b) {
  FaultRule moved = b;
  moved.line = a.line;
  return a == moved;
}

}  // namespace crosswalk::sim
