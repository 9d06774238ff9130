#include "runtime/host/tenant.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "runtime/log.hpp"

namespace crosswalk {
namespace {

using SteadyClock = std::chrono::steady_clock;

// A sync waits for what LinkedIn is about to decide, and not for a retry far away.
constexpr std::chrono::seconds due_soon{30};
constexpr std::chrono::milliseconds progress_every{200};

std::string progress_words(const std::string& tenant, const FlowReport& report) {
  std::string words = tenant + ": " + (report.activity.empty() ? "working" : report.activity);
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    words.append(kind == 0 ? "; sent " : ", ")
        .append(std::to_string(report.kinds[kind].sent))
        .append(" ")
        .append(name_of(static_cast<RecordKind>(kind)))
        .append(report.kinds[kind].sent == 1 ? "" : "s");
  }
  return words;
}

}  // namespace

struct Tenant::Order {
  std::function<void(std::string_view)> progress;
  std::function<void()> done;
  SteadyClock::time_point told{};
  std::string last_words;
  bool heard = false;  // The flow has seen the wish, so "settled" is about it.
};

Tenant::Tenant(boost::asio::io_context& io, TenantParts parts)
    : name_(parts.setup.tenant),
      store_(std::move(parts.store)),
      transport_(std::move(parts.transport)),
      worker_(std::move(parts.worker)),
      wallet_(parts.setup.plan.auth, std::move(parts.credentials), parts.setup.origins,
              std::move(parts.settings)),
      flow_(std::move(parts.setup)),
      notes_(std::move(parts.notes)) {
  runner_ = std::make_unique<TenantRunner>(
      io, RunnerPorts{
              .flow = [this](Event event, Instant now) { return decide(std::move(event), now); },
              .take_step = std::move(parts.take_step),
              .store = *store_,
              .transport = *transport_,
              .wallet = wallet_,
              .clock = system_now,
              .after_event = [this] { after_event(); }});
}

Tenant::~Tenant() = default;

void Tenant::start() {
  if (std::exchange(started_, true)) return;
  runner_->tell(Started{});
}

Effects Tenant::decide(Event event, Instant now) {
  if (std::holds_alternative<SyncAsked>(event)) {
    for (Order& order : orders_) order.heard = true;
  }
  return flow_.on(std::move(event), now);
}

void Tenant::sync(bool full, std::function<void(std::string_view)> progress,
                  std::function<void()> done) {
  start();
  orders_.push_back(Order{.progress = std::move(progress),
                          .done = std::move(done),
                          .told = SteadyClock::now(),
                          .last_words = {},
                          .heard = false});
  runner_->tell(SyncAsked{.full = full});
}

void Tenant::after_event() {
  const FlowReport report = flow_.report();
  if (report.alarms != told_) {
    for (const std::string& alarm : report.alarms) {
      if (std::ranges::find(told_, alarm) != told_.end()) continue;
      log(LogLevel::warning, "alarm", {{"tenant", name_}, {"words", alarm}});
    }
    told_ = report.alarms;
  }
  if (orders_.empty()) return;
  const bool quiet = report.settled && !(report.due && *report.due <= system_now() + due_soon);
  const auto now = SteadyClock::now();
  std::vector<std::function<void()>> done;
  std::erase_if(orders_, [&](Order& order) {
    if (order.heard && quiet) {
      done.push_back(std::move(order.done));
      return true;
    }
    if (order.progress && now - order.told >= progress_every) {
      order.told = now;
      std::string words = progress_words(name_, report);
      if (words != order.last_words) order.progress(words);
      order.last_words = std::move(words);
    }
    return false;
  });
  for (const auto& each : done) {
    log(LogLevel::info, "round_over",
        {{"tenant", name_}, {"alarms", static_cast<std::int64_t>(report.alarms.size())}});
    each();
  }
}

std::vector<std::string> Tenant::notes() const {
  return notes_ ? notes_() : std::vector<std::string>{};
}

Result<Counts> Tenant::tally() {
  auto answer = store_->carry_out(Tally{});
  if (!answer) return std::move(answer).error();
  Counts* counts = std::get_if<Counts>(&*answer);
  CROSSWALK_CHECK(counts != nullptr);
  return std::move(*counts);
}

Result<std::optional<EntityRow>> Tenant::look_up(RecordKey key) {
  LookUp verb;
  verb.keys.push_back(std::move(key));
  auto answer = store_->carry_out(verb);
  if (!answer) return std::move(answer).error();
  Rows* rows = std::get_if<Rows>(&*answer);
  CROSSWALK_CHECK(rows != nullptr && rows->rows.size() == 1);
  return std::move(rows->rows.front());
}

void Tenant::stop(std::function<void()> left) { runner_->stop(std::move(left)); }

}  // namespace crosswalk
