#pragma once

/// \file
/// A connector in the caller's own process: the compiled manifest, run by the mapping, with the
/// hooks of a loaded library. The worker wraps one in frames; tests, virtual time and the author
/// of a connector use it as it is.

#include <memory>
#include <string>
#include <string_view>

#include "engine/engine.hpp"
#include "mapping/manifest/plan.hpp"
#include "mapping/map/hooks.hpp"
#include "mapping/read/reader.hpp"

namespace crosswalk {

class LocalEngine : public Engine {
 public:
  /// `plan` comes from compile_manifest(). `hooks` may be null when the manifest names none.
  LocalEngine(Plan plan, std::unique_ptr<const Hooks> hooks);

  Result<Answer> take(const Step& step) override;

  const Plan& plan() const { return mapper_.plan(); }

 private:
  std::unique_ptr<const Hooks> hooks_;
  Mapper mapper_;
};

/// Loads the connector file and compiles its manifest for one tenant's settings. `refused` when
/// the manifest names a hook that the library lacks; else as load_connector() and
/// compile_manifest(). Runs the library's code in this process: never in the daemon.
Result<std::unique_ptr<Engine>> load_engine(const std::string& path, const Settings& settings);

/// An engine of a manifest's text alone. `unsupported` when it names hooks. `file` only names
/// the text in errors.
Result<std::unique_ptr<Engine>> engine_of(std::string_view manifest, std::string_view file,
                                          const Settings& settings);

}  // namespace crosswalk
