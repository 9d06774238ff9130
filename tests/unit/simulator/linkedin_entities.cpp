// What LinkedIn accepts of a candidate or an application, and what it holds afterwards. A mock
// laxer than the documents lets a client pass that fails on its first day.

#include <gtest/gtest.h>

#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

// The message LinkedIn refuses a single entity with; empty when it accepts it.
std::string refusal(Client& client, EntityKind kind, const std::string& json) {
  const auto reply = client.put(kind, {{"X", json}});
  if (reply.status != 200) return "whole: " + reply.body;
  const auto status = status_of(reply, kind, "X");
  if (status == 204) return "";
  EXPECT_EQ(status, 422);
  const auto parsed = parse_json(reply.body);
  return std::string(parsed->find("errors")->find(Client::key(kind, "X"))->text_of("message"));
}

TEST(LinkedInEntities, EachRequiredFieldOfACandidateIsMissed) {
  Client client;
  EXPECT_EQ(refusal(client, candidate_kind, candidate_json()), "");
  for (const char* field : {"firstName", "lastName", "emailAddresses", "phoneNumbers", "addresses",
                            "atsCreatedAt", "atsLastModifiedAt"}) {
    EXPECT_EQ(refusal(client, candidate_kind, without(candidate_json(), field)),
              "ERROR :: /" + std::string(field) +
                  " :: field is required but not found and has no default value\n");
  }
}

TEST(LinkedInEntities, EachRequiredFieldOfAnApplicationIsMissed) {
  Client client;
  EXPECT_EQ(refusal(client, application_kind, application_json()), "");
  for (const char* field : {"firstName", "lastName", "atsJobPostingId", "atsJobPostingName",
                            "atsCreatedAt", "atsLastModifiedAt"}) {
    EXPECT_NE(refusal(client, application_kind, without(application_json(), field)).find(field),
              std::string::npos);
  }
  EXPECT_EQ(refusal(client, application_kind, without(application_json(), "atsCandidateId")), "");
  EXPECT_NE(refusal(client, application_kind, application_json("")), "")
      << "at least one character";
}

TEST(LinkedInEntities, NullCountsAsMissingAndANullOptionAsAbsent) {
  Client client;
  EXPECT_NE(refusal(client, candidate_kind, candidate_json("Ada", ",\"firstName\":null")), "");
  EXPECT_EQ(refusal(client, candidate_kind, candidate_json("Ada", ",\"prefix\":null")), "");
  EXPECT_EQ(client.content(candidate_kind, "X").find("prefix"), std::string::npos);
}

TEST(LinkedInEntities, FormatsAreHeld) {
  Client client;
  const auto wrong = [&](std::string_view more) {
    return !refusal(client, candidate_kind, candidate_json("Ada", more)).empty();
  };
  EXPECT_FALSE(wrong(",\"doNotContact\":true,\"currentJobTitle\":\"\""));
  EXPECT_TRUE(wrong(",\"doNotContact\":\"yes\""));
  EXPECT_TRUE(wrong(",\"currentJobTitle\":5"));
  EXPECT_TRUE(wrong(",\"manualMatchedMember\":\"Ada\""));
  EXPECT_FALSE(wrong(",\"manualMatchedMember\":\"urn:li:person:a1\""));
  const auto with = [&](std::string_view field, std::string_view value) {
    return refusal(client, candidate_kind,
                   candidate_json("Ada", ",\"" + std::string(field) + "\":" + std::string(value)));
  };
  EXPECT_NE(with("suffix", "[]"), "");
  EXPECT_EQ(with("suffix", "\"Jr\""), "");
}

std::string candidate_with(std::string_view emails, std::string_view phones,
                           std::string_view addresses, std::string_view created,
                           std::string_view modified) {
  return R"({"firstName":"A","lastName":"B","emailAddresses":)" + std::string(emails) +
         ",\"phoneNumbers\":" + std::string(phones) + ",\"addresses\":" + std::string(addresses) +
         ",\"atsCreatedAt\":" + std::string(created) +
         ",\"atsLastModifiedAt\":" + std::string(modified) + "}";
}

