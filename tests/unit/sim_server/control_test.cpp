// Tests and the demo steer the simulator through here. A fault that silently does not fire, or a
// mutation that hits nobody, makes a green test worthless.

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

constexpr auto post = http::verb::post;
constexpr auto fetch = http::verb::get;

class ControlSide : public testing::Test {
 protected:
  ControlSide() : wire(running.server->greenhouse_origin(), running.server->ca_pem()) {
    token = greenhouse_token(wire);
  }

  Wire again() { return Wire(running.server->greenhouse_origin(), running.server->ca_pem()); }

  std::int64_t fired() {
    return *control(running, fetch, "/_sim/traffic").find("faults_fired")->integer();
  }

  Running running;
  Wire wire;
  std::string token;
};

TEST_F(ControlSide, TellsItsHealthAndItsWorld) {
  EXPECT_EQ(control(running, fetch, "/_sim/health").text_of("status"), "ok");
  const Json world = control(running, fetch, "/_sim/world");
  EXPECT_EQ(*world.find("candidates")->integer(), 60);
  EXPECT_EQ(*world.find("jobs")->integer(), 40);
  EXPECT_NE(control(running, fetch, "/_sim/ledger").members(), nullptr);
}

TEST_F(ControlSide, AMutationIsServedByTheVeryNextPage) {
  const Json reply = control(running, post, "/_sim/mutate",
                             R"({"kind":"candidate","op":"update","fields":{"title":"Baker"}})");
  ASSERT_EQ(reply.find("ids")->items()->size(), 1U);
  const std::string id = std::to_string(*reply.find("ids")->items()->at(0).integer());
  const Response page = wire.get("/v3/candidates?ids=" + id, token);
  EXPECT_NE(page.body().find("\"title\":\"Baker\""), std::string::npos) << page.body();
}

TEST_F(ControlSide, WrongRequestsAreNamedAndChangeNothing) {
  for (const char* body :
       {"{", "[]", "{}", R"({"kind":"candidate"})", R"({"kind":"unicorn","op":"update"})",
        R"({"kind":"candidate","op":"update","ids":"all"})",
        R"({"kind":"candidate","op":"update","id":-1})",
        R"({"kind":"candidate","op":"update","cuont":3})",
        R"({"kind":"candidate","op":"update","count":-3})",
        R"({"kind":"candidate","op":"update","fields":{"title":null}})"}) {
    const Json reply = control(running, post, "/_sim/mutate", body, 400);
    EXPECT_FALSE(reply.text_of("error").empty()) << body;
  }
  control(running, post, "/_sim/fault", R"({"trick":"explode"})", 400);
  control(running, post, "/_sim/fault", R"({"trick":"reply"})", 400);
  control(running, post, "/_sim/fault", R"({"trick":"html","times":0})", 400);
  control(running, post, "/_sim/policy", R"({"private_candidates":"yes"})", 400);
  control(running, post, "/_sim/reset", R"({"candidates":-1})", 400);
  control(running, fetch, "/_sim/nothing", {}, 404);
  control(running, http::verb::delete_, "/_sim/world", {}, 405);
  EXPECT_EQ(*control(running, fetch, "/_sim/world").find("tombstones")->integer(), 0);
}

TEST_F(ControlSide, AnEmptyListOfIdsIsNobody) {
  const Json reply =
      control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"delete","ids":[]})");
  EXPECT_TRUE(reply.find("ids")->items() == nullptr || reply.find("ids")->items()->empty());
  EXPECT_EQ(*control(running, fetch, "/_sim/world").find("candidates")->integer(), 60);
}

TEST_F(ControlSide, AResetBeginsAnew) {
  control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"delete","count":10})");
  const Json world = control(running, post, "/_sim/reset", R"({"seed":5,"candidates":12})");
  EXPECT_EQ(*world.find("candidates")->integer(), 12);
  EXPECT_EQ(*world.find("seed")->integer(), 5);
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U) << "old tokens are gone";
}

TEST_F(ControlSide, AnEmptyLinkedInDoesNotAgree) {
  const Json verdict = control(running, fetch, "/_sim/agreement");
  ASSERT_NE(verdict.find("agrees"), nullptr);
  EXPECT_FALSE(*verdict.find("agrees")->flag());
}

TEST_F(ControlSide, APolicyChangesWhatIsExpected) {
  const auto withheld = [&] {
    const Json verdict = control(running, fetch, "/_sim/agreement");
    return *verdict.find("objects")->find("candidate")->find("withheld")->integer();
  };
  EXPECT_GT(withheld(), 0);
  control(running, post, "/_sim/policy", R"({"private_candidates":true})");
  EXPECT_EQ(withheld(), 0);
}

TEST_F(ControlSide, AnOrderedReplyIsGivenAsOftenAsAsked) {
  control(running, post, "/_sim/fault",
          R"({"trick":"reply","path_contains":"/v3/jobs","times":2,"status":503,
              "headers":{"Retry-After":"7"},"body":"busy"})");
  EXPECT_EQ(wire.get("/v3/offices", token).result_int(), 200U);
  for (int at = 0; at < 2; ++at) {
    const Response reply = wire.get("/v3/jobs", token);
    EXPECT_EQ(reply.result_int(), 503U);
    EXPECT_EQ(reply["Retry-After"], "7");
    EXPECT_EQ(reply.body(), "busy");
  }
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 200U);
  EXPECT_EQ(fired(), 2);
}

TEST_F(ControlSide, HtmlComesInsteadOfJson) {
  control(running, post, "/_sim/fault", R"({"trick":"html","path_contains":"/v3/"})");
  const Response reply = wire.get("/v3/jobs", token);
  EXPECT_EQ(reply.result_int(), 200U);
  EXPECT_TRUE(reply["Content-Type"].starts_with("text/html"));
}

TEST_F(ControlSide, ATruncatedBodyEndsBeforeItsLength) {
  control(running, post, "/_sim/fault", R"({"trick":"truncate","path_contains":"/v3/jobs"})");
  const Response reply = wire.get("/v3/jobs", token);
  EXPECT_TRUE(wire.failed);
  EXPECT_LT(reply.body().size(), std::stoul(std::string(reply["Content-Length"])));
}

TEST_F(ControlSide, AHangUpResetsAndAsksNobody) {
  const auto asked = [&] {
    return *control(running, fetch, "/_sim/traffic").find("greenhouse_requests")->integer();
  };
  const std::int64_t before = asked();
  control(running, post, "/_sim/fault", R"({"trick":"hang_up"})");
  wire.get("/v3/jobs", token);
  EXPECT_EQ(wire.failed, boost::asio::error::connection_reset) << wire.failed.message();
  EXPECT_EQ(asked(), before);
}

TEST_F(ControlSide, ADroppedAnswerWasStillApplied) {
  control(running, post, "/_sim/fault", R"({"trick":"drop","path_contains":"/token"})");
  Wire second = again();
  second.ask(post, "/token", "grant_type=client_credentials",
             {{"Authorization", "Basic " + to_base64("greenhouse-client:greenhouse-secret")},
              {"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(second.failed, boost::asio::error::connection_reset) << second.failed.message();
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U) << "the lost token replaced ours";
}

TEST_F(ControlSide, ExpiredTokensAreNotHonoured) {
  control(running, post, "/_sim/expire-tokens");
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U);
}

}  // namespace
}  // namespace crosswalk::sim
