#include "base/text/counted.hpp"

namespace crosswalk {
namespace {

bool hisses(std::string_view noun) {
  return noun.ends_with('s') || noun.ends_with('x') || noun.ends_with("sh") || noun.ends_with("ch");
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  const std::string_view ending = number == 1 ? "" : hisses(noun) ? "es" : "s";
  return grouped(number).append(" ").append(noun).append(ending);
}

}  // namespace crosswalk
