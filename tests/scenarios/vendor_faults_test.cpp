// A vendor's bad day, through the real connector: whatever comes instead of a page, the rest is
// delivered, nobody is taken for deleted, and when the day is over both sides agree again.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

using Replacing = std::function<std::optional<HttpResponse>(HttpResponse)>;

constexpr std::string_view first_page = "/v3/candidates?per_page=500";
constexpr std::string_view later_page = "/v3/candidates?cursor=";

bool listing_of_candidates(const HttpRequest& request, std::string_view page) {
  return request.target.starts_with(page) && request.target.find("ids=") == std::string::npos;
}

Replacing status(int code, Headers headers = {}) {
  return [=](HttpResponse reply) {
    reply.status = code;
    reply.body = "{\"message\":\"no\"}";
    std::erase_if(reply.headers, [](const auto& field) { return field.first == "Link"; });
    reply.headers.insert(reply.headers.end(), headers.begin(), headers.end());
    return std::optional(std::move(reply));
  };
}

Replacing body(std::function<std::string(std::string)> change) {
  return [change = std::move(change)](HttpResponse reply) {
    reply.body = change(std::move(reply.body));
    return std::optional(std::move(reply));
  };
}

Replacing cut_to(double share) {
  return body([share](std::string text) {
    text.resize(static_cast<std::size_t>(static_cast<double>(text.size()) * share));
    return text;
  });
}

std::string with_first(std::string text, std::string_view word, std::string_view instead) {
  const std::size_t at = text.find(word);
  EXPECT_NE(at, std::string::npos) << word;
  return at == std::string::npos ? text : text.replace(at, word.size(), instead);
}

Replacing link_to(std::string link) {
  return [link = std::move(link)](HttpResponse reply) {
    set_header(reply.headers, "Link", "<" + link + ">; rel=\"next\"");
    return std::optional(std::move(reply));
  };
}

void meddle(TenantBed& bed, std::string_view page, int times, Replacing how) {
  auto left = std::make_shared<int>(times);
  bed.meddle = [=](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool hit = peer == Peer::vendor && *left > 0 && listing_of_candidates(request, page);
    if (!hit) return std::optional(std::move(reply));
    --*left;
    return how(std::move(reply));
  };
}

struct Fault {
  const char* name;
  Replacing how;
};

std::vector<Fault> passing_faults() {
  return {{"429", status(429)},
          {"429 with Retry-After", status(429, {{"Retry-After", "90"}})},
          {"500", status(500)},
          {"502", status(502)},
          {"503 with a date", status(503, {{"Retry-After", "Thu, 01 Jan 2026 01:05:00 GMT"}})},
          {"504", status(504)},
          {"lost", [](HttpResponse) { return std::optional<HttpResponse>(); }},
          {"HTML", body([](std::string) { return "<html><body>Sign in</body></html>"; })},
          {"empty body", body([](std::string) { return ""; })},
          {"cut at the start", cut_to(0.01)},
          {"cut in the middle", cut_to(0.5)},
          {"cut near the end", cut_to(0.999)}};
}

TEST(VendorFaults, WhatPassesIsTriedAgainWithinTheRound) {
  for (const Fault& fault : passing_faults()) {
    for (const std::string_view page : {first_page, later_page}) {
      TenantBed bed(thirty());
      meddle(bed, page, 2, fault.how);
      ASSERT_TRUE(bed.sync()) << fault.name;
      EXPECT_TRUE(bed.agrees()) << fault.name << " on " << page;
    }
  }
}

