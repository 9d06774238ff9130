// links: crosswalk::mapping
// A vendor's webhook. Its signature is proven by then, but it carries what candidates typed, and
// it is read where no item can be left out. Whatever it holds: few signals, each of a usable id.

#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "mapping/exchange/exchange.hpp"
#include "mapping/read/reader.hpp"

namespace {

constexpr const char* manifest = R"(manifest: 1
connector: fuzz
version: 1.0.0
title: Fuzz
settings:
  key: { help: The key, secret: true }
hosts: { api: https://api.fuzz.test }
auth: { basic: { user: key } }
objects:
  people: { kind: candidate, full: GET /people, map: { id: /id } }
webhook:
  signature: { header: Proof, secrets: [key] }
  action: /action
  events:
    gone:
      - { gone: candidate, id: [/a, "/b[]/id", "/b[t=x]/id"] }
      - { changed: job, id: /c/id }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  static Mapper mapper = [] {
    Result<Plan> plan = compile_manifest(manifest, "fuzz.yaml", {});
    CROSSWALK_CHECK(plan.has_value());
    return Mapper(*std::move(plan), nullptr);
  }();
  const std::string body(reinterpret_cast<const char*>(data), size);
  const Result<WebhookRead> read = mapper.read_webhook({body});
  if (!read) return 0;
  CROSSWALK_CHECK(read->signals.size() <= signals_max);
  for (const Signal& signal : read->signals) CROSSWALK_CHECK(is_usable_id(signal.id));
  return 0;
}
