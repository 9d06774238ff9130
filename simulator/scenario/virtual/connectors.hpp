#pragma once

/// \file
/// The product's connectors, ready to run in this process. Reading a manifest and loading a library
/// takes longer than a small scenario, and both are the same every time, so each is done once for
/// a file and a tenant's settings and shared from then on.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/engine.hpp"
#include "mapping/manifest/plan.hpp"

namespace crosswalk::sim {

/// A connector with one set of settings. Immutable; engines made of it are the caller's.
struct ReadyConnector {
  Plan plan;
  Settings settings;  ///< Completed with the manifest's defaults, without secrets.
  std::function<std::unique_ptr<Engine>()> engine;  ///< A fresh one.
};

/// `secrets` names the settings whose values the product keeps apart. Errors are those of
/// load_connector(), compile_manifest() and complete_settings(). From any thread. [shell: a file]
Result<std::shared_ptr<const ReadyConnector>> ready_connector(
    const std::string& file, const Settings& given, const std::vector<std::string>& secrets);

}  // namespace crosswalk::sim
