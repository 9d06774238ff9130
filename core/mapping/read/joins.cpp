#include "mapping/read/joins.hpp"

#include <algorithm>

#include "mapping/map/evaluate.hpp"
#include "mapping/read/next.hpp"
#include "sdk/record.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t requests_max = 2000;

}  // namespace

void WantedIds::clear() {
  ids_.clear();
  known_.clear();
}

void WantedIds::add(std::string_view id) {
  if (id.empty() || id.size() > record_id_bytes_max) return;
  if (known_.emplace(id).second) ids_.emplace_back(id);
}

void want(const JoinProgram& join, const Cells& item, WantedIds& wanted) {
  if (!hold(join.when, item)) return;
  for (const Cell* id = item.first(join.by); id != nullptr; id = item.after(*id)) {
    if (id->kind != CellKind::wrong) wanted.add(id->text);
  }
}

std::vector<PlannedRequest> requests_for(const ListingByIds& listing,
                                         std::span<const std::string> ids) {
  std::vector<PlannedRequest> requests;
  while (!ids.empty()) {
    const std::size_t count = std::min<std::size_t>(ids.size(), listing.batch);
    requests.push_back(fill(listing.request, {.ids = ids.first(count), .from = {}, .until = {}}));
    ids = ids.subspan(count);
  }
  return requests;
}

Result<ListingRead> read_listing(const ListingByIds& listing, const MappingProgram& program,
                                 std::span<const std::string> ids,
                                 const std::vector<JoinReply>& replies, PageWalker& walker,
                                 ItemSink& sink) {
  std::vector<PlannedRequest> requests = requests_for(listing, ids);
  const std::size_t asked = requests.size();
  std::size_t answered = 0;
  for (const JoinReply& answer : replies) {
    if (answer.join != listing.name || answered == requests.size()) continue;
    const ReplyClass meaning = classify(program, ReadMode::by_id, answer.reply.status);
    // Of one id, "not there" is an answer; of several, or of a later page, it proves nothing.
    const bool nothing = meaning == ReplyClass::gone && listing.batch == 1 && answered < asked;
    if (meaning != ReplyClass::ok && !nothing) return ListingRead{meaning, {}};
    ++answered;
    if (nothing) continue;
    Result<Done> walked = walker.open(answer.reply.body);
    if (walked) walked = walker.walk(listing.envelope, listing.shape, listing.batch == 1, sink);
    if (!walked) return std::move(walked).error();
    Result<std::optional<PlannedRequest>> next =
        next_request(listing.paging, {.reply = answer.reply,
                                      .around = walker.around(),
                                      .items = walker.items(),
                                      .asked = {},
                                      .host = listing.request.host});
    if (!next) return std::move(next).error();
    if (*next) requests.push_back(**std::move(next));
    if (requests.size() > requests_max) {
      return Error{ErrorCode::invalid_input, "what a page needs goes on for more than 2000 pages",
                   std::string(listing.name)};
    }
  }
  requests.erase(requests.begin(), requests.begin() + static_cast<std::ptrdiff_t>(answered));
  return ListingRead{ReplyClass::ok, std::move(requests)};
}

}  // namespace crosswalk
