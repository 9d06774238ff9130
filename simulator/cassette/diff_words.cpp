#include <array>

#include "cassette/diff.hpp"

namespace crosswalk::sim {

std::string_view name_of(Difference::What what) {
  constexpr std::array<std::string_view, 7> names = {"only_left", "only_right", "answers", "status",
                                                     "header",    "shape",      "value"};
  return names.at(static_cast<std::size_t>(what));
}

std::string words_of(const Difference& difference) {
  std::string words =
      std::string(name_of(difference.what)) + "  " + difference.tenant + "  " + difference.resource;
  if (difference.version > 0) words += "  answer " + std::to_string(difference.version);
  if (!difference.path.empty()) words += "  " + difference.path;
  const auto side = [](const std::string& text) { return text.empty() ? "nothing" : text; };
  return words + "  " + side(difference.left) + " -> " + side(difference.right);
}

Json to_json(const CassetteDiff& diff) {
  Json list = Json::list();
  for (const Difference& each : diff.differences) {
    Json row;
    row.set("what", name_of(each.what));
    row.set("tenant", each.tenant);
    row.set("resource", each.resource);
    row.set("answer", each.version);
    row.set("path", each.path);
    row.set("left", each.left);
    row.set("right", each.right);
    list.push(std::move(row));
  }
  Json all;
  all.set("same", diff.same());
  all.set("compared", diff.compared);
  all.set("total", diff.total);
  all.set("expected", diff.expected);
  all.set("differences", std::move(list));
  return all;
}

}  // namespace crosswalk::sim