std::vector<Fault> lasting_faults() {
  std::vector<Fault> all = passing_faults();
  for (const int code : {400, 401, 403, 404, 410, 422, 301, 204}) {
    static std::vector<std::string> names;
    names.reserve(32);
    names.push_back(std::to_string(code));
    all.push_back({names.back().c_str(), status(code)});
  }
  all.push_back({"bad UTF-8", body([](std::string text) {
                   return with_first(std::move(text), "\"last_name\":\"", "\"last_name\":\"\xC3(");
                 })});
  all.push_back({"another thing", body([](std::string) { return "{\"error\":\"maintenance\"}"; })});
  all.push_back({"a number", body([](std::string) { return "7"; })});
  all.push_back({"deep nesting", body([](std::string) { return std::string(100'000, '['); })});
  all.push_back({"over 32 MiB",
                 body([](std::string text) { return text + std::string(33 * 1024 * 1024, ' '); })});
  return all;
}

// Somebody is deleted, and the listing that would prove it never ends well: they stay. A job
// that is new all the same arrives. The next good day both are put right.
TEST(VendorFaults, WhatLastsDeletesNobodyAndStopsNothingElse) {
  for (const Fault& fault : lasting_faults()) {
    for (const std::string_view page : {first_page, later_page}) {
      TenantBed bed(thirty());
      ASSERT_TRUE(bed.sync());
      bed.run->advance(2h);
      const std::string gone =
          std::to_string(bed.change(Kind::candidate, Operation::remove).front());
      const bool was_there = bed.at_linkedin(EntityKind::candidate, gone) != nullptr;
      const std::string fresh = std::to_string(bed.change(Kind::job, Operation::insert).front());
      const std::uint64_t before = bed.held(EntityKind::candidate);
      meddle(bed, page, 1'000'000, fault.how);
      ASSERT_TRUE(bed.sync(true)) << fault.name << " on " << page;
      EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, gone) != nullptr, was_there)
          << fault.name << " on " << page;
      EXPECT_EQ(bed.held(EntityKind::candidate), before) << fault.name << " on " << page;
      EXPECT_NE(bed.at_linkedin(EntityKind::job, fresh), nullptr) << fault.name;
      bed.meddle = nullptr;
      bed.run->advance(2h);
      ASSERT_TRUE(bed.sync(true));
      EXPECT_TRUE(bed.agrees()) << fault.name << " on " << page;
    }
  }
}

TEST(VendorFaults, RetryAfterIsAPromiseToWait) {
  TenantBed bed(thirty());
  Instant refused{}, next{};
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer != Peer::vendor || !listing_of_candidates(request, first_page)) {
      return std::optional(std::move(reply));
    }
    if (refused == Instant{}) {
      refused = bed.run->now();
      return status(429, {{"Retry-After", "600"}})(std::move(reply));
    }
    if (next == Instant{}) next = bed.run->now();
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(bed.sync());
  EXPECT_GE(next - refused, 600s);
  EXPECT_TRUE(bed.agrees());
}

TEST(VendorFaults, AMissingPermissionIsSaidByItsName) {
  TenantBed bed(thirty());
  meddle(bed, first_page, 1'000'000, status(403));
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("forbids reading candidates")) << bed.alarms();
  EXPECT_GT(bed.held(EntityKind::job), 0u);
}

// A link elsewhere would carry the token to a stranger: not a byte may go there.
TEST(VendorFaults, ANextLinkElsewhereIsNeverFollowed) {
  const std::string path = "/v3/candidates?cursor=abc";
  for (const std::string origin :
       {"https://elsewhere.test", "https://harvest.greenhouse.io:8443",
        "http://harvest.greenhouse.io", "https://harvest.greenhouse.io.elsewhere.test",
        "https://harvest.greenhouse.io@elsewhere.test", "//elsewhere.test",
        "https://auth.greenhouse.io"}) {
    TenantBed bed(thirty());
    ASSERT_TRUE(bed.sync());
    bed.change(Kind::candidate, Operation::remove);
    const std::uint64_t before = bed.held(EntityKind::candidate);
    meddle(bed, first_page, 1'000'000, link_to(origin + path));
    auto answering = bed.setup.answering;
    std::uint64_t strangers = 0;
    bed.setup.start = bed.run->now();
    bed.setup.answering = [&](Peer peer, const HttpRequest& request, Instant now) {
      const bool known =
          request.origin == "https://harvest.greenhouse.io" ||
          (request.origin == "https://auth.greenhouse.io" && request.target == "/token");
      if (peer == Peer::vendor && (!known || request.target == path)) ++strangers;
      return answering(peer, request, now);
    };
    bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
    ASSERT_TRUE(bed.sync(true)) << origin;
    EXPECT_EQ(strangers, 0u) << origin;
    EXPECT_NE(bed.alarms(), "") << origin;
    EXPECT_EQ(bed.held(EntityKind::candidate), before) << origin;
    bed.meddle = nullptr;
    bed.run->advance(2h);
    ASSERT_TRUE(bed.sync(true));
    EXPECT_TRUE(bed.agrees()) << origin;
  }
}

TEST(VendorFaults, ARepeatedPageEndsTheWalkAndDeletesNobody) {
  TenantBed bed(thirty());
  ASSERT_TRUE(bed.sync());
  bed.run->advance(2h);
  bed.change(Kind::candidate, Operation::remove);
  const std::uint64_t before = bed.held(EntityKind::candidate);
  std::optional<HttpResponse> first;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && listing_of_candidates(request, first_page)) first = reply;
    const bool later = peer == Peer::vendor && listing_of_candidates(request, later_page);
    return later ? first : std::optional(std::move(reply));
  };
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.alarmed("repeats a page of candidates")) << bed.alarms();
  EXPECT_EQ(bed.held(EntityKind::candidate), before);
  bed.meddle = nullptr;
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

