// The vendors a scenario can name and those that are served are two lists, because the language
// must not know of sockets. At stake: that one grows and the other does not.

#include <gtest/gtest.h>

#include "language/language.hpp"
#include "language/tables/tables.hpp"
#include "server/settings.hpp"

namespace crosswalk::sim {
namespace {

Result<std::vector<Scenario>> with_vendor(std::string_view vendor) {
  const std::string text =
      "why: Somebody asks.\nworld: {vendor: " + std::string(vendor) + "}\nsteps: [sync]\n";
  return read_scenarios(text, "vendor.yaml", [](const std::string& name) {
    return Result<std::string>(Error{ErrorCode::invalid_input, "there is none", name});
  });
}

TEST(VendorWords, AreTheSameInScenariosAndAtTheServer) {
  for (const Vendor& vendor : vendors()) {
    const auto scenarios = with_vendor(vendor.word);
    ASSERT_TRUE(scenarios) << vendor.word << ": " << to_string(scenarios.error());
    EXPECT_EQ(language::calls_hooks(vendor.word), vendor.calls_hooks) << vendor.word;
  }
  const auto none = with_vendor("nobody");
  ASSERT_FALSE(none);
  for (const Vendor& vendor : vendors()) {
    EXPECT_NE(none.error().what.find(std::string(vendor.word)), std::string::npos)
        << "what is said of an unknown one names all: " << none.error().what;
  }
}

}  // namespace
}  // namespace crosswalk::sim
