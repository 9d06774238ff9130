#pragma once

/// \file
/// The verdict while it is being written: counts, comparisons of content, and the first few
/// disagreements in full.

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "judge/judge.hpp"

namespace crosswalk::sim::judging {

/// An id as LinkedIn is told it, without making a string for each of a million.
class IdText {
 public:
  explicit IdText(Id id) : end_(std::to_chars(text_, text_ + sizeof text_, id).ptr) {}
  IdText(const IdText&) = delete;
  IdText& operator=(const IdText&) = delete;
  std::string_view view() const { return {text_, static_cast<std::size_t>(end_ - text_)}; }

 private:
  char text_[20];
  const char* end_;
};

/// The id in such a text; 0 when it is spelled in any other way.
Id id_of(std::string_view text);

class Minutes {
 public:
  Verdict verdict;

  Comparison& counts(EntityKind kind) { return verdict.kinds[static_cast<std::size_t>(kind)]; }

  /// Notes a disagreement; beyond the first few it is forgotten.
  void disagree(EntityKind kind, std::string_view id, std::string_view what,
                std::vector<std::string> fields = {});
  /// Held and must not be; of somebody who was deleted that is worse.
  void extra(EntityKind kind, std::string_view id, bool of_deleted_person);
  /// Nothing may be written or held of an erased person; `what` says which of it happened.
  void broken_erasure(EntityKind kind, std::string_view id, std::string_view what, bool held);
  /// Must be held and is: counts it as equal or differing from `expected`.
  void compare(EntityKind kind, std::string_view id, const Entity& entity,
               std::string_view expected);
};

}  // namespace crosswalk::sim::judging
