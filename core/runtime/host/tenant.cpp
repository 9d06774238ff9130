#include "runtime/host/tenant.hpp"

#include <chrono>
#include <utility>

#include "runtime/host/reports.hpp"
#include "runtime/log.hpp"
#include "runtime/store_events.hpp"

namespace crosswalk {
namespace {

using SteadyClock = std::chrono::steady_clock;

// A sync waits for what LinkedIn is about to decide, and not for a retry far away.
constexpr std::chrono::seconds due_soon{30};
constexpr std::chrono::milliseconds progress_every{200};

// A shorter wait is over before anybody has read of it.
constexpr std::chrono::seconds wait_tolerated{5};

std::string progress_words(const std::string& tenant, const FlowReport& report) {
  std::string words = tenant + ": " + (report.activity.empty() ? "working" : report.activity);
  std::string_view before = "; sent ";
  for (const RecordKind kind : record_kinds) {
    const std::uint64_t sent = report.kinds[static_cast<std::size_t>(kind)].sent;
    if (sent == 0 && is_child(kind)) continue;
    words.append(std::exchange(before, ", ")).append(counted(sent, kind));
  }
  return words;
}

}  // namespace

struct Tenant::Order {
  SyncListener listener;
  SteadyClock::time_point told = SteadyClock::now();
  std::string last_words;
  std::set<std::string> noticed;
  bool heard = false;  // The flow has seen the wish, so its report is about it.

