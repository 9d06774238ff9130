// The transforms decide how a person's name, number and words leave. Each is pure, so each is
// a table here.

#include "mapping/map/transforms.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace crosswalk {
namespace {

TEST(Trim, TakesBlanksFromBothEnds) {
  EXPECT_EQ(trim("  a b \t\r\n"), "a b");
  EXPECT_EQ(trim("ab"), "ab");
  EXPECT_EQ(trim(" \n "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(SplitName, CutsWhereTheFamilyNameBegins) {
  const struct {
    const char *whole, *first, *last;
  } names[] = {{"Ida Berg", "Ida", "Berg"},
               {"Ida Maria Berg", "Ida Maria", "Berg"},
               {"Berg, Ida Maria", "Ida Maria", "Berg"},
               {"Anna van der Velde", "Anna", "van der Velde"},
               {"  Ida   Berg ", "Ida", "Berg"},
               {"Sukarto", "Sukarto", ""},
               {"de Bruyn", "de", "Bruyn"},
               {"佐藤 美咲", "佐藤", "美咲"},
               {"", "", ""},
               {" , ", "", ""}};
  for (const auto& name : names) {
    EXPECT_EQ(split_name(name.whole, NamePart::first), name.first) << name.whole;
    EXPECT_EQ(split_name(name.whole, NamePart::last), name.last) << name.whole;
  }
}

TEST(Phone, KeepsDigitsAndPlusAndGuessesNothing) {
  EXPECT_EQ(phone("+44 (0)7700 900-123"), "+4407700900123");
  EXPECT_EQ(phone("0049.30.23125"), "00493023125");
  EXPECT_EQ(phone("ask me"), "");
  EXPECT_EQ(phone("+"), "");
}

TEST(Country, KnowsCodesAndOftenUsedNames) {
  EXPECT_EQ(country("DE"), "de");
  EXPECT_EQ(country(" gbr "), "gb");
  EXPECT_EQ(country("United Kingdom"), "gb");
  EXPECT_EQ(country("usa"), "us");
  EXPECT_EQ(country("ZW"), "zw");
  EXPECT_EQ(country("AF"), "af");
  EXPECT_EQ(country("United States Of America"), "us");
  EXPECT_FALSE(country("XX"));
  EXPECT_FALSE(country("Atlantis"));
  EXPECT_FALSE(country(""));
}

// Every code that is taken gives a code that is taken, and stays the same country.
TEST(Country, CodesOfTwoLettersStandForThemselves) {
  int known = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      const std::string code{first, second};
      const std::optional<std::string> found = country(code);
      if (!found) continue;
      ++known;
      EXPECT_EQ(country(*found), found) << code;
      EXPECT_EQ((*found)[0], static_cast<char>(first + 32)) << code;
      EXPECT_EQ((*found)[1], static_cast<char>(second + 32)) << code;
    }
  }
  EXPECT_EQ(known, 249);
}

TEST(Email, MustHaveTheFormXAtXDotX) {
  for (const char* good : {"a@b.c", "ida.berg+x@mail.example.com", "ü@exämple.test"}) {
    EXPECT_TRUE(is_email(good)) << good;
  }
  for (const char* bad :
       {"", "a", "@b.c", "a@", "a@b", "a@.c", "a@b.", "a b@c.d", "a@b@c.d", "a@b.c\n", "a@b .c"}) {
    EXPECT_FALSE(is_email(bad)) << bad;
  }
}

TEST(EpochInstant, ReadsSecondsAndMillisecondsWithinTheCalendar) {
  EXPECT_EQ(epoch_instant("1767225600", ReadAs::instant_s), from_ms(1767225600000));
  EXPECT_EQ(epoch_instant("1767225600123", ReadAs::instant_ms), from_ms(1767225600123));
  EXPECT_EQ(epoch_instant("253402300799", ReadAs::instant_s), from_ms(253402300799000));
  for (const char* bad : {"", "-1", "1.5", "1e3", "253402300800", "99999999999999999999", "12x"}) {
    EXPECT_FALSE(epoch_instant(bad, ReadAs::instant_s)) << bad;
  }
}

TEST(HtmlToText, KeepsWhatAPersonReads) {
  EXPECT_EQ(html_to_text("<p>Pay &amp; time: 3 &lt; 5</p><p>Next</p>"), "Pay & time: 3 < 5\nNext");
  EXPECT_EQ(html_to_text("<ul><li>one</li><li>two</li></ul>"), "- one\n- two");
  EXPECT_EQ(html_to_text("a<br/>b<BR>c"), "a\nb\nc");
  EXPECT_EQ(html_to_text("  a \n\t b  "), "a b");
  EXPECT_EQ(html_to_text("x &eacute;&#233;&#xE9;&nbsp;y"), "x ééé y");
  EXPECT_EQ(html_to_text("<strong class=\"a>b\">x</strong>"), "b\">x");
}

TEST(HtmlToText, LeavesOutScriptsStylesAndComments) {
  EXPECT_EQ(html_to_text("a<script>if (1 < 2) b</script>c<style>p{}</style>d<!-- <p>e -->f"),
            "acdf");
  EXPECT_EQ(html_to_text("a<script>never ends"), "a");
}

TEST(HtmlToText, WhatIsNoMarkupStays) {
  for (const char* text : {"1 < 2 > 0", "&unknown; & &#xD800; &#0;"}) {
    EXPECT_EQ(html_to_text(text), text);
  }
  EXPECT_EQ(html_to_text("<"), "<");
  EXPECT_EQ(html_to_text("&"), "&");
  EXPECT_EQ(html_to_text("a <b"), "a <b");
}

TEST(HtmlToText, HostileInputCostsNoMoreThanItsLength) {
  const std::string open(1 << 20, '<');
  EXPECT_EQ(html_to_text(open).size(), open.size());
  std::string tags;
  for (int i = 0; i < 100'000; ++i) tags += "<a";
  EXPECT_EQ(html_to_text(tags).size(), tags.size());
  const std::string ampersands(1 << 20, '&');
  EXPECT_EQ(html_to_text(ampersands).size(), ampersands.size());
}

}  // namespace
}  // namespace crosswalk
