// The daemon holds the keys and reads what a hostile process wrote. Each message must come back
// as it went, and anything else must be an error and nothing more.

#include <gtest/gtest.h>

#include <functional>
#include <tuple>

#include "engine/answers.hpp"
#include "engine/frames.hpp"
#include "mapping/exchange/exchange.hpp"

namespace crosswalk {
namespace {

std::string body_of(const Result<std::string>& frame) {
  if (!frame) return {};
  const auto length = frame_length(frame->substr(0, frame_head_bytes));
  EXPECT_TRUE(length);
  EXPECT_EQ(*length + frame_head_bytes, frame->size());
  return frame->substr(frame_head_bytes);
}

PlannedRequest planned(std::string target) {
  PlannedRequest request;
  request.host = "api";
  request.http.target = std::move(target);
  request.http.headers = {{"Accept", "application/json"}};
  return request;
}

ReadPage full_page() {
  ReadPage page;
  page.object = "candidate";
  page.mode = ReadMode::delta;
  page.reply = {207, {{"Link", "<x>"}, {"Date", ""}}, std::string("{\"a\":\0}", 7)};
  page.joins = {{"posts", {200, {}, "[]"}}, {"posts", {500, {}, ""}}};
  page.cut_only = true;
  page.first_item = 7;
  page.item_count = 1;
  page.now = from_ms(-1);
  page.asked = "/candidates?page=1";
  return page;
}

PageRead full_answer() {
  PageRead page;
  page.meaning = ReplyClass::ok;
  page.items = 3;
  page.next = planned("/candidates?page=2");
  page.complete = true;
  page.page_digest = 0xFEDCBA9876543210ull;
  page.ids = {"1", "", "3"};
  page.needs = {{"posts", planned("/posts?ids=1,3")}};
  page.mapped = std::string("\0\1\2", 3);
  page.held = {{1, "", "no_id"}};
  page.skipped = 2;
  return page;
}

WriteValues full_values() {
  return {"m", "c", "j", from_ms(6), {{"first_name", "Ida"}, {"title", ""}}};
}

// Every kind of message, encoded; what a test does to one it does to all.
std::vector<std::string> step_bodies() {
  PlanRead read{"job", ReadMode::by_id, from_ms(1), from_ms(2), {"a", "b"}, from_ms(3)};
  return {
      body_of(encode(Step{read})),
      body_of(encode(Step{PlanLookup{"users", from_ms(4)}})),
      body_of(encode(Step{full_page()})),
      body_of(encode(Step{ReadLookup{"users", {200, {}, "[]"}, from_ms(5), "/u"}})),
      body_of(encode(Step{Remember{"users", "bytes"}})),
      body_of(encode(Step{ReadWebhook{std::string("{\0}", 3)}})),
      body_of(encode(Step{PlanWrite{WriteStep::create_application, full_values(), from_ms(7)}})),
      body_of(encode(
          Step{ReadWrite{WriteStep::find_created, full_values(), {404, {{"A", "b"}}, "{}"}}}))};
}

std::vector<std::string> word_bodies() {
  Ready ready{1, 2, 3, {}, "0.1.0", 7};
  ready.manifest.fill(0xAB);
  return {body_of(encode(WorkerWord{ready})),
          body_of(encode(WorkerWord{Answer{Planned{{planned("/x")}}}})),
          body_of(encode(WorkerWord{Answer{full_answer()}})),
          body_of(encode(WorkerWord{Answer{LookupRead{ReplyClass::gone, planned("/y"), "e"}}})),
          body_of(encode(WorkerWord{Answer{Remembered{}}})),
          body_of(encode(WorkerWord{Failed{{ErrorCode::conflict, "why", "where"}}})),
          body_of(encode(WorkerWord{Trapped{41}})),
          body_of(encode(WorkerWord{StackOverflow{}})),
          body_of(encode(WorkerWord{OutOfMemory{}})),
          body_of(encode(WorkerWord{
              Answer{WebhookRead{{{RecordKind::feedback, "f", Signal::What::gone},
                                  {RecordKind::job, "j", Signal::What::changed},
                                  {RecordKind::candidate, "c", Signal::What::gone, "d"}}}}})),
          body_of(encode(WorkerWord{Answer{Written{ReplyClass::ok, "c", "a"}}}))};
}

TEST(Frames, AStepComesBackAsItWent) {
  const auto back = decode_step(body_of(encode(Step{full_page()})));
  ASSERT_TRUE(back) << to_string(back.error());
  const ReadPage want = full_page();
  const auto& got = std::get<ReadPage>(*back);
  EXPECT_EQ(
      std::tie(got.object, got.mode, got.cut_only, got.first_item, got.item_count, got.now),
      std::tie(want.object, want.mode, want.cut_only, want.first_item, want.item_count, want.now));
  EXPECT_EQ(std::tie(got.reply.status, got.reply.headers, got.reply.body),
            std::tie(want.reply.status, want.reply.headers, want.reply.body));
  EXPECT_EQ(got.asked, want.asked);
  ASSERT_EQ(got.joins.size(), 2u);
  EXPECT_EQ(got.joins[1].reply.status, 500);
}

TEST(Frames, AnAnswerComesBackAsItWent) {
  const auto back = decode_worker_word(body_of(encode(WorkerWord{Answer{full_answer()}})));
  ASSERT_TRUE(back) << to_string(back.error());
  const PageRead want = full_answer();
  const auto& got = std::get<PageRead>(std::get<Answer>(*back));
  EXPECT_EQ(std::tie(got.meaning, got.items, got.complete, got.page_digest, got.ids, got.mapped,
                     got.skipped),
            std::tie(want.meaning, want.items, want.complete, want.page_digest, want.ids,
                     want.mapped, want.skipped));
  ASSERT_TRUE(got.next);
  EXPECT_EQ(got.next->http.target, "/candidates?page=2");
  EXPECT_EQ(got.next->http.headers, want.next->http.headers);
  ASSERT_EQ(got.needs.size(), 1u);
  EXPECT_EQ(got.needs[0].request.host, "api");
  ASSERT_EQ(got.held.size(), 1u);
  EXPECT_EQ(got.held[0].reason, "no_id");
}

TEST(Frames, EveryOtherMessageComesBackAsItWent) {
  const auto steps = step_bodies();
  EXPECT_EQ(std::get<PlanRead>(*decode_step(steps[0])).ids, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(std::get<PlanLookup>(*decode_step(steps[1])).name, "users");
  EXPECT_EQ(to_ms(std::get<ReadLookup>(*decode_step(steps[3])).now), 5);
  EXPECT_EQ(std::get<ReadLookup>(*decode_step(steps[3])).asked, "/u");
  EXPECT_EQ(std::get<Remember>(*decode_step(steps[4])).entries, "bytes");
  EXPECT_EQ(std::get<ReadWebhook>(*decode_step(steps[5])).body, std::string("{\0}", 3));
  const auto plan = std::get<PlanWrite>(*decode_step(steps[6]));
  EXPECT_EQ(plan.step, WriteStep::create_application);
  EXPECT_EQ(std::tie(plan.values.marker, plan.values.candidate, plan.values.job, plan.values.since,
                     plan.values.person),
            std::make_tuple(std::string("m"), std::string("c"), std::string("j"), from_ms(6),
                            full_values().person));
  EXPECT_EQ(to_ms(plan.now), 7);
  EXPECT_EQ(std::get<ReadWrite>(*decode_step(steps[7])).reply.status, 404);
  const auto words = word_bodies();
  const auto signals =
      std::get<WebhookRead>(std::get<Answer>(*decode_worker_word(words[9]))).signals;
  ASSERT_EQ(signals.size(), 3u);
  EXPECT_EQ(signals[1].into, "");
  EXPECT_EQ(signals[2].into, "d");
  EXPECT_EQ(std::tie(signals[0].kind, signals[0].id, signals[0].what),
            std::make_tuple(RecordKind::feedback, std::string("f"), Signal::What::gone));
  const auto written = std::get<Written>(std::get<Answer>(*decode_worker_word(words[10])));
  EXPECT_EQ(std::tie(written.meaning, written.candidate, written.application),
            std::make_tuple(ReplyClass::ok, std::string("c"), std::string("a")));
  const auto ready = std::get<Ready>(*decode_worker_word(words[0]));
  EXPECT_EQ(std::tie(ready.version, ready.abi_major, ready.abi_minor, ready.build, ready.landlock),
            std::make_tuple(1u, 2u, 3u, std::string("0.1.0"), 7u));
  EXPECT_EQ(ready.manifest[31], 0xAB);
  const auto failed = std::get<Failed>(*decode_worker_word(words[5]));
  EXPECT_EQ(failed.error.code, ErrorCode::conflict);
  EXPECT_EQ(to_string(failed.error), "where: why");
  EXPECT_EQ(std::get<Trapped>(*decode_worker_word(words[6])).call, 41u);
  Begin begin;
  begin.settings = {{"a", "1"}, {"b", ""}};
  begin.cpu_seconds = 8;
  const auto begun = decode_begin(body_of(encode(begin)));
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->settings, begin.settings);
  EXPECT_EQ(begun->cpu_seconds, 8u);
}

TEST(Frames, AMessageCutAnywhereIsRefused) {
  for (const std::string& body : step_bodies()) {
    for (std::size_t size = 0; size < body.size(); ++size) {
      EXPECT_FALSE(decode_step(std::string_view(body).substr(0, size))) << size;
    }
  }
  for (const std::string& body : word_bodies()) {
    for (std::size_t size = 0; size < body.size(); ++size) {
      EXPECT_FALSE(decode_worker_word(std::string_view(body).substr(0, size))) << size;
    }
  }
}

TEST(Frames, BytesAfterAMessageAreRefused) {
  for (const std::string& body : step_bodies()) EXPECT_FALSE(decode_step(body + '\0'));
  for (const std::string& body : word_bodies()) EXPECT_FALSE(decode_worker_word(body + '\0'));
}

TEST(Frames, AnyByteChangedIsEitherRefusedOrAnotherMessage) {
  // Must not crash, hang or read beyond: the sanitizers watch. A claim of four thousand million
  // entries is among what is tried.
  for (std::string body : word_bodies()) {
    for (char& byte : body) {
      const char kept = byte;
      for (const char bad : {'\0', '\1', '\x7F', '\xFF'}) {
        byte = bad;
        const auto word = decode_worker_word(body);
        EXPECT_TRUE(!word || body_of(encode(*word)) == body);
      }
      byte = kept;
    }
  }
}

TEST(Frames, AClaimOfMoreEntriesThanAllMessagesTogetherMayHaveIsRefused) {
  std::string body = {1, 1};  // Answer, PageRead
  body += std::string(1 + 4 + 1 + 1 + 8, '\0');
  const std::string just = std::string("\x20\xA1\x07\x00", 4);  // 500,000 ids, all empty
  std::string many = body + just + std::string(4 * 500'000, '\0') + std::string(4 * 4, '\0');
  EXPECT_TRUE(decode_worker_word(many));
  many[body.size()] = '\x21';
  many += std::string(4, '\0');
  EXPECT_FALSE(decode_worker_word(many));
}

TEST(Frames, ARequestThatCouldSmuggleAnotherIsRefused) {
  const auto sent = [](const std::function<void(PlannedRequest&)>& change) {
    PlannedRequest request = planned("/x");
    change(request);
    return decode_worker_word(body_of(encode(WorkerWord{Answer{Planned{{request}}}}))).has_value();
  };
  EXPECT_TRUE(sent([](PlannedRequest&) {}));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.target = "/x HTTP/1.1\r\nHost: evil.test"; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.target = "x"; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.target = "/a b"; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.method = "GET /"; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.method = ""; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.headers = {{"A", "b\nC: d"}}; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.headers = {{"A: b", "c"}}; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.http.headers = {{"", "c"}}; }));
  EXPECT_FALSE(sent([](PlannedRequest& r) { r.host = "api\r\n"; }));
}

