#include "mapping/read/reader.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "mapping/exchange/exchange.hpp"
#include "mapping/read/page_reading.hpp"

namespace crosswalk {

struct Mapper::State {
  State(Plan made, const Hooks* given)
      : plan(std::move(made)),
        engine{.program = *plan.program,
               .hooks = given,
               .page = {},
               .replies = {},
               .joins = {},
               .wanted = {},
               .lookups = {},
               .remembered = {}} {
    engine.lookups.resize(plan.program->lookups.size());
    engine.remembered.resize(plan.program->lookups.size());
  }

  Plan plan;
  EngineState engine;
};

namespace {

template <class Program>
Result<const Program*> find(const std::vector<Program>& programs, std::string_view what,
                            const std::string& name) {
  const auto found = std::ranges::find(programs, name, &Program::name);
  if (found != programs.end()) return &*found;
  return Error{
      ErrorCode::unsupported, "the connector has no " + std::string(what) + " '" + name + "'", {}};
}

Plan checked(Plan plan) {
  CROSSWALK_CHECK(plan.program != nullptr);
  return plan;
}

}  // namespace

Mapper::Mapper(Plan plan, const Hooks* hooks)
    : state_(std::make_unique<State>(checked(std::move(plan)), hooks)) {}
Mapper::~Mapper() = default;
Mapper::Mapper(Mapper&&) noexcept = default;
Mapper& Mapper::operator=(Mapper&&) noexcept = default;

const Plan& Mapper::plan() const { return state_->plan; }

Result<Planned> Mapper::plan_read(const PlanRead& ask) const {
  const EngineState& engine = state_->engine;
  Result<const ObjectProgram*> object = find(engine.program.objects, "object", ask.object);
  if (!object) return std::move(object).error();
  const auto& request = (*object)->reads[static_cast<std::size_t>(ask.mode)];
  if (!request) {
    return Error{ErrorCode::unsupported,
                 "'" + ask.object + "' cannot be read by " + std::string(name_of(ask.mode)),
                 {}};
  }
  Planned planned;
  if (ask.mode == ReadMode::by_id) {
    if (ask.ids.empty()) return Error{ErrorCode::invalid_input, "there are no ids to read", {}};
    std::span<const std::string> rest = ask.ids;
    while (!rest.empty()) {
      const auto count = std::min<std::size_t>(rest.size(), (*object)->batch);
      planned.requests.push_back(
          fill(*request, {.ids = rest.first(count), .from = {}, .until = {}}));
      rest = rest.subspan(count);
    }
  } else {
    planned.requests.push_back(fill(*request, {.ids = {}, .from = ask.from, .until = ask.until}));
  }
  for (PlannedRequest& each : planned.requests) {
    Result<Done> finished = finish(engine, each, ask.now);
    if (!finished) return std::move(finished).error();
  }
  return planned;
}

Result<Planned> Mapper::plan_lookup(const PlanLookup& ask) const {
  const EngineState& engine = state_->engine;
  Result<const LookupProgram*> lookup = find(engine.program.lookups, "lookup", ask.name);
  if (!lookup) return std::move(lookup).error();
  Planned planned;
  planned.requests.push_back(fill((*lookup)->request, {}));
  Result<Done> finished = finish(engine, planned.requests.front(), ask.now);
  if (!finished) return std::move(finished).error();
  return planned;
}

Result<PageRead> Mapper::read_page(const ReadPage& page) {
  Result<const ObjectProgram*> object = find(state_->engine.program.objects, "object", page.object);
  if (!object) return std::move(object).error();
  return crosswalk::read_page(state_->engine, **object, page);
}

Result<LookupRead> Mapper::read_lookup(const ReadLookup& page) {
  Result<const LookupProgram*> lookup = find(state_->engine.program.lookups, "lookup", page.name);
  if (!lookup) return std::move(lookup).error();
  return crosswalk::read_lookup(state_->engine, **lookup, page);
}

Result<WebhookRead> Mapper::read_webhook(const ReadWebhook& ask) {
  return crosswalk::read_webhook(state_->engine, ask);
}

Result<Planned> Mapper::plan_write(const PlanWrite& ask) const {
  return crosswalk::plan_write(state_->engine, ask);
}

Result<Written> Mapper::read_write(const ReadWrite& ask) {
  return crosswalk::read_write(state_->engine, ask);
}

Result<Done> Mapper::remember(const Remember& lookup) {
  EngineState& engine = state_->engine;
  Result<const LookupProgram*> program = find(engine.program.lookups, "lookup", lookup.name);
  if (!program) return std::move(program).error();
  Result<LookupTable> table = LookupTable::read(lookup.entries, (*program)->fields.size());
  if (!table) return std::move(table).error();
  const auto at = static_cast<std::size_t>(*program - engine.program.lookups.data());
  engine.lookups[at] = *std::move(table);
  engine.remembered[at] = true;
  return Done{};
}

}  // namespace crosswalk
