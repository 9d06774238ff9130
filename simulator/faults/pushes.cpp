#include "faults/pushes.hpp"

#include <algorithm>

#include "base/text/json.hpp"
#include "faults/replies/contents.hpp"
#include "faults/replies/items.hpp"

namespace crosswalk::sim {
namespace {

using enum FaultKind;

constexpr Duration overtaken_by_default{5'000};

// What a message tells of as new, by the vendor's action and the member its record is under.
struct NewRecord {
  std::string_view action;
  std::string_view place;
};
constexpr NewRecord new_records[] = {{"new_candidate_application", "application"},
                                     {"new_prospect_application", "application"},
                                     {"job_created", "job"},
                                     {"job_post_created", ""}};

std::string id_text(const Json* record) {
  const Json* const id = record == nullptr ? nullptr : record->find("id");
  if (id == nullptr) return {};
  if (id->text() != nullptr) return *id->text();
  return id->integer() == nullptr ? std::string() : std::to_string(*id->integer());
}

// The id of what the message tells of; empty when that is not new.
std::string told_of(const HttpRequest& push) {
  const auto body = parse_json(push.body);
  const Json* const payload = body ? body->find("payload") : nullptr;
  if (payload == nullptr) return {};
  const auto* const known =
      std::ranges::find(new_records, body->text_of("action"), &NewRecord::action);
  if (known == std::end(new_records)) return {};
  return id_text(known->place.empty() ? payload : payload->find(known->place));
}

// Another digit at the end of either vendor's signature.
bool break_signature(HttpRequest& push) {
  for (auto& [name, value] : push.headers) {
    if ((name != "Signature" && name != "X-LI-Signature") || value.empty()) continue;
    value.back() = value.back() == '0' ? '1' : '0';
    return true;
  }
  return false;
}

}  // namespace

std::vector<Delivery> deliveries(std::vector<Strike>& strikes, std::string_view tenant,
                                 const HttpRequest& push, PeerMemory& memory, Instant now) {
  std::vector<Delivery> out{{push}};
  for (Strike& strike : strikes) {
    const FaultDeed& what = strike.rule->what;
    if (out.empty()) break;
    strike.fired = true;
    switch (what.kind) {
      case hook_lost:
      case challenge_missed:
        out.clear();
        break;
      case hook_doubled:
        for (std::uint32_t copy = 0; copy < what.count; ++copy) {
          out.push_back(out.front());
          out.back().answer_heard = false;
        }
        break;
      case hook_reordered:
        for (Delivery& each : out) {
          each.after += what.wait > Duration{0} ? what.wait : overtaken_by_default;
        }
        break;
      case hook_late:
        for (Delivery& each : out) each.after += what.wait;
        break;
      case hook_early: {
        const std::string id = told_of(push);
        strike.fired = !id.empty();
        if (!id.empty()) memory.unready[PeerMemory::name_of(tenant, id)] = now + what.wait;
        break;
      }
      case hook_missigned:
        strike.fired = false;
        for (Delivery& each : out) strike.fired |= break_signature(each.request);
        break;
      default:
        strike.fired = false;
        break;
    }
  }
  return out;
}

void hide_unready(HttpResponse& reply, std::string_view tenant, PeerMemory& memory, Instant now) {
  std::erase_if(memory.unready, [&](const auto& each) { return each.second <= now; });
  if (memory.unready.empty() || reply.status / 100 != 2) return;
  const auto hidden = [&](std::string_view id) {
    return !id.empty() && memory.unready.contains(PeerMemory::name_of(tenant, id));
  };
  if (items_of(reply.body)) {
    keep_items_if(reply.body, [&](std::string_view item) { return !hidden(id_of(item)); });
  } else if (hidden(id_of(reply.body))) {
    reply = refusal_of(404, now);
  }
}

}  // namespace crosswalk::sim
