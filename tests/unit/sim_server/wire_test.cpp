// The daemon meets the simulator over real sockets only. Were TLS not really checked, keep-alive
// not kept or a limit not there, a product that fails in the field would pass at home.

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

TEST(Wire, ManyRequestsShareOneTlsConnection) {
  Running running;
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  ASSERT_FALSE(wire.handshake);
  const std::string token = greenhouse_token(wire);
  for (int at = 0; at < 50; ++at) {
    const Response reply = wire.get("/v3/candidates?per_page=500", token);
    ASSERT_EQ(reply.result_int(), 200U);
    EXPECT_EQ(parse_json(reply.body())->items()->size(), 60U);
    EXPECT_TRUE(reply.keep_alive());
  }
}

TEST(Wire, ANextLinkPointsBackToThePortItCameFrom) {
  Running running;
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const Response reply = wire.get("/v3/candidates?per_page=7", greenhouse_token(wire));
  const std::string link(reply["Link"]);
  EXPECT_TRUE(
      link.starts_with("<" + running.server->greenhouse_origin() + "/v3/candidates?cursor="))
      << link;
}

TEST(Wire, TheCertificateHoldsForLocalhostAndTheAddressAndNothingElse) {
  Running running;
  const std::string origin = running.server->greenhouse_origin();
  EXPECT_FALSE(Wire(origin, running.server->ca_pem(), "127.0.0.1").handshake);
  EXPECT_FALSE(Wire(origin, running.server->ca_pem(), "localhost").handshake);
  EXPECT_TRUE(Wire(origin, running.server->ca_pem(), "harvest.example.com").handshake);
}

TEST(Wire, AnotherRunsAuthorityIsNotTrusted) {
  Running running;
  Running other;
  EXPECT_NE(running.server->ca_pem(), other.server->ca_pem());
  EXPECT_TRUE(Wire(running.server->linkedin_origin(), other.server->ca_pem()).handshake);
}

TEST(Wire, NothingOlderThanTls12IsSpoken) {
  Running running;
  asio::io_context context;
  asio::ssl::context old(asio::ssl::context::tls_client);
  SSL_CTX_set_security_level(old.native_handle(), 0);
  SSL_CTX_set_min_proto_version(old.native_handle(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
  beast::ssl_stream<beast::tcp_stream> stream(context, old);
  stream.next_layer().connect(
      {asio::ip::address_v4::loopback(), port_of(running.server->greenhouse_origin())});
  boost::system::error_code failed;
  stream.handshake(asio::ssl::stream_base::client, failed);
  EXPECT_TRUE(failed);
}

TEST(Wire, PlainHttpWorksWhenAskedFor) {
  ServeSettings settings;
  settings.tls = false;
  Running running(settings);
  EXPECT_TRUE(running.server->greenhouse_origin().starts_with("http://"));
  Wire wire(running.server->greenhouse_origin(), {});
  EXPECT_EQ(wire.get("/v3/jobs", greenhouse_token(wire)).result_int(), 200U);
}

TEST(Wire, LinkedInAnswersOnItsOwnPort) {
  Running running;
  Wire wire(running.server->linkedin_origin(), running.server->ca_pem());
  const Response reply = wire.ask(
      http::verb::post, "/oauth/v2/accessToken",
      "grant_type=client_credentials&client_id=linkedin-client&client_secret=linkedin-secret",
      {{"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(reply.result_int(), 200U) << reply.body();
  EXPECT_NE(parse_json(reply.body())->find("access_token"), nullptr);
}

TEST(Wire, TooLargeOrUnreadableRequestsGetAnAnswerAndNoMore) {
  ServeSettings settings;
  settings.tls = false;
  Running running(settings);
  const auto reply_to = [&](std::string text) {
    Wire wire(running.server->greenhouse_origin(), {});
    boost::system::error_code failed;
    asio::write(wire.raw(), asio::buffer(text), failed);
    beast::flat_buffer buffer;
    Response reply;
    http::read(wire.raw(), buffer, reply, failed);
    return reply.result_int();
  };
  EXPECT_EQ(reply_to("POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 40000000\r\n\r\n"), 413U);
  EXPECT_EQ(reply_to("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40000, 'x')), 431U);
  EXPECT_EQ(reply_to("this is not HTTP\r\n\r\n"), 400U);
}

TEST(Wire, APortInUseIsRefusedWithItsPlace) {
  Running running;
  ServeSettings second;
  second.world.candidates = 1;
  second.linkedin_port = port_of(running.server->linkedin_origin());
  const auto started = Server::start(second);
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, ErrorCode::unavailable);
  EXPECT_EQ(started.error().where, "127.0.0.1:" + std::to_string(second.linkedin_port));
}

TEST(Wire, WritesWhatAClientNeedsAndGuardsTheSecrets) {
  std::string place = (std::filesystem::temp_directory_path() / "sim-XXXXXX").string();
  ASSERT_NE(mkdtemp(place.data()), nullptr);
  {
    ServeSettings settings;
    settings.directory = place;
    Running running(settings);
    std::ifstream file(place + "/simulator.json");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto story = parse_json(text);
    ASSERT_TRUE(story.has_value());
    EXPECT_EQ(story->find("origins")->text_of("greenhouse"), running.server->greenhouse_origin());
    EXPECT_EQ(story->find("credentials")->find("linkedin")->text_of("client_secret"),
              "linkedin-secret");
    EXPECT_EQ(story->text_of("ca_file"), place + "/ca.pem");
    struct stat state {};
    ASSERT_EQ(stat((place + "/simulator.json").c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777U, 0600U);
  }
  std::filesystem::remove_all(place);
  ServeSettings nowhere;
  nowhere.directory = place;
  const auto started = Server::start(nowhere);
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, ErrorCode::invalid_input);
}

TEST(Wire, StoppingEndsIdleConnectionsAtOnce) {
  auto running = std::make_unique<Running>();
  Wire wire(running->server->greenhouse_origin(), running->server->ca_pem());
  greenhouse_token(wire);
  const auto began = std::chrono::steady_clock::now();
  running.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
  wire.get("/v3/jobs");
  EXPECT_TRUE(wire.failed);
}

}  // namespace
}  // namespace crosswalk::sim
