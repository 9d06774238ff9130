#include "vendors/greenhouse/hooks/hooks.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "vendors/greenhouse/hooks/payloads.hpp"
#include "vendors/json_text.hpp"
#include "world/growth/chance.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

// The first attempt is followed by six more.
std::vector<Duration> waits() {
  using std::chrono::minutes;
  return {minutes(1), minutes(15), minutes(60), minutes(120), minutes(240), minutes(480)};
}

std::string event_id(std::uint64_t seed, std::uint64_t number) {
  Draw draw(seed, Stream::webhook, number);
  std::string bytes;
  for (int word = 0; word < 2; ++word) {
    const std::uint64_t bits = draw.bits();
    bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
  }
  std::string text = to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

bool falls(std::uint64_t number, std::uint32_t every) { return every != 0 && number % every == 0; }

bool wants(const GreenhouseHook& hook, std::string_view action) {
  return hook.actions.empty() || std::ranges::find(hook.actions, action) != hook.actions.end();
}

std::string_view action_of(const Change& change, const Application& row) {
  switch (change.deed) {
    case Deed::inserted:
      return row.prospect ? "new_prospect_application" : "new_candidate_application";
    case Deed::edited:
      return "application_updated";
    case Deed::advanced:
      return "candidate_stage_change";
    case Deed::hired:
      return "hire_candidate";
    case Deed::rejected:
      return "reject_candidate";
    case Deed::deleted:
      return "delete_application";
    default:
      return {};
  }
}

std::string_view word_of(Deed deed, std::string_view made, std::string_view edited,
                         std::string_view deleted) {
  return deed == Deed::inserted ? made : deed == Deed::deleted ? deleted : edited;
}

}  // namespace

Hooks::Hooks(const World& world, const GreenhouseOptions& options, const Unready& unready)
    : world_(world),
      options_(options),
      unready_(unready),
      outbox_(waits()),
      read_(world.changes().size()) {
  set_up();
}

void Hooks::set_up(bool saved) {
  std::vector<Hook> before = std::move(hooks_);
  hooks_.clear();
  for (const GreenhouseHook& wanted : options_.hooks) {
    const auto known = std::ranges::find(before, wanted, &Hook::setting);
    Hook hook = known != before.end() ? std::move(*known) : Hook{.setting = wanted};
    if (known != before.end() && !saved) {
      hooks_.push_back(std::move(hook));
      continue;
    }
    std::string body;
    JsonObject(body).number("web_hook_id", hooks_.size() + 1).close();
    // Due at once, whatever the time is.
    hook.on = true;
    hook.ping = outbox_.put(request(wanted, wanted.secret, envelope("ping", body), ++numbers_),
                            world_.options().start, 1);
    hooks_.push_back(std::move(hook));
  }
}

std::vector<HookState> Hooks::states() const {
  std::vector<HookState> all;
  for (const Hook& hook : hooks_) {
    all.push_back(
        {hook.setting.url, hook.on, hook.ping != 0, hook.last_answer, hook.waiting.size()});
  }
  return all;
}

HttpRequest Hooks::request(const GreenhouseHook& hook, std::string_view secret, std::string body,
                           std::uint64_t number) const {
  HttpRequest request;
  request.method = "POST";
  request.body = std::move(body);
  const std::size_t scheme = hook.url.find("://");
  const std::size_t path =
      hook.url.find('/', scheme == std::string::npos ? 0 : scheme + std::string_view("://").size());
  request.origin = hook.url.substr(0, path);
  if (path != std::string::npos) request.target = hook.url.substr(path);
  request.headers = {
      {"Content-Type", "application/json"},
      {"User-Agent", "Greenhouse Hooks"},
      {"Greenhouse-Event-ID", event_id(options_.seed, number)},
      {"Signature", "sha256 " + to_hex(bytes_of(hmac_sha256(secret, request.body)))}};
  return request;
}

Instant Hooks::readable(const Change& change) const {
  const auto found = unready_.until.find(change.id);
  const bool waits = found != unready_.until.end() && !options_.mischief.before_readable;
  return waits ? std::max(change.at, found->second) : change.at;
}

