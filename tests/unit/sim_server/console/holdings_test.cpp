// LinkedIn's side of the page. A list that leaves somebody out, or shows what is no longer held as
// if it were, sends a tester after a bug that is not there.

#include <gtest/gtest.h>

#include "server/console/holdings.hpp"

namespace crosswalk::sim {
namespace {

constexpr const char* ours = "urn:li:organization:5000";

std::vector<std::string> ids_in(const Json& page) {
  std::vector<std::string> ids;
  for (const Json& each : *page.find("items")->items()) ids.emplace_back(each.text_of("id"));
  return ids;
}

std::string number(int of) { return std::to_string(1000 + of); }

Ledger full(int people) {
  Ledger ledger;
  for (int at = people - 1; at >= 0; --at) {
    ledger.put(EntityKind::candidate, ours, number(at), R"({"firstName":"N)" + number(at) + "\"}",
               from_ms(at));
  }
  return ledger;
}

TEST(Holdings, AreListedByFiftyInTheOrderOfKeysAndNobodyTwice) {
  const Ledger ledger = full(131);
  EntityWish wish{.kind = EntityKind::candidate};
  std::vector<std::string> all;
  for (int pages = 0; pages < 5; ++pages) {
    const Json page = list_entities(ledger, ours, wish);
    const auto ids = ids_in(page);
    EXPECT_LE(ids.size(), 50U);
    all.insert(all.end(), ids.begin(), ids.end());
    if (page.find("next") == nullptr) break;
    wish.after = page.text_of("next");
  }
  ASSERT_EQ(all.size(), 131U);
  for (int at = 0; at < 131; ++at) EXPECT_EQ(all[static_cast<std::size_t>(at)], number(at));
}

TEST(Holdings, AFullLastPageHasNoNext) {
  const Json page = list_entities(full(50), ours, {.kind = EntityKind::candidate});
  EXPECT_EQ(ids_in(page).size(), 50U);
  EXPECT_EQ(page.find("next"), nullptr);
  EXPECT_NE(list_entities(full(51), ours, {.kind = EntityKind::candidate}).find("next"), nullptr);
}

TEST(Holdings, WhatIsGoneIsListedOnlyWhenAskedFor) {
  Ledger ledger = full(3);
  ledger.erase(EntityKind::candidate, ours, number(1), from_ms(9));
  EntityWish wish{.kind = EntityKind::candidate};
  EXPECT_EQ(ids_in(list_entities(ledger, ours, wish)),
            (std::vector<std::string>{number(0), number(2)}));
  wish.gone = true;
  const Json page = list_entities(ledger, ours, wish);
  EXPECT_EQ(ids_in(page).size(), 3U);
  EXPECT_EQ(page.integer_of("held"), 2);
  const Json gone = show_entity(ledger, ours, EntityKind::candidate, number(1));
  EXPECT_FALSE(*gone.find("held")->flag());
  EXPECT_TRUE(gone.find("content")->is_null());
  EXPECT_EQ(gone.integer_of("deletes"), 1);
}

TEST(Holdings, ASearchLooksAtIdsAndContentWhateverTheCase) {
  const Ledger ledger = full(30);
  EXPECT_EQ(ids_in(list_entities(ledger, ours, {.kind = EntityKind::candidate, .search = "n1007"})),
            std::vector<std::string>{number(7)});
  EXPECT_TRUE(
      ids_in(list_entities(ledger, ours, {.kind = EntityKind::candidate, .search = "nobody"}))
          .empty());
}

TEST(Holdings, AnEntityIsShownWithItsContentAndWhatHangsOnIt) {
  Ledger ledger = full(1);
  ledger.put(EntityKind::candidate_note, ours, number(0) + "\nnote-1", R"({"body":"Hello"})",
             from_ms(5));
  ledger.hang(EntityKind::candidate_note, ours, number(0), number(0) + "\nnote-1");
  const Json shown = show_entity(ledger, ours, EntityKind::candidate, number(0));
  EXPECT_EQ(shown.find("content")->text_of("firstName"), "N1000");
  ASSERT_EQ(shown.find("children")->items()->size(), 1U);
  const Json& child = shown.find("children")->items()->front();
  EXPECT_EQ(child.text_of("kind"), "candidate_note");
  const Json note = show_entity(ledger, ours, EntityKind::candidate_note, child.text_of("key"));
  EXPECT_EQ(note.text_of("parent"), number(0));
  EXPECT_EQ(note.find("content")->text_of("body"), "Hello");
}

TEST(Holdings, AnotherCustomersAreNotShown) {
  const Ledger ledger = full(2);
  EXPECT_TRUE(
      ids_in(list_entities(ledger, "urn:li:organization:6000", {.kind = EntityKind::candidate}))
          .empty());
  EXPECT_TRUE(
      show_entity(ledger, "urn:li:organization:6000", EntityKind::candidate, number(0)).is_null());
}

}  // namespace
}  // namespace crosswalk::sim
