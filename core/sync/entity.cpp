#include "sync/entity.hpp"

namespace crosswalk {

std::string_view name_of(EntityState state) {
  switch (state) {
    case EntityState::ready:
      return "ready";
    case EntityState::waiting:
      return "waiting";
    case EntityState::task:
      return "task";
    case EntityState::sent:
      return "sent";
    case EntityState::held:
      return "held";
    case EntityState::withheld:
      return "withheld";
    case EntityState::withdrawing:
      return "withdrawing";
    case EntityState::withdrawn:
      return "withdrawn";
    case EntityState::restricted:
      return "restricted";
  }
  return "unknown";
}

}  // namespace crosswalk