TEST(Frames, RequestsHiddenInAPageOrALookupAreCheckedAsWell) {
  PageRead page = full_answer();
  page.next->http.target = "no slash";
  EXPECT_FALSE(decode_worker_word(body_of(encode(WorkerWord{Answer{page}}))));
  page = full_answer();
  page.needs[0].request.http.method = "get";
  EXPECT_FALSE(decode_worker_word(body_of(encode(WorkerWord{Answer{page}}))));
  LookupRead lookup{ReplyClass::ok, planned("\n"), ""};
  EXPECT_FALSE(decode_worker_word(body_of(encode(WorkerWord{Answer{lookup}}))));
}

TEST(Frames, AHeadThatClaimsMoreThan64MiBIsRefused) {
  EXPECT_EQ(*frame_length(std::string_view("\0\0\0\4", 4)), frame_bytes_max);
  EXPECT_FALSE(frame_length(std::string_view("\1\0\0\4", 4)));
  EXPECT_FALSE(frame_length("\xFF\xFF\xFF\xFF"));
  EXPECT_FALSE(frame_length("abc"));
}

TEST(Frames, AMessageOfMoreThan64MiBIsNotWritten) {
  ReadPage page;
  page.reply.body.assign(frame_bytes_max, 'x');
  const auto frame = encode(Step{page});
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().code, ErrorCode::unsupported);
}

