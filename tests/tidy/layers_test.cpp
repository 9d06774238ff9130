// The layers are the design: a layer that reaches sideways or upwards, or a clock below the
// runtime, is found here before it can be relied upon.

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

const std::vector<std::string> product_folders{"core", "plugins", "simulator"};

LayerTable table() { return read_layer_table(text_of("core/README.md")); }

struct Include {
  std::string name;
  bool quoted = false;
};

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex form(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> found;
  for (const std::string& line : file.lines) {
    std::smatch match;
    if (std::regex_search(line, match, form)) found.push_back({match[2], match[1] == "\""});
  }
  return found;
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// Headers of the language and of the platform; everything else in <> is third-party.
bool is_platform(const std::string& name) {
  if (name.find('/') == std::string::npos && name.find('.') == std::string::npos) return true;
  static const std::set<std::string> c_headers{
      "assert.h", "dlfcn.h",  "elf.h",   "errno.h",  "fcntl.h",    "poll.h",
      "pwd.h",    "signal.h", "spawn.h", "stddef.h", "stdint.h",   "stdio.h",
      "stdlib.h", "string.h", "time.h",  "unistd.h", "cxxabi.h",   "link.h",
      "sched.h",  "malloc.h", "grp.h",   "limits.h", "immintrin.h"};
  return c_headers.contains(name) || name.starts_with("sys/") || name.starts_with("linux/") ||
         name.starts_with("netinet/") || name.starts_with("arpa/") || name.starts_with("asm/");
}

bool exists(const std::string& path) {
  return std::filesystem::exists(std::filesystem::path(CROSSWALK_SOURCE_DIR) / path);
}

// Whether `include`, written in a file of `layer`, is one of ours and allowed. "linkedin" is a
// layer of the product and a room of the simulator; the file that is there decides which.
bool allowed_ours(const std::string& include, const std::string& layer, const LayerTable& rows) {
  const bool simulated = layer.starts_with("simulator") && exists("simulator/" + include);
  const std::string target = layer_of((simulated ? "simulator/" : "core/") + include, rows);
  if (layer == "plugins" && include.find('/') == std::string::npos) return true;
  const LayerRow& row = rows.at(layer);
  return target == layer || row.ours.contains(target) || row.ours.contains(include);
}

TEST(Layers, TheTableIsThereAndSpeaksOfEveryLayer) {
  const LayerTable rows = table();
  ASSERT_GE(rows.size(), 15u);
  for (const SourceFile& file : sources_below(product_folders)) {
    EXPECT_NE(layer_of(file.path, rows), "") << file.path << " belongs to no row of the table";
  }
}

TEST(Layers, EveryIncludeOfOursIsInTheTable) {
  const LayerTable rows = table();
  for (const SourceFile& file : sources_below(product_folders)) {
    const std::string layer = layer_of(file.path, rows);
    if (layer.empty()) continue;
    for (const Include& include : includes_of(file)) {
      if (!include.quoted) continue;
      EXPECT_TRUE(allowed_ours(include.name, layer, rows))
          << file.path << ": " << layer << " may not include \"" << include.name << "\"";
    }
  }
}

TEST(Layers, EveryThirdPartyHeaderIsInTheTable) {
  const LayerTable rows = table();
  for (const SourceFile& file : sources_below(product_folders)) {
    const std::string layer = layer_of(file.path, rows);
    if (layer.empty()) continue;
    for (const Include& include : includes_of(file)) {
      if (include.quoted || is_platform(include.name)) continue;
      bool allowed = false;
      for (const auto& [prefix, files] : rows.at(layer).third_party) {
        if (!include.name.starts_with(prefix)) continue;
        allowed = files.empty() || files.contains(file_name(file.path));
      }
      EXPECT_TRUE(allowed) << file.path << ": " << layer << " may not include <" << include.name
                           << ">";
    }
  }
}

// Below the runtime nothing waits, stores, draws lots or reads a clock. Two files touch the disk
// because loading a library is their whole purpose.
const std::set<std::string> pure_layers{"base",
                                        "base/text",
                                        "sdk",
                                        "mapping",
                                        "policy",
                                        "access",
                                        "engine",
                                        "sync",
                                        "linkedin",
                                        "privacy",
                                        "flow",
                                        "simulator/world",
                                        "simulator/vendors",
                                        "plugins",
                                        "simulator/linkedin",
                                        "simulator/judge",
                                        "simulator/wire",
                                        "simulator/faults",
                                        "simulator/history",
                                        "simulator/language",
                                        "simulator/report",
                                        "simulator/cassette",
                                        "simulator/explore"};
const std::set<std::string> may_read_files{"core/engine/load.cpp",
                                           "core/engine/manifest_section.cpp"};

const std::regex impure_header(
    R"(^(thread|mutex|shared_mutex|condition_variable|future|stop_token|fstream|filesystem|random|iostream|ctime|csignal|ranges|coroutine|source_location|unistd\.h|fcntl\.h|poll\.h|time\.h|signal\.h|(sys|netinet|arpa|linux)/.*)$)");
const std::regex impure_word(
    R"(\b(system_clock|steady_clock|high_resolution_clock|random_device|mt19937|getenv|gettimeofday|clock_gettime|std::rand|std::views|co_await|co_return|co_yield|source_location|spdlog)\b)");

TEST(Purity, NoHeaderBelowTheRuntimeWaitsStoresOrDrawsLots) {
  const LayerTable rows = table();
  for (const SourceFile& file : sources_below(product_folders)) {
    if (!pure_layers.contains(layer_of(file.path, rows))) continue;
    if (may_read_files.contains(file.path)) continue;
    for (const Include& include : includes_of(file)) {
      EXPECT_FALSE(!include.quoted && std::regex_match(include.name, impure_header))
          << file.path << ": <" << include.name << "> has no place in a pure layer";
    }
  }
}

TEST(Purity, NoWordBelowTheRuntimeReadsAClockOrDrawsLots) {
  const LayerTable rows = table();
  for (const SourceFile& file : sources_below(product_folders)) {
    if (!pure_layers.contains(layer_of(file.path, rows))) continue;
    bool in_block = false;
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
      const std::string code = code_of(file.lines[at], in_block);
      std::smatch match;
      EXPECT_FALSE(std::regex_search(code, match, impure_word))
          << file.path << ":" << at + 1 << ": " << match.str() << " has no place in a pure layer";
    }
  }
}

TEST(Layers, NoHeaderOfTheSimulatorHidesOneOfTheProduct) {
  for (const SourceFile& file : sources_below({"simulator"})) {
    EXPECT_FALSE(exists("core/" + file.path.substr(10))) << file.path;
  }
}

// The test of the test: a table that allows everything, or a reader that reads nothing, would
// let every tree pass.
TEST(Layers, AForbiddenIncludeWouldBeSeen) {
  const LayerTable rows = table();
  EXPECT_FALSE(allowed_ours("runtime/store/tenant_store.hpp", "mapping", rows));
  EXPECT_FALSE(allowed_ours("policy/policy.hpp", "mapping", rows));
  EXPECT_FALSE(allowed_ours("sdk/fields.hpp", "simulator/judge", rows));
  EXPECT_FALSE(allowed_ours("linkedin/rsc/batches.hpp", "simulator/linkedin", rows));
  EXPECT_TRUE(allowed_ours("sdk/http.hpp", "simulator/judge", rows));
  EXPECT_TRUE(std::regex_match("thread", impure_header));
  EXPECT_TRUE(std::regex_match("sys/socket.h", impure_header));
}

}  // namespace
}  // namespace crosswalk::tidy
