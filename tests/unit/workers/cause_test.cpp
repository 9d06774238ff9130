// At night one sentence must say why a worker died; the wrong one sends a person to the wrong
// place. What the host did itself goes before what the kernel says, which goes before guesses.

#include <gtest/gtest.h>

#include <sys/syscall.h>

#include <csignal>

#include "runtime/workers/cause.hpp"

namespace crosswalk {
namespace {

WorkerEnd by(int signal) {
  WorkerEnd end;
  end.status = signal;
  end.memory_bytes = 512ull << 20;
  end.cpu_seconds = 8;
  return end;
}

std::string said(const WorkerEnd& end) { return cause_of(end).what; }

TEST(Cause, EverySignalHasItsSentence) {
  EXPECT_EQ(said(by(SIGABRT)), "the worker aborted (SIGABRT); see its standard error");
  EXPECT_EQ(said(by(SIGXCPU)),
            "the worker used more than 8 s of processor time on one step (SIGXCPU)");
  EXPECT_EQ(said(by(SIGSEGV)), "the worker touched memory that is not there (SIGSEGV)");
  EXPECT_EQ(said(by(SIGBUS)), "the worker touched memory that is not there (SIGBUS)");
  EXPECT_EQ(said(by(SIGSYS)), "the worker made a system call that no connector may make (SIGSYS)");
  EXPECT_EQ(said(by(SIGFPE)), "the worker was ended by SIGFPE");
  EXPECT_EQ(said(by(SIGKILL)),
            "the worker was killed from outside (SIGKILL); the system may be out of memory");
  EXPECT_EQ(said(by(77)), "the worker was ended by signal 77");
}

TEST(Cause, AnExitIsNoSuccessWhateverItsStatus) {
  WorkerEnd end = by(0);
  end.exited = true;
  EXPECT_EQ(said(end), "the worker left with exit status 0 and without an answer");
  EXPECT_EQ(cause_of(end).code, ErrorCode::internal);
}

TEST(Cause, WhatTheHostDidGoesBeforeTheSignalItSent) {
  WorkerEnd end = by(SIGKILL);
  end.misbehaviour = "it closed its channel";
  EXPECT_EQ(said(end), "the worker was killed: it closed its channel");
  end.deadline = Duration{300};
  EXPECT_EQ(said(end), "the worker had no answer within 300 ms and was killed");
}

TEST(Cause, TheWorkersLastWordGoesBeforeTheSignalItDiedOf) {
  WorkerEnd trapped = by(SIGSYS);
  trapped.trapped_call = SYS_socket;
  EXPECT_EQ(said(trapped),
            "the worker tried the system call socket, which no connector may make (SIGSYS)");
  trapped.trapped_call = 9999;
  EXPECT_NE(said(trapped).find("number 9999"), std::string::npos);
  WorkerEnd poor = by(3);
  poor.exited = true;
  poor.out_of_memory = true;
  EXPECT_EQ(said(poor), "the worker ran out of its 512 MiB of memory (bad_alloc)");
  WorkerEnd deep = by(SIGSEGV);
  deep.stack_overflow = true;
  EXPECT_EQ(said(deep), "the worker overflowed its stack (SIGSEGV)");
}

}  // namespace
}  // namespace crosswalk
