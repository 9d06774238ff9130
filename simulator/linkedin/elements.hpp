#pragma once

/// \file
/// The elements of a batch of job postings, read and judged before any of them is accepted. A
/// body that is no such batch is refused as a whole; a faulty element only complains.

#include <optional>
#include <string>
#include <vector>

#include "linkedin/call.hpp"
#include "linkedin/fields/content.hpp"

namespace crosswalk::sim::linkedin {

/// One posting. Without complaints it may become a task.
struct Element {
  std::string organization;
  std::string job;        ///< externalJobPostingId
  std::string operation;  ///< jobPostingOperationType; empty under the older contract.
  std::string content;    ///< Canonical, with `state` whichever contract was spoken.
  std::vector<Complaint> complaints;
  std::vector<std::string> unknown;
};

/// Reads {"elements":[{..}]}; nothing when the body is something else. At most 101 elements are
/// read, which is enough to see that there are too many.
std::optional<std::vector<Element>> read_elements(const Call& call, Peer& peer);

bool mixes_operations(const std::vector<Element>& elements);

/// Whether an element belongs to another organization than the application does.
bool out_of_reach(const LinkedInApp& app, const std::vector<Element>& elements);

}  // namespace crosswalk::sim::linkedin
