// What LinkedIn pushes. Anyone can reach the callback; whatever the bytes, what is read names
// something that can be fetched, within bounds, and is not proven by a signature of other bytes.
// links: crosswalk::linkedin

#include <algorithm>
#include <cstdint>

#include "base/check.hpp"
#include "linkedin/push/push.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  // The signature of an empty body under this secret, as anybody may have seen one.
  constexpr std::string_view secret = "an invented secret";
  CROSSWALK_CHECK(!proves(text, "{}", secret));
  CROSSWALK_CHECK(!proves(std::string(64, '0'), text, secret));
  if (const auto answer = challenge_answer(text, secret)) {
    CROSSWALK_CHECK(size <= 128 && answer->ends_with("\"}"));
    CROSSWALK_CHECK(std::ranges::none_of(*answer, [](char c) { return c < ' ' || c > '~'; }));
  }
  const Result<Push> push = read_push(text);
  if (!push) {
    CROSSWALK_CHECK(push.error().code == ErrorCode::invalid_input);
    return 0;
  }
  const auto control = [](char c) { return c >= 0 && c < ' '; };
  CROSSWALK_CHECK(!push->id.empty() && push->id.size() <= 255);
  CROSSWALK_CHECK(std::ranges::none_of(push->id, control));
  CROSSWALK_CHECK(!push->expires || to_ms(*push->expires) > 0);
  CROSSWALK_CHECK(push->jobs.size() <= 10'000);
  CROSSWALK_CHECK(push->type == PushType::resync_jobs || push->jobs.empty());
  for (const std::string& job : push->jobs) CROSSWALK_CHECK(!job.empty() && job.size() <= 200);
  return 0;
}