TEST(Frames, WhatAWebhookTellsIsBounded) {
  const auto taken = [](const WebhookRead& read) {
    return decode_worker_word(body_of(encode(WorkerWord{Answer{read}}))).has_value();
  };
  const Signal signal{RecordKind::candidate, "7", Signal::What::gone};
  EXPECT_TRUE(taken({}));
  EXPECT_TRUE(taken({std::vector<Signal>(signals_max, signal)}));
  EXPECT_FALSE(taken({std::vector<Signal>(signals_max + 1, signal)}));
  for (const std::string& id : {std::string(), std::string(201, 'x'), std::string("a\nb"),
                                std::string("\xFF"), std::string("a\0b", 3)}) {
    EXPECT_FALSE(taken({{{RecordKind::candidate, id, Signal::What::gone}}}));
    if (id.empty()) continue;
    EXPECT_FALSE(taken({{{RecordKind::candidate, "7", Signal::What::gone, id}}}));
  }
  EXPECT_TRUE(taken({{{RecordKind::candidate, "7", Signal::What::gone, "8"}}}));
  EXPECT_FALSE(taken({{{RecordKind::candidate, "7", Signal::What::changed, "8"}}}));
  EXPECT_FALSE(taken({{{RecordKind::application, "7", Signal::What::gone, "8"}}}));
  std::string body = body_of(encode(WorkerWord{Answer{WebhookRead{{signal}}}}));
  const std::size_t kind = 1 + 1 + 4;
  body[kind] = static_cast<char>(record_kind_count);
  EXPECT_FALSE(decode_worker_word(body));
}