void Hooks::sweep() {
  const std::vector<Change>& diary = world_.changes();
  for (; read_ < diary.size(); ++read_) {
    const Change& change = diary[read_];
    if (read_ > 0 && change.deed == Deed::edited) {
      // What is set on a new record belongs to its making.
      const Change& before = diary[read_ - 1];
      if (before.id == change.id && before.deed == Deed::inserted && before.at == change.at) {
        continue;
      }
    }
    tell(change);
  }
}

void Hooks::tell(const Change& change) {
  const Instant at = readable(change);
  if (change.other != 0 && change.deed == Deed::deleted) {
    if (change.kind == Kind::application) gone_with_[change.other].push_back(change.id);
    return;  // Whatever goes along with another is told with that, or not at all.
  }
  const bool gone = change.deed == Deed::deleted;
  if (change.kind == Kind::application) {
    const Table<Application>& all = world_.all<Application>();
    const std::string_view action = action_of(change, all.row(change.id - all.first_id()));
    if (action.empty()) return;
    put({action,
         gone ? gone_application_payload(world_, change.id)
              : application_payload(world_, change.id),
         at});
  } else if (change.kind == Kind::candidate) {
    if (change.deed == Deed::edited) {
      put({"update_candidate", candidate_payload(world_, change.id), at});
    } else if (change.deed == Deed::anonymised) {
      put({"candidate_anonymized", anonymised_payload(change.id), at});
    } else if (change.deed == Deed::merged) {
      put({"merge_candidate", gone_candidate_payload(world_, change.id, {}, change.other), at});
      put({"delete_candidate", gone_candidate_payload(world_, change.id, {}, 0), at},
          "merge_candidate");
    } else if (gone) {
      const auto along = gone_with_.extract(change.id);
      const std::vector<Id> none;
      const auto& ids = along.empty() ? none : along.mapped();
      put({"delete_candidate", gone_candidate_payload(world_, change.id, ids, 0), at});
    }
  } else if (change.kind == Kind::job) {
    gone_with_.erase(change.id);
    put({word_of(change.deed, "job_created", "job_updated", "job_deleted"),
         job_payload(world_, change.id, gone), at});
  } else if (change.kind == Kind::job_post) {
    put({word_of(change.deed, "job_post_created", "job_post_updated", "job_post_deleted"),
         post_payload(world_, change.id, gone), at});
  } else if (change.kind == Kind::job_stage && gone) {
    put({"job_interview_stage_deleted", stage_payload(world_, change.id), at});
  }
}

/// To every hook that wants it and does not know the action it stands in for.
void Hooks::put(const Event& event, std::string_view instead_of) {
  for (Hook& hook : hooks_) {
    if (!hook.on || !wants(hook.setting, event.action)) continue;
    if (!instead_of.empty() && wants(hook.setting, instead_of)) continue;
    deliver(hook, event);
  }
}

void Hooks::deliver(Hook& hook, const Event& event) {
  const HookMischief& odd = options_.mischief;
  ++events_;
  ++numbers_;
  if (falls(events_, odd.lose_every)) return;
  const bool missigned = falls(events_, odd.missign_every);
  const std::string secret = missigned ? hook.setting.secret + "?" : hook.setting.secret;
  HttpRequest message =
      request(hook.setting, secret, envelope(event.action, event.payload), numbers_);
  Instant at = event.at + odd.late;
  if (falls(events_, odd.reorder_every)) at += odd.reorder_by;
  if (falls(events_, odd.double_every)) hook.waiting.insert(outbox_.put(message, at));
  hook.waiting.insert(outbox_.put(std::move(message), at));
}

void Hooks::answered(std::uint64_t message, int status, Instant now) {
  constexpr int ok = 200;
  outbox_.answered(message, status == ok, now);
  for (Hook& hook : hooks_) {
    const bool ping = message != 0 && hook.ping == message;
    if (!ping && !hook.waiting.contains(message)) continue;
    hook.last_answer = status;
    if (ping) hook.on = status == ok;
    if (ping) hook.ping = 0;
    if (!outbox_.holds(message)) hook.waiting.erase(message);
  }
}

}  // namespace crosswalk::sim::greenhouse
