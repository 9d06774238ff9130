// Replies whose content is wrong at one place: every other byte must be the peer's, or the fault
// tests something else than it says.

#include <gtest/gtest.h>

#include "base/text/json.hpp"
#include "faults/replies/contents.hpp"
#include "faults/replies/json_places.hpp"
#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

const std::string page =
    R"([ {"id":1,"name":"A \"b\" c","tags":["x","y"],"off":null,"on":true,"to":{"a/b":2}} ,)"
    R"({"id":22,"name":"","tags":[],"off":1.5,"on":false,"to":{}}])";

std::vector<std::string> texts_at(std::string_view pointer) {
  std::vector<std::string> out;
  for (const JsonSpan& each : places_of(page, pointer)) out.emplace_back(each.in(page));
  return out;
}

TEST(JsonPlaces, APointerMeansValuesAndAStarAllOfThem) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts_at(""), Texts{page});
  EXPECT_EQ(texts_at("/0/id"), Texts{"1"});
  EXPECT_EQ(texts_at("/*/id"), (Texts{"1", "22"}));
  EXPECT_EQ(texts_at("/0/tags/*"), (Texts{"\"x\"", "\"y\""}));
  EXPECT_EQ(texts_at("/0/to/a~1b"), Texts{"2"});
  EXPECT_EQ(texts_at("/*/to/*"), Texts{"2"});
  EXPECT_EQ(texts_at("/0/name"), Texts{R"("A \"b\" c")"});
  EXPECT_EQ(texts_at("/2"), Texts{});
  EXPECT_EQ(texts_at("/*/nothing"), Texts{});
}

TEST(JsonPlaces, WhatIsNoJsonHasNoPlaces) {
  for (const std::string_view text : {"", " ", "[1,2", R"({"a":)", R"(["a)", R"({"a" 1})", "[,]"}) {
    EXPECT_TRUE(places_of(text, "/*").empty()) << text;
  }
}

std::string spoilt(FaultKind kind, std::string_view path) {
  std::string body = page;
  EXPECT_TRUE(spoil(kind, path, body)) << path;
  return body;
}

TEST(Contents, MalformedJsonIsRefusedByAParserWhereverItIsCut) {
  for (const std::string_view path : {"", "/0", "/0/id", "/0/name", "/1/name", "/0/tags", "/1/tags",
                                      "/0/off", "/1/off", "/0/on", "/0/to", "/1/to", "/*/id"}) {
    EXPECT_FALSE(parse_json(spoilt(FaultKind::malformed_json, path))) << path;
  }
}

TEST(Contents, AnotherTypeStandsAtThePlaceAndNowhereElse) {
  const auto at = [](std::string_view path) {
    const std::string body = spoilt(FaultKind::wrong_type, path);
    EXPECT_TRUE(parse_json(body)) << path;
    return std::string(places_of(body, path).front().in(body));
  };
  EXPECT_EQ(at("/0/id"), "\"1\"");
  EXPECT_EQ(at("/0/name"), "17");
  EXPECT_EQ(at("/0/tags"), "{}");
  EXPECT_EQ(at("/0/to"), "[]");
  EXPECT_EQ(at("/0/on"), "\"true\"");
  EXPECT_EQ(at("/0/off"), "17");
  EXPECT_EQ(at("/1/off"), "\"1.5\"");
  std::string body = spoilt(FaultKind::wrong_type, "/1/id");
  EXPECT_EQ(body.replace(body.find("\"22\""), 4, "22"), page);
}

TEST(Contents, NullStandsAtEachPlace) {
  const std::string body = spoilt(FaultKind::null_value, "/*/id");
  EXPECT_EQ(places_of(body, "/0/id").front().in(body), "null");
  EXPECT_EQ(places_of(body, "/1/id").front().in(body), "null");
  std::string same = page;
  EXPECT_FALSE(spoil(FaultKind::null_value, "/0/off", same));
  EXPECT_EQ(same, page);
}

TEST(Contents, ABadByteGoesIntoATextAndIsRefused) {
  for (const std::string_view path : {"", "/0/name", "/1/name", "/0/tags", "/0/to"}) {
    const std::string body = spoilt(FaultKind::bad_utf8, path);
    EXPECT_EQ(body.size(), page.size() + 1);
    EXPECT_FALSE(parse_json(body)) << path;
  }
  std::string same = page;
  EXPECT_FALSE(spoil(FaultKind::bad_utf8, "/0/id", same));
  EXPECT_FALSE(spoil(FaultKind::bad_utf8, "/1/tags", same));
  EXPECT_EQ(same, page);
}

TEST(Contents, EachKindReachesTheClientOnAPageOfAPeer) {
  for (const FaultKind kind : {FaultKind::malformed_json, FaultKind::wrong_type,
                               FaultKind::null_value, FaultKind::bad_utf8}) {
    FaultRule rule = rule_of(kind, "greenhouse.candidates.list");
    rule.what.path = "/1/first_name";
    Road road({rule});
    const Arrival arrival = road.list();
    EXPECT_EQ(arrival.fired, std::vector<std::string>{rule.id});
    EXPECT_NE(arrival.reply.body, road.peer.page(1));
    EXPECT_EQ(arrival.reply.body.find(StandIn::person(1)), 1u);
    EXPECT_EQ(road.fired(kind), 1u);
  }
}

TEST(Contents, ARuleWithoutItsPlaceHasNotFired) {
  FaultRule rule = rule_of(FaultKind::null_value);
  rule.what.path = "/*/salary";
  Road road({rule});
  const Arrival arrival = road.list();
  EXPECT_TRUE(arrival.fired.empty());
  EXPECT_EQ(arrival.reply.body, road.peer.page(1));
  EXPECT_EQ(road.fired(FaultKind::null_value), 0u);
}

TEST(Contents, RefusalsOfAPeerAreLeftAlone) {
  FaultRule rule = rule_of(FaultKind::malformed_json);
  Road road({rule});
  const PeerHand refusing{[](const HttpRequest&, Instant) {
                            return HttpResponse{.status = 422, .headers = {}, .body = "{}"};
                          },
                          {}};
  EXPECT_TRUE(
      road.faults.pass("acme", "greenhouse", get("/v3/jobs"), refusing, run_start).fired.empty());
}

TEST(Contents, HtmlComesInsteadOfThePeer) {
  Road road({rule_of(FaultKind::html)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.reply.status, 200);
  EXPECT_EQ(header(arrival.reply.headers, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_TRUE(arrival.reply.body.starts_with("<!doctype html>"));
  EXPECT_TRUE(road.peer.asked.empty());
}

}  // namespace
}  // namespace crosswalk::sim
