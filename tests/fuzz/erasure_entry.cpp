// links: crosswalk::privacy crosswalk::base_text
// sources: runtime/store/erasure_entries.cpp
// A line of a journal of erasures, as an editor or a dying disk may leave it. Whatever is taken was
// written just so, and what all lines say together never holds somebody both released and more.

#include <cstdint>

#include "base/check.hpp"
#include "base/text/digest.hpp"
#include "runtime/store/erasure_entries.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  using namespace crosswalk::store;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  // As it is, and with the check it would have.
  const std::string check = to_hex(bytes_of(sha256(text))).substr(0, 16);
  for (const std::string& line : {text, check + " " + text}) {
    const auto entry = parse_entry(line);
    if (!entry) continue;
    CROSSWALK_CHECK(write_entry(*entry) == line + "\n");
    CROSSWALK_CHECK(entry->identities.size() <= entry_identities_max);
    Remembered remembered;
    remembered.take(*entry);
    remembered.take({.what = ErasureEntry::What::released, .candidate = "7", .erasure = {}});
    remembered.take(*entry);
    CROSSWALK_CHECK(entry->candidate != "7" || entry->what == ErasureEntry::What::released ||
                    !remembered.released.contains("7"));
  }
  return 0;
}
