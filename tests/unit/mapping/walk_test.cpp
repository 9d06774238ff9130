// The one place where the tree of paths meets the bytes of a page. What it gathers is checked
// here without manifest or records between: against what is written in the page, and against a
// plain reading of the same page over a tree.

#include "mapping/read/walk.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "base/text/json.hpp"

namespace crosswalk {
namespace {

/// Writes down every item: "slot=value|value;..." in order of slot, "!" for a wrong type.
class Notes : public ItemSink {
 public:
  explicit Notes(const Shape& shape) : shape_(shape) {}
  void take(const FoundItem& item) override {
    std::string text = item.is_object ? "" : "no object";
    if (item.duplicate_key) text += "duplicate ";
    for (SlotId slot = 0; slot < shape_.slot_count; ++slot) {
      if (item.cells.first(slot) == nullptr) continue;
      text += std::to_string(slot) + "=";
      for (const Cell* cell = item.cells.first(slot); cell; cell = item.cells.after(*cell)) {
        if (cell != item.cells.first(slot)) text += '|';
        text += cell->kind == CellKind::wrong ? "!" : cell->text;
      }
      text += ';';
    }
    items.push_back(text);
  }
  std::vector<std::string> items;

 private:
  const Shape& shape_;
};

Shape shape_of(const std::vector<std::string>& paths) {
  Shape shape;
  for (const std::string& path : paths) EXPECT_TRUE(shape.add(*parse_path(path))) << path;
  return shape;
}

std::vector<std::string> walked(const std::vector<std::string>& paths, const std::string& body) {
  const Shape shape = shape_of(paths);
  Notes notes(shape);
  PageWalker walker;
  const Envelope envelope;
  Result<Done> done = walker.open(body);
  if (done) done = walker.walk(envelope, shape, false, notes);
  if (!done) return {"refused: " + done.error().what};
  return notes.items;
}

using Items = std::vector<std::string>;

TEST(Walk, GathersEachPathIntoItsSlot) {
  EXPECT_EQ(walked({"/a", "/b/c", "/d[]", "/e[]/f"},
                   R"([{"b":{"x":0,"c":"1"},"a":2,"e":[{"f":true},{"f":null},{"g":1},{"f":"x"}],)"
                   R"("d":["p",3,"q"]},{}])"),
            (Items{"0=2;1=1;2=p|3|q;3=true|x;", ""}));
}

TEST(Walk, UnescapesTextsAndKeepsNumbersAsWritten) {
  EXPECT_EQ(walked({"/a"}, R"([{"a":"\"\\\/\b\n\u00e9\ud83e\udd8a"},{"a":-0.50E+07}])"),
            (Items{"0=\"\\/\b\n\u00e9\U0001F98A;", "0=-0.50E+07;"}));
}

TEST(Walk, APathThroughAnotherPathKeepsBoth) {
  EXPECT_EQ(
      walked({"/a", "/a/b", "/a[]", "/a[]/b"}, R"([{"a":"x"},{"a":{"b":1}},{"a":["y",{"b":2}]}])"),
      (Items{"0=x;", "1=1;", "2=y;3=2;"}));
}

TEST(Walk, TellsWhereAnotherTypeStands) {
  EXPECT_EQ(walked({"/a"}, R"([{"a":{}},{"a":[]},{"a":[{}]}])"), (Items{"0=!;", "0=!;", "0=!;"}));
  EXPECT_EQ(walked({"/a/b", "/a/c"}, R"([{"a":1},{"a":[1]}])"), (Items{"0=!;1=!;", "0=!;1=!;"}));
  EXPECT_EQ(walked({"/a[]/b"}, R"([{"a":{"b":1}},{"a":[1,{"b":2}]}])"), (Items{"0=!;", "0=!|2;"}));
}

