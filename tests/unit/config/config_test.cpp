// The configuration decides whose records go where. At stake: a slip of the pen must be found
// when the daemon starts, at its exact place, and a secret must never be repeated.

#include <gtest/gtest.h>

#include <string>

#include "runtime/config/host_config.hpp"

namespace crosswalk {
namespace {

const std::string head =
    "state_dir: state\n"
    "connectors_dir: /opt/connectors\n"
    "keys:\n"
    "  root: file:/etc/crosswalk/root.key\n"
    "tenants:\n";

std::string tenant(const std::string& name, const std::string& number,
                   const std::string& more = {}) {
  return "  - name: " + name +
         "\n"
         "    connector: greenhouse\n"
         "    linkedin:\n"
         "      organization: urn:li:organization:" +
         number +
         "\n"
         "      client_id: abc\n"
         "      client_secret: credential:linkedin\n" +
         more;
}

Result<HostConfig> parsed(const std::string& text) { return parse_config(text, "/etc/cw.yaml"); }

Error refusal(const std::string& text) {
  const Result<HostConfig> config = parsed(text);
  EXPECT_FALSE(config);
  return config ? Error{} : config.error();
}

void expect_refusal(const std::string& text, const std::string& place, const std::string& words) {
  const Error error = refusal(text);
  EXPECT_EQ(error.code, ErrorCode::invalid_input);
  EXPECT_EQ(error.where, "/etc/cw.yaml:" + place) << error.what;
  EXPECT_NE(error.what.find(words), std::string::npos) << error.what;
}

TEST(Config, DefaultsFillWhatIsNotWritten) {
  const Result<HostConfig> config = parsed(head + tenant("acme", "1"));
  ASSERT_TRUE(config) << to_string(config.error());
  EXPECT_EQ(config->state_dir, "/etc/state");
  EXPECT_EQ(config->socket, "/etc/state/admin.sock");
  EXPECT_EQ(config->connectors_dir, "/opt/connectors");
  EXPECT_EQ(config->log_level, "info");
  EXPECT_EQ(config->worker, "");
  EXPECT_EQ(to_string(config->root_key), "file:/etc/crosswalk/root.key");
  ASSERT_EQ(config->tenants.size(), 1u);
  const TenantConfig& acme = config->tenants[0];
  EXPECT_EQ(acme.target.organization, "urn:li:organization:1");
  EXPECT_EQ(acme.target.availability, "PRIVATE_TO_ATS_INTEGRATION");
  EXPECT_EQ(acme.target.api_origin, "https://api.linkedin.com");
  EXPECT_EQ(acme.origins.linkedin_token, "https://www.linkedin.com");
  EXPECT_EQ(acme.client_secret.kind, SecretRef::Kind::credential);
  EXPECT_EQ(acme.options.poll, Duration{300'000});
  EXPECT_EQ(acme.options.sweep, Duration{7 * 24 * 3'600'000LL});
  EXPECT_EQ(acme.options.overlap, Duration{120'000});
  EXPECT_EQ(acme.options.requests_per_day, 100'000u);
  EXPECT_FALSE(acme.policy.private_candidates);
  EXPECT_EQ(connector_path(*config, acme), "/opt/connectors/greenhouse.connector.so");
}

TEST(Config, EverythingWrittenIsTaken) {
  const Result<HostConfig> config = parsed(
      "log: {level: debug}\ntls: {ca_file: ca.pem}\nsocket: /run/cw.sock\nworker: bin/worker\n" +
      head +
      tenant("acme", "1",
             "      api: http://127.0.0.1:8080\n"
             "      token: http://localhost:8080\n"
             "      availability: PUBLIC\n"
             "      requests_per_day: 0\n"
             "      records_per_minute: 12\n"
             "    allow_loopback: true\n"
             "    settings: {region: eu}\n"
             "    secrets: {api_key: 'file:keys/api'}\n"
             "    hosts: {harvest: 'http://127.0.0.1:9'}\n"
             "    poll: 90s\n"
             "    policy:\n"
             "      private_candidates: true\n"
             "      withhold:\n"
             "        groups: [compensation]\n"
             "        fields: [candidate.company]\n"
             "        records:\n"
             "          - {name: hush, kind: job, field: department, values: [Legal, Board]}\n"));
  ASSERT_TRUE(config) << to_string(config.error());
  EXPECT_EQ(config->ca_file, "/etc/ca.pem");
  EXPECT_EQ(config->worker, "/etc/bin/worker");
  EXPECT_EQ(config->socket, "/run/cw.sock");
  const TenantConfig& acme = config->tenants[0];
  EXPECT_EQ(acme.origins.linkedin_api, "http://127.0.0.1:8080");
  EXPECT_EQ(acme.options.requests_per_day, 0u);
  EXPECT_EQ(acme.options.records_per_minute, 12u);
  EXPECT_EQ(acme.options.poll, Duration{90'000});
  EXPECT_EQ(acme.settings.at("region"), "eu");
  EXPECT_EQ(to_string(acme.secrets.at("api_key")), "file:/etc/keys/api");
  EXPECT_EQ(acme.origins.vendor.at("harvest"), "http://127.0.0.1:9");
  EXPECT_TRUE(acme.policy.private_candidates);
  EXPECT_EQ(acme.policy.withheld_groups, (std::vector<OptOutGroup>{OptOutGroup::compensation}));
  EXPECT_EQ(acme.policy.withheld_fields, (std::vector<Field>{Field::candidate_company}));
  ASSERT_EQ(acme.policy.rules.size(), 1u);
  EXPECT_EQ(acme.policy.rules[0].field, Field::job_department);
  EXPECT_EQ(acme.policy.rules[0].values, (std::vector<std::string>{"Legal", "Board"}));
}

TEST(Config, AnUnknownKeyNamesTheNearestKnownOne) {
  expect_refusal("state_dri: x\n" + head + tenant("a", "1"), "1:1",
                 "unknown key 'state_dri'; did you mean 'state_dir'?");
  expect_refusal(head + tenant("a", "1", "      requests_perday: 5\n"), "12:7",
                 "did you mean 'requests_per_day'?");
  expect_refusal(head + tenant("a", "1", "    polll: 5m\n"), "12:5", "did you mean 'poll'?");
}

// Twin: a key that is right in one section is not right in another.
TEST(Config, AKeyOfAnotherSectionIsUnknownHere) {
  expect_refusal("level: info\n" + head + tenant("a", "1"), "1:1", "unknown key 'level'");
  expect_refusal("log.level: info\n" + head + tenant("a", "1"), "1:1", "unknown key");
}

TEST(Config, TheWrongTypeIsRefusedAtItsPlace) {
  expect_refusal("log: info\n" + head + tenant("a", "1"), "1:6", "takes keys with values");
  expect_refusal(head + tenant("a", "1", "    poll: [5m]\n"), "12:11", "'poll' takes a duration");
  expect_refusal(head + tenant("a", "1", "    allow_loopback: yes\n"), "12:21",
                 "'allow_loopback' must be true or false");
  expect_refusal(head + tenant("a", "1", "    settings: [x]\n"), "12:15", "a map of text");
  expect_refusal(head + tenant("a", "1", "    policy: {withhold: {groups: contact}}\n"), "12:33",
                 "a list of text");
  expect_refusal(head + "  name: a\n", "6:3", "a list with at least one entry");
  expect_refusal("just text\n", "1:1", "takes keys with values");
}

TEST(Config, BoundsAreHeld) {
  expect_refusal(head + tenant("a", "1", "    poll: 500ms\n"), "12:11", "must be from 1s to 1d");
  expect_refusal(head + tenant("a", "1", "    poll: 2d\n"), "12:11", "must be from 1s to 1d");
  expect_refusal(head + tenant("a", "1", "    poll: 5\n"), "12:11", "such as 30s");
  expect_refusal(head + tenant("a", "1", "    poll: 99999999999999999d\n"), "12:11", "duration");
  expect_refusal(head + tenant("a", "1", "      requests_per_day: -1\n"), "12:25",
                 "must be a number from 0");
  expect_refusal(head + tenant("a", "1", "      requests_per_day: 1e3\n"), "12:25",
                 "must be a number from 0");
}

TEST(Config, WhatIsMissingIsNamed) {
  expect_refusal("connectors_dir: /x\nkeys: {root: 'file:/k'}\ntenants:\n" + tenant("a", "1"),
                 "1:1", "'state_dir' is missing");
  expect_refusal(head + "  - name: a\n    connector: b\n", "6:5", "'linkedin' is missing");
}

TEST(Config, TwoTenantsMustDiffer) {
  expect_refusal(head + tenant("a", "1") + tenant("a", "2"), "12:11", "two tenants are named 'a'");
  expect_refusal(head + tenant("a", "1") + tenant("b", "1"), "15:21",
                 "tenant 'a' has this organization already");
}

TEST(Config, NamesAndOrganizationsHaveAForm) {
  expect_refusal(head + tenant("../a", "1"), "6:11", "must be 1 to 64 of a-z");
  expect_refusal(head + tenant("A", "1"), "6:11", "must be 1 to 64 of a-z");
  expect_refusal(head + tenant("a", "1x"), "9:21", "urn:li:organization: and a number");
}

TEST(Config, ASecretWrittenOutIsRefusedAndNotRepeated) {
  const std::string secret = "hunter2-hunter2";
  const std::string text = "state_dir: s\nconnectors_dir: c\nkeys: {root: " + secret +
                           "}\ntenants:\n" + tenant("a", "1");
  expect_refusal(text, "3:14", "never the secret itself");
  EXPECT_EQ(to_string(refusal(text)).find(secret), std::string::npos);
  const std::string other = head + tenant("a", "1", "    secrets: {key: " + secret + "}\n");
  expect_refusal(other, "12:20", "never the secret itself");
  EXPECT_EQ(to_string(refusal(other)).find(secret), std::string::npos);
}

TEST(Config, AnotherHostMustBePlainAndHttps) {
  expect_refusal(head + tenant("a", "1", "      api: http://api.example.com\n"), "12:12", "");
  expect_refusal(head + tenant("a", "1", "      api: https://api.example.com/v2\n"), "12:12", "");
  expect_refusal(head + tenant("a", "1", "      api: http://127.0.0.1:80\n"), "12:12",
                 "allow_loopback: true");
  expect_refusal(head + tenant("a", "1", "    hosts: {harvest: 'http://localhost:1'}\n"), "12:22",
                 "allow_loopback: true");
}

TEST(Config, PolicyNamesAreCheckedAgainstTheFieldTable) {
  const auto policy = [](const std::string& withhold) {
    return head + tenant("a", "1", "    policy: {withhold: {" + withhold + "}}\n");
  };
  expect_refusal(policy("groups: [compensaton]"), "12:34", "did you mean 'compensation'?");
  expect_refusal(policy("groups: [none]"), "12:34", "no such group");
  expect_refusal(policy("groups: [everything]"), "12:34", "there are: compensation, contact");
  expect_refusal(policy("fields: [application.zodiac]"), "12:34", "there are: ");
  expect_refusal(policy("fields: [candidat.company]"), "12:34", "did you mean 'candidate'?");
  expect_refusal(policy("fields: [candidate.compny]"), "12:34", "did you mean 'company'?");
  expect_refusal(policy("fields: [company]"), "12:34", "KIND.FIELD");
  expect_refusal(policy("fields: [candidate.last_name]"), "12:34", "LinkedIn requires");
  expect_refusal(policy("fields: [job.location]"), "12:34", "LinkedIn requires");
  expect_refusal(policy("fields: [job.confidential]"), "12:34", "never sent");
  expect_refusal(policy("fields: [application.candidate]"), "12:34", "cannot be withheld");
  expect_refusal(policy("records: [{name: r, kind: jbo, field: title, values: [x]}]"), "12:51",
                 "did you mean 'job'?");
  expect_refusal(policy("records: [{name: r, kind: job, field: titel, values: [x]}]"), "12:63",
                 "did you mean 'title'?");
  expect_refusal(policy("records: [{name: r, kind: job, field: listed_at, values: [x]}]"), "12:63",
                 "no rule can ask");
  expect_refusal(policy("records: [{name: r, kind: job, field: confidential, values: [x]}]"),
                 "12:86", "true or false");
  expect_refusal(policy("records: [{name: r, kind: job, field: title, values: []}]"), "12:78",
                 "at least one value");
}

TEST(Config, YamlItselfIsStrict) {
  expect_refusal(head + tenant("a", "1") + "tenants: []\n", "12:1", "");
  EXPECT_FALSE(parsed(""));
  EXPECT_FALSE(parsed("a: &x 1\nb: *x\n"));
  EXPECT_FALSE(parsed(std::string(17 * 1024 * 1024, '#')));
}

}  // namespace
}  // namespace crosswalk
