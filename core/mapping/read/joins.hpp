#pragma once

/// \file
/// The conversation about joins: which requests a page needs, which of them were answered, and
/// the rows they brought. Nothing is remembered between two questions: the same page with more
/// replies gives fewer needs, until there are none.

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/read/joined_rows.hpp"
#include "mapping/read/walk.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The ids one join is asked for: of all items of a page, each once, in order.
class WantedIds {
 public:
  void clear();
  void add(std::string_view id);
  std::span<const std::string> ids() const { return ids_; }

 private:
  std::vector<std::string> ids_;
  std::unordered_set<std::string> known_;
};

/// Adds what an item wants of a join.
void want(const JoinProgram& join, const Cells& item, WantedIds& wanted);

/// A listing by ids that is to be read to its end.
struct ListingByIds {
  std::string_view name;
  const RequestTemplate& request;
  std::uint32_t batch = 1;
  const Envelope& envelope;
  const Paging& paging;
  const Shape& shape;
};

/// What the replies of one listing amounted to.
struct ListingRead {
  ReplyClass meaning = ReplyClass::ok;
  std::vector<PlannedRequest> open;  ///< Not answered yet; empty when all is read.
};

/// The requests for `ids`, batch by batch.
std::vector<PlannedRequest> requests_for(const ListingByIds& listing,
                                         std::span<const std::string> ids);

/// Walks every reply of that name into `sink` and tells what is still open. invalid_input when a
/// reply is broken, or the listing has more than 2000 pages.
Result<ListingRead> read_listing(const ListingByIds& listing, const MappingProgram& program,
                                 std::span<const std::string> ids,
                                 const std::vector<JoinReply>& replies, PageWalker& walker,
                                 ItemSink& sink);

}  // namespace crosswalk
