// Who may push to us, and as whom we speak to LinkedIn. At stake: a door that listens to the whole
// network without a certificate, half a secret, or a setting that nobody notices is wrong.

#include <gtest/gtest.h>

#include <string>

#include "runtime/config/host_config.hpp"

namespace crosswalk {
namespace {

struct Written {
  std::string host;      // Lines at the top.
  std::string linkedin;  // Lines of the tenant's linkedin section.
  std::string tenant;    // Lines of the tenant.
};

constexpr std::string_view own_application =
    "      client_id: abc\n      client_secret: credential:linkedin\n";

Result<HostConfig> parsed(const Written& written) {
  return parse_config("state_dir: state\nconnectors_dir: /opt/c\nkeys: {root: file:/etc/root}\n" +
                          written.host +
                          "tenants:\n  - name: acme\n    connector: greenhouse\n    linkedin:\n"
                          "      organization: urn:li:organization:1\n" +
                          written.linkedin + written.tenant,
                      "/etc/cw.yaml");
}

void expect_refusal(const Written& written, const std::string& words) {
  const Result<HostConfig> config = parsed(written);
  ASSERT_FALSE(config) << words;
  EXPECT_EQ(config.error().code, ErrorCode::invalid_input);
  EXPECT_TRUE(config.error().where.starts_with("/etc/cw.yaml:")) << config.error().where;
  EXPECT_NE(config.error().what.find(words), std::string::npos) << config.error().what;
}

const std::string own(own_application);

TEST(Webhooks, WithoutThemNobodyIsListenedTo) {
  const auto config = parsed({.host = "", .linkedin = own, .tenant = ""});
  ASSERT_TRUE(config) << to_string(config.error());
  EXPECT_FALSE(config->webhooks.on());
}

TEST(Webhooks, ListenOnThisMachineBehindAProxyOrWithACertificate) {
  const auto proxied = parsed(
      {.host = "webhooks: {listen: '127.0.0.1:8443', public_url: 'https://hooks.example.com'}\n",
       .linkedin = own,
       .tenant = ""});
  ASSERT_TRUE(proxied) << to_string(proxied.error());
  EXPECT_EQ(proxied->webhooks.listen_host, "127.0.0.1");
  EXPECT_EQ(proxied->webhooks.listen_port, 8443);
  EXPECT_EQ(proxied->webhooks.public_url, "https://hooks.example.com");
  const auto own_tls = parsed({.host = "webhooks: {listen: '0.0.0.0:443', public_url: "
                                       "'https://hooks.example.com', certificate: hooks.pem, "
                                       "key: hooks.key}\n",
                               .linkedin = own,
                               .tenant = ""});
  ASSERT_TRUE(own_tls) << to_string(own_tls.error());
  EXPECT_EQ(own_tls->webhooks.certificate, "/etc/hooks.pem");
}

TEST(Webhooks, TheWholeNetworkNeedsACertificate) {
  expect_refusal(
      {.host = "webhooks: {listen: '0.0.0.0:8443', public_url: 'https://hooks.example.com'}\n",
       .linkedin = own,
       .tenant = ""},
      "without a certificate it listens on this machine only");
}

TEST(Webhooks, HalfOfWhatBelongsTogetherIsRefused) {
  expect_refusal({.host = "webhooks: {listen: '127.0.0.1:1'}\n", .linkedin = own, .tenant = ""},
                 "listen and public_url are given together");
  expect_refusal({.host = "webhooks: {listen: '127.0.0.1:1', public_url: 'https://h.example.com', "
                          "key: k}\n",
                  .linkedin = own,
                  .tenant = ""},
                 "certificate and key are given together");
  for (const char* listen : {"8443", "127.0.0.1:", "127.0.0.1:99999", ":80", "127.0.0.1:8o"}) {
    expect_refusal({.host = "webhooks: {listen: '" + std::string(listen) +
                            "', public_url: 'https://h.example.com'}\n",
                    .linkedin = own,
                    .tenant = ""},
                   "is written HOST:PORT");
  }
}

TEST(Partner, MakesTheApplicationsOfTenantsThatHaveNone) {
  const std::string partner = "partner: {client_id: parent, client_secret: 'credential:parent'}\n";
  const auto config = parsed({.host = partner, .linkedin = "", .tenant = ""});
  ASSERT_TRUE(config) << to_string(config.error());
  EXPECT_EQ(config->partner.client_id, "parent");
  EXPECT_TRUE(config->tenants.front().client_id.empty());
  expect_refusal({.host = "", .linkedin = "", .tenant = ""}, "or the partner's application");
  expect_refusal({.host = "partner: {client_id: parent}\n", .linkedin = own, .tenant = ""},
                 "given together");
  expect_refusal({.host = "", .linkedin = "      client_id: abc\n", .tenant = ""},
                 "given together");
}

TEST(LinkedInVersion, IsAMonthAndTheTitleFitsRecruiter) {
  const auto config =
      parsed({.host = "",
              .linkedin = own + "      version: '202603'\n      title: Acorn - Acme\n",
              .tenant = "    exports: {email: true}\n    policy: {private_notes: true, withhold: "
                        "{kinds: [feedback, candidate_note]}}\n"});
  ASSERT_TRUE(config) << to_string(config.error());
  const TenantConfig& acme = config->tenants.front();
  EXPECT_EQ(acme.version, "202603");
  EXPECT_EQ(acme.title, "Acorn - Acme");
  EXPECT_TRUE(acme.grants.email);
  EXPECT_FALSE(acme.grants.profile_url);
  EXPECT_TRUE(acme.policy.private_notes);
  EXPECT_EQ(acme.policy.withheld_kinds,
            (std::vector<RecordKind>{RecordKind::feedback, RecordKind::candidate_note}));
  for (const char* version : {"2026", "202613", "2026-3", "v2"}) {
    expect_refusal(
        {.host = "", .linkedin = own + "      version: '" + version + "'\n", .tenant = ""},
        "YYYYMM");
  }
  expect_refusal({.host = "", .linkedin = own + "      title: LinkedIn for Acme\n", .tenant = ""},
                 "without the word LinkedIn");
  expect_refusal(
      {.host = "", .linkedin = own + "      title: " + std::string(51, 'x') + "\n", .tenant = ""},
      "at most 50");
}

TEST(WithheldKinds, AreDataSetsThatHangOnOthers) {
  const auto with_kind = [](const std::string& kind) {
    return Written{
        .host = "", .linkedin = own, .tenant = "    policy: {withhold: {kinds: [" + kind + "]}}\n"};
  };
  expect_refusal(with_kind("candidate"), "no data set that can be withheld whole");
  expect_refusal(with_kind("feedbck"), "did you mean 'feedback'?");
}

TEST(Members, AreUsersOfTheAtsWithTheirUrn) {
  const auto config =
      parsed({.host = "",
              .linkedin = own + "      members:\n        4080: urn:li:person:aB-9_x\n"
                                "        jo@example.com: urn:li:person:jo\n",
              .tenant = ""});
  ASSERT_TRUE(config) << to_string(config.error());
  EXPECT_EQ(config->tenants.at(0).members,
            (std::map<std::string, std::string>{{"4080", "urn:li:person:aB-9_x"},
                                                {"jo@example.com", "urn:li:person:jo"}}));
}

TEST(Members, AnythingButAPersonIsRefused) {
  for (const std::string urn : {"urn:li:person:", "urn:li:organization:5", "jo",
                                "urn:li:person:a b", "urn:li:person:a/b"}) {
    expect_refusal(
        {.host = "", .linkedin = own + "      members: {4080: '" + urn + "'}\n", .tenant = ""},
        "a user of the ATS and a member are written");
  }
}

}  // namespace
}  // namespace crosswalk
