#include "sdk/findings.hpp"

namespace crosswalk {

std::string_view name_of(FindingCode code) {
  switch (code) {
    case FindingCode::not_an_email:
      return "not_an_email";
    case FindingCode::not_an_instant:
      return "not_an_instant";
    case FindingCode::unknown_word:
      return "unknown_word";
    case FindingCode::wrong_type:
      return "wrong_type";
    case FindingCode::too_long:
      return "too_long";
    case FindingCode::too_short:
      return "too_short";
    case FindingCode::out_of_range:
      return "out_of_range";
    case FindingCode::unresolved:
      return "unresolved";
    case FindingCode::from_hook:
      return "from_hook";
  }
  return "unknown";
}

}  // namespace crosswalk
