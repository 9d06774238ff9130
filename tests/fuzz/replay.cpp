// Runs one fuzz target over its seeds, and over the damage a wire does to them: cut short at
// every byte, and one byte changed. A target without seeds is a failure, so that no parser is
// ever replayed over nothing.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// Damage is tried in full on seeds up to this size; larger ones are replayed as they are.
constexpr std::size_t damaged_bytes_max = 4096;

void feed(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void feed_damaged(std::string bytes) {
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) feed(bytes.substr(0, cut));
  for (char& byte : bytes) {
    const char was = byte;
    for (const char other : {'\0', '"', '{', '\x7f', '\xff'}) {
      byte = other;
      feed(bytes);
    }
    byte = was;
  }
}

}  // namespace

int main(int count, char** words) {
  std::size_t seeds = 0;
  for (int word = 1; word < count; ++word) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(words[word], ignored)) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      feed(bytes);
      if (bytes.size() <= damaged_bytes_max) feed_damaged(std::move(bytes));
      ++seeds;
    }
  }
  std::printf("%zu seeds\n", seeds);
  return seeds == 0 ? 1 : 0;
}
