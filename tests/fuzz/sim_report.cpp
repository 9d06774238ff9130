// What reports show of bodies: read as they came, cut or broken on purpose. Whatever the bytes, the
// shown text is bounded, printable, and does not hold a name that another body gave away.
// links: simulator_report

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "report/standins/patterns.hpp"
#include "report/standins/standins.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {
namespace {

// As a word of its own: within a longer word it is another name.
bool reads(const std::string& text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_word_char(text[at - 1]);
    if (begins && (end == text.size() || !is_word_char(text[end]))) return true;
  }
  return false;
}

}  // namespace
}  // namespace crosswalk::sim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk::sim;
  const std::string text(reinterpret_cast<const char*>(bytes), std::min<std::size_t>(size, 8192));
  NumberedStandIns all;
  all.learn(R"({"last_name":"Marlowe"})", "");
  all.learn(text, "greenhouse.candidates.list");
  for (const bool cut : {false, true}) {
    const std::string shown =
        all.in_body(text, {.endpoint = "greenhouse.candidates.list", .indented = true, .cut = cut});
    CROSSWALK_CHECK(shown.size() <= 128 * (text.size() + 1));
    CROSSWALK_CHECK(!reads(shown, "Marlowe"));
    const std::string page = printable(shown);
    CROSSWALK_CHECK(printable(page) == page);
    CROSSWALK_CHECK(marked_up(shown, true).find_first_of("<>\"'\n") == std::string::npos);
  }
  CROSSWALK_CHECK(!reads(all.in_words(text), "Marlowe"));
  return 0;
}
