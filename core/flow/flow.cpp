#include "flow/flow.hpp"

#include <algorithm>
#include <utility>

#include "base/text/dates.hpp"
#include "flow/exchange/access_desk.hpp"
#include "flow/exchange/erasing.hpp"
#include "flow/exchange/inbox.hpp"
#include "flow/exchange/onboarding.hpp"
#include "flow/lanes/lanes.hpp"
#include "flow/reading/round.hpp"

namespace crosswalk {
namespace {

bool from_person(const Event& event) {
  return std::holds_alternative<EraseAsked>(event) || std::holds_alternative<ReleaseAsked>(event) ||
         std::holds_alternative<ConnectAsked>(event) ||
         std::holds_alternative<ActivateAsked>(event);
}

// The least pause before work that was due already is looked for again.
constexpr Duration look_pause{1000};

Open opening_of(const Context& context) {
  Open open{.policy = context.policy_version};
  open.withheld = context.setup.policy.withheld_kinds;
  open.restrictions = restrictions_of(context.setup.policy);
  for (const auto& [user, member] : context.members) open.members.push_back(member);
  for (const ObjectSpec& object : context.setup.plan.objects) {
    const bool viewed = object.kind == RecordKind::job && object.full;
    if (viewed) open.viewed.push_back(object.name);
  }
  return open;
}

}  // namespace

struct Flow::State {
  explicit State(TenantSetup setup);

  void start();
  void nudge_all();
  void look_ahead();
  void hear_due(std::optional<Instant> at);
  void begin_round(const SyncAsked& wish);
  void tell_limits();
  void keep_alarms();
  void settle();
  void begin_account();
  Neighbours neighbours();
  void hear_person(Event event);

