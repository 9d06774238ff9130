// Everything a tenant owns leaves through the transport, and everything hostile comes in by it.
// Each test names what the peer does and what the caller hears.

#include "runtime/net/transport.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "runtime/net/wire.hpp"
#include "tls_peer.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using test::Identity;
using test::Line;
using test::Script;
using test::TlsPeer;

const Identity& local() {
  static const Identity identity = test::make_identity("localhost");
  return identity;
}

// One loop and one transport that trusts the test's authority only.
struct Caller {
  explicit Caller(const std::string& ca_file = local().ca_file, TransportOptions options = {}) {
    options.ca_file = ca_file;
    options.allow_loopback = true;
    auto made = make_transport(io, options);
    EXPECT_TRUE(made) << to_string(made.error());
    transport = *std::move(made);
  }

  Result<HttpResponse> ask(HttpRequest request, Duration deadline = 5s) {
    std::optional<Result<HttpResponse>> heard;
    transport->send(std::move(request), deadline, [&](Result<HttpResponse> reply) {
      EXPECT_FALSE(heard.has_value()) << "a caller hears once";
      heard = std::move(reply);
    });
    io.restart();
    io.run();
    EXPECT_TRUE(heard.has_value());
    return heard ? *std::move(heard) : Error{};
  }

  boost::asio::io_context io;
  std::unique_ptr<Transport> transport;
};

HttpRequest get(const TlsPeer& peer, std::string target = "/v1/things?page=1") {
  return {.method = "GET",
          .origin = peer.origin(),
          .target = std::move(target),
          .headers = {},
          .body = {}};
}

Script always(std::string bytes, bool keep = true) {
  return [bytes = std::move(bytes), keep](const std::string&, Line& line) {
    return line.write(bytes) && keep;
  };
}

ErrorCode code_of(const Result<HttpResponse>& reply) {
  EXPECT_FALSE(reply);
  return reply ? ErrorCode{} : reply.error().code;
}

TEST(Transport, ARequestArrivesWholeAndItsReplyComesBack) {
  std::string seen;
  TlsPeer peer(local(), [&](const std::string& request, Line& line) {
    seen = request;
    return line.write(test::reply("[1,2]", "X-Left: 7\r\n", "201 Created"));
  });
  Caller caller;
  const auto reply = caller.ask(
      {.method = "POST",
       .origin = peer.origin(),
       .target = "/v2/atsJobs?ids=List((a:1,b:%2C))",
       .headers = {{"Content-Type", "application/json"}, {"X-Restli-Method", "batch_update"}},
       .body = "{\"a\":1}"});
  ASSERT_TRUE(reply) << to_string(reply.error());
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->body, "[1,2]");
  EXPECT_EQ(header(reply->headers, "x-left"), "7");
  EXPECT_TRUE(seen.starts_with("POST /v2/atsJobs?ids=List((a:1,b:%2C)) HTTP/1.1\r\n")) << seen;
  EXPECT_NE(seen.find("X-Restli-Method:batch_update\r\n"), std::string::npos);
  EXPECT_NE(seen.find("Content-Type:application/json\r\n"), std::string::npos);
  EXPECT_TRUE(seen.ends_with("\r\n\r\n{\"a\":1}")) << seen;
}

TEST(Transport, OneConnectionServesManyRequests) {
  TlsPeer peer(local(), always(test::reply("ok")));
  Caller caller;
  ASSERT_TRUE(caller.ask(get(peer)));
  const int after_first = peer.connections();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(caller.ask(get(peer)));
  EXPECT_LE(peer.connections(), after_first + 1);
}