  void hear(const std::string& name, const FlowReport& report,
            const std::vector<std::string>& waits);
};

void Tenant::Order::hear(const std::string& name, const FlowReport& report,
                         const std::vector<std::string>& waits) {
  const auto notice = [this](std::string words) {
    const auto [fresh, is_fresh] = noticed.insert(std::move(words));
    if (is_fresh && listener.notice) listener.notice(*fresh);
  };
  for (const std::string& alarm : report.alarms) {
    if (!tells_missing(alarm)) notice(need_words(name, alarm));
  }
  for (const std::string& wait : waits) notice("tenant " + name + " waits: " + wait);
  const auto now = SteadyClock::now();
  if (!listener.progress || now - told < progress_every) return;
  told = now;
  std::string words = progress_words(name, report);
  if (words != last_words) listener.progress(words);
  last_words = std::move(words);
}

Tenant::Tenant(boost::asio::io_context& io, TenantParts parts)
    : name_(parts.setup.tenant),
      coverage_(crosswalk::coverage(parts.setup.plan)),
      onboarding_(parts.setup.onboarding),
      limits_{.requests_per_day = parts.setup.options.requests_per_day,
              .records_per_minute = parts.setup.options.records_per_minute},
      one_parent_(one_parent_kinds(parts.setup.dialect)),
      store_(logged_store(name_, std::move(parts.store))),
      transport_(std::move(parts.transport)),
      worker_(std::move(parts.worker)),
      wallet_(parts.setup.plan.auth, std::move(parts.credentials), parts.setup.origins,
              std::move(parts.settings)),
      flow_(std::move(parts.setup)),
      notes_(std::move(parts.notes)),
      alarm_(std::move(parts.alarm)),
      door_(parts.door),
      io_(io),
      on_store_(parts.on_store) {
  runner_ = std::make_unique<TenantRunner>(
      io, RunnerPorts{
              .flow = [this](Event event, Instant now) { return decide(std::move(event), now); },
              .take_step = std::move(parts.take_step),
              .store = store_,
              .transport = *transport_,
              .wallet = wallet_,
              .clock = system_now,
              .on_store = std::move(parts.on_store),
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
  watch_.heard(event, now);
  Effects effects = flow_.on(std::move(event), now);
  for (const Effect& effect : effects) {
    const auto* application = std::get_if<UseApplication>(&effect);
    if (application != nullptr) door_.use_secret(name_, application->client_secret);
  }
  watch_.asked(effects);
  return effects;
}

std::vector<std::string> Tenant::waits(const FlowReport& report) const {
  std::vector<std::string> words = watch_.words();
  if (!words.empty()) return words;
  if (report.limited && report.limited->pause.until > system_now() + wait_tolerated) {
    words.push_back(limited_words(*report.limited, limits_));
  }
  return words;
}

void Tenant::sync(SyncAsked wish, SyncListener listener) {
  start();
  if (wish.absence_confirmed) log(LogLevel::warning, "absence_confirmed", {{"tenant", name_}});
  add_order(std::move(listener), false);
  runner_->tell(wish);
}

void Tenant::add_order(SyncListener listener, bool heard) {
  Order order;
  order.listener = std::move(listener);
  order.heard = heard;
  orders_.push_back(std::move(order));
}

void Tenant::after_event() {
  const FlowReport report = flow_.report();
  log_news(report);
  tell_answers(report);
  for (const SyncListener& over : tell_orders(report)) {
    log(LogLevel::info, "round_over",
        {{"tenant", name_}, {"alarms", static_cast<std::int64_t>(report.alarms.size())}});
    over.done();
  }
}

// Each line once, and again when it was over in between.
void Tenant::log_news(const FlowReport& report) {
  const std::vector<std::string> waits = this->waits(report);
  if (report.alarms.empty() && waits.empty()) return logged_.clear();
  const auto known = std::exchange(logged_, {});
  const auto log_once = [&](std::string_view event, const std::vector<std::string>& all) {
    for (const std::string& words : all) {
      if (!known.contains(words))
        log(LogLevel::warning, event, {{"tenant", name_}, {"words", words}});
      logged_.insert(words);
    }
  };
  log_once("alarm", report.alarms);
  log_once("waits", waits);
}

// Answers whose round is over; they are called when no order is looked at any more.
std::vector<SyncListener> Tenant::tell_orders(const FlowReport& report) {
  std::vector<SyncListener> over;
  if (orders_.empty()) return over;
  const std::vector<std::string> waits = this->waits(report);
  const bool quiet = report.settled && !(report.due && *report.due <= system_now() + due_soon);
  std::erase_if(orders_, [&](Order& order) {
    if (!order.heard) return false;
    order.hear(name_, report, waits);
    if (quiet) over.push_back(std::move(order.listener));
    return quiet;
  });
  return over;
}

std::vector<std::string> Tenant::notes() const {
  std::vector<std::string> notes = notes_ ? notes_() : std::vector<std::string>{};
  for (std::string& wait : waits(report())) notes.push_back("waits: " + std::move(wait));
  return notes;
}

std::vector<std::string> Tenant::alarms(const Counts& counts) const {
  const bool told = !counts.onboarding.callback_url.empty();
  std::vector<std::string> alarms = door_.alarms_of(name_, told);
  if (!alarm_.empty()) alarms.push_back(alarm_);
  return alarms;
}

Result<Counts> Tenant::tally() {
  auto answer = store_.carry_out(Tally{});
  if (!answer) return std::move(answer).error();
  Counts* counts = std::get_if<Counts>(&*answer);
  CROSSWALK_CHECK(counts != nullptr);
  return std::move(*counts);
}

Result<std::optional<EntityRow>> Tenant::look_up(RecordKey key) {
  LookUp verb;
  verb.keys.push_back(std::move(key));
  auto answer = store_.carry_out(verb);
  if (!answer) return std::move(answer).error();
  Rows* rows = std::get_if<Rows>(&*answer);
  CROSSWALK_CHECK(rows != nullptr && rows->rows.size() == 1);
  return std::move(rows->rows.front());
}

void Tenant::stop(std::function<void()> left) {
  for (const Order& order : orders_) {
    if (order.listener.stopped) order.listener.stopped();
  }
  runner_->stop(std::move(left));
}

}  // namespace crosswalk
