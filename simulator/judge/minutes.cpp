#include "judge/minutes.hpp"

#include <utility>

#include "judge/compare.hpp"

namespace crosswalk::sim::judging {

Id id_of(std::string_view text) {
  Id id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && IdText(id).view() == text ? id : 0;
}

void Minutes::disagree(EntityKind kind, std::string_view id, std::string_view what,
                       std::vector<std::string> fields) {
  if (verdict.first.size() >= Verdict::disagreements_max) return;
  verdict.first.push_back({kind, std::string(id), what, std::move(fields)});
}

void Minutes::extra(EntityKind kind, std::string_view id, bool of_deleted_person) {
  ++counts(kind).extra;
  verdict.of_deleted_persons += of_deleted_person ? 1 : 0;
  disagree(kind, id, of_deleted_person ? "of_a_deleted_person" : "extra");
}

void Minutes::broken_erasure(EntityKind kind, std::string_view id, std::string_view what,
                             bool held) {
  counts(kind).extra += held ? 1 : 0;
  ++verdict.broken_erasures;
  disagree(kind, id, what);
}

void Minutes::compare(EntityKind kind, std::string_view id, const Entity& entity,
                      std::string_view expected) {
  if (entity.content == expected) {
    ++counts(kind).equal;
    return;
  }
  Difference found = difference(entity.content, expected);
  if (found.fields.empty()) {
    ++counts(kind).equal;
    return;
  }
  ++counts(kind).differing;
  disagree(kind, id, found.stale ? "stale" : "differs", std::move(found.fields));
}

}  // namespace crosswalk::sim::judging
