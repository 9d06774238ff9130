// A configuration against a machine: connector, secrets, keys. At stake: what does not fit must
// be found before the first request, at the line that is wrong.

#include "runtime/config/check.hpp"

#include <elf.h>

#include <cstring>

#include "unit/config/folder.hpp"

namespace crosswalk {
namespace {

const std::string manifest = R"(manifest: 1
connector: tiny
version: 0.1.0
title: Tiny (an invented system)
settings:
  api_key: { help: Key of the account, secret: true, required: true }
  region: { help: Where the account is, words: [eu, us], default: eu }
hosts:
  api: https://api.tiny.example.com
  files: https://files.tiny.example.com
auth:
  basic: { user: api_key }
objects:
  candidates:
    kind: candidate
    full: GET /candidates
    items: /data
    complete: when next is absent
    next: { cursor: /next, into: cursor }
    map:
      id: /id
)";

/// As much of a library as the reader of manifests looks at.
std::string connector_file(const std::string& text) {
  const std::string names("\0.shstrtab\0.crosswalk.manifest\0", 31);
  Elf64_Ehdr header{};
  Elf64_Phdr segment{};
  Elf64_Shdr sections[3]{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
#if defined(__aarch64__)
  header.e_machine = EM_AARCH64;
#else
  header.e_machine = EM_X86_64;
#endif
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof segment;
  header.e_phnum = 1;
  header.e_shoff = header.e_phoff + sizeof segment;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 3;
  header.e_shstrndx = 1;
  sections[1].sh_name = 1;
  sections[1].sh_type = SHT_STRTAB;
  sections[1].sh_offset = header.e_shoff + sizeof sections;
  sections[1].sh_size = names.size();
  sections[2].sh_name = 11;
  sections[2].sh_type = SHT_PROGBITS;
  sections[2].sh_offset = sections[1].sh_offset + names.size();
  sections[2].sh_size = text.size();
  segment.p_type = PT_LOAD;
  segment.p_filesz = sections[2].sh_offset + text.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(reinterpret_cast<const char*>(&segment), sizeof segment);
  bytes.append(reinterpret_cast<const char*>(sections), sizeof sections);
  return bytes + names + text;
}

/// An installation in which everything is as it should be.
class Check : public testing::Test {
 protected:
  Check() {
    folder.write("tiny.connector.so", connector_file(manifest), 0755);
    folder.write("api", "key-of-the-account", 0400);
    folder.write("linkedin", "secret-of-linkedin", 0400);
    folder.write("worker", "", 0755);
    EXPECT_TRUE(make_root_key(folder.path() + "/root.key"));
  }

  HostConfig config(const std::string& more = "    secrets: {api_key: 'file:api'}\n",
                    const std::string& connector = "tiny") {
    const std::string text =
        "state_dir: state\nconnectors_dir: .\nkeys: {root: 'file:root.key'}\ntenants:\n"
        "  - name: acme\n    connector: " +
        connector +
        "\n    linkedin:\n      organization: urn:li:organization:1\n      client_id: abc\n"
        "      client_secret: file:linkedin\n" +
        more;
    Result<HostConfig> parsed = parse_config(text, folder.path() + "/cw.yaml");
    EXPECT_TRUE(parsed) << (parsed ? "" : to_string(parsed.error()));
    if (!parsed) return {};
    parsed->worker = folder.path() + "/worker";
    return *std::move(parsed);
  }

  void expect_problem(const HostConfig& host, const std::string& place, const std::string& words) {
    const std::vector<Error> problems = check_config(host);
    ASSERT_EQ(problems.size(), 1u) << words;
    EXPECT_EQ(problems[0].where, folder.path() + "/cw.yaml:" + place) << problems[0].what;
    EXPECT_NE(problems[0].what.find(words), std::string::npos) << problems[0].what;
    EXPECT_EQ(to_string(problems[0]).find("key-of-the-account"), std::string::npos);
  }

  Folder folder;
};

TEST_F(Check, FindsNothingWhereAllIsWell) {
  const HostConfig host = config();
  EXPECT_TRUE(check_config(host).empty());
  const Result<ReadyTenant> ready = prepare_tenant(host, host.tenants.at(0));
  ASSERT_TRUE(ready) << to_string(ready.error());
  EXPECT_EQ(ready->plan.connector, "tiny");
  EXPECT_EQ(ready->manifest, manifest);
  EXPECT_EQ(ready->settings, (Settings{{"region", "eu"}}));
  EXPECT_EQ(ready->credentials.vendor.at("api_key"), "key-of-the-account");
  EXPECT_EQ(ready->credentials.linkedin_client_secret, "secret-of-linkedin");
  EXPECT_EQ(ready->credentials.linkedin_client_id, "abc");
  EXPECT_EQ(ready->origins.vendor.at("api"), "https://api.tiny.example.com");
  EXPECT_EQ(ready->origins.linkedin_api, "https://api.linkedin.com");
}

TEST_F(Check, AHostOfTheManifestCanBeOverridden) {
  const HostConfig host = config(
      "    secrets: {api_key: 'file:api'}\n    allow_loopback: true\n"
      "    hosts: {files: 'http://127.0.0.1:9'}\n");
  const Result<ReadyTenant> ready = prepare_tenant(host, host.tenants.at(0));
  ASSERT_TRUE(ready) << to_string(ready.error());
  EXPECT_EQ(ready->origins.vendor.at("files"), "http://127.0.0.1:9");
  EXPECT_EQ(ready->origins.vendor.at("api"), "https://api.tiny.example.com");
}

TEST_F(Check, ARuleAboutWhatTheConnectorNeverSaysIsRefused) {
  const std::string secrets = "    secrets: {api_key: 'file:api'}\n";
  const auto rule = [&](const std::string& field) {
    return secrets +
           "    policy:\n      withhold:\n        records:\n          - name: quiet\n"
           "            kind: candidate\n            field: " +
           field + "\n            values: [Acme]\n";
  };
  EXPECT_TRUE(check_config(config(rule("id"))).empty());
  expect_problem(config(rule("company")), "17:20", "would withhold nothing");
}

TEST_F(Check, MembersAreRefusedWhereTheConnectorNamesNoViewers) {
  const std::string members =
      "      members: {4080: 'urn:li:person:ana'}\n    secrets: {api_key: 'file:api'}\n";
  expect_problem(config(members), "11:16", "does not say who may see a job");
}

TEST_F(Check, SecretsThatAreMissingOrOpenAreFound) {
  expect_problem(config(""), "6:16", "needs the secret 'api_key'");
  expect_problem(config("    secrets: {api_kye: 'file:api', api_key: 'file:api'}\n"), "11:24",
                 "did you mean 'api_key'?");
  expect_problem(config("    secrets: {api_key: 'file:none'}\n"), "11:24", "not there");
  folder.write("api", "key-of-the-account", 0644);
  expect_problem(config(), "11:24", "0400");
}

TEST_F(Check, ASecretAmongTheSettingsIsNotTaken) {
  expect_problem(config("    secrets: {api_key: 'file:api'}\n    settings: {api_key: x}\n"),
                 "12:25", "write a reference to it under secrets");
}

TEST_F(Check, SettingsAndHostsMustBeTheManifests) {
  const std::string secrets = "    secrets: {api_key: 'file:api'}\n";
  expect_problem(config(secrets + "    settings: {regoin: us}\n"), "12:24",
                 "did you mean 'region'?");
  expect_problem(config(secrets + "    settings: {region: mars}\n"), "12:24",
                 "must be one of its words");
  expect_problem(config(secrets + "    hosts: {apy: 'https://x.example.com'}\n"), "12:18",
                 "did you mean 'api'?");
  expect_problem(config(secrets + "    hosts: {elsewhere: 'https://x.example.com'}\n"), "12:24",
                 "there are: api, files");
}

// Compiled with a word that is none the manifest would have no recipe, and seem to be at fault.
TEST_F(Check, AMistakenWordIsToldAtTheSettingThoughAVariantHangsOnIt) {
  std::string split = manifest;
  const std::string recipe = "  basic: { user: api_key }\n";
  split.replace(split.find(recipe), recipe.size(),
                "  basic: { user: api_key, only_if: { region: eu } }\n"
                "  headers: { send: { X-Key: api_key }, only_if: { region: us } }\n");
  folder.write("split.connector.so", connector_file(split), 0755);
  const std::string secrets = "    secrets: {api_key: 'file:api'}\n";
  EXPECT_TRUE(check_config(config(secrets + "    settings: {region: us}\n", "split")).empty());
  expect_problem(config(secrets + "    settings: {region: ue}\n", "split"), "12:24",
                 "must be one of its words: eu, us");
}

TEST_F(Check, TheConnectorMustBeThereSoundAndOurs) {
  const std::string secrets = "    secrets: {api_key: 'file:api'}\n";
  expect_problem(config(secrets, "missing"), "6:16", "No such file");
  folder.write("text.connector.so", "not a library", 0755);
  expect_problem(config(secrets, "text"), "6:16", "text.connector.so");
  folder.write("bad.connector.so", connector_file("manifest: 1\nconnecter: bad\n"), 0755);
  expect_problem(config(secrets, "bad"), "6:16", "connecter");
  folder.write("tiny.connector.so", connector_file(manifest), 0775);
  expect_problem(config(), "6:16", "others can write the connector");
}

TEST_F(Check, ATenantsTroubleDoesNotHideAnothers) {
  const HostConfig host = config(
      "  - name: other\n    connector: missing\n    linkedin:\n"
      "      organization: urn:li:organization:2\n      client_id: abc\n"
      "      client_secret: file:linkedin\n");
  std::filesystem::remove(folder.path() + "/root.key");
  EXPECT_EQ(check_config(host).size(), 3u);
}

TEST_F(Check, TheWorkerMustBeAProgramOnlyItsOwnerWrites) {
  HostConfig host = config();
  const auto expect_worker = [&](const std::string& worker, const std::string& words) {
    host.worker = worker;
    const std::vector<Error> problems = check_machine(host);
    ASSERT_EQ(problems.size(), 1u) << worker;
    EXPECT_EQ(problems[0].where, host.places.at("worker"));
    EXPECT_NE(problems[0].what.find(words), std::string::npos) << problems[0].what;
    EXPECT_EQ(check_config(host).size(), 1u);
  };
  expect_worker(folder.path() + "/none", "No such file");
  expect_worker(folder.path() + "/api", "Permission denied");
  expect_worker(folder.path(), "it is no file");
  folder.write("open", "", 0777);
  expect_worker(folder.path() + "/open", "chmod go-w");
}

TEST_F(Check, WithoutAWorkerTheOneBesideThisProgramIsMeant) {
  HostConfig host = config();
  host.worker.clear();
  EXPECT_TRUE(worker_path(host).starts_with("/"));
  EXPECT_TRUE(worker_path(host).ends_with("/crosswalk-worker"));
}

TEST_F(Check, AConfigurationOthersCanWriteIsNotRead) {
  const std::string text = "state_dir: s\n";
  EXPECT_EQ(read_config(folder.write("c.yaml", text, 0600)).error().code, ErrorCode::invalid_input);
  for (const mode_t mode : {0620u, 0602u}) {
    const Result<HostConfig> host = read_config(folder.write("c.yaml", text, mode));
    ASSERT_FALSE(host);
    EXPECT_EQ(host.error().code, ErrorCode::refused);
    EXPECT_NE(host.error().what.find("0600"), std::string::npos);
  }
  EXPECT_EQ(read_config(folder.path() + "/none.yaml").error().code, ErrorCode::refused);
  EXPECT_EQ(read_config(folder.path()).error().code, ErrorCode::refused);
}

}  // namespace
}  // namespace crosswalk
