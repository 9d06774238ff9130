// A wrong secret at a callback loses every push without a trace in the records. At stake: `status`
// of the daemon shows it, in words and in JSON, and sends somebody to the secret.

#include <signal.h>

#include "base/text/json.hpp"
#include "knocker.hpp"
#include "site_store.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::free_port;
using test::holds;
using test::RunningProgram;
using test::Site;

unsigned push_to(std::uint16_t port, const std::string& path) {
  return test::knock(port, test::Verb::post, path, "{}", "X-LI-Signature", "forged").status;
}

TEST(Pushes, TurnedAwayStandInStatusAndAWrongSignatureNeedsAPerson) {
  const Site site;
  ready_to_send(site);
  const std::uint16_t port = free_port();
  site.write("webhooks: { listen: \"127.0.0.1:" + std::to_string(port) +
             "\", public_url: \"https://hooks.example.com\" }\n" + Site::text());
  RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
  ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
  const auto quiet = parse_json(site.run({"status", "--json"}).out);
  ASSERT_TRUE(quiet);
  EXPECT_EQ(write_json(*quiet->find("pushes")), R"({"turned_away":{}})");

  EXPECT_EQ(push_to(port, "/linkedin/acme"), 401u);
  EXPECT_EQ(push_to(port, "/linkedin/acme"), 401u);
  EXPECT_EQ(push_to(port, "/linkedin/umbrella"), 404u);
  const Ended text = site.run({"status"});
  EXPECT_EQ(text.code, 1);
  EXPECT_TRUE(holds(text.out, "  note: 2 pushes of LinkedIn's turned away: signature, last 20"))
      << text.out;
  EXPECT_TRUE(holds(text.out, "\nnote: 1 push of no tenant's turned away: path, last 20"))
      << text.out;
  EXPECT_TRUE(holds(text.error,
                    "tenant acme needs you: pushes of LinkedIn's are turned away for "
                    "their signature, 2 since one was good"))
      << text.error;
  EXPECT_TRUE(holds(text.error, "linkedin.client_secret")) << text.error;

  const auto json = parse_json(site.run({"status", "--json"}).out);
  ASSERT_TRUE(json);
  const Json* unnamed = json->find("pushes")->find("turned_away");
  EXPECT_EQ(*unnamed->find("path")->find("count"), Json(1));
  const Json* pushes = json->find("tenants")->items()->front().find("pushes")->find("turned_away");
  EXPECT_EQ(*pushes->find("linkedin")->find("signature")->find("count"), Json(2));
  EXPECT_EQ(write_json(*pushes->find("vendor")), "{}");
  daemon.signal(SIGTERM);
  const Ended served = daemon.wait();
  EXPECT_EQ(served.code, 0);
  EXPECT_TRUE(holds(served.error, "event=turned_away tenant=acme from=linkedin reason=signature"))
      << served.error;
}

}  // namespace
}  // namespace crosswalk
