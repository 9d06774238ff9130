// links: crosswalk::mapping
// A vendor's webhook. Its signature is proven by then, but it carries what candidates typed, and
// it is read where no item can be left out. Whatever it holds: few signals, each of a usable id.

#include "mapping/exchange/exchange.hpp"
#include "small_connector.hpp"

namespace {

constexpr const char* section = R"(webhook:
  signature: { header: Proof, secrets: [key] }
  action: /action
  events:
    gone:
      - { gone: candidate, id: [/a, "/b[]/id", "/b[t=x]/id"], into: /d }
      - { changed: job, id: /c/id }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  static Mapper mapper = fuzz::small_connector(section);
  const std::string body = fuzz::body_of(data, size);
  const Result<WebhookRead> read = mapper.read_webhook({body});
  if (!read) return 0;
  CROSSWALK_CHECK(read->signals.size() <= signals_max);
  for (const Signal& signal : read->signals) {
    CROSSWALK_CHECK(is_usable_id(signal.id));
    CROSSWALK_CHECK(signal.into.empty() || is_usable_id(signal.into));
  }
  return 0;
}