// An empty page with a next link is no end, and whoever it kept back is asked for by id.
TEST(VendorFaults, AnEmptyPageInTheMiddleIsNotTheEndAndDeletesNobody) {
  TenantBed bed(thirty());
  ASSERT_TRUE(bed.sync());
  bed.run->advance(2h);
  meddle(bed, later_page, 1, body([](std::string) { return "[]"; }));
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

// A rule withholds by department, and once the vendor lists none: nobody knows then which jobs the
// rule means, so none of them leaves, not even to be taken back later.
TEST(VendorFaults, AnEmptyListOfDepartmentsLetsNoWithheldJobOut) {
  BedSettings settings{.world = BedSettings::sized_world(150, 60)};
  const std::string name(sim::World(settings.world).all<sim::Department>().row(0).name);
  settings.policy.rules = {{"quiet", RecordKind::job, Field::job_department, {name}}};
  settings.judged.withheld_departments = {name};
  TenantBed bed(settings);
  bed.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool hit = peer == Peer::vendor && request.target.starts_with("/v3/departments");
    if (hit) reply.body = "[]";
    return std::optional(std::move(reply));
  };
  const auto told_of = [&](EntityKind kind, sim::Id id) {
    const sim::Ledger& ledger = bed.linkedin.ledger(bed.run->now());
    return ledger.find(kind, bed_organization, std::to_string(id)) != nullptr;
  };
  const auto withheld = [&](const sim::Job& job) {
    const auto* department = bed.world.find<sim::Department>(job.department_id);
    return department != nullptr && department->name == name;
  };
  ASSERT_TRUE(bed.sync());
  std::size_t doubtful = 0;
  for (const sim::Job& job : bed.world.all<sim::Job>()) {
    const EntityRow row = bed.row(RecordKind::job, std::to_string(job.id));
    if (row.reason == "doubtful:department" && withheld(job)) ++doubtful;
  }
  EXPECT_GT(doubtful, 0u);
  EXPECT_GT(bed.held(EntityKind::candidate), 0u);
  bed.meddle = nullptr;
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_GT(bed.held(EntityKind::job), 0u);
  for (const sim::Job& job : bed.world.all<sim::Job>()) {
    EXPECT_FALSE(withheld(job) && told_of(EntityKind::job, job.id)) << job.id;
  }
  for (const sim::Application& one : bed.world.all<sim::Application>()) {
    const sim::Job* job = bed.world.find<sim::Job>(one.job_id);
    EXPECT_FALSE(job && withheld(*job) && told_of(EntityKind::application, one.id)) << one.id;
  }
}

