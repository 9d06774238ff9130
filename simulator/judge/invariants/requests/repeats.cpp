#include "judge/invariants/requests/repeats.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "judge/invariants/records/subject.hpp"
#include "linkedin/linkedin.hpp"

namespace crosswalk::sim::judging {
namespace {

using Key = std::pair<EntityKind, std::string>;

constexpr std::string_view client = "says-it-again";

bool writes(std::string_view endpoint) {
  return endpoint.ends_with(".put") || endpoint.ends_with(".create") ||
         endpoint.ends_with(".delete") || endpoint.ends_with(".patch");
}

// What LinkedIn was told at that instant and not otherwise since, each once.
std::vector<Key> told_at(Instant at, const std::vector<JournalEntry>& journal, std::size_t from) {
  std::map<Key, int> found;
  for (std::size_t n = from; n < journal.size(); ++n) {
    const JournalEntry& entry = journal[n];
    if (entry.deed == JournalEntry::Deed::asked || entry.at < at) continue;
    Key key{entry.kind, entry.key};
    if (entry.at > at && !entry.changed) continue;
    // More than once at that moment, or otherwise since: which came last cannot be told.
    found[std::move(key)] += entry.at == at ? 1 : 2;
  }
  std::vector<Key> keys;
  for (const auto& [key, count] : found) {
    if (count == 1) keys.push_back(key);
  }
  return keys;
}

// As the other one is set, but without anything that would get in the way.
LinkedInOptions set_as(const LinkedInOptions* given, const std::string& organization) {
  LinkedInOptions options = given == nullptr ? LinkedInOptions{} : *given;
  options.apps = {{.client_id = std::string(client),
                   .client_secret = std::string(client),
                   .organization = organization}};
  options.task_delay = Duration{0};
  options.failing_jobs.clear();
  options.quotas = Quotas::off();
  options.refusals.clear();
  options.unavailable = options.lost_answers = 0;
  options.require_enabled = false;
  options.journal = false;
  return options;
}

std::string token_of(LinkedIn& twin, Instant now) {
  HttpRequest asked;
  asked.method = "POST";
  asked.target = "/oauth/v2/accessToken";
  asked.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  asked.body = "grant_type=client_credentials&client_id=" + std::string(client) +
               "&client_secret=" + std::string(client);
  const auto body = parse_json(twin.answer(asked, now).body);
  return body ? std::string(body->text_of("access_token")) : std::string();
}

}  // namespace

void Repeats::heard(Instant at, std::string_view endpoint, const HttpRequest& request,
                    const HttpResponse* reply) {
  if (reply == nullptr || reply->status / 100 != 2 || !writes(endpoint)) return;
  const std::uint64_t order = mix64(request.body, mix64(request.target, mix64(endpoint)));
  if (!chosen_ || order < chosen_->order) chosen_ = Write{at, request, order};
}

std::vector<Breach> Repeats::say_again(const Look& look) {
  const std::string& organization = look.policy.organization;
  const std::vector<JournalEntry>& journal = look.ledger.journal(organization);
  const std::size_t from = std::exchange(read_, journal.size());
  if (!chosen_) return {};
  Write write = *std::exchange(chosen_, std::nullopt);
  const std::vector<Key> keys = told_at(write.at, journal, from);
  if (keys.empty()) return {};
  LinkedIn twin(set_as(look.linkedin, organization));
  set_header(write.request.headers, "Authorization", "Bearer " + token_of(twin, look.now));
  for (const auto& [kind, key] : keys) {
    if (const Entity* const held = look.ledger.find(kind, organization, key)) {
      twin.hold(kind, organization, key, *held);
    }
  }
  (void)twin.answer(write.request, look.now);
  std::vector<Breach> out;
  for (const auto& [kind, key] : keys) {
    static const Entity never;
    const Entity* before = look.ledger.find(kind, organization, key);
    const Entity* after = twin.ledger(look.now).find(kind, organization, key);
    if (before == nullptr) before = &never;
    if (after == nullptr) after = &never;
    if (before->held == after->held && before->content == after->content &&
        before->member == after->member) {
      continue;
    }
    out.push_back({"I8", words_of(kind, key) +
                             " becomes another when the write that LinkedIn accepted is said "
                             "again"});
  }
  return out;
}

}  // namespace crosswalk::sim::judging