TEST(Walk, SharesOneFilterAmongManyPathsAndForgetsItBetweenElements) {
  const Shape shape = shape_of({"/a[t=x]/v", "/a[t=x]/w", "/a[t=y,v^1]/v", "/a[]/v"});
  EXPECT_EQ(shape.slot_count, 6);  // Four paths, and what two filters ask about.
  const std::vector<std::string> items =
      walked({"/a[t=x]/v", "/a[t=x]/w", "/a[t=y,v^1]/v", "/a[]/v"},
             R"([{"a":[{"t":"x","v":1,"w":2},{"v":3},{"v":12,"t":"y"},{"w":4,"t":"y"}]}])");
  ASSERT_EQ(items.size(), 1u);
  for (const char* part : {"0=1;", "=2;", "=12;", "=1|3|12;"}) {
    EXPECT_NE(items[0].find(part), std::string::npos) << part << " in " << items[0];
  }
  EXPECT_EQ(items[0].find("=2|4"), std::string::npos);
}

TEST(Walk, FindsItemsInsideAnEnvelopeWhereverTheyStand) {
  const Shape shape = shape_of({"/id"});
  Envelope envelope;
  envelope.items_node = *envelope.shape.node_of(*parse_path("/data/rows"));
  const SlotId next = *envelope.shape.add(*parse_path("/meta/next"));
  const std::string bodies[] = {R"({"data":{"rows":[{"id":1}]},"meta":{"next":"n"}})",
                                R"({"meta":{"next":"n"},"data":{"x":[1],"rows":[{"id":1}]}})"};
  for (const std::string& body : bodies) {
    Notes notes(shape);
    PageWalker walker;
    ASSERT_TRUE(walker.open(body));
    ASSERT_TRUE(walker.walk(envelope, shape, false, notes)) << body;
    EXPECT_EQ(notes.items, (Items{"0=1;"}));
    ASSERT_NE(walker.around().first(next), nullptr);
    EXPECT_EQ(walker.around().first(next)->text, "n");
  }
}

TEST(Walk, ABodyIsWalkedAsOftenAsAskedAndTheNextOneAnew) {
  const Shape shape = shape_of({"/a"});
  const Envelope envelope;
  PageWalker walker;
  const std::string first = R"([{"a":"one\n"},{"a":"two"}])";
  const std::string second = R"([{"a":"three"}])";
  for (const std::string& body : {first, second, first}) {
    ASSERT_TRUE(walker.open(body));
    for (int again = 0; again < 3; ++again) {
      Notes notes(shape);
      ASSERT_TRUE(walker.walk(envelope, shape, false, notes));
      EXPECT_EQ(notes.items.size(), body == second ? 1u : 2u);
    }
  }
}

TEST(Walk, AfterABrokenPageTheNextIsReadAsEver) {
  const Shape shape = shape_of({"/a"});
  const Envelope envelope;
  PageWalker walker;
  for (const char* broken : {"[{\"a\":", "[{\"a\":1}", "{}", "\xFF", "<", ""}) {
    const std::string body = broken;
    Notes lost(shape);
    Result<Done> done = walker.open(body);
    if (done) done = walker.walk(envelope, shape, false, lost);
    EXPECT_FALSE(done) << broken;
    Notes notes(shape);
    const std::string whole = R"([{"a":1}])";
    ASSERT_TRUE(walker.open(whole));
    ASSERT_TRUE(walker.walk(envelope, shape, false, notes));
    EXPECT_EQ(notes.items, (Items{"0=1;"}));
  }
}

// ---- against a tree ------------------------------------------------------------------------

/// A small generator of its own, so that a failure can be replayed by its number.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t below(std::uint64_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % bound;
  }

 private:
  std::uint64_t state_;
};

Json random_value(Chance& chance, int depth) {
  const char* const names[] = {"a", "b", "c", "id", "kind", "long_name_of_a_member"};
  switch (chance.below(depth > 3 ? 5 : 8)) {
    case 0:
      return Json();
    case 1:
      return Json(static_cast<std::int64_t>(chance.below(1000)));
    case 2:
      return Json(chance.below(2) == 0);
    case 3:
    case 4:
      return Json(std::string(names[chance.below(6)]) + (chance.below(3) == 0 ? "\n\"é" : ""));
    case 5: {
      Json list = Json::list();
      for (std::uint64_t n = chance.below(4); n > 0; --n) {
        list.push(random_value(chance, depth + 1));
      }
      return list;
    }
    default: {
      Json object = Json::object();
      for (std::uint64_t n = chance.below(5); n > 0; --n) {
        object.set(names[chance.below(6)], random_value(chance, depth + 1));
      }
      return object;
    }
  }
}

