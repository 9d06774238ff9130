// The author's half of the boundary. A class with hooks becomes a table of C functions; what
// the author's code reads and writes must be what the host gave and gets, and nothing the
// author's code does may come out of those functions but a status.

#include <gtest/gtest.h>

#include <map>
#include <new>
#include <stdexcept>

#include "sdk/export.hpp"
#include "sdk/value_bytes.hpp"

extern "C" {
const char crosswalk_manifest_begin[] = "manifest";
const char crosswalk_manifest_end[] = "";
}

namespace crosswalk {
namespace {

crosswalk_text text(std::string_view words) { return {words.data(), words.size()}; }
std::string_view view(crosswalk_text words) { return {words.data, words.size}; }

// Collects what is put, one entry each.
struct Heard {
  std::vector<std::string> words;
  crosswalk_sink sink() {
    return {this, [](void* self, crosswalk_text chunk) {
              static_cast<Heard*>(self)->words.emplace_back(view(chunk));
            }};
  }
};

// Collects changes of a record as "set 101 Ada", "erase 102", "doubt 103 why".
struct Changes {
  std::vector<std::string> lines;
  crosswalk_record_sink sink() {
    return {this,
            [](void* self, crosswalk_value value) {
              note(self,
                   "set " + std::to_string(value.field) + " " + std::string(view(value.bytes)));
            },
            [](void* self, std::uint16_t field) { note(self, "erase " + std::to_string(field)); },
            [](void* self, std::uint16_t field, crosswalk_text why) {
              note(self, "doubt " + std::to_string(field) + " " + std::string(view(why)));
            }};
  }
  static void note(void* self, std::string line) {
    static_cast<Changes*>(self)->lines.push_back(std::move(line));
  }
};

// Does what the value of the input "/deed" says.
class Sample : public Connector {
 public:
  Result<Done> amend_record(const Inputs& inputs, RecordEditor& record) const override {
    const std::string deed(inputs.first("/deed").value_or("none"));
    record.set(Field::candidate_first_name, std::string("Ada"));
    record.erase(Field::candidate_last_name);
    record.doubt(Field::candidate_emails, "odd");
    if (deed == "error") return Error{ErrorCode::conflict, "not this one", {}};
    if (deed == "throw") throw std::runtime_error("thrown");
    if (deed == "int") throw 7;
    if (deed == "memory") throw std::bad_alloc();
    return Done{};
  }
};

class Everything : public Sample {
 public:
  Result<Done> finish_request(HttpRequest& request, Instant now) const override {
    request.target += "&at=" + std::to_string(to_ms(now));
    set_header(request.headers, "X-Sign", "abc");
    return Done{};
  }
  Result<VendorPage> split_page(const Reply& reply) const override {
    VendorPage page;
    page.items = {std::string(reply.body()), std::string(reply.header("X-COUNT"))};
    if (reply.status() == 206) {
      page.next.emplace();
      page.next->host = "api";
      page.next->http.target = "/more";
      page.next->http.headers = {{"A", "b"}};
    }
    return page;
  }
  Result<std::optional<Meaning>> classify_reply(const Reply& reply) const override {
    if (reply.status() == 409) return std::optional(Meaning::cursor_expired);
    return std::optional<Meaning>();
  }
};

template <class T>
constexpr crosswalk_connector_table table = boundary::table_of<T>();

struct Amended {
  crosswalk_status status;
  std::vector<std::string> changes;
  std::vector<std::string> problem;
};

Amended amend(std::string_view deed) {
  const crosswalk_pair inputs[] = {{text("/deed"), text(deed)}};
  const crosswalk_value fields[] = {{102, 0, text("Example")}};
  Changes changes;
  Heard problem;
  const auto status =
      table<Sample>.amend_record(inputs, 1, fields, 1, changes.sink(), problem.sink());
  return {status, changes.lines, problem.words};
}

TEST(Table, HoldsTheVersionTheManifestAndTheHooksOfTheClass) {
  constexpr auto made = boundary::table_of<Sample>();
  EXPECT_EQ(made.magic, CROSSWALK_ABI_MAGIC);
  EXPECT_EQ(made.abi_major, CROSSWALK_ABI_MAJOR);
  EXPECT_EQ(made.table_size, sizeof(crosswalk_connector_table));
  EXPECT_EQ(made.manifest_begin, crosswalk_manifest_begin);
  EXPECT_EQ(made.manifest_end, crosswalk_manifest_end);
  EXPECT_NE(made.amend_record, nullptr);
  EXPECT_EQ(made.finish_request, nullptr);
  EXPECT_EQ(made.split_page, nullptr);
  EXPECT_EQ(made.classify_reply, nullptr);
  EXPECT_EQ(table<Connector>.amend_record, nullptr);
  EXPECT_NE(table<Everything>.amend_record, nullptr) << "inherited from a class of the author's";
}

TEST(Table, TheFirstThreeNumbersStandWhereEveryReleaseLooksForThem) {
  EXPECT_EQ(offsetof(crosswalk_connector_table, magic), 0u);
  EXPECT_EQ(offsetof(crosswalk_connector_table, abi_major), 4u);
  EXPECT_EQ(offsetof(crosswalk_connector_table, abi_minor), 8u);
  EXPECT_EQ(offsetof(crosswalk_connector_table, table_size), 12u);
  EXPECT_EQ(offsetof(crosswalk_connector_table, classify_reply), 56u);
}

TEST(Boundary, ChangesReachTheHostWhenTheHookEndsWell) {
  const Amended amended = amend("none");
  EXPECT_EQ(amended.status, 0);
  EXPECT_EQ(amended.changes,
            (std::vector<std::string>{"set 101 Ada", "erase 102", "doubt 103 odd"}));
  EXPECT_TRUE(amended.problem.empty());
}

TEST(Boundary, NothingReachesTheHostWhenTheHookFails) {
  const std::map<std::string, std::pair<crosswalk_status, std::string>> ends = {
      {"error", {static_cast<int>(ErrorCode::conflict), "not this one"}},
      {"throw", {CROSSWALK_THREW, "thrown"}},
      {"int", {CROSSWALK_THREW, "an exception of unknown type"}},
      {"memory", {CROSSWALK_NO_MEMORY, "out of memory"}}};
  for (const auto& [deed, end] : ends) {
    const Amended amended = amend(deed);
    EXPECT_EQ(amended.status, end.first) << deed;
    EXPECT_EQ(amended.problem, (std::vector<std::string>{end.second})) << deed;
    EXPECT_TRUE(amended.changes.empty()) << deed;
  }
}

TEST(Boundary, APageGoesOutItemByItemAndThenItsNextRequest) {
  const crosswalk_pair headers[] = {{text("x-count"), text("2")}};
  const crosswalk_reply reply{206, text("body"), headers, 1};
  Heard items;
  Heard problem;
  std::string next;
  const crosswalk_next_sink sink{
      &next, [](void* self, crosswalk_text host, const crosswalk_request* request) {
        *static_cast<std::string*>(self) =
            std::string(view(host)) + " " + std::string(view(request->method)) + " " +
            std::string(view(request->target)) + " " + std::string(view(request->headers[0].value));
      }};
  EXPECT_EQ(table<Everything>.split_page(&reply, items.sink(), sink, problem.sink()), 0);
  EXPECT_EQ(items.words, (std::vector<std::string>{"body", "2"}));
  EXPECT_EQ(next, "api GET /more b");
}

TEST(Boundary, OnlyWhatChangedOfARequestGoesBack) {
  const crosswalk_request request{text("GET"), text("/x?a=1"), text("kept"), nullptr, 0};
  std::map<std::string, std::string> changes;
  const auto note = [](void* self, std::string name, crosswalk_text value) {
    (*static_cast<std::map<std::string, std::string>*>(self))[name] = view(value);
  };
  static const auto keep = note;
  const crosswalk_request_sink sink{
      &changes, [](void* self, crosswalk_text target) { keep(self, "target", target); },
      [](void* self, crosswalk_text body) { keep(self, "body", body); },
      [](void* self, crosswalk_text name, crosswalk_text value) {
        keep(self, std::string(view(name)), value);
      }};
  Heard problem;
  EXPECT_EQ(table<Everything>.finish_request(&request, 42, sink, problem.sink()), 0);
  EXPECT_EQ(changes,
            (std::map<std::string, std::string>{{"target", "/x?a=1&at=42"}, {"X-Sign", "abc"}}));
}

TEST(Boundary, AMeaningGoesOutAsTheManifestsWordOrNotAtAll) {
  Heard meaning;
  Heard problem;
  crosswalk_reply reply{500, {}, nullptr, 0};
  EXPECT_EQ(table<Everything>.classify_reply(&reply, meaning.sink(), problem.sink()), 0);
  EXPECT_TRUE(meaning.words.empty());
  reply.status = 409;
  EXPECT_EQ(table<Everything>.classify_reply(&reply, meaning.sink(), problem.sink()), 0);
  EXPECT_EQ(meaning.words, (std::vector<std::string>{"cursor_expired"}));
}

TEST(Boundary, AHookThatNobodyWroteIsUnsupportedEvenWhenCalled) {
  Heard meaning;
  Heard problem;
  const crosswalk_reply reply{500, {}, nullptr, 0};
  EXPECT_EQ(boundary::Table<Connector>::classify_reply(&reply, meaning.sink(), problem.sink()),
            static_cast<int>(ErrorCode::unsupported));
}

TEST(RecordEditor, ReadsWhatTheHostGaveAndThenWhatWasSet) {
  std::string emails;
  append_value_bytes(std::vector<std::string>{"ada@example.com"}, emails);
  std::string created;
  append_value_bytes(std::int64_t{-5}, created);
  const crosswalk_value fields[] = {
      {101, 0, text("Ada")}, {103, 3, text(emails)}, {106, 1, text(created)}};
  RecordEditor record(fields, 3);
  EXPECT_EQ(record.text(Field::candidate_first_name), "Ada");
  EXPECT_EQ(record.text(Field::candidate_emails), "") << "not a text";
  EXPECT_EQ(record.find(Field::candidate_emails),
            std::optional<Value>(std::vector<std::string>{"ada@example.com"}));
  EXPECT_EQ(record.find(Field::candidate_created_at), std::optional<Value>(std::int64_t{-5}));
  EXPECT_EQ(record.find(Field::candidate_title), std::nullopt);
  record.set(Field::candidate_first_name, std::string("Addie"));
  EXPECT_EQ(record.text(Field::candidate_first_name), "Addie");
  record.erase(Field::candidate_first_name);
  EXPECT_EQ(record.find(Field::candidate_first_name), std::nullopt);
}

TEST(Inputs, AreFoundByTheirPathAndKeepTheirOrder) {
  const crosswalk_pair pairs[] = {
      {text("/a"), text("1")}, {text("/b"), text("")}, {text("/a"), text("2")}};
  const Inputs inputs(pairs, 3);
  EXPECT_EQ(inputs.first("/a"), "1");
  EXPECT_EQ(inputs.first("/b"), "");
  EXPECT_EQ(inputs.first("/c"), std::nullopt);
  EXPECT_EQ(inputs.all("/a"), (std::vector<std::string_view>{"1", "2"}));
  EXPECT_TRUE(inputs.all("/c").empty());
}

TEST(Reply, AnEmptyTextMayHaveNoPlace) {
  const crosswalk_reply borrowed{204, {nullptr, 0}, nullptr, 0};
  const Reply reply(borrowed);
  EXPECT_EQ(reply.status(), 204);
  EXPECT_EQ(reply.body(), "");
  EXPECT_EQ(reply.header("Date"), "");
}

}  // namespace
}  // namespace crosswalk
