// Hooks are somebody else's code. They are called only when the manifest names them, see what it
// says they need, and spoil one record at most.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

class SomeHooks : public Hooks {
 public:
  Result<Done> finish_request(HttpRequest& request, Instant now) const override {
    if (refuses) return Error{ErrorCode::internal, "no", {}};
    request.target += "&signed=" + std::to_string(to_ms(now));
    return Done{};
  }
  Result<CutPage> split_page(const HttpResponse& reply) const override {
    CutPage cut;
    for (std::size_t at = 0; at < reply.body.size();) {
      const std::size_t end = std::min(reply.body.find('\n', at), reply.body.size());
      cut.items.push_back(reply.body.substr(at, end - at));
      at = end + 1;
    }
    return cut;
  }
  Result<Done> amend_record(std::span<const HookInput> inputs, Record& record,
                            Findings& findings) const override {
    std::string seen;
    for (const HookInput& input : inputs) {
      seen.append(input.path).append("=").append(input.text).append(";");
    }
    if (refuses || seen.find("poison") != std::string::npos) {
      return Error{ErrorCode::internal, "no", {}};
    }
    record.set(Field::candidate_title, seen);
    record.key.id = "another";
    findings.push_back({Field::candidate_title, FindingCode::from_hook, "looked"});
    return Done{};
  }
  Result<std::optional<ReplyClass>> classify_reply(const HttpResponse& reply) const override {
    if (reply.body == "{\"error\":\"slow\"}") return std::optional(ReplyClass::throttled);
    return std::optional<ReplyClass>();
  }

  bool refuses = false;
};

const std::string amended = candidates("      first_name: /a\n") +
                            "hooks:\n  amend_record:\n    people: [/a, \"/b[t=x]/c\"]\n";

TEST(AmendRecord, SeesWhatItNeedsAndChangesAllButTheKey) {
  const SomeHooks hooks;
  Mapper mapper = mapper_of(amended, &hooks);
  const Result<PageRead> page = mapper.read_page(
      page_of("people", R"([{"id":1,"a":"x\ny",)"
                        R"("b":[{"t":"x","c":1},{"t":"y","c":2},{"t":"x","c":true}]}])"));
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].record.key.id, "1");
  EXPECT_EQ(field(records[0].record, Field::candidate_title),
            "/a=x\ny;/b[t=x]/c=1;/b[t=x]/c=true;");
  EXPECT_EQ(doubts(records[0].findings), "title:from_hook");
}

TEST(AmendRecord, AnErrorHoldsThatRecordAlone) {
  const SomeHooks hooks;
  Mapper mapper = mapper_of(amended, &hooks);
  const Result<PageRead> page =
      mapper.read_page(page_of("people", R"([{"id":1,"a":"poison"},{"id":2,"a":"fine"}])"));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->held.size(), 1u);
  EXPECT_EQ(page->held[0].id, "1");
  EXPECT_EQ(page->held[0].reason, "hook_failed");
  ASSERT_EQ(records_of(*page).size(), 1u);
  EXPECT_EQ(records_of(*page)[0].record.key.id, "2");
}

TEST(AmendRecord, IsNotCalledUnlessNamed) {
  SomeHooks hooks;
  hooks.refuses = true;
  Mapper mapper = mapper_of(candidates(""), &hooks);
  EXPECT_EQ(records_of(*mapper.read_page(page_of("people", R"([{"id":1}])"))).size(), 1u);
}

TEST(FinishRequest, SignsEveryRequestThatIsPlanned) {
  const SomeHooks hooks;
  const std::string join = "    joins:\n      j: { list: 'GET /j?i={ids}', by: /id, key: /p }\n";
  Mapper mapper = mapper_of(candidates("", join) + "hooks: { finish_request: true }\n", &hooks);
  PlanRead plan;
  plan.object = "people";
  plan.now = from_ms(5);
  EXPECT_EQ(mapper.plan_read(plan)->requests.at(0).http.target, "/people&signed=5");
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.now = from_ms(6);
  ask.reply.headers = {{"Link", "</people?c=1>; rel=next"}};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->next->http.target, "/people?c=1&signed=6");
  EXPECT_EQ(page->needs.at(0).request.http.target, "/j?i=1&signed=6");
}

TEST(SplitPage, CutsWhatTheManifestCannot) {
  const SomeHooks hooks;
  Mapper mapper = mapper_of(candidates("") + "hooks: { split_page: true }\n", &hooks);
  const Result<PageRead> page = mapper.read_page(page_of("people", "{\"id\":1}\n{\"id\":2}"));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->ids, (std::vector<std::string>{"1", "2"}));
  EXPECT_FALSE(mapper.read_page(page_of("people", "{\"id\":1}\n}{")));
}

TEST(ClassifyReply, OverridesTheTable) {
  const SomeHooks hooks;
  Mapper mapper = mapper_of(candidates("") + "hooks: { classify_reply: true }\n", &hooks);
  EXPECT_EQ(mapper.read_page(page_of("people", "{\"error\":\"slow\"}"))->meaning,
            ReplyClass::throttled);
  EXPECT_EQ(mapper.read_page(page_of("people", "[]"))->meaning, ReplyClass::ok);
}

}  // namespace
}  // namespace crosswalk
