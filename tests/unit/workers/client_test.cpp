// The worker's life around the steps: when it starts, what it is told again, when it goes, and
// what is said when it cannot start at all.

#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "base/text/digest.hpp"
#include "bed.hpp"
#include "engine/load.hpp"

namespace crosswalk {
namespace {

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(all, std::filesystem::directory_iterator()));
}

class Client : public WorkerBed {
 protected:
  // A lookup of the hostile connector, read by the worker and told to it.
  std::string read_sources(WorkerClient& client) {
    const std::string list = R"([{"id":"1","first_name":"web"}])";
    const Outcome read = ask(client, ReadLookup{"sources", {200, {}, list}, {}});
    EXPECT_EQ(words(read), "answered");
    const auto* answer = std::get_if<Answer>(&read);
    return answer ? std::get<LookupRead>(*answer).entries : std::string();
  }
};

TEST_F(Client, AConnectorWithoutCodePlansAndReadsInAWorker) {
  WorkerClient client(io, slots, options("plain"));
  PlanRead plan;
  plan.object = "candidate";
  const Outcome planned = ask(client, plan);
  ASSERT_EQ(words(planned), "answered");
  const auto& requests = std::get<Planned>(std::get<Answer>(planned)).requests;
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].http.target, "/candidates?limit=100");
  const Outcome read = ask(client, page(R"({"candidates":[
      {"id":"1","first_name":"Ada","last_name":"Example"},{"first_name":"Nobody"}]})"));
  ASSERT_EQ(words(read), "answered");
  const auto& answer = std::get<PageRead>(std::get<Answer>(read));
  EXPECT_EQ(answer.items, 2u);
  const auto records = decode_mapped(answer.mapped);
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 1u);
  EXPECT_EQ(*(*records)[0].record.text(Field::candidate_first_name), "Ada");
  ASSERT_EQ(answer.held.size(), 1u);
  EXPECT_EQ(client.report().starts, 1u);
}

TEST_F(Client, APageThatFailsCostsNoWorker) {
  WorkerClient client(io, slots, options("plain"));
  const Outcome read = ask(client, page("{\"candidates\":[{\"id\":"));
  const auto* failure = std::get_if<StepFailure>(&read);
  ASSERT_NE(failure, nullptr);
  EXPECT_FALSE(failure->died);
  EXPECT_EQ(failure->error.code, ErrorCode::invalid_input);
  EXPECT_EQ(client.report().starts, 1u);
}

TEST_F(Client, NothingIsStartedBeforeThereIsSomethingToDo) {
  const WorkerClient client(io, slots, options("plain"));
  io.poll();
  EXPECT_EQ(client.report().starts, 0u);
}

TEST_F(Client, AFreshWorkerIsToldAgainWhatItHadToRemember) {
  WorkerClient client(io, slots, options("hostile"));
  EXPECT_NE(words(ask(client, page("well", "sourced"))), "answered") << "it needs the lookup";
  ASSERT_EQ(words(ask(client, Remember{"sources", read_sources(client)})), "answered");
  ASSERT_EQ(words(ask(client, page("well", "sourced"))), "answered");
  EXPECT_TRUE(std::get<StepFailure>(ask(client, page("abort"))).died);
  EXPECT_EQ(words(ask(client, page("well", "sourced"))), "answered");
  EXPECT_EQ(client.report().starts, 2u);
}

TEST_F(Client, AnIdleWorkerGoesAndTheNextStepStartsAnother) {
  auto settings = options("plain");
  settings.idle_after = Duration{30};
  WorkerClient client(io, slots, settings);
  ask(client, PlanRead{});
  EXPECT_TRUE(client.report().running);
  ASSERT_TRUE(run_until([&] { return !client.report().running; }));
  EXPECT_EQ(slots.taken(), 0u);
  EXPECT_EQ(client.report().deaths, 0u);
  ask(client, PlanRead{});
  EXPECT_EQ(client.report().starts, 2u);
}

TEST_F(Client, AnIdleWorkerMakesRoomForAnotherTenant) {
  WorkerSlots one(1);
  WorkerClient first(io, one, options("plain"));
  WorkerClient second(io, one, options("plain"));
  ask(first, PlanRead{});
  ask(second, PlanRead{});
  EXPECT_EQ(second.report().starts, 1u);
  EXPECT_FALSE(first.report().running);
  EXPECT_EQ(one.taken(), 1u);
}

