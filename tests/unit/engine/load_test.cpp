// A file that is not a connector of this release must cost one sentence that says why, and
// nothing else: whoever installs a wrong file at night has only that sentence.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/load.hpp"
#include "engine/local_engine.hpp"

namespace crosswalk {
namespace {

std::string connector(const std::string& name) {
  return CROSSWALK_BINARY_DIR "/lib/connectors/" + name + ".connector.so";
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A file under the test's own folder, gone with it.
class ScratchFile {
 public:
  ScratchFile(const std::string& name, const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("crosswalk-" + std::to_string(::getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string refusal(const std::string& path) {
  const auto loaded = load_connector(path);
  return loaded ? "loaded" : to_string(loaded.error());
}

void expect_refused(const std::string& name, const std::string& reason) {
  const std::string said = refusal(connector(name));
  EXPECT_NE(said.find(reason), std::string::npos) << name << ": " << said;
  EXPECT_NE(said.find(name), std::string::npos) << "names no file: " << said;
}

TEST(Load, AConnectorLoadsWithTheManifestOfItsSection) {
  const auto loaded = load_connector(connector("plain"));
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  EXPECT_EQ(loaded->manifest,
            read_all(CROSSWALK_SOURCE_DIR "/tests/connectors/plain/connector.yaml"));
  EXPECT_EQ(loaded->table->amend_record, nullptr);
  EXPECT_EQ(*read_manifest(connector("plain")), loaded->manifest);
}

TEST(Load, HooksThatAClassOverridesAreInItsTableAndOthersAreNot) {
  const auto loaded = load_connector(connector("hostile"));
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  EXPECT_NE(loaded->table->split_page, nullptr);
  EXPECT_NE(loaded->table->amend_record, nullptr);
}

TEST(Load, ALibraryOfAnotherReleaseIsRefusedWithTheReason) {
  expect_refused("wrong_magic", "wrong magic number");
  expect_refused("wrong_major", "speaks ABI 2 and this host ABI 1");
  expect_refused("short_table", "table has 16 bytes, fewer than the");
  expect_refused("other_manifest", "differs from the manifest section");
}

TEST(Load, ALibraryOfALaterMinorReleaseLoads) {
  EXPECT_EQ(refusal(connector("newer_minor")), "loaded");
}

TEST(Load, ALibraryWithoutAnEntryOrWithoutWhatItNeedsIsRefusedWithTheName) {
  expect_refused("no_entry", "no symbol crosswalk_connector_entry");
  expect_refused("no_such_symbol", "crosswalk_no_such_symbol");
  expect_refused("missing_dependency", "libcrosswalk_gone.so");
}

TEST(Load, FilesThatAreNoLibrariesAreRefusedBeforeAnythingRuns) {
  EXPECT_NE(refusal("/nowhere/x.connector.so").find("there is no such connector file"),
            std::string::npos);
  const ScratchFile empty("empty.so", "");
  EXPECT_NE(refusal(empty.path()).find("the file is empty"), std::string::npos);
  const ScratchFile garbage("garbage.so", std::string(4096, 'x'));
  EXPECT_NE(refusal(garbage.path()).find("not an ELF library"), std::string::npos);
}

TEST(Load, ATruncatedCopyIsRefusedWhereverItWasCut) {
  const std::string whole = read_all(connector("aborts_early"));
  ASSERT_GT(whole.size(), 8192u);
  // Were any of these handed to the loader, its constructor would end this program.
  for (std::size_t size = 8192; size < whole.size(); size += whole.size() / 20) {
    const ScratchFile cut("cut.so", whole.substr(0, size));
    EXPECT_NE(refusal(cut.path()).find("truncated"), std::string::npos) << refusal(cut.path());
  }
}

TEST(Load, AManifestThatNamesAHookTheLibraryLacksIsRefused) {
  const auto engine = load_engine(connector("lacks_hooks"), {{"api_key", "x"}});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::refused);
  EXPECT_NE(engine.error().what.find("amend_record"), std::string::npos) << engine.error().what;
}

}  // namespace
}  // namespace crosswalk
