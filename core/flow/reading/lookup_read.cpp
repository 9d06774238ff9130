#include "flow/reading/lookup_read.hpp"

#include <utility>

#include "base/text/digest.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

constexpr std::uint32_t attempts_limit = 8;

// A lookup is a small table; what is larger than this must be a join instead.
constexpr std::uint32_t pages_limit = 1000;
constexpr std::size_t entries_bytes_max = 32 * 1024 * 1024;

}  // namespace

ReadingLookup::ReadingLookup(Context& context, StoredLookup known,
                             std::vector<std::string> dependents,
                             std::function<void(LookupEnd)> end)
    : context_(context),
      known_(std::move(known)),
      dependents_(std::move(dependents)),
      end_(std::move(end)) {}

void ReadingLookup::begin() {
  context_.report.activity = "reading " + known_.name;
  context_.desk.ask_step(
      PlanLookup{known_.name, context_.desk.now()}, [self = shared_from_this()](auto answer) {
        Answer* given = std::get_if<Answer>(&answer);
        Planned* planned = given ? std::get_if<Planned>(given) : nullptr;
        if (planned == nullptr || planned->requests.size() != 1) {
          const auto* failure = std::get_if<StepFailure>(&answer);
          return self->give_up(failure ? to_string(failure->error) : "it cannot be planned");
        }
        self->fetch(std::move(planned->requests.front()));
      });
}

void ReadingLookup::fetch(PlannedRequest request) {
  Result<HttpRequest> resolved = resolve(request, context_.setup.origins);
  if (!resolved) return give_up(to_string(resolved.error()));
  context_.vendor.ask(*std::move(resolved),
                      [self = shared_from_this(), request](Result<HttpResponse> reply) {
                        self->hear_reply(request, std::move(reply));
                      });
}

void ReadingLookup::hear_reply(const PlannedRequest& request, Result<HttpResponse> reply) {
  if (!reply) {
    if (reply.error().code == ErrorCode::unavailable) {
      return retry(request, to_string(reply.error()));
    }
    return give_up(to_string(reply.error()));
  }
  ReadLookup step{known_.name, *std::move(reply), context_.desk.now(), request.http.target};
  context_.desk.ask_step(std::move(step), [self = shared_from_this(), request](auto answer) {
    self->hear_step(request, std::move(answer));
  });
}

void ReadingLookup::hear_step(const PlannedRequest& request,
                              std::variant<Answer, StepFailure> answer) {
  if (const auto* failure = std::get_if<StepFailure>(&answer)) {
    return retry(request, to_string(failure->error));
  }
  auto* read = std::get_if<LookupRead>(&std::get<Answer>(answer));
  if (read == nullptr) return give_up("the engine answered another question");
  if (read->meaning == ReplyClass::throttled || read->meaning == ReplyClass::transient ||
      read->meaning == ReplyClass::cursor_expired) {
    return retry(request, "the vendor answered: " + std::string(name_of(read->meaning)));
  }
  if (read->meaning != ReplyClass::ok) {
    return give_up("the vendor answered: " + std::string(name_of(read->meaning)));
  }
  entries_ += read->entries;
  if (++pages_ > pages_limit || entries_.size() > entries_bytes_max) {
    return give_up("it is too large for a lookup");
  }
  if (read->next) return fetch(*std::move(read->next));
  finish_read();
}

void ReadingLookup::finish_read() {
  StoredLookup fresh{known_.name, std::move(entries_), 0};
  fresh.version = mix64(fresh.entries) | 1;
  if (fresh.version == known_.version) return end_({true, false, std::move(known_)});
  SaveLookup verb{fresh, {}};
  if (known_.version != 0) verb.dependents = dependents_;
  context_.desk.ask_store(std::move(verb), [self = shared_from_this(), fresh](StoreAnswer) {
    self->end_({true, true, fresh});
  });
}

void ReadingLookup::retry(PlannedRequest request, std::string why) {
  if (++attempts_ >= attempts_limit || context_.vendor.silent()) return give_up(std::move(why));
  const Duration pause = backoff(attempts_, context_.setup.seed ^ attempts_);
  context_.desk.at(context_.desk.now() + pause,
                   [self = shared_from_this(), request] { self->fetch(request); });
}

void ReadingLookup::give_up(std::string why) {
  context_.alarm("the lookup " + known_.name + " cannot be read: " + why);
  end_({false, false, std::move(known_)});
}

}  // namespace crosswalk
