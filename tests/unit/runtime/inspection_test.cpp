// `config check` before a start. What is at stake: an operator told that all is good whose daemon
// then refuses to start, or starts and turns every push of the ATS away.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "knocker.hpp"
#include "site.hpp"

namespace crosswalk {
namespace {

using boost::asio::ip::tcp;
using test::Ended;
using test::free_port;
using test::holds;
using test::Site;

std::string with_webhooks(const std::string& more) {
  return Site::text() + "webhooks:\n  public_url: https://hooks.example.com\n" + more;
}

TEST(Inspection, ACertificateOrKeyThatServeCannotUseIsRefusedAtItsLine) {
  const Site site;
  site.ready();
  site.secret("door.key", "no key");
  site.secret("door.pem", "no certificate");
  site.write(with_webhooks("  listen: 127.0.0.1:" + std::to_string(free_port()) +
                           "\n  certificate: door.pem\n  key: door.key\n"));
  for (const char* command : {"check", "serve"}) {
    const Ended end =
        command == std::string("check") ? site.run({"config", "check"}) : site.run({"serve"});
    EXPECT_EQ(end.code, 1) << command;
    EXPECT_TRUE(holds(end.error, "crosswalk.yaml:19:")) << end.error;
    EXPECT_TRUE(holds(end.error, "door.pem")) << end.error;
  }
  chmod((site.folder + "/door.key").c_str(), 0644);
  const Ended open = site.run({"config", "check"});
  EXPECT_EQ(open.code, 1);
  EXPECT_TRUE(holds(open.error, "crosswalk.yaml:20:")) << open.error;
}

TEST(Inspection, APortThatIsTakenIsRefusedAtItsLine) {
  const Site site;
  site.ready();
  boost::asio::io_context io;
  const tcp::acceptor other(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  const std::string port = std::to_string(other.local_endpoint().port());
  site.write(with_webhooks("  listen: 127.0.0.1:" + port + "\n"));
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "crosswalk.yaml:18:")) << end.error;
  EXPECT_TRUE(holds(end.error, "webhooks.listen")) << end.error;
  site.write(with_webhooks("  listen: 127.0.0.1:" + std::to_string(free_port()) + "\n"));
  EXPECT_EQ(site.run({"config", "check"}).code, 0);
}

}  // namespace
}  // namespace crosswalk
