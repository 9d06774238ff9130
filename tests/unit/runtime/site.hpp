#pragma once

/// \file
/// An installation in a folder of its own, for tests that type commands at the real program.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "running_program.hpp"

namespace crosswalk::test {

/// A folder with a configuration, a root key and one tenant whose peers nobody listens at.
struct Site {
  Site() {
    std::string name = ::testing::TempDir() + "cw-XXXXXX";
    folder = mkdtemp(name.data());
    secret("api-key", "k");
    secret("linkedin", "s");
    write(text());
  }
  ~Site() { std::filesystem::remove_all(folder); }

  void secret(const std::string& name, const std::string& value) const {
    std::ofstream(folder + "/" + name) << value;
    chmod((folder + "/" + name).c_str(), 0600);
  }

  void write(const std::string& yaml) const { std::ofstream(config()) << yaml; }
  std::string config() const { return folder + "/crosswalk.yaml"; }
  std::string socket() const { return folder + "/state/admin.sock"; }

  static std::string text() {
    return "state_dir: state\n"
           "connectors_dir: " CROSSWALK_BINARY_DIR
           "/lib/connectors\n"
           "keys: { root: \"file:root.key\" }\n"
           "tenants:\n"
           "  - name: acme\n"
           "    connector: plain\n"
           "    secrets: { api_key: \"file:api-key\" }\n"
           "    hosts: { api: \"https://localhost:1\" }\n"
           "    allow_loopback: true\n"
           "    linkedin:\n"
           "      organization: urn:li:organization:5000\n"
           "      client_id: child\n"
           "      client_secret: \"file:linkedin\"\n"
           "      api: https://localhost:1\n"
           "      token: https://localhost:1\n";
  }

  /// The text with one word replaced.
  static std::string text_with(const std::string& word, const std::string& instead) {
    std::string yaml = text();
    return yaml.replace(yaml.find(word), word.size(), instead);
  }

  Ended run(std::vector<std::string> words, bool configured = true) const {
    if (configured) words.insert(words.end(), {"-c", config()});
    return run_program("crosswalk", words, folder);
  }

  void ready() const { ASSERT_EQ(run({"keys", "init"}).code, 0); }

  std::string folder;
};

inline bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

inline std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace crosswalk::test
