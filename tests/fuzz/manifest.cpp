// A connector's manifest, which the daemon reads before it trusts the connector. Whatever the
// bytes: an error with a place, or a plan that an engine can be made of.
// links: crosswalk::mapping

#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "mapping/read/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  Result<Plan> plan = compile_manifest(text, "fuzz.yaml", {});
  if (!plan) {
    CROSSWALK_CHECK(plan.error().code == ErrorCode::invalid_input);
    CROSSWALK_CHECK(!plan.error().where.empty());  // Of two manifests each names its own file.
    CROSSWALK_CHECK(!plan.error().what.empty());
    return 0;
  }
  CROSSWALK_CHECK(!plan->hosts.empty());
  Mapper mapper(*std::move(plan), nullptr);
  for (const ObjectSpec& object : mapper.plan().objects) {
    PlanRead ask;
    ask.object = object.name;
    CROSSWALK_CHECK(mapper.plan_read(ask).has_value() == object.full);
    ReadPage page;
    page.object = object.name;
    page.reply = {200, {}, R"([{"id":1,"a":[{"b":null}]}])"};
    const Result<PageRead> read = mapper.read_page(page);
    if (read) CROSSWALK_CHECK(decode_mapped(read->mapped).has_value());
  }
  return 0;
}
