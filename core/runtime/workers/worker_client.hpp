#pragma once

/// \file
/// The engine of one tenant and connector, in a worker of its own. Steps go in, answers come
/// out in the same order; the worker is started when there is something to do, told again what
/// it had to remember, sent away when it idles, and killed when it is late. Whatever a
/// connector does costs one step, and the failure says why.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "base/instant.hpp"
#include "engine/engine.hpp"
#include "mapping/manifest/plan.hpp"
#include "runtime/workers/slots.hpp"

namespace crosswalk {

/// Each number's reason stands beside it.
struct WorkerOptions {
  std::string worker_path;     ///< The program crosswalk-worker.
  std::string connector_path;  ///< name.connector.so
  Settings settings;           ///< The tenant's, without secrets.
  /// SHA-256 of the manifest the host compiled; a library with another one is refused.
  std::optional<std::array<std::uint8_t, 32>> manifest;
  Duration start_deadline{10'000};  ///< A start takes 3 ms; a loaded machine a thousand times that.
  Duration step_deadline{10'000};   ///< A page of 100 takes 3 ms; a page of 32 MiB below 2 s.
  Duration idle_after{30'000};      ///< A start is cheap, an idle worker holds 5 MB.
  Duration turn{1'000};             ///< At work, before it makes room for another that waits.
  Duration backoff{250};            ///< After a failed start; doubled each time,
  Duration backoff_most{60'000};    ///< up to this.
  std::uint64_t memory_bytes = 1024ull * 1024 * 1024;  ///< A page of 32 MiB needs some 300 MB.
  std::uint32_t cpu_seconds = 8;  ///< Of a step: below the deadline, so a spin shows as one.
};

/// How it has gone so far, for `status`.
struct WorkerReport {
  bool running = false;
  std::uint64_t starts = 0;
  std::uint64_t deaths = 0;    ///< While starting or at a step.
  std::string last_death;      ///< Its cause, in a sentence.
  std::string last_words;      ///< Untrusted: for a terminal, never for a log.
  std::uint32_t landlock = 0;  ///< Of the last worker; 0: no second fence.
};

class WorkerClient {
 public:
  using Reply = std::function<void(std::variant<Answer, StepFailure>)>;

  /// `slots` is shared by all clients of the host and outlives them, as does `io`, which one
  /// thread runs that lives as long as the host: a worker dies with the thread that started it.
  WorkerClient(boost::asio::io_context& io, WorkerSlots& slots, WorkerOptions options);
  /// Kills the worker; replies still owed are never given.
  ~WorkerClient();
  WorkerClient(WorkerClient&&) noexcept;
  WorkerClient& operator=(WorkerClient&&) noexcept;

  /// Takes a step; `reply` runs on the io_context, once, in the order of the steps. A failure
  /// with `died` means the worker ended at this very step: a fresh one takes the next. When no
  /// worker can be started at all, every step that waits fails with that reason, not `died`.
  void take(Step step, Reply reply);

  WorkerReport report() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace crosswalk