TEST_F(Client, ABusyWorkerMakesRoomAfterItsTurn) {
  WorkerSlots one(1);
  auto settings = options("plain");
  settings.turn = Duration{1};
  WorkerClient busy(io, one, settings);
  WorkerClient waiting(io, one, settings);
  int left = 400;
  std::function<void()> on = [&] {
    if (left-- > 0) busy.take(PlanRead{}, [&](Outcome) { on(); });
  };
  on();
  bool served = false;
  waiting.take(PlanRead{}, [&](Outcome) { served = true; });
  ASSERT_TRUE(run_until([&] { return served; }));
  EXPECT_GT(left, 0) << "it was served only when the other had nothing left to do";
  ASSERT_TRUE(run_until([&] { return left <= 0; }));
}

TEST_F(Client, AConnectorThatIsRefusedFailsEveryStepWithTheReasonAndKillsNobody) {
  WorkerClient client(io, slots, options("wrong_major"));
  for (int turn = 0; turn < 3; ++turn) {
    const Outcome outcome = ask(client, PlanRead{});
    const auto* failure = std::get_if<StepFailure>(&outcome);
    ASSERT_NE(failure, nullptr);
    EXPECT_FALSE(failure->died);
    EXPECT_EQ(failure->error.code, ErrorCode::refused);
    EXPECT_NE(words(outcome).find("speaks ABI 2"), std::string::npos) << words(outcome);
  }
  EXPECT_EQ(client.report().starts, 3u);
  EXPECT_EQ(slots.taken(), 0u);
}

TEST_F(Client, FailedStartsAreFartherAndFartherApart) {
  auto settings = options("wrong_major");
  settings.backoff = Duration{40};
  WorkerClient client(io, slots, settings);
  const auto begin = std::chrono::steady_clock::now();
  for (int turn = 0; turn < 3; ++turn) ask(client, PlanRead{});
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(40 + 80));
}

TEST_F(Client, ALibraryThatMisbehavesWhileLoadingIsAFailedStart) {
  WorkerClient aborts(io, slots, options("aborts_early"));
  const Outcome outcome = ask(aborts, PlanRead{});
  EXPECT_NE(words(outcome).find("SIGABRT"), std::string::npos) << words(outcome);
  EXPECT_FALSE(std::get<StepFailure>(outcome).died) << "there is nothing to bisect";
  auto settings = options("spins_early");
  settings.start_deadline = Duration{300};
  WorkerClient spins(io, slots, settings);
  EXPECT_NE(words(ask(spins, PlanRead{})).find("within 300 ms"), std::string::npos);
}

TEST_F(Client, ALibraryThatLooksIntoItsHostWhileLoadingFindsNothing) {
  WorkerClient client(io, slots, options("reads_host"));
  const Outcome outcome = ask(client, page("{\"candidates\":[]}"));
  if (client.report().landlock == 0 && words(outcome) != "answered") {
    GTEST_SKIP() << "this kernel has no Landlock";
  }
  EXPECT_EQ(words(outcome), "answered");
}

TEST_F(Client, AMissingWorkerOrConnectorIsNamed) {
  auto settings = options("plain");
  settings.worker_path = "/nowhere/crosswalk-worker";
  WorkerClient no_program(io, slots, settings);
  EXPECT_NE(words(ask(no_program, PlanRead{})).find("/nowhere/crosswalk-worker"),
            std::string::npos);
  WorkerClient no_connector(io, slots, options("no_such_connector"));
  const std::string said = words(ask(no_connector, PlanRead{}));
  EXPECT_NE(said.find("no_such_connector.connector.so"), std::string::npos) << said;
}

TEST_F(Client, ALibraryThatChangedUnderARunningHostIsRefused) {
  auto settings = options("plain");
  settings.manifest = sha256("another manifest");
  WorkerClient client(io, slots, settings);
  EXPECT_NE(words(ask(client, PlanRead{})).find("has changed"), std::string::npos);
  settings.manifest = sha256(*read_manifest(settings.connector_path));
  WorkerClient same(io, slots, settings);
  ReadPage known;
  known.object = "candidate";
  known.reply = {200, {}, "{\"candidates\":[]}"};
  EXPECT_EQ(words(ask(same, known)), "answered");
}

