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

Sums counted_anew(const Shelf& shelf) {
  Sums sums;
  for (const auto& [key, entity] : shelf.entities) {
    sums.held += entity.held ? 1 : 0;
    sums.created += entity.created;
    sums.writes += entity.writes;
    sums.unchanged += entity.unchanged;
    sums.refused += entity.refused;
    sums.deletes += entity.deletes;
  }
  return sums;
}

TEST(LinkedInLedger, TheSumsAreThoseOfCountingAnew) {
  Client client;
  const Entities two = {{"C-1", candidate_json()}, {"C-2", candidate_json("Bea")}};
  client.put(EntityKind::candidate, two);
  client.put(EntityKind::candidate, two);              // Brings nothing new.
  client.put(EntityKind::candidate, {{"C-3", "{}"}});  // Refused.
  client.put(EntityKind::application, {{"A-1", application_json()}});
  for (const char* id : {"S1", "S2"}) put_stage(client, "A-1", id);
  client.remove(EntityKind::application, {{"A-1", ""}});  // The stages go with it.
  client.remove(EntityKind::candidate, {{"C-1", ""}});
  client.remove(EntityKind::candidate, {{"C-1", ""}});  // Nobody is there any more.
  client.put(EntityKind::candidate, {{"C-1", candidate_json("Cora")}});
  const Ledger& ledger = client.peer.ledger(client.now);
  for (const EntityKind kind :
       {EntityKind::candidate, EntityKind::application, EntityKind::stage}) {
    const Shelf& shelf = *ledger.shelf(kind, org);
    EXPECT_EQ(shelf.sums, counted_anew(shelf)) << name_of(kind);
  }
  const Sums& people = ledger.shelf(EntityKind::candidate, org)->sums;
  EXPECT_EQ(people, (Sums{.held = 2,
                          .created = 3,
                          .writes = 5,
                          .unchanged = 2,
                          .refused = people.refused,
                          .deletes = 1}));
  EXPECT_GT(people.refused, 0u);
  const Json summary = ledger.summary();
  const Json* const told = summary.find("organizations")->find(std::string(org));
  EXPECT_EQ(*told->find("stage")->find("held")->integer(), 0);
  EXPECT_EQ(*told->find("stage")->find("deletes")->integer(), 2);
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
