#include "explore/known.hpp"

#include <algorithm>

namespace crosswalk::sim::explore {
namespace {

struct LeftOut {
  FaultKind kind;
  std::string_view begins;
  std::string_view why;
};

constexpr LeftOut left_out[] = {
    {FaultKind::late_job_failure, "", "a job that failed at LinkedIn waits for a person"},
    {FaultKind::scope_missing, "linkedin.", "no step gives a permission back at LinkedIn"},
    {FaultKind::secret_rotated, "gem.", "its key lives as long as the run"}};

// Words of scenario/virtual and world/mutation.
constexpr std::string_view impossible[] = {"LinkedIn holds no open job to export to",
                                           "LinkedIn does not take the order",
                                           "the operation does not apply to this kind",
                                           "there is nobody to",
                                           "records of this kind come with others",
                                           "was captured by no step",
                                           "values where one is needed",
                                           "LinkedIn cannot ask for jobs",
                                           "there is no living record with that id",
                                           "the product came to rest after",
                                           "there are only"};

}  // namespace

bool is_known(FaultKind kind, std::string_view place) {
  return std::ranges::any_of(left_out, [&](const LeftOut& each) {
    return each.kind == kind && place.starts_with(each.begins);
  });
}

bool could_not_be_done(std::string_view words) {
  return std::ranges::any_of(impossible, [&](std::string_view each) {
    return words.find(each) != std::string_view::npos;
  });
}

}  // namespace crosswalk::sim::explore
