#include "runtime/store/tables/exchange/onboarding.hpp"

#include <utility>

#include "base/text/json.hpp"

namespace crosswalk::store {
namespace {

constexpr SealedPlace place{"onboarding", "sealed", 0, ""};

std::string write(const Onboarding& onboarding) {
  Json integrations = Json::list();
  for (const IntegrationState& each : onboarding.integrations) {
    integrations.push(Json(Json::List{Json(each.type), Json(each.enabled)}));
  }
  Json json = Json::object();
  json.set("connected_at", std::int64_t{to_ms(onboarding.connected_at)});
  json.set("callback_url", onboarding.callback_url);
  json.set("integrations", std::move(integrations));
  json.set("agreed_by", onboarding.agreed_by);
  json.set("agreed_at", std::int64_t{to_ms(onboarding.agreed_at)});
  json.set("agreed_list", onboarding.agreed_list);
  json.set("client_id", onboarding.client_id);
  json.set("client_secret", onboarding.client_secret);
  return write_json(json);
}

std::int64_t integer_of(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  const std::int64_t* value = found ? found->integer() : nullptr;
  return value ? *value : 0;
}

Onboarding read(const Json& json) {
  Onboarding onboarding;
  onboarding.connected_at = from_ms(integer_of(json, "connected_at"));
  onboarding.callback_url = json.text_of("callback_url");
  onboarding.agreed_by = json.text_of("agreed_by");
  onboarding.agreed_at = from_ms(integer_of(json, "agreed_at"));
  onboarding.agreed_list = static_cast<std::uint64_t>(integer_of(json, "agreed_list"));
  onboarding.client_id = json.text_of("client_id");
  onboarding.client_secret = json.text_of("client_secret");
  const Json* integrations = json.find("integrations");
  if (!integrations || !integrations->items()) return onboarding;
  for (const Json& pair : *integrations->items()) {
    const Json::List* both = pair.items();
    if (!both || both->size() != 2 || !both->at(0).text() || !both->at(1).flag()) continue;
    onboarding.integrations.push_back({*both->at(0).text(), *both->at(1).flag()});
  }
  return onboarding;
}

}  // namespace

OnboardingRow::OnboardingRow(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      put_(database,
           "INSERT INTO onboarding(id, sealed) VALUES(1, ?1) "
           "ON CONFLICT DO UPDATE SET sealed=excluded.sealed"),
      get_(database, "SELECT sealed FROM onboarding") {}

void OnboardingRow::put(const Onboarding& onboarding) {
  const std::string sealed = sealer_.seal(place, write(onboarding));
  put_.bind_bytes(1, sealed).run();
}

Onboarding OnboardingRow::get() {
  if (!get_.step()) return {};
  Result<std::string> text = sealer_.open(place, get_.bytes(0));
  get_.reset();
  Result<Json> json = text ? parse_json(*text) : std::move(text).error();
  if (json) return read(*json);
  database_.fail(std::move(json).error());
  return {};
}

}  // namespace crosswalk::store
