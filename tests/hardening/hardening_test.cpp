// What ships is what an attacker meets. Every program and connector is position independent, has
// its relocations read-only and bound at start, no executable stack, stack protection, and the
// markers of control-flow protection. One file built without the flags makes this red.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace crosswalk {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const char* name : {"crosswalk", "crosswalk-worker", "crosswalk-sim"}) {
    files.push_back(fs::path(CROSSWALK_BINARY_DIR) / "bin" / name);
  }
  for (const auto& entry : fs::directory_iterator(fs::path(CROSSWALK_SOURCE_DIR) / "plugins")) {
    if (!fs::exists(entry.path() / "CMakeLists.txt")) continue;
    files.push_back(fs::path(CROSSWALK_BINARY_DIR) / "lib" / "connectors" /
                    (entry.path().filename().string() + ".connector.so"));
  }
  return files;
}

std::string readelf(const std::string& options, const fs::path& file) {
  const std::string command = "readelf " + options + " '" + file.string() + "' 2>&1";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 65536> buffer;
  while (pipe) {
    const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe.get());
    if (count == 0) break;
    text.append(buffer.data(), count);
  }
  return text;
}

std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return {};
  return text.substr(at, text.find('\n', at) - at);
}

// Where an indirect call may land is marked by endbr64. The note that says so for a whole file is
// dropped by the linker here, because the C library's own start files do not carry it.
constexpr std::size_t landing_pads_min = 5;

std::size_t landing_pads(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)),
                          std::istreambuf_iterator<char>());
  std::size_t count = 0;
  for (std::size_t at = bytes.find("\xf3\x0f\x1e\xfa"); at != std::string::npos;
       at = bytes.find("\xf3\x0f\x1e\xfa", at + 4)) {
    ++count;
  }
  return count;
}

// What is missing of one file; nothing when all is there.
std::vector<std::string> lacks(const fs::path& file) {
  std::vector<std::string> missing;
  const std::string head = readelf("-hW", file);
  const std::string segments = readelf("-lW", file);
  const std::string dynamic = readelf("-dW", file);
  if (head.find("DYN") == std::string::npos) missing.push_back("position independence");
  if (segments.find("GNU_RELRO") == std::string::npos) missing.push_back("RELRO");
  const std::string stack = line_with(segments, "GNU_STACK");
  if (stack.empty() || stack.find('E') != std::string::npos) missing.push_back("a stack without X");
  if (dynamic.find("NOW") == std::string::npos) missing.push_back("BIND_NOW");
  if (dynamic.find("TEXTREL") != std::string::npos) missing.push_back("no text relocations");
  if (landing_pads(file) < landing_pads_min) missing.push_back("control-flow protection");
  return missing;
}

TEST(Hardening, EveryShippedFileIsHardened) {
  for (const fs::path& file : shipped()) {
    ASSERT_TRUE(fs::exists(file)) << file;
    for (const std::string& what : lacks(file)) ADD_FAILURE() << file << " lacks " << what;
  }
}

TEST(Hardening, ProgramsCheckTheirStacksAndBuffers) {
  for (const char* name : {"crosswalk", "crosswalk-worker", "crosswalk-sim"}) {
    const fs::path file = fs::path(CROSSWALK_BINARY_DIR) / "bin" / name;
    const std::string symbols = readelf("--dyn-syms -W", file);
    EXPECT_NE(symbols.find("__stack_chk_fail"), std::string::npos) << name;
    EXPECT_NE(symbols.find("_chk@"), std::string::npos) << name << " has no fortified call";
  }
}

// The twin: a file made without any of it must be seen to lack it.
TEST(Hardening, AFileWithoutItIsSeen) {
  const fs::path folder = fs::temp_directory_path() / "crosswalk-hardening-twin";
  fs::create_directories(folder);
  const fs::path source = folder / "soft.c", program = folder / "soft";
  const std::unique_ptr<FILE, int (*)(FILE*)> file(fopen(source.c_str(), "w"), fclose);
  ASSERT_TRUE(file);
  std::fputs("int main(void) { return 0; }\n", file.get());
  std::fflush(file.get());
  const std::string command = "cc -no-pie -fcf-protection=none -z norelro -z execstack -o '" +
                              program.string() + "' '" + source.string() + "' 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_GE(lacks(program).size(), 4u);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace crosswalk
