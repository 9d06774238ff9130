// A hook's answer is the first thing a stranger's code hands to ours. Good answers must arrive
// whole, wrong ones not at all, and no word of the library may slip into an error.

#include <gtest/gtest.h>

#include <memory>

#include "engine/load.hpp"
#include "engine/table_hooks.hpp"

namespace crosswalk {
namespace {

crosswalk_text text(std::string_view words) { return {words.data(), words.size()}; }

Record candidate() {
  Record record;
  record.key = {RecordKind::candidate, "7"};
  record.set(Field::candidate_first_name, std::string("Ada"));
  record.set(Field::candidate_created_at, std::int64_t{1'700'000'000'123});
  record.set(Field::candidate_emails, std::vector<std::string>{"ada@example.com", ""});
  return record;
}

const crosswalk_connector_table& hostile_table() {
  static const auto loaded =
      load_connector(CROSSWALK_BINARY_DIR "/lib/connectors/hostile.connector.so");
  EXPECT_TRUE(loaded) << to_string(loaded.error());
  return *loaded->table;
}

TEST(TableHooks, ARecordIsAmendedAndDoubted) {
  const TableHooks hooks(hostile_table());
  Record record = candidate();
  Findings findings = {{Field::candidate_emails, FindingCode::not_an_email, ""}};
  const HookInput inputs[] = {{"/first_name", "Ada"}, {"/nick", "Addie"}};
  ASSERT_TRUE(hooks.amend_record(inputs, record, findings));
  EXPECT_EQ(*record.text(Field::candidate_first_name), "Addie");
  EXPECT_EQ(record.fields.size(), 3u);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[1],
            (Finding{Field::candidate_first_name, FindingCode::from_hook, "a nickname"}));
}

TEST(TableHooks, AFieldOfTheWrongTypeHoldsTheRecordAsItWas) {
  const TableHooks hooks(hostile_table());
  Record record = candidate();
  record.set(Field::candidate_last_name, std::string("Wrong"));
  const Record before = record;
  Findings findings;
  const HookInput inputs[] = {{"/nick", "Addie"}};
  const auto amended = hooks.amend_record(inputs, record, findings);
  ASSERT_FALSE(amended);
  EXPECT_EQ(amended.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(record, before);
  EXPECT_TRUE(findings.empty());
}

TEST(TableHooks, APageIsCutAndSaysWhereItGoesOn) {
  const TableHooks hooks(hostile_table());
  const auto page = hooks.split_page({200, {{"X-Next", "yes"}}, "well"});
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->items.size(), 2u);
  ASSERT_TRUE(page->next);
  EXPECT_EQ(page->next->host, "api");
  EXPECT_EQ(page->next->http.target, "/candidates?page=2");
  EXPECT_FALSE(hooks.split_page({200, {}, "well"})->next);
}

TEST(TableHooks, ARequestIsFinishedWithTheHostsTime) {
  const TableHooks hooks(hostile_table());
  HttpRequest request;
  request.target = "/candidates?limit=100";
  request.headers = {{"Accept", "application/json"}};
  ASSERT_TRUE(hooks.finish_request(request, from_ms(42)));
  EXPECT_EQ(request.target, "/candidates?limit=100&signed=1");
  EXPECT_EQ(header(request.headers, "x-signed-at"), "42");
  EXPECT_EQ(header(request.headers, "accept"), "application/json");
}

TEST(TableHooks, AReplyIsClassifiedOrLeftToTheManifest) {
  const TableHooks hooks(hostile_table());
  EXPECT_EQ(*hooks.classify_reply({418, {}, ""}), std::optional(ReplyClass::throttled));
  EXPECT_EQ(*hooks.classify_reply({500, {}, ""}), std::nullopt);
}

TEST(TableHooks, AnExceptionIsStoppedAtTheBoundaryAndItsWordsStayBehind) {
  const TableHooks hooks(hostile_table());
  for (const char* deed : {"throw", "throw an int"}) {
    const auto page = hooks.split_page({200, {}, deed});
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, ErrorCode::internal);
    EXPECT_NE(page.error().what.find("split_page threw an exception"), std::string::npos);
    EXPECT_EQ(to_string(page.error()).find("Ada"), std::string::npos);
  }
  const auto refused = hooks.split_page({200, {}, "refuse"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(hooks.last_problem(), "not today");
}

// Tables that no C++ author could make: what a library in another language might do.
crosswalk_connector_table bare() {
  crosswalk_connector_table table{};
  table.magic = CROSSWALK_ABI_MAGIC;
  return table;
}

TEST(TableHooks, AHookThatIsNotThereIsUnsupported) {
  const auto table = bare();
  const TableHooks hooks(table);
  HttpRequest request;
  EXPECT_FALSE(hooks.has("split_page"));
  EXPECT_FALSE(hooks.has("no_such_hook"));
  EXPECT_EQ(hooks.finish_request(request, {}).error().code, ErrorCode::unsupported);
  EXPECT_EQ(hooks.split_page({}).error().code, ErrorCode::unsupported);
  EXPECT_EQ(hooks.classify_reply({}).error().code, ErrorCode::unsupported);
}

TEST(TableHooks, MoreThanTheBoundsIsAnErrorAndNotMemory) {
  auto table = bare();
  table.split_page = [](const crosswalk_reply*, crosswalk_sink items, crosswalk_next_sink,
                        crosswalk_sink problem) -> crosswalk_status {
    const std::string item(1024 * 1024, 'x');
    for (int turn = 0; turn < 100; ++turn) items.put(items.self, text(item));
    for (int turn = 0; turn < 100; ++turn) problem.put(problem.self, text(item));
    return 0;
  };
  const TableHooks hooks(table);
  const auto page = hooks.split_page({});
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().what.find("more than 64 MiB"), std::string::npos);
  EXPECT_EQ(hooks.last_problem().size(), 400u);
}

TEST(TableHooks, TwoPlacesToGoOnAreOneTooMany) {
  auto table = bare();
  table.split_page = [](const crosswalk_reply*, crosswalk_sink, crosswalk_next_sink next,
                        crosswalk_sink) -> crosswalk_status {
    const crosswalk_request request{text("GET"), text("/x"), text(""), nullptr, 0};
    next.put(next.self, text("api"), &request);
    next.put(next.self, text("api"), &request);
    return 0;
  };
  EXPECT_FALSE(TableHooks(table).split_page({}));
}

TEST(TableHooks, AWordThatIsNoMeaningIsRefused) {
  auto table = bare();
  table.classify_reply = [](const crosswalk_reply*, crosswalk_sink meaning,
                            crosswalk_sink) -> crosswalk_status {
    meaning.put(meaning.self, text("splendid"));
    return 0;
  };
  EXPECT_EQ(TableHooks(table).classify_reply({}).error().code, ErrorCode::invalid_input);
}

TEST(TableHooks, AStatusThatIsNoCodeIsOurFaultToFile) {
  auto table = bare();
  table.classify_reply = [](const crosswalk_reply*, crosswalk_sink,
                            crosswalk_sink) -> crosswalk_status { return -5; };
  EXPECT_EQ(TableHooks(table).classify_reply({}).error().code, ErrorCode::internal);
}

using Amend = void (*)(crosswalk_record_sink);

// Runs a change against a candidate through the C table; the change travels in a static because
// a C function has no captures.
Result<Done> amended_by(Amend change, Record& record, Findings& findings) {
  static Amend current = nullptr;
  current = change;
  auto table = bare();
  table.amend_record = [](const crosswalk_pair*, size_t, const crosswalk_value*, size_t,
                          crosswalk_record_sink changes, crosswalk_sink) -> crosswalk_status {
    current(changes);
    return 0;
  };
  return TableHooks(table).amend_record({}, record, findings);
}

TEST(TableHooks, FieldsTheRecordCannotHaveAreRefused) {
  const Amend wrong[] = {[](crosswalk_record_sink s) {
                           s.set(s.self, {9999, 0, text("x")});
                         },
                         [](crosswalk_record_sink s) {
                           s.set(s.self, {1, 0, text("a job's")});
                         },
                         [](crosswalk_record_sink s) {
                           s.set(s.self, {101, 9, text("no such type")});
                         },
                         [](crosswalk_record_sink s) {
                           s.set(s.self, {106, 1, text("short")});
                         },
                         [](crosswalk_record_sink s) {
                           s.set(s.self, {103, 3, text("\xFF\xFF\xFF\xFFx")});
                         },
                         [](crosswalk_record_sink s) { s.erase(s.self, 0); },
                         [](crosswalk_record_sink s) { s.doubt(s.self, 9999, text("x")); }};
  for (const Amend change : wrong) {
    Record record = candidate();
    Findings findings;
    EXPECT_FALSE(amended_by(change, record, findings));
    EXPECT_EQ(record, candidate());
  }
}

TEST(TableHooks, AnErasedFieldIsGoneAndALongDoubtIsCut) {
  Record record = candidate();
  Findings findings;
  const auto amended = amended_by(
      [](crosswalk_record_sink s) {
        s.erase(s.self, static_cast<std::uint16_t>(Field::candidate_first_name));
        const std::string why(5'000, 'w');
        for (int turn = 0; turn < 1'000; ++turn) {
          s.doubt(s.self, static_cast<std::uint16_t>(Field::candidate_emails), text(why));
        }
      },
      record, findings);
  ASSERT_TRUE(amended);
  EXPECT_EQ(record.find(Field::candidate_first_name), nullptr);
  EXPECT_EQ(findings.size(), hook_findings_max);
  EXPECT_EQ(findings.front().detail.size(), 200u);
}

}  // namespace
}  // namespace crosswalk
