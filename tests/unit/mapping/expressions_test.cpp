// What a line of a manifest's map makes of an item. The language is closed and small; every
// word of it is used here, and what it does with nothing is as much its meaning as the rest.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

constexpr Field title = Field::candidate_title;

/// The candidate's title, mapped by `expr` from `item` (without its id).
std::string title_of(const std::string& expr, const std::string& item) {
  const MappedRecord record =
      one_record(candidates("      title: " + expr + "\n"), "{\"id\":1," + item + "}");
  const std::string doubt = doubts(record.findings);
  return field(record.record, title) + (doubt.empty() ? "" : " " + doubt);
}

std::string emails_of(const std::string& expr, const std::string& item) {
  const MappedRecord record =
      one_record(candidates("      emails: " + expr + "\n"), "{\"id\":1," + item + "}");
  const std::string doubt = doubts(record.findings);
  return field(record.record, Field::candidate_emails) + (doubt.empty() ? "" : " " + doubt);
}

std::string created_of(const std::string& expr, const std::string& item) {
  const MappedRecord record =
      one_record(candidates("      created_at: " + expr + "\n"), "{\"id\":1," + item + "}");
  const std::string doubt = doubts(record.findings);
  return field(record.record, Field::candidate_created_at) + (doubt.empty() ? "" : " " + doubt);
}

TEST(Paths, TakeTheFirstValueOrAllOfThem) {
  EXPECT_EQ(title_of("/a/b", R"("a":{"b":"x"})"), "x");
  EXPECT_EQ(title_of("/a[]/b", R"("a":[{},{"b":null},{"b":"y"},{"b":"z"}])"), "y");
  EXPECT_EQ(title_of("/a", R"("a":17.50)"), "17.50");
  EXPECT_EQ(title_of("/a", R"("a":true)"), "true");
  EXPECT_EQ(emails_of("/a[]", R"("a":["x",null,"","y"])"), "[x|y]");
  EXPECT_EQ(emails_of("/a[]/b[]", R"("a":[{"b":["1","2"]},{"b":[]},{"b":["3"]}])"), "[1|2|3]");
}

TEST(Paths, NothingIsNothing) {
  EXPECT_EQ(title_of("/a/b", R"("a":null)"), "-");
  EXPECT_EQ(title_of("/a/b", R"("x":1)"), "-");
  EXPECT_EQ(title_of("/a", R"("a":"")"), "-");
  EXPECT_EQ(emails_of("/a[]", R"("a":null)"), "[]");
}

TEST(Paths, AnotherTypeIsADoubt) {
  EXPECT_EQ(title_of("/a", R"("a":{"b":1})"), "- title:wrong_type");
  EXPECT_EQ(title_of("/a", R"("a":["x"])"), "- title:wrong_type");
  EXPECT_EQ(title_of("/a/b", R"("a":"x")"), "- title:wrong_type");
  EXPECT_EQ(title_of("/a[]/b", R"("a":{"b":"x"})"), "- title:wrong_type");
  EXPECT_EQ(emails_of("/a[]", R"("a":["x",{},"y"])"), "[x|y] emails:wrong_type");
}

TEST(Paths, FiltersChooseElements) {
  const std::string list =
      R"("a":[{"v":"1","t":"home"},{"t":"work","v":"2"},{"v":"3"},{"v":"4","t":"Work at sea"}])";
  EXPECT_EQ(emails_of("\"/a[t=work]/v\"", list), "[2]");
  EXPECT_EQ(emails_of("\"/a[t!=work]/v\"", list), "[1|3|4]");
  EXPECT_EQ(emails_of("\"/a[t~work]/v\"", list), "[2|4]");
  EXPECT_EQ(emails_of("\"/a[t^work]/v\"", list), "[2|4]");
  EXPECT_EQ(emails_of("\"/a[t^work,v=4]/v\"", list), "[4]");
  EXPECT_EQ(emails_of("\"/a[v=3]/v\"", list), "[3]");
  EXPECT_EQ(emails_of("\"/l[~b]\"", R"("l":["a","ab","B"])"), "[ab|B]");
}

