// Secrets and keys. At stake: a secret others can read is no secret, and a message about one
// must never hold it; a root key overwritten is every store lost.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/keys/keyring.hpp"
#include "unit/config/folder.hpp"

namespace crosswalk {
namespace {

const std::string secret = "correct-horse-battery-staple";

SecretRef file_ref(const std::string& path) { return {SecretRef::Kind::file, path}; }

void expect_refusal(const SecretRef& ref, const std::string& words) {
  const Result<std::string> read = read_secret(ref);
  ASSERT_FALSE(read) << words;
  EXPECT_EQ(read.error().code, ErrorCode::refused);
  EXPECT_NE(read.error().what.find(words), std::string::npos) << read.error().what;
  EXPECT_EQ(read.error().where, to_string(ref));
  EXPECT_EQ(to_string(read.error()).find(secret), std::string::npos);
}

TEST(SecretRef, IsAFileOrACredentialAndNeverTheSecret) {
  EXPECT_EQ(to_string(*parse_secret_ref("file:/a/b", "/etc", "")), "file:/a/b");
  EXPECT_EQ(to_string(*parse_secret_ref("file:b", "/etc", "")), "file:/etc/b");
  EXPECT_EQ(to_string(*parse_secret_ref("credential:b", "/etc", "")), "credential:b");
  for (const std::string& wrong :
       {std::string(""), secret, std::string("file:"), std::string("credential:../x"),
        std::string("credential:a/b"), std::string("credential:.."), std::string("env:NAME")}) {
    const auto ref = parse_secret_ref(wrong, "/etc", "f:1:2");
    ASSERT_FALSE(ref) << wrong;
    EXPECT_EQ(ref.error().where, "f:1:2");
    EXPECT_EQ(ref.error().what.find(secret), std::string::npos);
  }
}

TEST(Secret, IsReadWithoutItsLineEnd) {
  Folder folder;
  for (const char* end : {"", "\n", "\r\n"}) {
    const std::string path = folder.write("s", secret + end, 0400);
    const auto read = read_secret(file_ref(path));
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(*read, secret);
    EXPECT_TRUE(read_secret(file_ref(folder.write("s", secret + end, 0600))));
  }
}

TEST(Secret, IsRefusedPreciselyAndNotRepeated) {
  Folder folder;
  expect_refusal(file_ref(folder.path() + "/none"),
                 "not there; write it into that file, with mode 0400");
  for (const mode_t mode : {0440u, 0404u, 0644u, 0620u, 0700u}) {
    expect_refusal(file_ref(folder.write("open", secret, mode)), "0400");
  }
  expect_refusal(file_ref(folder.write("empty", "", 0400)), "empty");
  expect_refusal(file_ref(folder.write("line", "\n", 0400)), "empty");
  expect_refusal(file_ref(folder.write("large", secret + std::string(65536, 'x'), 0400)),
                 "longer than 64 KiB");
  expect_refusal(file_ref(folder.write("nul", secret + std::string(1, '\0') + "x", 0400)), "NUL");
  expect_refusal(file_ref(folder.path()), "not a regular file");
  std::filesystem::create_symlink(folder.write("real", secret, 0400), folder.path() + "/link");
  expect_refusal(file_ref(folder.path() + "/link"), "link");
  expect_refusal({}, "no secret is named");
}

TEST(Secret, ACredentialComesFromTheServiceManagersDirectory) {
  Folder folder;
  const SecretRef ref{SecretRef::Kind::credential, "token"};
  unsetenv("CREDENTIALS_DIRECTORY");
  expect_refusal(ref, "no credentials here");
  setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  expect_refusal(ref, "not there; give it to the service manager (LoadCredential=)");
  folder.write("token", secret, 0440);
  EXPECT_EQ(*read_secret(ref), secret);
  folder.write("token", secret, 0444);
  expect_refusal(ref, "anybody may read");
  unsetenv("CREDENTIALS_DIRECTORY");
}

TEST(Secret, AWipedOneIsGone) {
  std::string text = secret;
  const char* kept = text.data();
  wipe(text);
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(std::string(kept, 1), std::string(1, '\0'));
}

TEST(Keyring, AMadeKeyOpensAndIsNeverOverwritten) {
  Folder folder;
  const std::string path = folder.path() + "/root.key";
  const auto id = make_root_key(path);
  ASSERT_TRUE(id) << to_string(id.error());
  struct stat about {};
  ASSERT_EQ(stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0400u);
  const auto ring = Keyring::open(file_ref(path));
  ASSERT_TRUE(ring) << to_string(ring.error());
  EXPECT_EQ(ring->id(), *id);
  EXPECT_EQ(ring->id().size(), 8u);
  const auto again = make_root_key(path);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::refused);
  EXPECT_EQ(Keyring::open(file_ref(path))->id(), *id);
  EXPECT_FALSE(make_root_key(folder.path() + "/no/such/root.key"));
  EXPECT_NE(*make_root_key(folder.path() + "/other.key"), *id);
}

TEST(Keyring, AMissingKeyIsToldWithTheCommandThatMakesItAndTheWarning) {
  Folder folder;
  const auto ring = Keyring::open(file_ref(folder.path() + "/root.key"));
  ASSERT_FALSE(ring);
  EXPECT_EQ(ring.error().code, ErrorCode::refused);
  EXPECT_EQ(ring.error().where, "file:" + folder.path() + "/root.key");
  EXPECT_NE(ring.error().what.find("'crosswalk keys init' makes one"), std::string::npos);
  EXPECT_NE(ring.error().what.find("bring its key back"), std::string::npos)
      << "a new key cannot read what another one sealed";
}

TEST(Keyring, AnotherSecretIsNotTakenForAKey) {
  Folder folder;
  const std::string head = "crosswalk-root-key-1 ";
  for (const std::string& text :
       {secret, head, head + std::string(63, 'a'), head + std::string(65, 'a'),
        head + std::string(64, 'G'), head + std::string(64, 'A')}) {
    const auto ring = Keyring::open(file_ref(folder.write("k", text, 0400)));
    ASSERT_FALSE(ring) << text.size();
    EXPECT_NE(ring.error().what.find("not a root key"), std::string::npos);
    EXPECT_EQ(to_string(ring.error()).find(secret), std::string::npos);
  }
  EXPECT_TRUE(Keyring::open(file_ref(folder.write("k", head + std::string(64, 'a'), 0400))));
}

TEST(Keyring, TenantsShareNothingAndEachKeepsItsOwn) {
  SealKey root;
  root.fill(1);
  const Keyring ring(root);
  const TenantKeys acme = ring.of_tenant("acme");
  const TenantKeys same = ring.of_tenant("acme");
  const TenantKeys other = ring.of_tenant("other");
  EXPECT_EQ(acme.seal, same.seal);
  EXPECT_EQ(acme.digest, same.digest);
  EXPECT_EQ(acme.seal_id, same.seal_id);
  EXPECT_NE(acme.seal, other.seal);
  EXPECT_NE(acme.digest, other.digest);
  EXPECT_EQ(acme.digest.size(), 32u);
  EXPECT_NE(std::string(acme.seal.begin(), acme.seal.end()), acme.digest);
  root.fill(2);
  EXPECT_NE(Keyring(root).of_tenant("acme").seal, acme.seal);
}

}  // namespace
}  // namespace crosswalk