  Context context;
  Lanes lanes;
  std::unique_ptr<Round> round;
  std::unique_ptr<Inbox> inbox;
  std::unique_ptr<OnboardingDesk> onboarding;
  std::unique_ptr<Erasing> erasing;
  std::unique_ptr<AccessDesk> access;
  std::vector<Event> people_before_open;
  std::vector<SyncAsked> asked_before_open;  // Before the store had opened.
  bool opened = false;
  bool looking_ahead = false;
  bool nothing_due = false;
  Instant nudged_at{};  // When every lane last looked.
  bool poll_set = false;
  bool keeping = false;                          // Alarms are on their way to the store.
  std::string store_trouble;                     // Told in an alarm.
  std::optional<Instant> work_due;               // Of what waits in the store for its time.
  std::string limited;                           // Told in an alarm.
  std::optional<Instant> wake;                   // For what waits for its time.
  std::optional<std::vector<std::string>> kept;  // Alarms the store keeps; unknown at first.
};

Flow::State::State(TenantSetup setup)
    : context(std::move(setup)), lanes(context, [this] {
        nudge_all();
        erasing->look();
      }) {
  context.nudge = [this] { nudge_all(); };
  round = std::make_unique<Round>(
      context, [this](RecordKind) { nudge_all(); },
      [this] {
        nudge_all();
        erasing->look();
      });
  inbox = std::make_unique<Inbox>(context, neighbours());
  onboarding = std::make_unique<OnboardingDesk>(context, [this] { nudge_all(); });
  erasing = std::make_unique<Erasing>(
      context, [this] { nudge_all(); }, [this] { round->begin({}); });
  access = std::make_unique<AccessDesk>(context);
}

Neighbours Flow::State::neighbours() {
  return {
      .nudge = [this] { nudge_all(); },
      .read_soon = [this] { round->begin({}); },
      .comparable = [this](const ObjectSpec& object) { return round->comparable(object); },
      .distrust = [this](const std::string& object) { round->distrust(object); },
      .read_until = [this](RecordKind kind) { return round->read_until(kind); },
      .integration_changed =
          [this](const std::string& request, std::function<void(bool)> then) {
            onboarding->hear_change(request, std::move(then));
          },
  };
}

void Flow::State::start() {
  context.desk.ask_store(opening_of(context), [this](StoreAnswer answer) {
    Opening* opening = std::get_if<Opening>(&answer);
    CROSSWALK_CHECK(opening != nullptr);
    opened = true;
    context.restore(opening->used);
    access->open(opening->access);
    onboarding->open(std::move(opening->onboarding));
    round->open(std::move(*opening));
    inbox->open();
    nudge_all();
    erasing->look();
    for (Event& event : std::exchange(people_before_open, {})) hear_person(std::move(event));
    if (context.setup.options.polls) asked_before_open.push_back({});
    // Whatever was kept before the restart waits behind a gate that only the answer opens.
    if (!asked_before_open.empty() || context.closing_passes()) onboarding->check();
    for (const SyncAsked& wish : std::exchange(asked_before_open, {})) round->begin(wish);
  });
}

void Flow::State::nudge_all() {
  nudged_at = context.desk.now();
  nothing_due = false;
  context.access_news = true;
  lanes.nudge();
}

// When all is quiet the store may still hold work for later: tasks to ask about, retries.
void Flow::State::look_ahead() {
  if (looking_ahead || nothing_due || !opened || !lanes.idle()) return;
  looking_ahead = true;
  // What a lane that is stopped leaves lying waits for the lane, not for its own time.
  const Instant after = lanes.stopped() ? nudged_at : Instant{};
  context.desk.ask_store(NextDue{after}, [this](StoreAnswer answer) {
    const Due* due = std::get_if<Due>(&answer);
    CROSSWALK_CHECK(due != nullptr);
    looking_ahead = false;
    nothing_due = true;
    hear_due(due->at);
  });
}

void Flow::State::hear_due(std::optional<Instant> at) {
  work_due = at;
  if (!at) return;
  const Instant next = std::max(*at, context.desk.now() + look_pause);
  if (wake && *wake <= next) return;
  wake = next;
  context.desk.at(next, [this, next] {
    if (wake == next) wake.reset();
    nudge_all();
  });
}

void Flow::State::settle() {
  lanes.resume();
  access->go_on(opened && !round->running() && lanes.idle());
  const std::string& trouble = context.desk.store_trouble();
  if (trouble != store_trouble) {
    context.calm("the store waits: " + std::exchange(store_trouble, trouble));
  }
  if (!trouble.empty()) context.alarm("the store waits: " + trouble);
  context.tell_standing();
  tell_limits();
  keep_alarms();
  look_ahead();
  FlowReport& report = context.report;
  report.settled = opened && !round->running() && lanes.idle() && inbox->idle() &&
                   onboarding->idle() && erasing->idle() && access->idle() && !looking_ahead &&
                   nothing_due && context.desk.in_flight() == 0;
  report.due = work_due;
  for (const std::optional<Instant>& rest :
       {lanes.resting(), inbox->due(), access->due(), erasing->due(), onboarding->due()}) {
    if (rest && (!report.due || *rest < *report.due)) report.due = rest;
  }
  const bool quiet = !round->running() && context.desk.in_flight() == 0;
  const bool over = report.settled && !context.setup.options.polls;
  report.limited = quiet && !over ? lanes.limited() : std::nullopt;
  if (!context.setup.options.polls || poll_set || !opened || round->running()) return;
  poll_set = true;
  context.desk.at(context.desk.now() + context.setup.options.poll, [this] {
    poll_set = false;
    begin_round({});
  });
}

// A flow that polls goes on by itself; whoever asked for one round must ask again.
void Flow::State::tell_limits() {
  std::string words;
  const std::optional<Instant> rest = lanes.resting();
  if (rest && !context.setup.options.polls) {
    words = "LinkedIn takes nothing more at present; what waits can go with a sync after " +
            format_instant(*rest);
  }
  if (words != limited) context.calm(std::exchange(limited, words));
  if (!words.empty()) context.alarm(words);
}

// Between rounds the store knows the alarms of the last one; a round adds its own as they come.
void Flow::State::keep_alarms() {
  const std::vector<std::string>& alarms = context.report.alarms;
  if (!opened || kept == alarms || (alarms.empty() && round->running())) return;
  if (keeping || !context.desk.store_trouble().empty()) return;
  kept = alarms;
  keeping = true;
  context.desk.ask_store(KeepAlarms{alarms}, [this](StoreAnswer) { keeping = false; });
}

// What was parked is tried again: a person has looked, or time has passed.
void Flow::State::begin_round(const SyncAsked& wish) {
  if (!round->running()) begin_account();
  context.doubt_sunset();
  lanes.release();
  inbox->nudge();
  erasing->look();
  if (!opened) return asked_before_open.push_back(wish);
  onboarding->check();
  context.desk.ask_store(Unpark{}, [this](StoreAnswer) { nudge_all(); });
  round->begin(wish);
}

// What the store knows comes first: it may be connected, or the case known, already.
void Flow::State::hear_person(Event event) {
  if (!opened) return people_before_open.push_back(std::move(event));
  if (const auto* erase = std::get_if<EraseAsked>(&event)) return erasing->erase(*erase);
  if (const auto* release = std::get_if<ReleaseAsked>(&event)) return erasing->release(*release);
  if (const auto* connect = std::get_if<ConnectAsked>(&event)) return onboarding->connect(*connect);
  onboarding->activate(std::get<ActivateAsked>(event));
}

// A sync asked for while a round runs joins its account, so that nothing it did is forgotten.
void Flow::State::begin_account() {
  context.report.kinds = {};
  context.report.exchange = {};
  context.report.alarms.clear();
}

Flow::Flow(TenantSetup setup) : state_(std::make_unique<State>(std::move(setup))) {}
Flow::~Flow() = default;
Flow::Flow(Flow&&) noexcept = default;
Flow& Flow::operator=(Flow&&) noexcept = default;

Effects Flow::on(Event event, Instant now) {
  State& state = *state_;
  state.context.desk.set_now(now);
  if (std::holds_alternative<Started>(event)) {
    state.start();
  } else if (const auto* asked = std::get_if<SyncAsked>(&event)) {
    state.begin_round(*asked);
  } else if (std::holds_alternative<Knocked>(event)) {
    state.inbox->nudge();
  } else if (from_person(event)) {
    state.hear_person(std::move(event));
  } else {
    state.context.desk.hear(std::move(event));
  }
  state.settle();
  if (!state.context.desk.halted().empty()) {
    state.context.alarm(state.context.desk.halted());
    state.context.report.settled = true;
    state.context.report.halted = true;
    state.context.report.due.reset();
  }
  return state.context.desk.take_effects();
}

std::string spoken(RecordKind kind) {
  std::string words(name_of(kind));
  std::ranges::replace(words, '_', ' ');
  return words;
}

FlowReport Flow::report() const { return state_->context.report; }

}  // namespace crosswalk
