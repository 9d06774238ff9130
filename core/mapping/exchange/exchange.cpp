#include "mapping/exchange/exchange.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace crosswalk {
namespace {

Error absent(const char* what) { return {ErrorCode::unsupported, what, {}}; }

}  // namespace

bool is_usable_id(std::string_view id) {
  return !id.empty() && id.size() <= record_id_bytes_max && valid_utf8(id) &&
         std::ranges::none_of(
             id, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Result<WebhookRead> read_webhook(EngineState&, const ReadWebhook&) {
  return absent("the connector has no 'webhook'");
}
Result<Planned> plan_write(const EngineState&, const PlanWrite&) {
  return absent("the connector has no 'writes'");
}
Result<Written> read_write(EngineState&, const ReadWrite&) {
  return absent("the connector has no 'writes'");
}

}  // namespace crosswalk