TEST(LinkedInEntities, AddressesOfAllThreeKindsAreChecked) {
  Client client;
  const auto accepts = [&](std::string_view emails, std::string_view phones,
                           std::string_view addresses) {
    return refusal(client, candidate_kind, candidate_with(emails, phones, addresses, "1", "1"))
        .empty();
  };
  EXPECT_TRUE(accepts(R"(["a@b.c"])", R"([{"number":"+44 1","extension":"2"}])",
                      R"([{"line1":"x","geographicAreaType":"STATE","country":"gb"}])"));
  for (const char* emails :
       {R"(["a"])", R"(["@b.c"])", R"(["a@b"])", R"(["a@.c"])", R"(["a@b."])", R"(["a@b@c.d"])",
        R"(["a b@c.d"])", R"(["a@b.c","x"])", R"("a@b.c")", "[]", "[1]", "{}"}) {
    EXPECT_FALSE(accepts(emails, "[]", "[]")) << emails;
  }
  EXPECT_FALSE(accepts(R"(["a@b.c"])", R"([{"extension":"2"}])", "[]"));
  EXPECT_FALSE(accepts(R"(["a@b.c"])", R"(["5"])", "[]"));
  EXPECT_FALSE(accepts(R"(["a@b.c"])", "[]", R"([{"geographicAreaType":"COUNTY"}])"));
}

TEST(LinkedInEntities, TimesArePositiveWholeAndInOrder) {
  Client client;
  const auto accepts = [&](std::string_view created, std::string_view modified) {
    return refusal(client, candidate_kind,
                   candidate_with(R"(["a@b.c"])", "[]", "[]", created, modified))
        .empty();
  };
  EXPECT_TRUE(accepts("5", "5"));
  EXPECT_TRUE(accepts("5", "6"));
  EXPECT_FALSE(accepts("6", "5"));
  EXPECT_FALSE(accepts("0", "5"));
  EXPECT_FALSE(accepts("-1", "5"));
  EXPECT_FALSE(accepts("1.5", "5"));
  EXPECT_FALSE(accepts("\"5\"", "5"));
  client.peer.options().strict_timestamps = false;
  EXPECT_TRUE(accepts("6", "5"));
}

TEST(LinkedInEntities, AnEnumerationsRefusalNamesTheWordAsDocumented) {
  Client client;
  EXPECT_EQ(refusal(client, candidate_kind,
                    candidate_with(R"(["a@b.c"])", "[]", R"([{"geographicAreaType":"SHIRE"}])", "1",
                                   "1")),
            "ERROR :: /addresses/0/geographicAreaType :: \"SHIRE\" is not an enum symbol\n");
}

TEST(LinkedInEntities, AnEmailIsNotNeededWithAPersonAttached) {
  Client client;
  const std::string silent = without(candidate_json(), "emailAddresses");
  EXPECT_NE(refusal(client, candidate_kind, silent), "");
  std::string linked = silent;
  linked.insert(linked.size() - 1, ",\"manualMatchedMember\":\"urn:li:person:a1\"");
  EXPECT_EQ(refusal(client, candidate_kind, linked), "");
  EXPECT_EQ(refusal(client, candidate_kind, silent), "") << "the person stays attached";
  client.peer.options().put_clears_manual_match = true;
  EXPECT_NE(refusal(client, candidate_kind, silent), "");
}

TEST(LinkedInEntities, APutReplacesEverythingSoAnOmittedFieldBecomesNull) {
  Client client;
  client.put(candidate_kind, {{"C-1", candidate_json("Ada", ",\"currentJobTitle\":\"Welder\"")}});
  EXPECT_NE(client.content(candidate_kind, "C-1").find("Welder"), std::string::npos);
  client.put(candidate_kind, {{"C-1", candidate_json("Ada")}});
  EXPECT_EQ(client.content(candidate_kind, "C-1").find("currentJobTitle"), std::string::npos);
  EXPECT_EQ(client.find(candidate_kind, "C-1")->writes, 2u);
}

TEST(LinkedInEntities, TheSameContentInOtherWordsIsUnchanged) {
  Client client;
  client.put(candidate_kind, {{"C-1", R"({"firstName":"Zo\u00eb","lastName":"B","emailAddresses":)"
                                      R"(["a@b.c"],"phoneNumbers":[],"addresses":[],)"
                                      R"("atsCreatedAt":1,"atsLastModifiedAt":1})"}});
  client.put(candidate_kind,
             {{"C-1", R"({ "lastName":"B", "firstName":"Zoë", "atsLastModifiedAt":1,)"
                      R"("emailAddresses":[ "a@b.c" ],"addresses":[],"prefix":null,)"
                      R"("atsCreatedAt":1,"phoneNumbers":[]})"}});
  EXPECT_EQ(client.find(candidate_kind, "C-1")->unchanged, 1u);
  EXPECT_EQ(client.peer.ledger(client.now).tallies().at("atsCandidates").unchanged, 1u);
  EXPECT_EQ(client.content(candidate_kind, "C-1"),
            R"({"firstName":"Zoë","lastName":"B","emailAddresses":["a@b.c"],"phoneNumbers":[],)"
            R"("addresses":[],"atsCreatedAt":1,"atsLastModifiedAt":1})");
}

