// A long query travels in a body. What is checked: both wrappings, their parts in any order, the
// caps that make tunnelling necessary, and that a broken wrapping never half-works.

#include <gtest/gtest.h>

#include "linkedin/rest/envelope.hpp"
#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

Entities hundred(std::size_t count = 100) {
  Entities out;
  for (std::size_t at = 0; at < count; ++at) {
    out.emplace_back("C-" + std::to_string(at), candidate_json());
  }
  return out;
}

TEST(LinkedInTunnel, AHundredCandidatesPassInTwoParts) {
  Client client;
  const auto reply = client.put(candidate_kind, hundred());
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-99"), 204);
  EXPECT_EQ(client.peer.ledger(client.now).held(candidate_kind, org), 100u);
}

TEST(LinkedInTunnel, ThePartsMayComeInEitherOrderAndTheBoundaryInQuotes) {
  Client client;
  const Entities one = hundred(1);
  const std::string body =
      "preamble\r\n--b x\r\nContent-Type: application/json\r\n\r\n" +
      Client::body_of(candidate_kind, one) +
      "\r\n--b x\r\nContent-Length: 5\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" +
      Client::ids(candidate_kind, one) + "\r\n--b x--";
  const auto reply = client.send(
      "POST", "/v2/atsCandidates", body,
      {{"Content-Type", "multipart/mixed; boundary=\"b x\""}, {"X-HTTP-Method-Override", "PUT"}});
  EXPECT_EQ(status_of(reply, candidate_kind, "C-0"), 204) << reply.body;
}

TEST(LinkedInTunnel, AFormCarriesTheQueryOfADeleteAndAGet) {
  Client client;
  client.put(candidate_kind, hundred());
  const auto get = client.send(
      "POST", "/v2/atsCandidates", Client::ids(candidate_kind, hundred()),
      {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-HTTP-Method-Override", "GET"}});
  EXPECT_EQ(get.status, 200);
  EXPECT_TRUE(says(get, "\"firstName\":\"Ada\""));
  const auto gone = client.remove(candidate_kind, hundred());
  EXPECT_EQ(status_of(gone, candidate_kind, "C-42"), 204);
  EXPECT_EQ(client.peer.ledger(client.now).held(candidate_kind, org), 0u);
}

TEST(LinkedInTunnel, AQueryOverFourKilobytesIsTooLong) {
  Client client;
  const std::string query = Client::ids(candidate_kind, hundred());
  EXPECT_GT(query.size(), linkedin::query_bytes_max);
  EXPECT_EQ(client.send("PUT", "/v2/atsCandidates?" + query, "{}").status, 414);
  const std::string fits = "/v2/atsCandidates?a=" + std::string(4094, 'x');
  EXPECT_NE(client.send("GET", fits).status, 414);
  EXPECT_EQ(client.send("GET", fits + "x").status, 414);
  EXPECT_EQ(client.send("GET", "/v2/" + std::string(4097, 'x')).status, 414);
  EXPECT_EQ(
      client.send("GET", "/v2/" + std::string(4093, 'x') + "/" + std::string(4093, 'y') + "?a=1")
          .status,
      414);
  EXPECT_EQ(client.send("GET", "/v2/x", "", {{"Cookie", std::string(29'000, 'c')}}).status, 414);
}

TEST(LinkedInTunnel, ABrokenWrappingIsRefusedAsAWhole) {
  Client client;
  const std::string query = Client::ids(candidate_kind, hundred(1));
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
  const std::string json = "Content-Type: application/json\r\n\r\n";
  const auto status = [&](std::string body, std::string type = "multipart/mixed; boundary=b",
                          std::string method = "PUT", std::string target = "/v2/atsCandidates") {
    return client
        .send("POST", std::move(target), std::move(body),
              {{"Content-Type", type}, {"X-HTTP-Method-Override", method}})
        .status;
  };
  const std::string whole = "--b\r\n" + form + query + "\r\n--b\r\n" + json +
                            Client::body_of(candidate_kind, hundred(1)) + "\r\n--b--";
  EXPECT_EQ(status(whole), 200);
  EXPECT_EQ(status(whole.substr(0, whole.size() - 2)), 400) << "no closing boundary";
  EXPECT_EQ(status("--b\r\n" + form + query + "\r\n--b--"), 400) << "one part";
  EXPECT_EQ(status("--b\r\n" + form + "a\r\n--b\r\n" + form + "b\r\n--b--"), 400) << "two queries";
  EXPECT_EQ(status("--b\r\nno colon\r\n\r\nx\r\n--b--"), 400);
  EXPECT_EQ(status(""), 400);
  EXPECT_EQ(status(whole, "multipart/mixed"), 400) << "no boundary";
  EXPECT_EQ(status(whole, "multipart/mixed; boundary=" + std::string(71, 'b')), 400);
  EXPECT_EQ(status(whole, "text/plain"), 400);
  EXPECT_EQ(status(whole, "multipart/mixed; boundary=b", "PATCH"), 400);
  EXPECT_EQ(status(whole, "multipart/mixed; boundary=b", "PUT", "/v2/atsCandidates?x=1"), 400);
  EXPECT_EQ(client.send("GET", "/v2/atsCandidates", "", {{"X-HTTP-Method-Override", "GET"}}).status,
            400)
      << "only a POST may override";
}

TEST(LinkedInTunnel, AFormCannotCarryTheBodyOfAPut) {
  Client client;
  const auto reply = client.send(
      "POST", "/v2/atsCandidates", Client::ids(candidate_kind, hundred(1)),
      {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-HTTP-Method-Override", "PUT"}});
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(client.find(candidate_kind, "C-0"), nullptr);
}

}  // namespace
}  // namespace crosswalk::sim
