// The directory all state lives in. At stake: whoever can write it, or the way to it, owns
// every tenant; and two daemons on one state would send everything twice.

#include "runtime/store/state_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

Error refusal(const std::string& path) {
  const auto state = StateDirectory::open(path);
  EXPECT_FALSE(state);
  return state ? Error{} : state.error();
}

TEST(StateDirectory, IsMadeForItsOwnerAlone) {
  TemporaryDirectory folder;
  const auto state = StateDirectory::open(folder.file("state"));
  ASSERT_TRUE(state) << to_string(state.error());
  struct stat about {};
  ASSERT_EQ(stat(folder.file("state").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0700u);
  ASSERT_EQ(stat(folder.file("state/lock").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600u);
  EXPECT_TRUE(state->tenant_store_path("acme").ends_with("/state/tenant-acme.db"));
}

TEST(StateDirectory, ATrailingSlashAndALinkOnTheWayAreThatSameDirectory) {
  TemporaryDirectory folder;
  std::filesystem::create_directory(folder.file("real"));
  std::filesystem::create_directory_symlink(folder.file("real"), folder.file("way"));
  const auto state = StateDirectory::open(folder.file("way/state/"));
  ASSERT_TRUE(state) << to_string(state.error());
  EXPECT_EQ(state->path(), std::filesystem::canonical(folder.file("real")).string() + "/state");
}

TEST(StateDirectory, IsRefusedWhenOthersCanWriteIt) {
  TemporaryDirectory folder;
  const std::string path = folder.file("state");
  for (const mode_t mode : {0770u, 0707u, 0777u, 01777u}) {
    std::filesystem::create_directory(path);
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    const Error error = refusal(path);
    EXPECT_EQ(error.code, ErrorCode::refused);
    EXPECT_NE(error.what.find("0700"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(path + "/lock"));
    std::filesystem::remove_all(path);
  }
}

TEST(StateDirectory, IsRefusedBelowADirectoryAnybodyCanWrite) {
  TemporaryDirectory folder;
  std::filesystem::create_directory(folder.file("open"));
  ASSERT_EQ(chmod(folder.file("open").c_str(), 0777), 0);
  std::filesystem::create_directory(folder.file("open/between"));
  const Error error = refusal(folder.file("open/between/state"));
  EXPECT_TRUE(error.where.ends_with("/open")) << error.where;
  ASSERT_EQ(chmod(folder.file("open").c_str(), 01777), 0);
  EXPECT_TRUE(StateDirectory::open(folder.file("open/between/state")));
}

TEST(StateDirectory, IsRefusedWhenItIsALinkAFileOrWithoutAParent) {
  TemporaryDirectory folder;
  std::filesystem::create_directory(folder.file("real"));
  std::filesystem::create_directory_symlink(folder.file("real"), folder.file("link"));
  EXPECT_EQ(refusal(folder.file("link")).code, ErrorCode::refused);
  std::ofstream(folder.file("file")) << "text";
  EXPECT_EQ(refusal(folder.file("file")).code, ErrorCode::refused);
  EXPECT_EQ(refusal(folder.file("no/such/state")).code, ErrorCode::refused);
  EXPECT_EQ(refusal("").code, ErrorCode::refused);
}

TEST(StateDirectory, ASecondOwnerIsRefusedAndToldWhoTheFirstIs) {
  TemporaryDirectory folder;
  auto first = StateDirectory::open(folder.file("state"));
  ASSERT_TRUE(first);
  const Error error = refusal(folder.file("state"));
  EXPECT_EQ(error.code, ErrorCode::conflict);
  EXPECT_NE(error.what.find("process " + std::to_string(getpid())), std::string::npos);
}

// Twin: the lock goes with its holder, whatever is left in the file.
TEST(StateDirectory, TheLockIsFreeOnceItsHolderIsGone) {
  TemporaryDirectory folder;
  {
    auto first = StateDirectory::open(folder.file("state"));
    ASSERT_TRUE(first);
    auto moved = *std::move(first);
    EXPECT_EQ(refusal(folder.file("state")).code, ErrorCode::conflict);
  }
  EXPECT_TRUE(std::filesystem::exists(folder.file("state/lock")));
  EXPECT_TRUE(StateDirectory::open(folder.file("state")));
}

TEST(StateDirectory, CheckingAloneLeavesNothingBehind) {
  TemporaryDirectory folder;
  EXPECT_TRUE(check_state_directory(folder.file("state")));
  EXPECT_FALSE(std::filesystem::exists(folder.file("state")));
}

}  // namespace
}  // namespace crosswalk
