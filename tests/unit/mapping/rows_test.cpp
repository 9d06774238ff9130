// The buffers behind joins and lookups. They hold other people's texts longer than the page they
// came from, so what they give must be what was put in, and only for the right id.

#include <gtest/gtest.h>

#include "mapping/read/arena.hpp"
#include "mapping/read/joined_rows.hpp"
#include "mapping/read/lookup_table.hpp"

namespace crosswalk {
namespace {

TEST(TextArena, TextsStayWhereTheyAreUntilCleared) {
  TextArena arena;
  std::vector<std::string_view> kept;
  std::vector<std::string> wanted;
  for (int i = 0; i < 5000; ++i) {
    wanted.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i % 97), 'x'));
    kept.push_back(arena.keep(wanted.back()));
  }
  for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_EQ(kept[i], wanted[i]);
}

TEST(TextArena, ATextLongerThanABlockIsKeptWhole) {
  TextArena arena;
  const std::string small = "small";
  const std::string large(300'000, 'l');
  const std::string_view first = arena.keep(large);
  const std::string_view second = arena.keep(small);
  const std::string_view third = arena.keep(large);
  EXPECT_EQ(first, large);
  EXPECT_EQ(second, small);
  EXPECT_EQ(third, large);
}

TEST(TextArena, IsGoodForManyPages) {
  TextArena arena;
  for (int page = 0; page < 100; ++page) {
    arena.clear();
    const std::string text(static_cast<std::size_t>(page) * 2000, 'p');
    EXPECT_EQ(arena.keep(text), text);
    EXPECT_EQ(arena.keep(""), "");
    EXPECT_EQ(arena.keep("after"), "after");
  }
}

TEST(Cells, ListsOfSeveralSlotsGrowSideBySide) {
  Cells cells;
  cells.begin(2);
  cells.add(0, "a", CellKind::text, 0);
  cells.add(1, "b", CellKind::number, 7);
  cells.add(0, "c", CellKind::text, 1);
  const Cell* first = cells.first(0);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->text, "a");
  ASSERT_NE(cells.after(*first), nullptr);
  EXPECT_EQ(cells.after(*first)->text, "c");
  EXPECT_EQ(cells.after(*cells.after(*first)), nullptr);
  EXPECT_EQ(cells.first(1)->row, 7u);
}

TEST(Cells, WhatWasAddedSinceAMarkCanBeTakenBack) {
  Cells cells;
  cells.begin(1);
  const std::int32_t empty = cells.mark(0);
  cells.add(0, "a", CellKind::text, 0);
  const std::int32_t one = cells.mark(0);
  cells.add(0, "b", CellKind::text, 0);
  cells.add(0, "c", CellKind::text, 0);
  cells.cut(0, one);
  EXPECT_EQ(cells.after(*cells.first(0)), nullptr);
  cells.add(0, "d", CellKind::text, 0);
  EXPECT_EQ(cells.after(*cells.first(0))->text, "d");
  cells.cut(0, empty);
  EXPECT_EQ(cells.first(0), nullptr);
}

TEST(Cells, ANewItemKnowsNothingOfTheLast) {
  Cells cells;
  cells.begin(3);
  cells.add(2, "x", CellKind::text, 0);
  cells.begin(3);
  for (SlotId slot = 0; slot < 3; ++slot) EXPECT_EQ(cells.first(slot), nullptr);
}

/// A join whose rows have slots 0 key, 1 time, 2 name.
struct Join {
  Join() {
    program.key = *program.shape.add(*parse_path("/key"));
    program.newest = *program.shape.add(*parse_path("/at"));
    name = *program.shape.add(*parse_path("/name"));
    rows.begin(program);
  }
  void add(std::string_view key, std::string_view at, std::vector<std::string_view> names) {
    Cells cells;
    cells.begin(program.shape.slot_count);
    if (!key.empty()) cells.add(program.key, key, CellKind::text, 0);
    if (!at.empty()) cells.add(program.newest, at, CellKind::text, 0);
    for (const std::string_view each : names) cells.add(name, each, CellKind::text, 0);
    rows.add(cells);
  }
  std::string of(std::string_view id) const {
    std::string text;
    for (const std::uint32_t row : rows.find(id)) {
      for (const Cell* cell = rows.first(row, name); cell; cell = rows.after(*cell)) {
        text.append(cell->text).append(",");
      }
      text += ';';
    }
    return text;
  }
  JoinProgram program;
  SlotId name = no_slot;
  JoinedRows rows;
};

TEST(JoinedRows, GiveTheNewestFirstAndKeepTheOrderOfEquals) {
  Join join;
  join.add("1", "2026-01-01T00:00:00Z", {"old"});
  join.add("1", "2026-03-01", {"new", "newer"});
  join.add("1", "", {"undated"});
  join.add("1", "2026-03-01T01:00:00+01:00", {"same time"});
  join.rows.finish();
  EXPECT_EQ(join.of("1"), "new,newer,;same time,;old,;undated,;");
}

TEST(JoinedRows, ARowThatComesTwiceIsOneAsItCameLast) {
  Join join;
  join.program.id = join.name;
  join.rows.begin(join.program);
  join.add("1", "2026-03-01", {"a", "before"});
  join.add("1", "2026-02-01", {"b"});
  join.add("1", "2026-01-01", {"a", "after"});
  join.add("1", "", {});
  join.add("1", "", {});
  join.rows.finish();
  EXPECT_EQ(join.of("1"), "b,;a,after,;;;");
}

