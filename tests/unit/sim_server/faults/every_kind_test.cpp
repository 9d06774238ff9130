// Each kind of fault there is, in force at a simulator on sockets and seen there by a client that
// reads bytes. A kind that does not reach the wire makes every scenario with it worthless.

#include "unit/sim_server/faults/site.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

const Cases& cases() {
  static const Cases all = [] {
    Cases every;
    for (Cases some :
         {connection_cases(), content_cases(), page_cases(), write_cases(), hook_cases()}) {
      every.merge(some);
    }
    return every;
  }();
  return all;
}

void see(const Case& one, bool tls) {
  Site site({.id = "f", .at = one.at, .when = one.when, .what = one.what}, tls);
  one.see(site);
  EXPECT_GE(site.fired(), 1U);
}

class EveryKind : public testing::TestWithParam<FaultWord> {};

INSTANTIATE_TEST_SUITE_P(OnTheWire, EveryKind,
                         testing::ValuesIn(fault_words().begin(), fault_words().end()),
                         [](const auto& named) { return std::string(named.param.word); });

TEST_P(EveryKind, IsSeenByAClient) {
  const auto found = cases().find(GetParam().kind);
  ASSERT_NE(found, cases().end()) << "this kind has no case that observes it";
  see(found->second, false);
}

class UnderTls : public testing::TestWithParam<FaultWord> {};

INSTANTIATE_TEST_SUITE_P(OnTheWire, UnderTls,
                         testing::ValuesIn(fault_words().begin(), fault_words().begin() + 10),
                         [](const auto& named) { return std::string(named.param.word); });

TEST_P(UnderTls, WhatHarmsAConnectionIsSeenAsWell) { see(cases().at(GetParam().kind), true); }

// A rule that is off, or one that never strikes, must leave every byte as it is.
TEST(NoFault, ARuleThatIsOffOrImprobableLeavesTheBytesAlone) {
  const auto bytes_with = [](FaultRule rule) {
    Site site(rule, false);
    std::string all;
    for (const char* target : {"/v3/jobs?per_page=3", "/v3/candidates?per_page=50", "/v3/users"}) {
      all += site.vendor(target).body();
    }
    EXPECT_EQ(site.fired(), 0U);
    return all;
  };
  FaultRule off{.id = "f", .at = "*", .off = true};
  off.what.kind = FaultKind::truncate;
  FaultRule improbable{.id = "f", .at = "*", .when = {.probability = 0}};
  improbable.what.kind = FaultKind::html;
  FaultRule elsewhere{.id = "f", .at = "gem.*"};
  const std::string untouched = bytes_with(elsewhere);
  EXPECT_GT(untouched.size(), 1000U);
  EXPECT_EQ(bytes_with(off), untouched);
  EXPECT_EQ(bytes_with(improbable), untouched);
}

TEST(RetryAfterForms, EachIsWrittenAsItIsCalled) {
  const auto told = [](RetryAfter form) {
    FaultRule rule{.id = "f", .at = "greenhouse.jobs.list"};
    rule.what.status = 429;
    rule.what.retry_after = form;
    rule.what.wait = 9s;
    Site site(rule, false);
    const Heard heard = site.vendor("/v3/jobs");
    EXPECT_EQ(heard.status(), 429);
    return heard;
  };
  EXPECT_EQ(told(RetryAfter::none).field("Retry-After"), "");
  EXPECT_EQ(told(RetryAfter::seconds).field("Retry-After"), "9");
  EXPECT_TRUE(told(RetryAfter::date).field("Retry-After").ends_with(" GMT"));
  EXPECT_TRUE(told(RetryAfter::past_date).field("Retry-After").ends_with(" GMT"));
  EXPECT_TRUE(told(RetryAfter::negative).field("Retry-After").starts_with("-"));
  EXPECT_GE(told(RetryAfter::huge).field("Retry-After").size(), 8U);
  EXPECT_FALSE(told(RetryAfter::words).field("Retry-After").empty());
  const std::string twice = told(RetryAfter::twice).bytes;
  const std::size_t first = twice.find("Retry-After: ");
  ASSERT_NE(first, std::string::npos);
  EXPECT_NE(twice.find("Retry-After: ", first + 1), std::string::npos);
}

}  // namespace
}  // namespace crosswalk::sim
