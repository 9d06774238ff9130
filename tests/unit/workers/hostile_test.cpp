// What a connector may do to a customer's night: nothing but cost one step. Each deed is done
// by a real library in a real worker; the step must fail with its precise cause, and the next
// step on the same client must go well, in a fresh worker where the old one died.

#include <filesystem>

#include "bed.hpp"

namespace crosswalk {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // The address space is not limited, and crashes are reported.
#else
constexpr bool sanitized = false;
#endif

struct Deed {
  const char* name;
  const char* cause;
  bool died = true;
  bool plain_builds_only = false;
  int deadline_ms = 10'000;
};

void PrintTo(const Deed& deed, std::ostream* out) { *out << deed.name; }

class Deeds : public WorkerBed, public testing::WithParamInterface<Deed> {};

TEST_P(Deeds, CostOneStepWithItsPreciseCause) {
  const Deed& deed = GetParam();
  if (sanitized && deed.plain_builds_only) GTEST_SKIP() << "a sanitizer changes how this ends";
  auto settings = options("hostile");
  settings.memory_bytes = 256ull << 20;
  settings.step_deadline = Duration{deed.deadline_ms};
  WorkerClient client(io, slots, settings);
  const Outcome bad = ask(client, page(deed.name));
  const auto* failure = std::get_if<StepFailure>(&bad);
  ASSERT_NE(failure, nullptr) << deed.name;
  EXPECT_NE(words(bad).find(deed.cause), std::string::npos) << words(bad);
  EXPECT_EQ(failure->died, deed.died) << words(bad);
  EXPECT_EQ(words(ask(client, page("well"))), "answered");
  EXPECT_EQ(client.report().starts, deed.died ? 2u : 1u);
  EXPECT_EQ(client.report().deaths, deed.died ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, Deeds,
    testing::Values(Deed{"abort", "aborted (SIGABRT)"},
                    Deed{"overflow", "overflowed its stack", true, true},
                    Deed{"null", "touched memory that is not there (SIGSEGV)", true, true},
                    Deed{"spin", "no answer within 300 ms", true, false, 300},
                    Deed{"sleep", "no answer within 300 ms", true, false, 300},
                    Deed{"10 GB", "split_page ran out of memory", false, true},
                    Deed{"10 GB in parts", "aborted (SIGABRT)", true, true},
                    Deed{"throw", "split_page threw an exception", false},
                    Deed{"throw an int", "split_page threw an exception", false},
                    Deed{"refuse", "split_page ended with an error", false},
                    Deed{"exit", "exit status 0 and without an answer"},
                    Deed{"socket", "system call socket"}, Deed{"fork", "system call clone"},
                    Deed{"thread", "system call that no connector may make", true, true},
                    Deed{"execute", "system call execve"},
                    Deed{"write a file", "system call openat"},
                    Deed{"kill the host", "system call kill"},
                    Deed{"outlive", "system call socket", true, true},
                    Deed{"close the channel", "closed its channel"},
                    Deed{"forge", "answered another step than it was asked"},
                    Deed{"garbage", "the worker's answer is malformed"},
                    Deed{"giant", "claims more than 64 MiB"}),
    [](const testing::TestParamInfo<Deed>& deed) {
      std::string name;
      for (const char c : std::string(deed.param.name)) name += c == ' ' ? '_' : c;
      return name;
    });

class Hostile : public WorkerBed {};

TEST_F(Hostile, WhatALibraryCanDoWithoutFailsQuietly) {
  WorkerClient client(io, slots, options("hostile"));
  for (const char* deed : {"read a file", "code", "chatter"}) {
    EXPECT_EQ(words(ask(client, page(deed))), "answered") << deed;
  }
  EXPECT_EQ(client.report().starts, 1u);
  EXPECT_FALSE(std::filesystem::exists("/tmp/crosswalk-escaped"));
}

TEST_F(Hostile, ASpinEndsByItsProcessorTimeWhereTheDeadlineIsFar) {
  auto settings = options("hostile");
  settings.cpu_seconds = 1;
  WorkerClient client(io, slots, settings);
  const Outcome outcome = ask(client, page("spin"));
  EXPECT_NE(words(outcome).find("more than 1 s of processor time"), std::string::npos)
      << words(outcome);
  EXPECT_EQ(words(ask(client, page("well"))), "answered");
}

TEST_F(Hostile, TheWordsOfTheDeadAreKeptForATerminalAndNotInTheCause) {
  auto settings = options("hostile");
  settings.memory_bytes = 256ull << 20;
  WorkerClient client(io, slots, settings);
  ask(client, page(sanitized ? "abort" : "10 GB in parts"));
  EXPECT_NE(client.report().last_death.find("SIGABRT"), std::string::npos);
  EXPECT_EQ(client.report().last_death.find("bad_alloc"), std::string::npos);
  if (!sanitized) {
    EXPECT_NE(client.report().last_words.find("bad_alloc"), std::string::npos)
        << client.report().last_words;
  }
}

TEST_F(Hostile, TheStepsBehindADeadlyOneAreStillTaken) {
  WorkerClient client(io, slots, options("hostile"));
  std::vector<std::string> heard;
  for (const char* body : {"well", "abort", "well", "exit", "well"}) {
    client.take(page(body), [&](Outcome outcome) {
      const auto* failure = std::get_if<StepFailure>(&outcome);
      heard.push_back(failure ? "failed" : "answered");
    });
  }
  EXPECT_TRUE(heard.empty()) << "a reply came from within take()";
  ASSERT_TRUE(run_until([&] { return heard.size() == 5; }));
  EXPECT_EQ(heard,
            (std::vector<std::string>{"answered", "failed", "answered", "failed", "answered"}));
}

}  // namespace
}  // namespace crosswalk
