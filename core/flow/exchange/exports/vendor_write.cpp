#include "flow/exchange/exports/vendor_write.hpp"

#include <memory>
#include <utility>

namespace crosswalk {
namespace {

using Kind = WriteEnd::Kind;

// What travels along one write.
struct Write {
  Context& context;
  WriteStep step;
  WriteValues values;
  std::function<void(WriteEnd)> then;

  void end(Kind kind, std::string why = {}) const { then({kind, {}, std::move(why)}); }
};

std::string about(const Write& write) { return " for " + std::string(name_of(write.step)); }

void judge(const Write& write, int status, Written written) {
  const std::string what = "the vendor answers " + std::to_string(status) + about(write);
  switch (written.meaning) {
    case ReplyClass::ok:
      return write.then({Kind::over, std::move(written), {}});
    case ReplyClass::throttled:
      return write.end(Kind::not_now);
    case ReplyClass::transient:
      return write.end(Kind::unknown);
    case ReplyClass::credential:
    case ReplyClass::forbidden:
      return write.end(Kind::not_now, what + "; grant the permission it needs");
    case ReplyClass::gone:
    case ReplyClass::cursor_expired:
    case ReplyClass::refused:
      return write.end(Kind::refused, what);
  }
}

void read(const std::shared_ptr<Write>& write, HttpResponse reply) {
  const int status = reply.status;
  ReadWrite step{write->step, write->values, std::move(reply)};
  write->context.desk.ask_step(std::move(step), [write, status](auto answer) {
    if (const auto* failure = std::get_if<StepFailure>(&answer)) {
      const bool cannot = failure->error.code == ErrorCode::unsupported;
      return write->end(cannot ? Kind::no_route : Kind::unknown, to_string(failure->error));
    }
    auto* written = std::get_if<Written>(&std::get<Answer>(answer));
    if (written == nullptr) return write->end(Kind::unknown);
    judge(*write, status, std::move(*written));
  });
}

void ask(const std::shared_ptr<Write>& write, PlannedRequest planned) {
  Result<HttpRequest> request = resolve(std::move(planned), write->context.setup.origins);
  if (!request) return write->end(Kind::refused, to_string(request.error()));
  write->context.vendor.ask(*std::move(request), [write](Result<HttpResponse> reply) {
    if (reply) return read(write, *std::move(reply));
    const bool lost = reply.error().code == ErrorCode::unavailable;
    write->end(lost ? Kind::unknown : Kind::not_now, lost ? "" : to_string(reply.error()));
  });
}

}  // namespace

void ask_vendor_to_write(Context& context, WriteStep step, WriteValues values,
                         std::function<void(WriteEnd)> then) {
  auto write = std::make_shared<Write>(Write{context, step, std::move(values), std::move(then)});
  PlanWrite plan{step, write->values, context.desk.now()};
  context.desk.ask_step(std::move(plan), [write](auto answer) {
    if (const auto* failure = std::get_if<StepFailure>(&answer)) {
      if (failure->died) return write->end(Kind::not_now, to_string(failure->error));
      const bool cannot = failure->error.code == ErrorCode::unsupported;
      return write->end(cannot ? Kind::no_route : Kind::refused, to_string(failure->error));
    }
    auto* planned = std::get_if<Planned>(&std::get<Answer>(answer));
    if (planned == nullptr || planned->requests.size() != 1) {
      return write->end(Kind::refused, "the engine answered another question");
    }
    ask(write, std::move(planned->requests.front()));
  });
}

}  // namespace crosswalk