TEST(Frames, WhatWasWrittenHasIdsThatRecordsMayHave) {
  const auto taken = [](const Written& written) {
    return decode_worker_word(body_of(encode(WorkerWord{Answer{written}}))).has_value();
  };
  EXPECT_TRUE(taken({}));
  EXPECT_TRUE(taken({ReplyClass::ok, std::string(200, 'x'), ""}));
  EXPECT_FALSE(taken({ReplyClass::ok, std::string(201, 'x'), ""}));
  EXPECT_FALSE(taken({ReplyClass::ok, "7", "a\x7F"}));
  EXPECT_TRUE(taken({ReplyClass::gone, "", ""}));
  EXPECT_FALSE(taken({ReplyClass::gone, "7", ""}));
}

TEST(Frames, OnlyWhereAWriteWasAskedForIsOneAnswered) {
  const auto asks = [](const std::string& method) {
    PlannedRequest request = planned("/x");
    request.http.method = method;
    return request;
  };
  EXPECT_TRUE(answers(PlanWrite{}, Planned{{asks("POST")}}));
  EXPECT_FALSE(answers(PlanWrite{}, Planned{{asks("POST"), asks("POST")}}));
  EXPECT_FALSE(answers(PlanWrite{}, Planned{}));
  for (const char* method : {"POST", "DELETE", "PUT", "PATCH", "HEAD"}) {
    EXPECT_FALSE(answers(PlanRead{}, Planned{{asks("GET"), asks(method)}})) << method;
    EXPECT_FALSE(answers(PlanLookup{}, Planned{{asks(method)}})) << method;
    PageRead page;
    page.next = asks(method);
    EXPECT_FALSE(answers(ReadPage{}, page)) << method;
    page.next = asks("GET");
    EXPECT_TRUE(answers(ReadPage{}, page));
    page.needs = {{"posts", asks(method)}};
    EXPECT_FALSE(answers(ReadPage{}, page)) << method;
    EXPECT_FALSE(answers(ReadLookup{}, LookupRead{ReplyClass::ok, asks(method), ""})) << method;
  }
}

TEST(Frames, EachStepHasItsOneKindOfAnswer) {
  EXPECT_TRUE(answers(ReadWebhook{}, WebhookRead{}));
  EXPECT_TRUE(answers(ReadWrite{}, Written{}));
  EXPECT_FALSE(answers(ReadWrite{}, Planned{}));
  EXPECT_FALSE(answers(PlanWrite{}, Written{}));
  EXPECT_FALSE(answers(ReadWebhook{}, Remembered{}));
  EXPECT_TRUE(answers(PlanRead{}, Planned{}));
  EXPECT_TRUE(answers(PlanLookup{}, Planned{}));
  EXPECT_TRUE(answers(ReadPage{}, PageRead{}));
  EXPECT_TRUE(answers(ReadLookup{}, LookupRead{}));
  EXPECT_TRUE(answers(Remember{}, Remembered{}));
  EXPECT_FALSE(answers(ReadPage{}, Planned{}));
  EXPECT_FALSE(answers(PlanLookup{}, LookupRead{}));
}

}  // namespace
}  // namespace crosswalk