TEST(VendorFaults, AMarkThatCannotBeReadHoldsThatPersonAlone) {
  TenantBed bed(thirty());
  std::string marked;
  meddle(bed, first_page, 1, body([&](std::string text) {
           const std::size_t at = text.rfind("\"id\":", text.find("\"private\":false")) + 5;
           marked = text.substr(at, text.find_first_not_of("0123456789", at) - at);
           return with_first(std::move(text), "\"private\":false", "\"private\":1");
         }));
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::candidate, marked).reason, "doubtful:private");
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, marked), nullptr);
  EXPECT_LE(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 1u);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(VendorFaults, ARecordWithoutAnIdCostsItselfAlone) {
  TenantBed bed(thirty());
  meddle(bed, first_page, 1,
         body([](std::string text) { return with_first(std::move(text), "\"id\":", "\"di\":"); }));
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("carries no id and is left out")) << bed.alarms();
  EXPECT_LE(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 1u);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(VendorFaults, AnItemListedTwiceIsOneRecord) {
  TenantBed bed(thirty());
  meddle(bed, first_page, 1, body([](std::string text) {
           return "[" + text.substr(1, text.rfind(']') - 1) + "," + text.substr(1);
         }));
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u);
}

TEST(VendorFaults, ADoubledKeyHoldsThatItemAlone) {
  TenantBed bed(thirty());
  std::string doubled;
  meddle(bed, first_page, 1, body([&](std::string text) {
           const std::size_t at = text.find("\"id\":") + 5;
           doubled = text.substr(at, text.find_first_not_of("0123456789", at) - at);
           return with_first(std::move(text),
                             "\"first_name\":", "\"first_name\":\"Eve\",\"first_name\":");
         }));
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::candidate, doubled).reason, "duplicate_key");
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, doubled), nullptr);
  EXPECT_LE(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 1u);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

void meddle_with_tokens(TenantBed& bed, Peer which, int times, Replacing how) {
  auto left = std::make_shared<int>(times);
  bed.meddle = [=](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool token = request.target == "/token" || request.target == "/oauth/v2/accessToken";
    if (peer != which || !token || --*left < 0) return std::optional(std::move(reply));
    return how(std::move(reply));
  };
}

TEST(Tokens, GarbageForATokenIsNeverUsedAndTheDayAfterAllIsWell) {
  const std::vector<Fault> faults{
      {"HTML", body([](std::string) { return "<html>"; })},
      {"no token", body([](std::string) { return "{\"expires_in\":3600}"; })},
      {"not text", body([](std::string) { return "{\"access_token\":7,\"expires_in\":3600}"; })},
      {"a line break",
       body([](std::string) { return "{\"access_token\":\"a\\r\\nX: y\",\"expires_in\":3600}"; })},
      {"too large", body([](std::string) {
         return "{\"access_token\":\"" + std::string(70'000, 'a') + "\",\"expires_in\":3600}";
       })},
      {"500", status(500)},
      {"401", status(401)},
      {"lost", [](HttpResponse) { return std::optional<HttpResponse>(); }}};
  for (const Peer peer : {Peer::vendor, Peer::linkedin}) {
    for (const Fault& fault : faults) {
      TenantBed bed(thirty());
      meddle_with_tokens(bed, peer, 1'000'000, fault.how);
      bed.run->ask_sync(false);
      bed.run->run_to_quiet(1s, 1h);
      EXPECT_EQ(bed.held(EntityKind::candidate), 0u) << fault.name;
      EXPECT_TRUE(peer == Peer::linkedin || bed.alarms() != "") << fault.name;
      bed.meddle = nullptr;
      bed.run->advance(2h);
      ASSERT_TRUE(bed.sync());
      EXPECT_TRUE(bed.agrees()) << fault.name << " from " << name_of(peer);
    }
  }
}

TEST(Tokens, OneBadAnswerForATokenIsAskedAgain) {
  for (const Peer peer : {Peer::vendor, Peer::linkedin}) {
    TenantBed bed(thirty());
    meddle_with_tokens(bed, peer, 1, status(503));
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
  }
}

TEST(Tokens, ATokenThatDiesInTheMiddleCostsOneFetch) {
  TenantBed bed(thirty());
  int pages = 0;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && listing_of_candidates(request, first_page) && pages++ == 0) {
      bed.greenhouse.revoke_tokens();
    }
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
}

}  // namespace
}  // namespace crosswalk
