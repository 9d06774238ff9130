// A request with any target, body and headers to a peer that answers anything, under every kind of
// fault at once and one by one: requests come from whoever reaches the simulator, replies from
// cassettes. Nothing strikes without being counted, and what is left of an answer was in it.
// links: simulator_faults

#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "faults/endpoints.hpp"
#include "faults/faults.hpp"

namespace {

using namespace crosswalk;
using namespace crosswalk::sim;

std::vector<FaultRule> rules_of(std::string_view path) {
  std::vector<FaultRule> out;
  for (const FaultWord& word : fault_words()) {
    FaultRule rule;
    rule.id = word.word;
    rule.at = "*";
    rule.what.kind = word.kind;
    rule.what.path = path;
    rule.what.wait = Duration{1'500};
    rule.what.per = Duration{1'000};
    rule.what.retry_after = RetryAfter::date;
    out.push_back(rule);
  }
  return out;
}

void walk(const std::vector<FaultRule>& rules, const HttpRequest& request,
          const HttpResponse& reply) {
  const Instant start = from_ms(1'767'225'600'000);
  Faults faults(1, rules, start);
  const PeerHand hand{[&](const HttpRequest&, Instant) { return reply; },
                      [](const FaultDeed&, const HttpRequest&, std::uint64_t, Instant) {}};
  std::uint64_t fired = 0;
  for (const char* peer : {"greenhouse", "gem", "linkedin"}) {
    CROSSWALK_CHECK(!endpoints_of(endpoint_of(peer, request)).empty());
    for (int attempt = 0; attempt < 3; ++attempt) {
      const Arrival arrival = faults.pass("acme", peer, request, hand, start);
      fired += arrival.fired.size();
      CROSSWALK_CHECK(arrival.short_by <= arrival.reply.body.size());
      const Received got = received(arrival, usual_patience);
      CROSSWALK_CHECK(!got.reply || arrival.reply.body.starts_with(got.reply->body));
    }
    const Sending sent = faults.deliver("acme", peer, request, start);
    fired += sent.fired.size();
    for (const Delivery& each : sent.deliveries) {
      CROSSWALK_CHECK(each.request.body == request.body);
    }
  }
  std::uint64_t counted = 0;
  for (const auto& [id, times] : faults.fired()) {
    counted += times;
  }
  CROSSWALK_CHECK(counted == fired);
}

}  // namespace

// METHOD, target, path of a pointer, Link and body of the reply, divided by line ends; what the
// client says is the reply's body, too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::string parts[4];
  for (std::string& part : parts) {
    part = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  const auto& [method, target, path, link] = parts;
  const HttpRequest request{.method = method,
                            .origin = "https://ats.test",
                            .target = target,
                            .headers = {{"Greenhouse-Event-ID", link}, {"Signature", path}},
                            .body = std::string(text)};
  const HttpResponse reply{.status = 200, .headers = {{"Link", link}}, .body = std::string(text)};
  const std::vector<FaultRule> rules = rules_of(path);
  walk(rules, request, reply);
  for (const FaultRule& each : rules) walk({each}, request, reply);
  return 0;
}