TEST_F(Client, APageBeyondTheLongestFrameFailsWithoutBeingSent) {
  WorkerClient client(io, slots, options("plain"));
  const Outcome outcome = ask(client, page(std::string(65u << 20, ' ')));
  EXPECT_EQ(std::get<StepFailure>(outcome).error.code, ErrorCode::unsupported);
  EXPECT_NE(words(ask(client, page("{\"candidates\":[]}"))).find("answered"), std::string::npos);
}

TEST_F(Client, APageOf32MiBIsMappedWithinTheMemoryAWorkerHas) {
  auto settings = options("plain");
  settings.step_deadline = Duration{60'000};  // Memory is at stake here, and sanitizers are slow.
  WorkerClient client(io, slots, settings);
  std::string body = "{\"candidates\":[";
  const std::string padding(3'200, 'x');
  for (int id = 0; id < 10'000; ++id) {
    body += (id == 0 ? "{\"id\":\"" : ",{\"id\":\"") + std::to_string(id) + "\",\"first_name\":\"" +
            padding + "\"}";
  }
  body += "]}";
  ASSERT_GT(body.size(), 30u << 20);
  const Outcome outcome = ask(client, page(std::move(body)));
  ASSERT_EQ(words(outcome), "answered");
  EXPECT_EQ(std::get<PageRead>(std::get<Answer>(outcome)).ids.size(), 10'000u);
  EXPECT_EQ(client.report().starts, 1u);
}

TEST_F(Client, AnItemThatKillsIsFoundByNarrowingThePage) {
  WorkerClient client(io, slots, options("poison"));
  ReadPage whole;
  whole.object = "candidate";
  whole.reply = {200, {}, R"({"candidates":[{"id":"1","last_name":"Example"},
      {"id":"2","last_name":"Poison"},{"id":"3","last_name":"Sample"}]})"};
  EXPECT_TRUE(std::get<StepFailure>(ask(client, whole)).died);
  ReadPage cut = whole;
  cut.cut_only = true;
  const Outcome listed = ask(client, cut);
  ASSERT_EQ(words(listed), "answered") << "cutting runs no hook on items";
  EXPECT_EQ(std::get<PageRead>(std::get<Answer>(listed)).ids,
            (std::vector<std::string>{"1", "2", "3"}));
  std::string survivors;
  for (std::uint32_t item = 0; item < 3; ++item) {
    ReadPage one = whole;
    one.first_item = item;
    one.item_count = 1;
    const Outcome outcome = ask(client, one);
    survivors += std::holds_alternative<Answer>(outcome) ? 'y' : 'n';
  }
  EXPECT_EQ(survivors, "yny");
  EXPECT_EQ(client.report().deaths, 2u);
}

TEST_F(Client, NothingIsLeftBehind) {
  ask(*std::make_unique<WorkerClient>(io, slots, options("plain")), PlanRead{});
  const std::size_t before = open_descriptors();
  for (const char* deed : {"abort", "sleep", "exit"}) {
    auto settings = options("hostile");
    settings.step_deadline = Duration{300};
    WorkerClient client(io, slots, settings);
    ask(client, page(deed));
    client.take(page("spin"), [](Outcome) { ADD_FAILURE() << "heard after the client's end"; });
    io.run_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(slots.taken(), 0u);
  EXPECT_LE(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a process was not reaped";
  EXPECT_EQ(errno, ECHILD);
}

TEST_F(Client, AWorkerWhoseHostIsGoneOrThatSomebodyStartsByHandLeavesAtOnce) {
  const std::string worker = built("bin/crosswalk-worker");
  const auto status = [](const std::string& command) {
    const int ended = std::system(command.c_str());
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  };
  EXPECT_EQ(status(worker + " /x.connector.so 1 3</dev/null"), 1);
  EXPECT_EQ(status(worker + " 2>/dev/null"), 2);
  EXPECT_EQ(status(worker + " /x.connector.so 12x 2>/dev/null"), 2);
}

}  // namespace
}  // namespace crosswalk
