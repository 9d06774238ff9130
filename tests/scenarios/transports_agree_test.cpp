// What the wire does to a reply is said twice: faults/ says what is left of it on virtual time, and
// the listener does it to a socket. The product's own transport must come to the same result at
// the second, or scenarios on virtual time are about another product than the one that ships.

#include <gtest/gtest.h>

#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "runtime/net/transport.hpp"
#include "scenario/installation.hpp"
#include "server/listener.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::Arrival;
using sim::Harm;

constexpr Duration patience{800};

// The listener on a thread of its own, and the product's transport on this one.
class Meeting {
 public:
  Meeting(Arrival arrival, bool tls) : arrival_(std::move(arrival)) {
    TransportOptions options;
    options.allow_loopback = true;
    if (tls) {
      certificates_ = *sim::make_certificates();
      folder_ = *sim::fresh_directory("crosswalk-transports");
      options.ca_file = folder_ + "/ca.pem";
      std::ofstream(options.ca_file) << certificates_->ca_pem;
    }
    listener_ = *sim::Listener::open(there_, 0, certificates_ ? &*certificates_ : nullptr,
                                     [this](const HttpRequest& request) {
                                       if (request.target == "/harmed") return arrival_;
                                       Arrival well;
                                       well.reply = {.status = 200, .headers = {}, .body = "well"};
                                       return well;
                                     });
    serving_ = std::thread([this] { there_.run(); });
    transport_ = *make_transport(here_, options);
  }
  ~Meeting() {
    transport_.reset();
    boost::asio::post(there_, [this] { listener_->close(); });
    serving_.join();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }

  std::optional<HttpResponse> ask(std::string target, std::string method = "POST") {
    std::optional<Result<HttpResponse>> heard;
    transport_->send({.method = std::move(method),
                      .origin = listener_->origin(),
                      .target = std::move(target),
                      .headers = {},
                      .body = {}},
                     patience, [&](Result<HttpResponse> reply) { heard = std::move(reply); });
    here_.restart();
    here_.run();
    EXPECT_TRUE(heard.has_value());
    if (!heard || !*heard) return std::nullopt;
    return **heard;
  }

 private:
  Arrival arrival_;
  std::optional<sim::Certificates> certificates_;
  std::string folder_;
  boost::asio::io_context there_{1};
  boost::asio::io_context here_;
  std::unique_ptr<sim::Listener> listener_;
  std::thread serving_;
  std::unique_ptr<Transport> transport_;
};

struct Harmed {
  const char* name;
  Harm harm;
  double part;
  Duration after, over;
  bool empty;
};

constexpr Harmed table[] = {
    {"nothing", Harm::none, 0.5, 0ms, 0ms, false},
    {"late", Harm::none, 0.5, 40ms, 0ms, false},
    {"too_late", Harm::none, 0.5, 1200ms, 0ms, false},
    {"stalled", Harm::stall, 0.5, 0ms, 0ms, false},
    {"slow_headers", Harm::slow_headers, 0.5, 0ms, 60ms, false},
    {"too_slow_headers", Harm::slow_headers, 0.5, 0ms, 1600ms, false},
    {"slow_body", Harm::slow_body, 0.5, 0ms, 60ms, false},
    {"too_slow_body", Harm::slow_body, 0.5, 0ms, 1600ms, false},
    {"reset_before", Harm::reset_before, 0.5, 0ms, 0ms, false},
    {"reset_in_headers", Harm::reset_in_headers, 0.5, 0ms, 0ms, false},
    {"reset_at_the_end_of_the_headers", Harm::reset_in_headers, 1, 0ms, 0ms, false},
    {"reset_in_body", Harm::reset_in_body, 0.5, 0ms, 0ms, false},
    {"reset_before_the_body", Harm::reset_in_body, 0, 0ms, 0ms, false},
    {"reset_at_the_last_byte", Harm::reset_in_body, 1, 0ms, 0ms, false},
    {"reset_in_no_body", Harm::reset_in_body, 0.5, 0ms, 0ms, true},
    {"truncated", Harm::truncate, 0.5, 0ms, 0ms, false},
    {"truncated_by_a_byte", Harm::truncate, 1, 0ms, 0ms, false},
    {"truncated_without_a_body", Harm::truncate, 0.5, 0ms, 0ms, true},
    {"wrong_length", Harm::wrong_length, 0.5, 0ms, 0ms, false},
    {"bad_chunking", Harm::bad_chunking, 0.5, 0ms, 0ms, false},
    {"bad_chunking_at_once", Harm::bad_chunking, 0, 0ms, 0ms, false},
    {"bad_chunking_without_a_body", Harm::bad_chunking, 0.5, 0ms, 0ms, true}};

class TransportsAgree : public testing::TestWithParam<std::tuple<Harmed, bool>> {};

std::string named(const testing::TestParamInfo<std::tuple<Harmed, bool>>& one) {
  return std::string(std::get<0>(one.param).name) + (std::get<1>(one.param) ? "_tls" : "_plain");
}

INSTANTIATE_TEST_SUITE_P(OnEachHarm, TransportsAgree,
                         testing::Combine(testing::ValuesIn(table), testing::Bool()), named);

TEST_P(TransportsAgree, OnWhatIsLeftOfAReply) {
  const auto& [harmed, tls] = GetParam();
  Arrival arrival;
  arrival.reply = {.status = 201, .headers = {{"X-Kind", "harmed"}}, .body = {}};
  if (!harmed.empty) arrival.reply.body = std::string(30'000, 'b') + "end";
  arrival.harm = harmed.harm;
  arrival.part = harmed.part;
  arrival.short_by = harmed.harm == Harm::wrong_length ? 3 : 0;
  arrival.after = harmed.after;
  arrival.over = harmed.over;
  const sim::Received received = sim::received(arrival, patience);
  const auto& left = received.reply;
  Meeting meeting(arrival, tls);
  const auto begun = std::chrono::steady_clock::now();
  const auto heard = meeting.ask("/harmed");
  const auto took = std::chrono::steady_clock::now() - begun;
  EXPECT_GE(took + 1ms, received.after);
  // What is broken is known as broken, not given up on when patience ends.
  if (received.after < patience) {
    EXPECT_LT(took, patience);
  }
  ASSERT_EQ(heard.has_value(), left.has_value());
  if (left) {
    EXPECT_EQ(heard->status, left->status);
    EXPECT_EQ(heard->body, left->body);
    EXPECT_EQ(header(heard->headers, "X-Kind"), "harmed");
  }
  // Whatever became of one exchange, the next one has an answer of its own.
  const auto next = meeting.ask("/well", "GET");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->body, "well");
}

}  // namespace
}  // namespace crosswalk