TEST(Transport, AKeptConnectionThatThePeerClosedIsReplacedUnseen) {
  std::atomic<int> served{0};
  TlsPeer peer(local(), [&](const std::string& request, Line& line) {
    ++served;
    line.write(test::reply(request.substr(0, 4)));
    return false;
  });
  Caller caller;
  for (int i = 0; i < 5; ++i) {
    const auto reply = caller.ask({.method = "PUT",
                                   .origin = peer.origin(),
                                   .target = "/",
                                   .headers = {},
                                   .body = std::string(600'000, 'b')});
    ASSERT_TRUE(reply) << to_string(reply.error());
    EXPECT_EQ(reply->body, "PUT ");
  }
  EXPECT_EQ(served, 5);
}

// A peer keeps the connections of the first requests; the next one it takes whole, and goes without
// a word, `silent` times.
class Silenced {
 public:
  explicit Silenced(int silent, bool resets = false)
      : peer_(local(), [this, silent, resets](const std::string& request, Line& line) {
          const std::scoped_lock lock(guard_);
          if (request.starts_with("GET /first ")) {
            kept_.insert(&line);
            return line.write(test::reply("ok"));
          }
          bodies_.push_back(request.substr(request.find("\r\n\r\n") + 4));
          if (bodies_.size() == 1) on_kept_ = kept_.contains(&line);
          if (std::cmp_greater(bodies_.size(), silent)) return line.write(test::reply("late"));
          if (resets) line.reset();
          return false;
        }) {
    // One answered this moment may not be free yet; of several, one is.
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(caller_.ask(get(peer_, "/first")));
  }

  Result<HttpResponse> ask(std::string method, std::string body, Headers headers = {}) {
    return caller_.ask({.method = std::move(method),
                        .origin = peer_.origin(),
                        .target = "/second",
                        .headers = std::move(headers),
                        .body = std::move(body)});
  }

  // The bodies of the next request, as often as it came, and whether it came on a kept connection.
  std::vector<std::string> bodies() const {
    const std::scoped_lock lock(guard_);
    return bodies_;
  }
  bool on_kept() const {
    const std::scoped_lock lock(guard_);
    return on_kept_;
  }

 private:
  mutable std::mutex guard_;
  std::set<const Line*> kept_;
  std::vector<std::string> bodies_;
  bool on_kept_ = false;
  TlsPeer peer_;
  Caller caller_;
};

// The peer has made what it was told to make; only its answer is missing.
TEST(Transport, ACreateThatThePeerTookWithoutAnAnswerLeavesOnce) {
  for (const bool resets : {false, true}) {
    for (const char* method : {"POST", "PATCH"}) {
      for (const std::string& body : {std::string(), std::string(600'000, 'b')}) {
        Silenced bed(9, resets);
        EXPECT_EQ(code_of(bed.ask(method, body)), ErrorCode::unavailable);
        EXPECT_EQ(bed.bodies(), std::vector<std::string>{body}) << method;
        EXPECT_FALSE(bed.on_kept()) << method;
      }
    }
  }
}

TEST(Transport, WhatMayBeRepeatedIsSaidAgainWhenAKeptConnectionEnds) {
  const Headers tunnelled{{"X-HTTP-Method-Override", "PUT"}};
  for (const auto& [method, headers] :
       {std::pair("GET", Headers{}), std::pair("PUT", Headers{}), std::pair("DELETE", Headers{}),
        std::pair("POST", tunnelled)}) {
    for (int turn = 0; turn < 20; ++turn) {
      Silenced bed(1, true);
      const std::string body = std::string_view(method).starts_with('P') ? "{}" : "";
      const auto reply = bed.ask(method, body, headers);
      if (!bed.on_kept()) continue;
      ASSERT_TRUE(reply) << method << ": " << to_string(reply.error());
      EXPECT_EQ(reply->body, "late");
      EXPECT_EQ(bed.bodies(), std::vector<std::string>(2, body)) << method;
      break;
    }
  }
}

TEST(Transport, OnlyWhatComesToTheSameMayBeRepeated) {
  const auto may = [](std::string method, Headers headers = {}) {
    return may_be_repeated({std::move(method), "", "/", std::move(headers), ""});
  };
  for (const char* method : {"GET", "HEAD", "PUT", "DELETE"}) EXPECT_TRUE(may(method)) << method;
  for (const char* method : {"POST", "PATCH", "", "get"}) EXPECT_FALSE(may(method)) << method;
  EXPECT_TRUE(may("POST", {{"x-http-method-override", "GET"}}));
  EXPECT_FALSE(may("POST", {{"X-HTTP-Method-Override", "PATCH"}}));
  EXPECT_FALSE(may("PATCH", {{"X-HTTP-Method-Override", "PUT"}}));
}

TEST(Transport, TwoTransportsNeverShareAConnection) {
  TlsPeer peer(local(), always(test::reply("ok")));
  Caller one;
  ASSERT_TRUE(one.ask(get(peer)));
  const int before = peer.connections();
  Caller other;
  ASSERT_TRUE(other.ask(get(peer)));
  EXPECT_GT(peer.connections(), before);
}

TEST(Transport, ARedirectIsAReplyAndIsNotFollowed) {
  TlsPeer peer(local(), always(test::reply("", "Location: /elsewhere\r\n", "302 Found")));
  Caller caller;
  const auto reply = caller.ask(get(peer));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 302);
}

TEST(Transport, ACertificateForAnotherHostIsRefusedWithItsReason) {
  TlsPeer peer(test::make_identity("elsewhere.test"), always(test::reply("secret")));
  Caller caller(test::make_identity("elsewhere.test").ca_file);
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::refused);
  const Identity wrong_name = test::make_identity("elsewhere.test");
  TlsPeer known(wrong_name, always(test::reply("secret")));
  Caller trusting(wrong_name.ca_file);
  const auto reply = trusting.ask(get(known));
  EXPECT_EQ(code_of(reply), ErrorCode::refused);
  EXPECT_NE(reply.error().what.find("another host"), std::string::npos) << reply.error().what;
}

TEST(Transport, AnUnknownAuthorityIsRefused) {
  TlsPeer peer(local(), always(test::reply("secret")));
  Caller caller(test::make_identity("localhost").ca_file);
  const auto reply = caller.ask(get(peer));
  EXPECT_EQ(code_of(reply), ErrorCode::refused);
  EXPECT_NE(reply.error().what.find("does not verify"), std::string::npos) << reply.error().what;
}

TEST(Transport, TheSystemsAuthoritiesDoNotVouchForAPrivateOne) {
  TlsPeer peer(local(), always(test::reply("secret")));
  Caller caller("");
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::refused);
}

TEST(Transport, TlsBelowOneTwoIsNotSpoken) {
  TlsPeer old(local(), always(test::reply("secret")), TLS1_1_VERSION);
  TlsPeer fine(local(), always(test::reply("ok")), TLS1_2_VERSION);
  Caller caller;
  EXPECT_EQ(code_of(caller.ask(get(old))), ErrorCode::unavailable);
  EXPECT_TRUE(caller.ask(get(fine)));
}

TEST(Transport, TheDeadlineBoundsADripAsAWhole) {
  TlsPeer peer(local(), [](const std::string&, Line& line) {
    line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (line.write("x")) std::this_thread::sleep_for(20ms);
    return false;
  });
  Caller caller;
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(caller.ask(get(peer), 150ms)), ErrorCode::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST(Transport, ABodyOneByteOverTheLimitIsRefusedAndOneAtItIsNot) {
  constexpr std::size_t limit = 300'000;
  TlsPeer peer(local(), [](const std::string& request, Line& line) {
    const bool over = request.starts_with("GET /over ");
    return line.write(test::reply(std::string(over ? limit + 1 : limit, 'x')));
  });
  Caller caller(local().ca_file, {.ca_file = {}, .body_bytes_max = limit});
  const auto fits = caller.ask(get(peer, "/fits"));
  ASSERT_TRUE(fits) << to_string(fits.error());
  EXPECT_EQ(fits->body.size(), limit);
  EXPECT_EQ(code_of(caller.ask(get(peer, "/over"))), ErrorCode::refused);
}

TEST(Transport, AnEndlessBodyEndsAtTheLimitHoweverItIsFramed) {
  const auto endless = [](std::string head) {
    return [head = std::move(head)](const std::string&, Line& line) {
      line.write("HTTP/1.1 200 OK\r\n" + head);
      const std::string block(64 * 1024, 'x');
      while (line.write(block)) continue;
      return false;
    };
  };
  Caller caller(local().ca_file, {.ca_file = {}, .body_bytes_max = 1 << 20});
  TlsPeer lengthless(local(), endless("Connection: close\r\n\r\n"));
  EXPECT_FALSE(caller.ask(get(lengthless), 20s));
  // The library reads a chunk, and a head, whole; only the count of TLS records ends these.
  TlsPeer one_chunk(local(), endless("Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"));
  EXPECT_FALSE(caller.ask(get(one_chunk), 20s));
  TlsPeer headers(local(), endless("X-Long: "));
  EXPECT_FALSE(caller.ask(get(headers), 20s));
}

TEST(Transport, HeadersBeyondTheLimitAreRefused) {
  TlsPeer peer(local(), always(test::reply("ok", "X-Long: " + std::string(70'000, 'h') + "\r\n")));
  Caller caller;
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::refused);
}

TEST(Transport, AConnectionResetInTheMiddleOfABodyIsNoReply) {
  TlsPeer peer(local(), [](const std::string&, Line& line) {
    line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"partial\":");
    line.reset();
    return false;
  });
  Caller caller;
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::unavailable);
}

TEST(Transport, ABodyShorterThanPromisedIsNoReply) {
  TlsPeer peer(local(), always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", false));
  Caller caller;
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::unavailable);
  TlsPeer chunked(local(), always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "5\r\nshort\r\n",
                                  false));
  EXPECT_EQ(code_of(caller.ask(get(chunked))), ErrorCode::unavailable);
}

TEST(Transport, GzipIsUndoneOnceAndNothingElseIsTaken) {
  const std::string page(100'000, 'p');
  TlsPeer peer(local(), [&](const std::string& request, Line& line) {
    if (request.starts_with("GET /br ")) {
      return line.write(test::reply("?", "Content-Encoding: br\r\n"));
    }
    if (request.starts_with("GET /twice ")) {
      return line.write(test::reply("?", "Content-Encoding: gzip, gzip\r\n"));
    }
    return line.write(test::reply(test::gzipped(page), "Content-Encoding: gzip\r\n"));
  });
  Caller caller;
  const auto reply = caller.ask(get(peer, "/gzip"));
  ASSERT_TRUE(reply) << to_string(reply.error());
  EXPECT_EQ(reply->body, page);
  EXPECT_EQ(code_of(caller.ask(get(peer, "/br"))), ErrorCode::refused);
  EXPECT_EQ(code_of(caller.ask(get(peer, "/twice"))), ErrorCode::refused);
}

TEST(Transport, AGzipBombIsRefused) {
  const std::string bomb = test::gzipped(std::string(8 << 20, '\0'));
  TlsPeer peer(local(), always(test::reply(bomb, "Content-Encoding: gzip\r\n")));
  Caller caller(local().ca_file, {.ca_file = {}, .body_bytes_max = 1 << 20});
  EXPECT_EQ(code_of(caller.ask(get(peer))), ErrorCode::refused);
}

TEST(Transport, NobodyListeningIsUnavailable) {
  std::string origin;
  {
    TlsPeer gone(local(), always(""));
    origin = gone.origin();
  }
  Caller caller;
  EXPECT_EQ(code_of(caller.ask(
                {.method = "GET", .origin = origin, .target = "/", .headers = {}, .body = {}})),
            ErrorCode::unavailable);
}

TEST(Transport, ARequestThatWouldBecomeTwoIsNotSent) {
  TlsPeer peer(local(), always(test::reply("ok")));
  Caller caller;
  const auto refused = [&](auto change) {
    HttpRequest request = get(peer);
    change(request);
    return code_of(caller.ask(std::move(request))) == ErrorCode::refused;
  };
  EXPECT_TRUE(refused([](auto& r) { r.headers = {{"X-A", "1\r\nX-B: 2"}}; }));
  EXPECT_TRUE(refused([](auto& r) { r.headers = {{"X A", "1"}}; }));
  EXPECT_TRUE(refused([](auto& r) { r.headers = {{"Host", "elsewhere.test"}}; }));
  EXPECT_TRUE(refused([](auto& r) { r.headers = {{"transfer-encoding", "chunked"}}; }));
  EXPECT_TRUE(refused([](auto& r) { r.target = "/a b"; }));
  EXPECT_TRUE(refused([](auto& r) { r.target = "//elsewhere.test/"; }));
  EXPECT_TRUE(refused([](auto& r) { r.method = "GET /x"; }));
  EXPECT_TRUE(refused([](auto& r) { r.origin = "http://example.com"; }));
  EXPECT_EQ(peer.connections(), 0);
}

TEST(Transport, LoopbackIsAnOriginOnlyWhereItIsAllowed) {
  TlsPeer peer(local(), always(test::reply("ok")));
  boost::asio::io_context io;
  auto transport = make_transport(io, {.ca_file = local().ca_file});
  ASSERT_TRUE(transport);
  std::optional<Result<HttpResponse>> heard;
  (*transport)->send(get(peer), 5s, [&](Result<HttpResponse> reply) { heard = std::move(reply); });
  EXPECT_FALSE(heard.has_value()) << "never from inside send()";
  io.run();
  ASSERT_TRUE(heard.has_value());
  EXPECT_EQ(code_of(*heard), ErrorCode::refused);
}

TEST(Transport, ADestroyedTransportCallsNobody) {
  TlsPeer peer(local(), [](const std::string&, Line& line) {
    std::this_thread::sleep_for(50ms);
    return line.write(test::reply("late"));
  });
  boost::asio::io_context io;
  {
    auto transport = make_transport(io, {.ca_file = local().ca_file, .allow_loopback = true});
    ASSERT_TRUE(transport);
    (*transport)->send(get(peer), 5s, [](Result<HttpResponse>) { FAIL() << "called"; });
  }
  io.run();
}

TEST(Transport, ACaFileWithoutCertificatesIsToldByName) {
  boost::asio::io_context io;
  const auto made = make_transport(io, {.ca_file = "/nonexistent/ca.pem"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(made.error().where, "/nonexistent/ca.pem");
}

}  // namespace
}  // namespace crosswalk
