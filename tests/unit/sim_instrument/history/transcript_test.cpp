// The digest by which two runs are told to be the same. At stake: a digest that misses a difference
// lets a run that cannot be replayed pass for one that can.

#include "history/transcript.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace crosswalk::sim {
namespace {

HttpRequest request() {
  HttpRequest request;
  request.origin = "https://api.example.com";
  request.target = "/v3/candidates?per_page=5";
  request.headers = {{"Accept", "application/json"}, {"X-Trace", "12"}};
  request.body = "a body that is longer than a few words";
  return request;
}

HttpResponse reply() { return {200, {{"Content-Type", "application/json"}}, "{\"id\":1}"}; }

std::string digest_of(const std::function<void(Transcript&)>& tell) {
  Transcript transcript;
  tell(transcript);
  return transcript.digest();
}

void tell(Transcript& transcript, const HttpRequest& asked, const HttpResponse* got,
          Instant at = from_ms(1000), std::string_view tenant = "acme",
          std::string_view peer = "greenhouse", Duration took = Duration{20}) {
  transcript.request(at, tenant, peer, "greenhouse.candidates.list", asked, got, took, {});
}

TEST(Transcripts, TheSameIsTheSameAndAnyDifferenceShows) {
  const HttpResponse good = reply();
  const auto usual = [&](Transcript& all) { tell(all, request(), &good); };
  EXPECT_EQ(digest_of(usual), digest_of(usual));
  std::set<std::string> digests{digest_of(usual), digest_of([](Transcript&) {})};
  const auto differs = [&](const std::function<void(Transcript&)>& other) {
    EXPECT_TRUE(digests.insert(digest_of(other)).second);
  };
  differs([&](Transcript& all) { tell(all, request(), nullptr); });
  differs([&](Transcript& all) { tell(all, request(), &good, from_ms(1001)); });
  differs([&](Transcript& all) { tell(all, request(), &good, from_ms(1000), "bolt"); });
  differs([&](Transcript& all) { tell(all, request(), &good, from_ms(1000), "acme", "gem"); });
  differs([&](Transcript& all) {
    tell(all, request(), &good, from_ms(1000), "acme", "greenhouse", Duration{21});
  });
  differs([&](Transcript& all) {
    all.push(from_ms(1000), "acme", "greenhouse", "hook.greenhouse", request(), &good, {});
  });
  for (const auto change : {+[](HttpRequest& asked) { asked.method = "PUT"; },
                            +[](HttpRequest& asked) { asked.target += "&"; },
                            +[](HttpRequest& asked) { asked.headers.pop_back(); },
                            +[](HttpRequest& asked) { asked.headers[1].second = "13"; },
                            +[](HttpRequest& asked) { asked.body += '\0'; },
                            +[](HttpRequest& asked) { asked.body[9] = 'x'; }}) {
    HttpRequest other = request();
    change(other);
    differs([&](Transcript& all) { tell(all, other, &good); });
  }
  for (const auto change : {+[](HttpResponse& got) { got.status = 201; },
                            +[](HttpResponse& got) { got.body = "{\"id\":2}"; },
                            +[](HttpResponse& got) { got.headers.clear(); }}) {
    HttpResponse other = reply();
    change(other);
    differs([&](Transcript& all) { tell(all, request(), &other); });
  }
}

// What moves from one text to the next, or from one request to the next, is another conversation.
TEST(Transcripts, OrderAndBordersCount) {
  HttpRequest first = request(), second = request();
  second.target = "/v3/jobs";
  const auto in_order = digest_of([&](Transcript& all) {
    tell(all, first, nullptr);
    tell(all, second, nullptr);
  });
  EXPECT_NE(in_order, digest_of([&](Transcript& all) {
              tell(all, second, nullptr);
              tell(all, first, nullptr);
            }));
  HttpRequest moved = first;
  moved.method = "GE";
  moved.origin = "T" + moved.origin;
  EXPECT_NE(digest_of([&](Transcript& all) { tell(all, first, nullptr); }),
            digest_of([&](Transcript& all) { tell(all, moved, nullptr); }));
}

TEST(Transcripts, NotesAndKeptHappeningsAreNoPartOfIt) {
  Transcript kept(true), bare(false);
  for (Transcript* each : {&kept, &bare}) tell(*each, request(), nullptr);
  kept.note(from_ms(5), Happening::What::step, "acme", "sync");
  EXPECT_EQ(kept.digest(), bare.digest());
  EXPECT_EQ(kept.happenings().size(), 2u);
  EXPECT_TRUE(bare.happenings().empty());
  EXPECT_EQ(kept.digest().size(), 32u);
}

// A message that a rule took away crossed no wire, and is shown with its fate and its rule.
TEST(Transcripts, AMessageThatNeverArrivedIsShownAndNoPartOfIt) {
  Transcript kept(true), bare(false), empty;
  for (Transcript* each : {&kept, &bare}) {
    each->kept_back(from_ms(5), "acme", "greenhouse", "hook.greenhouse", request(), "lost", {"f1"});
  }
  EXPECT_EQ(kept.digest(), empty.digest());
  EXPECT_TRUE(bare.happenings().empty());
  ASSERT_EQ(kept.happenings().size(), 1u);
  const Happening& shown = kept.happenings().front();
  EXPECT_EQ(shown.what, Happening::What::push);
  EXPECT_EQ(shown.words, "GET /v3/candidates?per_page=5 (lost)");
  EXPECT_EQ(shown.status, 0);
  EXPECT_EQ(shown.endpoint, "hook.greenhouse");
  EXPECT_EQ(shown.request_body, request().body);
  EXPECT_EQ(shown.faults, std::vector<std::string>{"f1"});
}

TEST(Transcripts, WhatIsKeptIsBounded) {
  Transcript transcript;
  HttpRequest large = request();
  large.body = std::string(3 * body_kept, 'x');
  tell(transcript, large, nullptr);
  EXPECT_EQ(transcript.happenings().front().request_body.size(), body_kept);
  for (std::size_t at = 0; at < happenings_max + 4; ++at) {
    transcript.note(from_ms(5), Happening::What::alarm, "acme", "again");
  }
  EXPECT_EQ(transcript.happenings().size(), happenings_max);
  EXPECT_EQ(transcript.dropped(), 5u);
}

}  // namespace
}  // namespace crosswalk::sim