TEST(LinkedInEntities, OneBadEntityCostsOnlyItself) {
  Client client;
  const auto reply = client.put(candidate_kind, {{"C-1", candidate_json()}, {"C-2", "{}"}});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-1"), 204);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-2"), 422);
  EXPECT_EQ(client.find(candidate_kind, "C-2"), nullptr);
  EXPECT_EQ(client.peer.ledger(client.now).refused().front().field, "firstName");
}

TEST(LinkedInEntities, UnknownFieldsAreDroppedAndNotedOrRefused) {
  Client client;
  EXPECT_EQ(refusal(client, candidate_kind, candidate_json("Ada", ",\"salary\":{\"a\":[1,\"x\"]}")),
            "");
  EXPECT_EQ(client.content(candidate_kind, "X").find("salary"), std::string::npos);
  EXPECT_EQ(client.peer.ledger(client.now).unknown().at("candidate.salary"), 1u);
  client.peer.options().accept_unknown_fields = false;
  EXPECT_NE(refusal(client, candidate_kind, candidate_json("Ada", ",\"salary\":1")), "");
}

TEST(LinkedInEntities, ADoubledFieldIsRefused) {
  Client client;
  EXPECT_NE(refusal(client, candidate_kind, candidate_json("Ada", ",\"firstName\":\"Eve\"")), "");
}

TEST(LinkedInEntities, OneHundredAndOneRecordsAreRefusedAsAWhole) {
  Client client;
  Entities many;
  for (int at = 0; at < 101; ++at) many.emplace_back("C-" + std::to_string(at), candidate_json());
  EXPECT_EQ(client.put(candidate_kind, many).status, 400);
  EXPECT_EQ(client.peer.ledger(client.now).held(candidate_kind, org), 0u);
  EXPECT_EQ(client.peer.ledger(client.now).tallies().at("atsCandidates").largest_batch, 101u);
  many.pop_back();
  EXPECT_EQ(client.put(candidate_kind, many).status, 200);
}

TEST(LinkedInEntities, KeysOfQueryAndBodyMustBeTheSameSet) {
  Client client;
  const std::string query = "?" + Client::ids(candidate_kind, {{"C-1", ""}});
  const auto put = [&](const std::string& body) {
    return client.send("PUT", "/v2/atsCandidates" + query, body).status;
  };
  EXPECT_EQ(put("{\"entities\":{\"integrationContext=urn%3Ali%3Aorganization%3A5000&dataProvider="
                "ATS&atsCandidateId=C~2D1\":" +
                candidate_json() + "}}"),
            400)
      << "~2D is no escape of Rest.li, so this is another id";
  EXPECT_EQ(put("{\"entities\":{\"integrationContext=urn%3Ali%3Aorganization%3A5000&dataProvider="
                "ATS&atsCandidateId=C%2D1\":" +
                candidate_json() + "}}"),
            200);
  EXPECT_EQ(put(Client::body_of(candidate_kind, {{"C-2", candidate_json()}})), 400);
  EXPECT_EQ(put(Client::body_of(candidate_kind, {})), 400);
  EXPECT_EQ(put(Client::body_of(candidate_kind, {{"C-1", candidate_json()}, {"C-2", "{}"}})), 400);
}

