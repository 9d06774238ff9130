#include "engine/local_engine.hpp"

#include <utility>

#include "engine/load.hpp"
#include "engine/table_hooks.hpp"

namespace crosswalk {
namespace {

template <class T>
Result<Answer> wrapped(Result<T> answer) {
  if (!answer) return std::move(answer).error();
  return Answer{*std::move(answer)};
}

struct Take {
  Mapper& mapper;

  Result<Answer> operator()(const PlanRead& step) const { return wrapped(mapper.plan_read(step)); }
  Result<Answer> operator()(const PlanLookup& step) const {
    return wrapped(mapper.plan_lookup(step));
  }
  Result<Answer> operator()(const ReadPage& step) const { return wrapped(mapper.read_page(step)); }
  Result<Answer> operator()(const ReadLookup& step) const {
    return wrapped(mapper.read_lookup(step));
  }
  Result<Answer> operator()(const Remember& step) const {
    auto kept = mapper.remember(step);
    if (!kept) return std::move(kept).error();
    return Answer{Remembered{}};
  }
  Result<Answer> operator()(const ReadWebhook& step) const {
    return wrapped(mapper.read_webhook(step));
  }
  Result<Answer> operator()(const PlanWrite& step) const {
    return wrapped(mapper.plan_write(step));
  }
  Result<Answer> operator()(const ReadWrite& step) const {
    return wrapped(mapper.read_write(step));
  }
};

}  // namespace

LocalEngine::LocalEngine(Plan plan, std::unique_ptr<const Hooks> hooks)
    : hooks_(std::move(hooks)), mapper_(std::move(plan), hooks_.get()) {}

Result<Answer> LocalEngine::take(const Step& step) { return std::visit(Take{mapper_}, step); }

Result<std::unique_ptr<Engine>> load_engine(const std::string& path, const Settings& settings) {
  const auto loaded = load_connector(path);
  if (!loaded) return loaded.error();
  auto plan = compile_manifest(loaded->manifest, "connector.yaml", settings);
  if (!plan) return std::move(plan).error();
  auto hooks = std::make_unique<TableHooks>(*loaded->table);
  for (const std::string& hook : plan->hooks) {
    if (hooks->has(hook)) continue;
    return Error{ErrorCode::refused,
                 "the manifest names the hook " + hook + " and the library does not have it", path};
  }
  return std::unique_ptr<Engine>(std::make_unique<LocalEngine>(*std::move(plan), std::move(hooks)));
}

Result<std::unique_ptr<Engine>> engine_of(std::string_view manifest, std::string_view file,
                                          const Settings& settings) {
  auto plan = compile_manifest(manifest, file, settings);
  if (!plan) return std::move(plan).error();
  if (!plan->hooks.empty()) {
    return Error{ErrorCode::unsupported,
                 "the manifest names the hook " + plan->hooks.front() +
                     ", which only a library has; load the connector file",
                 std::string(file)};
  }
  return std::unique_ptr<Engine>(std::make_unique<LocalEngine>(*std::move(plan), nullptr));
}

}  // namespace crosswalk