std::optional<std::string> scalar(const Json& value) {
  if (value.text() != nullptr) return *value.text();
  if (value.integer() != nullptr) return std::to_string(*value.integer());
  if (value.flag() != nullptr) return std::string(*value.flag() ? "true" : "false");
  return std::nullopt;
}

bool chosen(const Json& element, const std::vector<Filter>& filters) {
  for (const Filter& filter : filters) {
    const Json* member = filter.member.empty() ? &element : element.find(filter.member);
    const std::optional<std::string> text = member ? scalar(*member) : std::nullopt;
    if (!passes(filter.op, filter.word, text ? *text : "", text.has_value())) return false;
  }
  return true;
}

/// What a path means, said over a tree and without a thought for speed.
void gather(const Json& value, const Path& path, std::size_t at, std::vector<std::string>& out) {
  if (at == path.size()) {
    if (const auto text = scalar(value)) out.push_back(*text);
    return;
  }
  const Json* member = path[at].member.empty() ? &value : value.find(path[at].member);
  if (member == nullptr) return;
  if (!path[at].elements) return gather(*member, path, at + 1, out);
  if (member->items() == nullptr) return;
  for (const Json& element : *member->items()) {
    if (chosen(element, path[at].filters)) gather(element, path, at + 1, out);
  }
}

class Gathered : public ItemSink {
 public:
  explicit Gathered(std::size_t slots) : slots_(slots) {}
  void take(const FoundItem& item) override {
    auto& values = items.emplace_back(slots_);
    for (std::size_t slot = 0; slot < slots_; ++slot) {
      const Cell* cell = item.cells.first(static_cast<SlotId>(slot));
      for (; cell != nullptr; cell = item.cells.after(*cell)) {
        if (cell->kind != CellKind::wrong) values[slot].emplace_back(cell->text);
      }
    }
  }
  std::vector<std::vector<std::vector<std::string>>> items;

 private:
  std::size_t slots_;
};

TEST(Walk, GathersWhatAPlainReadingOfTheTreeFinds) {
  const std::vector<std::string> texts = {"/a",
                                          "/b/c",
                                          "/c[]",
                                          "/a[]/b",
                                          "/b[]/c[]",
                                          "/long_name_of_a_member/a",
                                          "/c[kind=a]/id",
                                          "/c[kind!=a]/id",
                                          "/a[b~\n]/c",
                                          "/b[~id]",
                                          "/a[id^lo,kind=b]/b",
                                          "/c[]/a[kind=c]/b[]/a"};
  Shape shape;
  std::vector<Path> paths;
  std::vector<SlotId> slots;
  for (const std::string& text : texts) {
    paths.push_back(*parse_path(text));
    slots.push_back(*shape.add(paths.back()));
  }
  const Envelope envelope;
  PageWalker walker;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Chance chance(seed);
    Json page = Json::list();
    for (int n = 0; n < 5; ++n) {
      Json item = Json::object();
      for (const char* name : {"a", "b", "c", "id", "long_name_of_a_member"}) {
        if (chance.below(4) != 0) item.set(name, random_value(chance, 0));
      }
      page.push(std::move(item));
    }
    const std::string body = write_json(page, seed % 2 == 0);
    Gathered gathered(shape.slot_count);
    ASSERT_TRUE(walker.open(body));
    ASSERT_TRUE(walker.walk(envelope, shape, false, gathered)) << "seed " << seed;
    ASSERT_EQ(gathered.items.size(), 5u);
    for (std::size_t item = 0; item < 5; ++item) {
      for (std::size_t path = 0; path < paths.size(); ++path) {
        std::vector<std::string> expected;
        gather((*page.items())[item], paths[path], 0, expected);
        EXPECT_EQ(gathered.items[item][slots[path]], expected)
            << "seed " << seed << " " << texts[path] << " in " << write_json((*page.items())[item]);
      }
    }
  }
}

}  // namespace
}  // namespace crosswalk
