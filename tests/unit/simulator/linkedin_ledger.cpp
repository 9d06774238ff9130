// The judge believes the ledger. It must be able to read each child with its parent, and see what
// came back after it was deleted.

#include <map>

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

std::map<std::string, std::string> held(Client& client, EntityKind kind) {
  std::map<std::string, std::string> out;
  client.peer.ledger(client.now).for_each(kind, org, [&](KeyText key, const Entity& entity) {
    out[std::string(key.parent) + "|" + std::string(key.id)] = entity.content;
  });
  return out;
}

HttpResponse put_stage(Client& client, std::string_view application, std::string_view id) {
  return client.send(
      "PUT",
      "/v2/atsApplications/" + percent_encode(Client::key(EntityKind::application, application)) +
          "/stages?ids=" + std::string(id),
      "{\"entities\":{\"" + std::string(id) + "\":{\"atsCreatedAt\":5,\"stage\":\"Offer\"}}}");
}

TEST(LinkedInLedger, ChildrenAreReadWithTheirParentAndContent) {
  Client client;
  client.put(EntityKind::application, {{"A-1", application_json()}});
  put_stage(client, "A-1", "S1");
  put_stage(client, "A-2", "S1");
  const std::string content = R"({"atsCreatedAt":5,"stage":"Offer"})";
  EXPECT_EQ(held(client, EntityKind::stage),
            (std::map<std::string, std::string>{{"A-1|S1", content}, {"A-2|S1", content}}));
  EXPECT_EQ(held(client, EntityKind::application).begin()->first, "|A-1");
  EXPECT_TRUE(held(client, EntityKind::feedback).empty());
  client.remove(EntityKind::application, {{"A-1", ""}});
  EXPECT_EQ(held(client, EntityKind::stage).size(), 1u);
}

TEST(LinkedInLedger, WhatComesBackIsCountedAsCreatedAgain) {
  Client client;
  const Entities one = {{"C-1", candidate_json()}};
  client.put(EntityKind::candidate, one);
  client.put(EntityKind::candidate, {{"C-1", candidate_json("Eve")}});
  const auto created = [&] {
    return client.peer.ledger(client.now).created(EntityKind::candidate, org);
  };
  EXPECT_EQ(created(), 1u);
  client.remove(EntityKind::candidate, one);
  client.put(EntityKind::candidate, one);
  EXPECT_EQ(created(), 2u);
  EXPECT_EQ(client.find(EntityKind::candidate, "C-1")->created, 2u);
}

TEST(LinkedInLedger, AnIdentityIsTakenApartAtTheFirstLine) {
  EXPECT_EQ(parts_of("A-1\nS1").parent, "A-1");
  EXPECT_EQ(parts_of("A-1\nS1").id, "S1");
  EXPECT_EQ(parts_of("A-1").parent, "");
  EXPECT_EQ(parts_of("A-1").id, "A-1");
}

TEST(LinkedInLedger, ThePersonACandidateWasLinkedToCanBeSeen) {
  Client client;
  client.put(EntityKind::candidate,
             {{"C-1", candidate_json("Ada", ",\"manualMatchedMember\":\"urn:li:person:a\"")}});
  EXPECT_EQ(client.find(EntityKind::candidate, "C-1")->member, "urn:li:person:a");
}

}  // namespace
}  // namespace crosswalk::sim
