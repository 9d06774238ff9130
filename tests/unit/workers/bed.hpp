#pragma once

/// \file
/// What the tests of workers share: a loop, places for workers, and a way to take one step and
/// wait for its answer. Deadlines are long but where a test waits for one: machines are loaded.

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "runtime/workers/worker_client.hpp"

namespace crosswalk {

using Outcome = std::variant<Answer, StepFailure>;

inline std::string built(const std::string& file) { return CROSSWALK_BINARY_DIR "/" + file; }

class WorkerBed : public testing::Test {
 protected:
  WorkerOptions options(const std::string& connector) {
    WorkerOptions options;
    options.worker_path = built("bin/crosswalk-worker");
    options.connector_path = built("lib/connectors/" + connector + ".connector.so");
    options.settings = {{"api_key", "a-reference"}};
    options.backoff = Duration{1};
    return options;
  }

  /// A page for the hostile connector, which does what the body says.
  static Step page(std::string body, std::string object = "candidate") {
    ReadPage page;
    page.object = std::move(object);
    page.reply = {200, {}, std::move(body)};
    return page;
  }

  /// Runs the loop until `done` holds, at most 90 s.
  template <class Done>
  bool run_until(Done done) {
    io.restart();
    const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(90);
    while (!done() && std::chrono::steady_clock::now() < late) {
      io.run_one_for(std::chrono::milliseconds(20));
      if (io.stopped()) io.restart();
    }
    return done();
  }

  Outcome ask(WorkerClient& client, Step step) {
    std::optional<Outcome> got;
    client.take(std::move(step), [&got](Outcome outcome) { got = std::move(outcome); });
    EXPECT_TRUE(run_until([&] { return got.has_value(); })) << "no reply at all";
    return got ? std::move(*got) : Outcome(StepFailure{{ErrorCode::internal, "no reply", {}}});
  }

  static std::string words(const Outcome& outcome) {
    const auto* failure = std::get_if<StepFailure>(&outcome);
    return failure ? to_string(failure->error) : "answered";
  }

  boost::asio::io_context io;
  WorkerSlots slots{4};
};

}  // namespace crosswalk
