#include "world/kinds.hpp"

#include <algorithm>
#include <iterator>

namespace crosswalk::sim {
namespace {

constexpr std::string_view words[] = {"department",
                                      "office",
                                      "user",
                                      "source",
                                      "rejection_reason",
                                      "job",
                                      "job_stage",
                                      "job_post",
                                      "candidate",
                                      "application",
                                      "application_stage",
                                      "rejection_detail",
                                      "note",
                                      "job_attribute",
                                      "scorecard",
                                      "scorecard_attribute"};

}  // namespace

std::optional<Kind> kind_of(std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<Kind>(found - std::begin(words));
}

std::string_view word_of(Kind kind) { return words[static_cast<std::size_t>(kind)]; }

std::span<const std::string_view> kind_words() { return words; }

}  // namespace crosswalk::sim
