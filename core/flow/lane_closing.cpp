#include <algorithm>
#include <utility>

#include "flow/lane.hpp"

namespace crosswalk {
namespace {

// A posting that LinkedIn took without our hearing of it may still be in the making, so that it is
// not there is believed the second time only.
constexpr Duration second_look_after{600'000};

}  // namespace

void Lane::depart(Batch batch) {
  const bool closing = purpose_ == Purpose::withdraw && kind_ == RecordKind::job;
  if (closing) {
    // A job LinkedIn never had a payload of cannot be closed there, and needs no closing.
    std::erase_if(batch, [&](const WorkItem& item) {
      if (!item.payload.empty()) return false;
      heard_.push_back({item.key, item.version, OutcomeKind::withdrawn, {}, {}, {}, false});
      return true;
    });
  }
  if (batch.empty()) {
    arrive();
    return go_on();
  }
  const auto unsure = [](const WorkItem& item) { return !item.confirmed; };
  if (closing && std::ranges::any_of(batch, unsure)) return ask_whether_there(std::move(batch));
  ask(std::move(batch));
}

void Lane::ask_whether_there(Batch batch) {
  std::vector<std::string> ids;
  for (const WorkItem& item : batch) {
    if (!item.confirmed) ids.push_back(item.key.id);
  }
  HttpRequest request =
      read_request(context_.setup.dialect, context_.setup.target, RecordKind::job, ids);
  context_.linkedin.ask(std::move(request), [this, held = std::move(batch), ids = std::move(ids)](
                                                Result<HttpResponse> reply) mutable {
    hear_whether_there(std::move(held), std::move(ids), std::move(reply));
  });
}

void Lane::hear_whether_there(Batch batch, std::vector<std::string> ids,
                              Result<HttpResponse> reply) {
  const std::optional<BatchReply> read = usable(reply, [&](const HttpResponse& told) {
    return read_entities(context_.setup.dialect, RecordKind::job, ids, told);
  });
  if (!read) {
    arrive();
    return judge_whole(std::move(batch), reply ? reply->status : 0, reply ? &*reply : nullptr);
  }
  CROSSWALK_CHECK(read->entities.size() == ids.size());
  std::size_t asked = 0;
  std::erase_if(batch, [&](const WorkItem& item) {
    if (item.confirmed) return false;
    const EntityStatus& told = read->entities[asked++];
    if (told.status == 200) return false;
    EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
    out.retry_at = context_.desk.now() + second_look_after;
    if (told.status == 404 && item.attempts > 0) out.kind = OutcomeKind::withdrawn;
    heard_.push_back(std::move(out));
    return true;
  });
  if (!batch.empty()) return ask(std::move(batch));
  arrive();
  go_on();
}

}  // namespace crosswalk
