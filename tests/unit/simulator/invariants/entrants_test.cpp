// What a client writes at the vendor is the one thing that nobody can take back: whoever was not
// ordered, an address that was not granted, somebody who asked to be forgotten. Each is told as
// soon as it is there, whether or not a scenario asks for it.

#include "held.hpp"
#include "judge/exports.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class Entrants : public Held {
 protected:
  void order(const std::string& name, bool refused = false) {
    PlacedOrder placed;
    placed.order.member = "urn:li:person:" + name;
    placed.order.first_name = name;
    placed.order.last_name = "Invented";
    placed.order.emails = {name + "@example.com"};
    placed.order.job = std::to_string(some<Job>().id);
    placed.at = client.now;
    placed.to_be_refused = refused;
    exports.orders.push_back(placed);
  }
  Id admit(Text name, Text email = {}) {
    Candidate wanted;
    wanted.first_name = name;
    wanted.last_name = "Invented";
    wanted.email = email;
    wanted.tags = {"LinkedIn"};
    return world.admit(wanted, client.now);
  }
  std::string found() { return words(look(false)); }
};

TEST_F(Entrants, WhoeverWasOrderedMayBeThere) {
  order("nadja");
  admit("nadja");
  EXPECT_EQ(found(), "");
}

TEST_F(Entrants, I2NobodyElseMay) {
  const Id id = admit("nadja");
  EXPECT_EQ(found(), "I2: candidate " + std::to_string(id) +
                         " was written at the vendor and no export of theirs was ordered\n");
  EXPECT_EQ(found(), "") << "once";
  order("olga", true);
  admit("olga");
  EXPECT_EQ(found().substr(0, 3), "I2:") << "of an order that had to be refused nothing comes";
}

TEST_F(Entrants, I2AnAddressNeedsAGrant) {
  order("nadja");
  const Id id = admit("nadja", "nadja@example.com");
  const std::string said = found();
  EXPECT_EQ(said,
            "I2: candidate " + std::to_string(id) +
                " was written at the vendor with what was not ordered or granted, in email\n");
  EXPECT_EQ(said.find("nadja@"), std::string::npos);
  policy.export_email = true;
  order("olga");
  admit("olga", "olga@example.com");
  EXPECT_EQ(found().find("I2"), std::string::npos);
}

TEST_F(Entrants, I2TheGrantsOfThatMomentCount) {
  policy.export_email = true;
  order("nadja");
  order("olga");
  admit("nadja", "nadja@example.com");
  client.now += 1h;
  TenantPolicy narrower = policy;
  narrower.export_email = false;
  change_grants(exports, policy, narrower, client.now);
  policy = narrower;
  EXPECT_EQ(found().find("I2: candidate"), std::string::npos) << "it was granted then";
  EXPECT_EQ(judge(world, client.peer.ledger(client.now), policy, exports).miswritten, 0u);
  client.now += 1h;
  admit("olga", "olga@example.com");
  EXPECT_NE(found().find("granted, in email"), std::string::npos);
  EXPECT_EQ(judge(world, client.peer.ledger(client.now), policy, exports).miswritten, 1u);
}

TEST_F(Entrants, I5WhoeverAskedToBeForgottenIsNotWrittenAgain) {
  order("nadja");
  erased.members["urn:li:person:nadja"] = client.now;
  client.now += 1h;
  const Id id = admit("nadja");
  EXPECT_NE(found().find("I5: candidate " + std::to_string(id) +
                         " was written at the vendor and had been promised to be forgotten"),
            std::string::npos);
}

TEST_F(Entrants, WhoeverWasThereBeforeThePromiseWasNotWrittenAgain) {
  order("nadja");
  admit("nadja");
  client.now += 1h;
  erased.members["urn:li:person:nadja"] = client.now;
  EXPECT_EQ(found().find("written at the vendor"), std::string::npos);
}

TEST_F(Entrants, WhatPeopleMadeOfSomebodySinceIsTheirAffair) {
  order("nadja");
  const Id id = admit("nadja");
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.email = "typed@example.com"; });
  EXPECT_EQ(found(), "");
}

}  // namespace
}  // namespace crosswalk::sim