TEST(LinkedInEntities, ABodyThatIsNoBatchLeavesNoTrace) {
  Client client;
  const std::string target = "/v2/atsCandidates?" + Client::ids(candidate_kind, {{"C-1", ""}});
  const std::string good = Client::body_of(candidate_kind, {{"C-1", candidate_json()}});
  for (const std::string& body :
       {std::string("{"), std::string("[]"), std::string("{}"), good + "x", good + "{}",
        good.substr(0, good.size() - 1), std::string("{\"entities\":[]}"),
        std::string("{\"entities\":{\"C-1\":{}}}"), "{\"other\":1," + good.substr(1),
        Client::body_of(candidate_kind, {{"C-1", "{\"firstName\":tru}"}}),
        Client::body_of(candidate_kind, {{"C-1", "{\"firstName\":\"\xC3\x28\"}"}}),
        Client::body_of(candidate_kind, {{"C-1", "[]"}})}) {
    EXPECT_EQ(client.send("PUT", target, body).status, 400) << body;
  }
  EXPECT_EQ(client.find(candidate_kind, "C-1"), nullptr);
  EXPECT_EQ(client.send("PUT", target, good, {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(client.send("PUT", target, good).status, 200);
}

TEST(LinkedInEntities, TheMethodHeaderMustFitAndAPatchNeedsIt) {
  Client client;
  const std::string target = "/v2/atsCandidates?" + Client::ids(candidate_kind, {{"C-1", ""}});
  const std::string good = Client::body_of(candidate_kind, {{"C-1", candidate_json()}});
  EXPECT_EQ(client.send("PUT", target, good, {{"X-RestLi-Method", "batch_get"}}).status, 400);
  EXPECT_EQ(client.send("POST", target, good, {{"X-RestLi-Method", "batch_update"}}).status, 400);
  EXPECT_EQ(client.send("POST", target, good).status, 400);
  EXPECT_EQ(client.send("PATCH", target, good).status, 405);
  EXPECT_EQ(client.send("PUT", target, good, {{"X-RestLi-Protocol-Version", "2.0.0"}}).status, 400);
  EXPECT_EQ(client.send("PUT", target, good, {{"X-RestLi-Method", "batch_update"}}).status, 200);
  EXPECT_EQ(client.send("GET", "/v2/atsCandidates").status, 400) << "no ids";
}

HttpResponse patch(Client& client, EntityKind kind, const std::string& patch_json) {
  return client.send("POST", Client::path(kind) + "?" + Client::ids(kind, {{"C-1", ""}}),
                     Client::body_of(kind, {{"C-1", "{\"patch\":" + patch_json + "}"}}),
                     {{"X-RestLi-Method", "batch_partial_update"}});
}

TEST(LinkedInEntities, APatchAttachesAndDetachesAPerson) {
  Client client;
  EXPECT_EQ(
      status_of(patch(client, candidate_kind, R"({"$set":{"suffix":"x"}})"), candidate_kind, "C-1"),
      404);
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  const auto reply =
      patch(client, candidate_kind, R"({"$set":{"manualMatchedMember":"urn:li:person:abc"}})");
  EXPECT_EQ(status_of(reply, candidate_kind, "C-1"), 204);
  EXPECT_EQ(client.find(candidate_kind, "C-1")->member, "urn:li:person:abc");
  const auto seen = client.send("GET",
                                "/v2/atsCandidates?fields=matchedMembers,manualMatchedMember"
                                "&" +
                                    Client::ids(candidate_kind, {{"C-1", ""}}));
  EXPECT_TRUE(says(seen, R"({"manualMatchedMember":"urn:li:person:abc","matchedMembers":[]})"));
  EXPECT_FALSE(says(seen, "firstName"));
  client.put(candidate_kind, {{"C-1", candidate_json("Eve")}});
  EXPECT_EQ(client.find(candidate_kind, "C-1")->member, "urn:li:person:abc") << "kept by default";
  patch(client, candidate_kind, R"({"$delete":["manualMatchedMember"]})");
  EXPECT_EQ(client.find(candidate_kind, "C-1")->member, "");
}

TEST(LinkedInEntities, APatchChangesOnlyWhatItNames) {
  Client client;
  client.put(candidate_kind,
             {{"C-1", candidate_json("Ada", ",\"prefix\":\"Dr\",\"suffix\":\"x\"")}});
  patch(client, candidate_kind, R"({"$delete":["prefix"],"$set":{"firstName":"Eve"}})");
  EXPECT_EQ(client.content(candidate_kind, "C-1").find("Dr"), std::string::npos);
  EXPECT_NE(client.content(candidate_kind, "C-1").find("\"suffix\":\"x\""), std::string::npos);
  EXPECT_NE(client.content(candidate_kind, "C-1").find("Eve"), std::string::npos);
  EXPECT_EQ(status_of(patch(client, candidate_kind, R"({"$delete":["firstName"]})"), candidate_kind,
                      "C-1"),
            422);
  EXPECT_EQ(patch(client, candidate_kind, R"({"$add":{}})").status, 400);
}

TEST(LinkedInEntities, ReadingNamesWhatIsThereAndWhatIsNot) {
  Client client;
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  const auto reply = client.send(
      "GET", "/v2/atsCandidates?" + Client::ids(candidate_kind, {{"C-1", ""}, {"C-2", ""}}));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(says(reply, "\"firstName\":\"Ada\""));
  EXPECT_EQ(status_of(reply, candidate_kind, "C-2"), 404);
}

TEST(LinkedInEntities, DeletingSomethingUnknownIs404InsideTheReply) {
  Client client;
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  const auto reply = client.remove(candidate_kind, {{"C-1", ""}, {"C-2", ""}});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-1"), 204);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-2"), 404);
  EXPECT_EQ(client.find(candidate_kind, "C-1"), nullptr);
  EXPECT_EQ(client.peer.ledger(client.now).find(candidate_kind, org, "C-1")->content, "");
}

}  // namespace
}  // namespace crosswalk::sim