TEST(JoinedRows, RowsThatNothingNamesAreAllKept) {
  Join join;
  join.add("1", "", {"a"});
  join.add("1", "", {"a"});
  join.rows.finish();
  EXPECT_EQ(join.of("1"), "a,;a,;");
}

TEST(JoinedRows, AreFoundByTheirWholeId) {
  Join join;
  join.add("10", "", {"ten"});
  join.add("1", "", {"one"});
  join.add("100", "", {"hundred"});
  join.add("", "", {"nobody's"});
  join.rows.finish();
  EXPECT_EQ(join.of("1"), "one,;");
  EXPECT_EQ(join.of("10"), "ten,;");
  EXPECT_EQ(join.of("1000"), "");
  EXPECT_EQ(join.of(""), "");
}

TEST(JoinedRows, ForgetThePageBefore) {
  Join join;
  join.add("1", "", {"one"});
  join.rows.finish();
  join.rows.begin(join.program);
  join.rows.finish();
  EXPECT_EQ(join.of("1"), "");
}

TEST(JoinedRows, ManyAreFoundEach) {
  Join join;
  std::vector<std::string> keys;
  for (int i = 0; i < 2000; ++i) keys.push_back(std::to_string((i * 7919) % 2000));
  for (const std::string& key : keys) join.add(key, "", {key});
  join.rows.finish();
  for (const std::string& key : keys) ASSERT_EQ(join.of(key), key + ",;");
}

TEST(JoinedRows, AreTestedByWhatTheySay) {
  Join join;
  join.add("1", "", {"a"});
  join.add("1", "", {});
  join.rows.finish();
  const std::span<const std::uint32_t> rows = join.rows.find("1");
  ASSERT_EQ(rows.size(), 2u);
  const std::vector<Shape::Test> is_a{{join.name, FilterOp::equals, "a"}};
  const std::vector<Shape::Test> is_not_a{{join.name, FilterOp::differs, "a"}};
  EXPECT_TRUE(join.rows.passes_tests(rows[0], is_a));
  EXPECT_FALSE(join.rows.passes_tests(rows[1], is_a));
  EXPECT_FALSE(join.rows.passes_tests(rows[0], is_not_a));
  EXPECT_TRUE(join.rows.passes_tests(rows[1], is_not_a));
}

/// A lookup with fields "name" and "place".
struct Lookup {
  Lookup() {
    program.key = *program.shape.add(*parse_path("/id"));
    program.fields = {*program.shape.add(*parse_path("/name")),
                      *program.shape.add(*parse_path("/place"))};
  }
  std::string entry(std::string_view id, std::string_view name, std::string_view place,
                    CellKind kind = CellKind::text) const {
    Cells cells;
    cells.begin(program.shape.slot_count);
    if (!id.empty()) cells.add(program.key, id, kind, 0);
    if (!name.empty()) cells.add(program.fields[0], name, CellKind::text, 0);
    if (!place.empty()) cells.add(program.fields[1], place, CellKind::text, 0);
    std::string entries;
    append_entry(program, cells, entries);
    return entries;
  }
  LookupProgram program;
};

TEST(LookupTable, GivesBackWhatWasWritten) {
  const Lookup lookup;
  const Result<LookupTable> table =
      LookupTable::read(lookup.entry("1", "Leeds", "north") + lookup.entry("2", "", "south"), 2);
  ASSERT_TRUE(table);
  ASSERT_NE(table->find("1"), nullptr);
  EXPECT_EQ(*table->find("1"), (std::vector<std::string>{"Leeds", "north"}));
  EXPECT_EQ(*table->find("2"), (std::vector<std::string>{"", "south"}));
  EXPECT_EQ(table->find("3"), nullptr);
}

TEST(LookupTable, TheLastOfTwoEntriesCounts) {
  const Lookup lookup;
  const Result<LookupTable> table =
      LookupTable::read(lookup.entry("1", "old", "") + lookup.entry("1", "new", ""), 2);
  ASSERT_TRUE(table);
  EXPECT_EQ((*table->find("1"))[0], "new");
}

TEST(LookupTable, EntriesWithoutAUsableIdAreNotWritten) {
  const Lookup lookup;
  EXPECT_EQ(lookup.entry("", "x", "y"), "");
  EXPECT_EQ(lookup.entry("1", "x", "y", CellKind::wrong), "");
  EXPECT_EQ(lookup.entry(std::string(201, 'i'), "x", "y"), "");
  EXPECT_NE(lookup.entry(std::string(200, 'i'), "x", "y"), "");
}

TEST(LookupTable, ATextTooLongIsLeftEmptyAndNotCut) {
  const Lookup lookup;
  const std::string entries = lookup.entry("1", std::string(65'537, 'x'), "here");
  const Result<LookupTable> table = LookupTable::read(entries, 2);
  ASSERT_TRUE(table);
  EXPECT_EQ(*table->find("1"), (std::vector<std::string>{"", "here"}));
}

TEST(LookupTable, BytesOfAnotherLookupAreRefused) {
  const Lookup lookup;
  const std::string entries = lookup.entry("1", "a", "b");
  EXPECT_FALSE(LookupTable::read(entries, 1));
  EXPECT_FALSE(LookupTable::read(entries, 3));
  EXPECT_FALSE(LookupTable::read(entries + "x", 2));
  std::string huge = entries;
  huge[3] = '\x7f';
  EXPECT_FALSE(LookupTable::read(huge, 2));
}

}  // namespace
}  // namespace crosswalk
