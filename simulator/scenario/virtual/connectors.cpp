#include "scenario/virtual/connectors.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "engine/load.hpp"
#include "engine/local_engine.hpp"
#include "engine/table_hooks.hpp"

namespace crosswalk::sim {
namespace {

// More sets of settings than any suite has; beyond, all are prepared anew.
constexpr std::size_t kept_max = 256;

struct ConnectorShelf {
  std::mutex mutex;
  std::map<std::string, LoadedConnector> libraries;
  std::map<std::pair<std::string, Settings>, std::shared_ptr<const ReadyConnector>> ready;
};

ConnectorShelf& shelf() {
  static ConnectorShelf kept;
  return kept;
}

Result<const LoadedConnector*> library(ConnectorShelf& kept, const std::string& file) {
  if (const auto found = kept.libraries.find(file); found != kept.libraries.end()) {
    return &found->second;
  }
  auto loaded = load_connector(file);
  if (!loaded) return std::move(loaded).error();
  return &kept.libraries.emplace(file, *std::move(loaded)).first->second;
}

Result<std::shared_ptr<const ReadyConnector>> prepare(const LoadedConnector& loaded,
                                                      const std::string& file, Settings given,
                                                      const std::vector<std::string>& secrets) {
  for (const std::string& name : secrets) given.emplace(name, "");
  const auto first = compile_manifest(loaded.manifest, file, given);
  if (!first) return first.error();
  auto settings = complete_settings(*first, given);
  if (!settings) return std::move(settings).error();
  for (const std::string& name : secrets) settings->erase(name);
  auto plan = compile_manifest(loaded.manifest, file, *settings);
  if (!plan) return std::move(plan).error();
  auto ready = std::make_shared<ReadyConnector>();
  ready->plan = *std::move(plan);
  ready->settings = *std::move(settings);
  ready->engine = [plan = ready->plan, table = loaded.table] {
    return std::make_unique<LocalEngine>(plan, std::make_unique<TableHooks>(*table));
  };
  return std::shared_ptr<const ReadyConnector>(std::move(ready));
}

}  // namespace

Result<std::shared_ptr<const ReadyConnector>> ready_connector(
    const std::string& file, const Settings& given, const std::vector<std::string>& secrets) {
  ConnectorShelf& kept = shelf();
  const std::lock_guard lock(kept.mutex);
  const std::pair key{file, given};
  if (const auto found = kept.ready.find(key); found != kept.ready.end()) return found->second;
  const auto loaded = library(kept, file);
  if (!loaded) return loaded.error();
  auto ready = prepare(**loaded, file, given, secrets);
  if (!ready) return ready;
  if (kept.ready.size() >= kept_max) kept.ready.clear();
  kept.ready.emplace(key, *ready);
  return ready;
}

}  // namespace crosswalk::sim