TEST(Paths, AFilterOfTheOuterElementGovernsWhatIsInside) {
  EXPECT_EQ(emails_of("\"/a[k=x]/b[]/c\"",
                      R"("a":[{"b":[{"c":"1"}],"k":"y"},{"b":[{"c":"2"},{"c":"3"}],"k":"x"}])"),
            "[2|3]");
}

TEST(Sources, FirstTakesTheFirstThatGivesSomething) {
  EXPECT_EQ(title_of("{ first: [ /a, /b, /c ] }", R"("b":"","c":"z")"), "z");
  EXPECT_EQ(title_of("{ first: [ /a, { text: none } ] }", R"("x":1)"), "none");
  EXPECT_EQ(emails_of("{ first: [ \"/a[]\", \"/b[]\" ] }", R"("a":[],"b":["x","y"])"), "[x|y]");
}

TEST(Sources, ConcatGivesAWholeOrNothing) {
  EXPECT_EQ(title_of("{ concat: [ /a, ' of ', /b ] }", R"("a":"Head","b":"Bar")"), "Head of Bar");
  EXPECT_EQ(title_of("{ concat: [ /a, ' of ', /b ] }", R"("a":"Head")"), "-");
}

TEST(Sources, CollectJoinsListsWithoutRepeats) {
  EXPECT_EQ(emails_of("{ collect: [ /a, \"/b[]\" ] }", R"("a":"x","b":["y","x","z","y"])"),
            "[x|y|z]");
}

