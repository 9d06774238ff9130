// links: simulator_language
// A scenario file comes from whoever shares one. Whatever was accepted must be written so that it
// reads back the same, and can be explained; whatever was refused is refused at a place, with a
// reason. As a fragment the same bytes may name themselves.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "language/language.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto itself = [&](const std::string&) -> Result<std::string> { return text; };
  const auto read = sim::read_scenarios(text, "seeds/a.yaml", itself);
  if (!read) {
    CROSSWALK_CHECK(read.error().code == ErrorCode::invalid_input);
    CROSSWALK_CHECK(!read.error().what.empty());
    CROSSWALK_CHECK(!read.error().where.empty());
    return 0;
  }
  CROSSWALK_CHECK(!read->empty() && read->size() <= sim::matrix_runs_max);
  for (const sim::Scenario& scenario : {read->front(), read->back()}) {
    CROSSWALK_CHECK(!sim::explain(scenario).empty());
    const std::string written = sim::write_scenario(scenario);
    // What was small may be longer when every tenant says all of its own.
    if (written.size() > 200'000) continue;
    const auto again = sim::read_scenarios(written, "again.yaml", itself);
    CROSSWALK_CHECK(again && again->size() == 1);
    CROSSWALK_CHECK(again->front() == scenario);
  }
  return 0;
}
