#include "runtime/web/turned_away.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/text/counted.hpp"
#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

constexpr std::array<std::string_view, turned_away_reasons> names{
    "signature", "unreadable", "method", "too_large", "not_kept", "path", "too_many"};

// Whoever forges one push and no more shall not worry anybody for ever.
constexpr Duration doubted_for{std::chrono::hours{24}};

std::size_t at(TurnedAway why) { return static_cast<std::size_t>(why); }

std::string vendor_remedy(const Doorkeeper& keeper) {
  if (!keeper.vendor) return "the tenant's connector takes none: remove the web hook in the ATS";
  std::string names_of_secrets;
  for (const std::string& name : keeper.vendor->secrets) {
    names_of_secrets.append(names_of_secrets.empty() ? "" : " or ").append(name);
  }
  if (keeper.vendor_secrets.empty()) {
    return "the tenant has no " + names_of_secrets +
           ": give it the secret that the ATS signs with, in the tenant's secrets, and start the "
           "daemon again";
  }
  return "the secret is likely wrong: enter the same one at the ATS's web hook and as " +
         names_of_secrets + " of the tenant, and start the daemon again";
}

std::string linkedin_remedy(const Doorkeeper& keeper) {
  if (keeper.linkedin_secrets.empty()) {
    return "the tenant has no secret of its application yet: run crosswalk tenant connect";
  }
  return "the secret is likely wrong: compare linkedin.client_secret with the application's at "
         "LinkedIn and start the daemon again; of an application that LinkedIn made for the "
         "tenant, run crosswalk tenant connect again";
}

}  // namespace

std::string_view name_of(TurnedAway why) { return names.at(at(why)); }

TurnedAway turned_away_by(int status) {
  switch (status) {
    case 401:
      return TurnedAway::signature;
    case 404:
      return TurnedAway::path;
    case 405:
      return TurnedAway::method;
    case 413:
    case 431:
      return TurnedAway::too_large;
    case 503:
      return TurnedAway::not_kept;
    default:
      return TurnedAway::unreadable;
  }
}

void note(PushCounts& counts, TurnedAway why, Instant now) {
  PushCounts::Count& count = counts.reasons.at(at(why));
  ++count.number;
  count.last = std::max(count.last, now);
  if (why == TurnedAway::signature) ++counts.unproven;
}

void note_proven(PushCounts& counts) { counts.unproven = 0; }

Json pushes_json(const PushCounts& counts) {
  Json json = Json::object();
  for (std::size_t why = 0; why < turned_away_reasons; ++why) {
    const PushCounts::Count& count = counts.reasons.at(why);
    if (count.number == 0) continue;
    Json each = Json::object();
    each.set("count", count.number);
    each.set("last", format_instant(count.last));
    json.set(std::string(names.at(why)), std::move(each));
  }
  return json;
}

std::vector<std::string> pushes_words(const PushCounts& counts, std::string_view whose) {
  std::vector<std::string> words;
  for (std::size_t why = 0; why < turned_away_reasons; ++why) {
    const PushCounts::Count& count = counts.reasons.at(why);
    if (count.number == 0) continue;
    words.push_back(counted(count.number, "push").append(whose).append(" turned away: ") +
                    std::string(names.at(why)) + ", last " + format_instant(count.last));
  }
  return words;
}

std::optional<std::string> secret_doubt(const PushCounts& counts, NoticeSource source,
                                        const Doorkeeper& keeper, Instant now) {
  const Instant last = counts.reasons.at(at(TurnedAway::signature)).last;
  if (counts.unproven == 0 || now - last > doubted_for) return std::nullopt;
  const bool linkedin = source == NoticeSource::linkedin;
  return std::string("pushes of ") + (linkedin ? "LinkedIn's" : "the ATS's") +
         " are turned away for their signature, " + grouped(counts.unproven) +
         " since one was good, the last at " + format_instant(last) + "; " +
         (linkedin ? linkedin_remedy(keeper) : vendor_remedy(keeper));
}

}  // namespace crosswalk