TEST(Sources, MinAndMaxCompareTimesAndNotTexts) {
  const std::string times =
      R"("a":"2026-01-01T00:30:00+01:00","b":"2026-01-01T00:00:00Z","c":null)";
  EXPECT_EQ(created_of("{ min: [ /a, /b, /c ] }", times), "2025-12-31T23:30:00.000Z");
  EXPECT_EQ(created_of("{ max: [ /a, /b, /c ] }", times), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(created_of("{ max: [ /a, /x ] }", R"("a":"soon")"), "- created_at:not_an_instant");
}

TEST(Sources, RowsPutTogetherWhatStoodTogether) {
  const MappedRecord record = one_record(
      candidates("      phones:\n        rows:\n          number: { from: \"/p[]/n\", as: phone }\n"
                 "          extension: /p[]/x\n"),
      R"({"id":1,"p":[{"n":"+1 2","x":"7"},{"x":"8"},{"n":"none"},{"n":"3"}]})");
  EXPECT_EQ(field(record.record, Field::candidate_phones),
            "[number=+12;extension=7;|extension=8;|number=3;]");
}

TEST(Transforms, WorkInOneFixedOrder) {
  EXPECT_EQ(title_of("{ from: /a, trim: true, html_to_text: true }", R"("a":" <b> x </b> ")"), "x");
  EXPECT_EQ(title_of("{ from: /a, split_name: last }", R"("a":"Ida van Berg")"), "van Berg");
  EXPECT_EQ(title_of("{ from: /a, as: country }", R"("a":"Germany")"), "de");
  EXPECT_EQ(title_of("{ from: /a, as: country }", R"("a":"Moon")"), "- title:unknown_word");
  EXPECT_EQ(title_of("{ from: /a, default: x }", R"("a":null)"), "x");
  EXPECT_EQ(title_of("{ from: /a, trim: true, default: x }", R"("a":"  ")"), "x");
}

TEST(Transforms, EnumKnowsItsWordsAndDoubtsOthers) {
  const std::string words = "{ from: /a, enum: { new: fresh, 'true': yes } }";
  EXPECT_EQ(title_of(words, R"("a":"new")"), "fresh");
  EXPECT_EQ(title_of(words, R"("a":true)"), "yes");
  EXPECT_EQ(title_of(words, R"("a":"old")"), "- title:unknown_word");
  EXPECT_EQ(title_of("{ from: /a, enum: { new: fresh }, otherwise: stale }", R"("a":"old")"),
            "stale title:unknown_word");
}

TEST(Transforms, KeepValidLeavesOutWhatIsNoAddress) {
  EXPECT_EQ(
      emails_of("{ from: \"/a[]\", trim: true, keep: valid }", R"("a":[" a@b.c ","x","d@e.f"])"),
      "[a@b.c|d@e.f] emails:not_an_email");
}

TEST(Transforms, InstantsAreReadAsTold) {
  EXPECT_EQ(created_of("/a", R"("a":"2026-02-03T09:15:00.120Z")"), "2026-02-03T09:15:00.120Z");
  EXPECT_EQ(created_of("{ from: /a, as: instant_s }", R"("a":1767225600)"),
            "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(created_of("{ from: /a, as: instant_ms }", R"("a":"1767225600123")"),
            "2026-01-01T00:00:00.123Z");
  EXPECT_EQ(created_of("/a", R"("a":1767225600)"), "- created_at:wrong_type");
  EXPECT_EQ(created_of("/a", R"("a":"2026-13-01")"), "- created_at:not_an_instant");
}

TEST(Flags, AreTrueOrFalseAndNothingElse) {
  const auto flag = [](const std::string& value) {
    const MappedRecord record =
        one_record(candidates("      private: /a\n"), "{\"id\":1,\"a\":" + value + "}");
    return field(record.record, Field::candidate_private) +
           (record.findings.empty() ? "" : " " + doubts(record.findings));
  };
  EXPECT_EQ(flag("true"), "true");
  EXPECT_EQ(flag("false"), "false");
  EXPECT_EQ(flag("null"), "-");
  EXPECT_EQ(flag("1"), "- private:wrong_type");
  EXPECT_EQ(flag("\"yes\""), "- private:wrong_type");
}

TEST(Conditions, HoldForWordsForNothingAndForAnything) {
  const auto when = [](const std::string& condition, const std::string& item) {
    return title_of("{ text: x, when: " + condition + " }", item);
  };
  EXPECT_EQ(when("{ /a: b }", R"("a":"b")"), "x");
  EXPECT_EQ(when("{ /a: b }", R"("a":"c")"), "-");
  EXPECT_EQ(when("{ /a: true }", R"("a":true)"), "x");
  EXPECT_EQ(when("{ /a: [b, c] }", R"("a":"c")"), "x");
  EXPECT_EQ(when("{ /a: b, /d: e }", R"("a":"b")"), "-");
  EXPECT_EQ(when("{ /a: none }", R"("a":null)"), "x");
  EXPECT_EQ(when("{ /a: none }", R"("a":0)"), "-");
  EXPECT_EQ(when("{ /a: any }", R"("a":0)"), "x");
  EXPECT_EQ(when("{ /a: any }", R"("a":"")"), "-");
  EXPECT_EQ(when("{ /a: 'none' }", R"("a":"none")"), "x");
}

TEST(Conditions, AboutAValueOfAWrongTypeAreADoubt) {
  EXPECT_EQ(title_of("{ text: x, when: { /a: b } }", R"("a":{"b":1})"), "- title:wrong_type");
  EXPECT_EQ(title_of("{ text: x, when: { /a: none } }", R"("a":["b"])"), "- title:wrong_type");
  EXPECT_EQ(title_of("{ text: x, when: { /a: b, /c: d } }", R"("a":[],"c":"d")"),
            "- title:wrong_type");
}

TEST(SkipWhen, AnyOfItsConditionsSkipsTheItem) {
  Mapper mapper = mapper_of(candidates("",
                                       "    skip_when:\n      - { /a: b }\n"
                                       "      - { /c: none, /d: e }\n"));
  const Result<PageRead> page = mapper.read_page(page_of(
      "people", R"([{"id":1,"a":"b","c":1},{"id":2,"d":"e"},{"id":3,"c":1,"d":"e"},{"id":4}])"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->skipped, 2u);
  EXPECT_EQ(page->items, 4u);
  EXPECT_EQ(records_of(*page).size(), 2u);
}

TEST(Records, ApplicationsNameTheirParents) {
  Mapper mapper =
      mapper_of(manifest("objects:\n  uses:\n    kind: application\n    full: GET /u\n"
                         "    map: { id: /id, candidate: /who, job: /what }\n"));
  const Result<PageRead> page =
      mapper.read_page(page_of("uses", R"([{"id":1,"who":2,"what":3},{"id":4,"who":null}])"));
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].record.parents,
            (std::vector<RecordKey>{{RecordKind::job, "3"}, {RecordKind::candidate, "2"}}));
  EXPECT_TRUE(records[1].record.parents.empty());
}

}  // namespace
}  // namespace crosswalk
