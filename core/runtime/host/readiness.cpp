#include "runtime/host/readiness.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

struct Numbers {
  std::uint64_t known = 0;
  std::uint64_t there = 0;
};

// What the tenant keeps back, and what is gone, is no part of the data set.
bool may_leave(EntityState state) {
  return state != EntityState::withheld && state != EntityState::withdrawing &&
         state != EntityState::withdrawn;
}

Numbers numbers_of(RecordKind kind, const Counts& counts) {
  Numbers numbers;
  for (const Counts::Count& count : counts.counts) {
    if (count.kind != kind || !may_leave(count.state)) continue;
    numbers.known += count.count;
    if (count.state == EntityState::sent) numbers.there += count.count;
  }
  return numbers;
}

Json lacks_of(const KindCoverage& kind) {
  Json lacks = Json::list();
  for (const Field each : lacking(kind)) lacks.push(spec_of(each).name);
  return lacks;
}

std::int64_t number(const Json& json, std::string_view name) {
  const Json* value = json.find(name);
  return value && value->integer() ? *value->integer() : 0;
}

void append(std::string& list, std::string_view words) {
  list.append(list.empty() ? "" : ", ").append(words);
}

}  // namespace

Json readiness_json(const std::vector<KindCoverage>& coverage, const Counts& counts) {
  Json all = Json::object();
  for (const KindCoverage& kind : coverage) {
    const Numbers numbers = numbers_of(kind.kind, counts);
    Json json = Json::object();
    json.set("read", kind.read);
    json.set("lacks", kind.read ? lacks_of(kind) : Json::list());
    json.set("known", numbers.known);
    json.set("there", numbers.there);
    all.set(std::string(name_of(kind.kind)), std::move(json));
  }
  return all;
}

Json onboarding_json(const Onboarding& onboarding, std::string_view closed) {
  Json json = Json::object();
  json.set("connected", onboarding.connected_at != Instant{});
  json.set("agreed_by", onboarding.agreed_by);
  json.set("callback", onboarding.callback_url);
  Json integrations = Json::object();
  for (const IntegrationState& each : onboarding.integrations) {
    integrations.set(each.type, each.enabled);
  }
  json.set("integrations", std::move(integrations));
  json.set("closed", closed);
  return json;
}

std::string readiness_words(const Json& readiness) {
  std::string ready;
  std::string lacking;
  std::string unread;
  if (readiness.members() == nullptr) return {};
  for (const auto& [kind, json] : *readiness.members()) {
    const Json* read = json.find("read");
    if (!read || read->flag() == nullptr || !*read->flag()) {
      append(unread, kind);
      continue;
    }
    append(ready, kind + " " + std::to_string(number(json, "there")) + " of " +
                      std::to_string(number(json, "known")));
    const Json* lacks = json.find("lacks");
    for (const Json& field : lacks && lacks->items() ? *lacks->items() : Json::List{}) {
      append(lacking, kind + "." + (field.text() ? *field.text() : ""));
    }
  }
  std::string words = "at LinkedIn: " + ready;
  if (!lacking.empty()) words += "; the connector never says " + lacking;
  if (!unread.empty()) words += "; not read: " + unread;
  return words;
}

}  // namespace crosswalk
