#include "world/kinds.hpp"

#include <algorithm>
#include <iterator>

namespace crosswalk::sim {
namespace {

constexpr std::string_view kind_words[] = {
    "department", "office",   "user",      "source",      "rejection_reason",  "job",
    "job_stage",  "job_post", "candidate", "application", "application_stage", "rejection_detail"};

}  // namespace

std::optional<Kind> kind_of(std::string_view word) {
  const auto found = std::ranges::find(kind_words, word);
  if (found == std::end(kind_words)) return std::nullopt;
  return static_cast<Kind>(found - std::begin(kind_words));
}

std::string_view word_of(Kind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

}  // namespace crosswalk::sim
