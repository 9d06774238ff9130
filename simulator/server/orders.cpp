#include "server/orders.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/accounts.hpp"
#include "server/requests.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::vector<std::string_view>;

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

Result<std::vector<std::string>> read_texts(const Json& body, std::string_view name) {
  std::vector<std::string> texts;
  const Json* list = body.find(name);
  if (list == nullptr) return texts;
  if (list->items() == nullptr) return wrong("must be a list of text", std::string(name));
  for (const Json& item : *list->items()) {
    if (item.text() == nullptr) return wrong("must be a list of text", std::string(name));
    texts.push_back(*item.text());
  }
  return texts;
}

Result<std::int64_t> read_count(const Json& body, std::string_view name, std::int64_t fallback,
                                std::int64_t most) {
  const Json* value = body.find(name);
  if (value == nullptr) return fallback;
  if (value->integer() == nullptr || *value->integer() < 0 || *value->integer() > most) {
    return wrong("must be a number from 0 to " + std::to_string(most), std::string(name));
  }
  return *value->integer();
}

// A member's URN as LinkedIn writes it; nothing else reaches anybody.
std::optional<Error> refuse_member(std::string_view member) {
  constexpr std::string_view person = "urn:li:person:";
  if (member.starts_with(person) && member.size() > person.size()) return std::nullopt;
  return wrong("must be a member's URN, urn:li:person:...", "member");
}

// Zero for what is no id.
Id id_in(std::string_view text) {
  Id id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  return failed == std::errc{} && end == text.data() + text.size() ? id : 0;
}

Json done_or(std::string_view why_not) {
  Json reply = Json::object();
  why_not.empty() ? reply.set("done", true) : reply.set("refused", why_not);
  return reply;
}

Result<Json> switch_integration(const Json& body, Peers& peers, const ServeSettings& settings,
                                bool on, Instant now) {
  if (const auto others = refuse_others(body, Words{"type"})) return *others;
  const std::string_view type = body.text_of("type");
  return done_or(on ? peers.linkedin.enable(settings.organization, type, now)
                    : peers.linkedin.disable(settings.organization, type, now));
}

// Whoever is not named is invented, one for each export so far.
Result<ExportOrder> read_export(const Json& body, const ServeSettings& settings) {
  static constexpr std::string_view members[] = {"job",      "member",   "first_name",  "last_name",
                                                 "headline", "location", "profile_url", "employers",
                                                 "emails",   "expect"};
  if (const auto others = refuse_others(body, {std::begin(members), std::end(members)})) {
    return *others;
  }
  ExportOrder order;
  order.organization = settings.organization;
  order.job = std::string(body.text_of("job"));
  if (order.job.empty()) return wrong("names the job's id", "job");
  order.member = std::string(body.text_of("member"));
  if (order.member.empty()) order.member = "urn:li:person:invented-" + order.job;
  if (auto problem = refuse_member(order.member)) return *std::move(problem);
  const auto text = [&](std::string_view name, std::string_view fallback) {
    const Json* value = body.find(name);
    return std::string(
        value != nullptr && value->text() != nullptr ? std::string_view(*value->text()) : fallback);
  };
  order.first_name = text("first_name", "Nadja");
  order.last_name = text("last_name", "Invented");
  order.headline = text("headline", "");
  order.location = text("location", "");
  order.profile_url = text("profile_url", "");
  auto employers = read_texts(body, "employers");
  if (!employers) return std::move(employers).error();
  order.employers = *std::move(employers);
  auto emails = read_texts(body, "emails");
  if (!emails) return std::move(emails).error();
  order.emails = *std::move(emails);
  return order;
}

Result<Json> export_member(const Json& body, Peers& peers, const ServeSettings& settings,
                           Instant now) {
  const auto order = read_export(body, settings);
  if (!order) return order.error();
  const std::string_view expect = body.text_of("expect");
  if (body.find("expect") != nullptr && expect != "refused" && expect != "application") {
    return wrong("is application or refused", "expect");
  }
  const Ordered ordered = peers.linkedin.order_export(*order, now);
  if (!ordered.why_not.empty()) return done_or(ordered.why_not);
  peers.exported.push_back({*order, now, expect == "refused"});
  Json reply = Json::object();
  reply.set("request", ordered.request);
  reply.set("member", order->member);
  return reply;
}

Result<Json> leave(const Json& body, Peers& peers, bool closes, Instant now) {
  if (const auto others = refuse_others(body, Words{"member"})) return *others;
  const std::string member(body.text_of("member"));
  if (auto problem = refuse_member(member)) return *std::move(problem);
  const auto is_theirs = [&](const PlacedOrder& each) { return each.order.member == member; };
  if (std::ranges::none_of(peers.exported, is_theirs)) {
    return wrong("nobody has exported this member; export them first", "member");
  }
  if (closes) {
    peers.linkedin.close_account(member, now);
  } else {
    peers.linkedin.opt_out(member);
  }
  return done_or({});
}

// Nobody sees what LinkedIn does not hold; `held` tells that from what is hidden.
Result<Json> sees(const Json& body, Peers& peers, const ServeSettings& settings, Instant now) {
  if (const auto others = refuse_others(body, Words{"job", "application", "person"})) {
    return *others;
  }
  const std::string_view job = body.text_of("job");
  const std::string_view application = body.text_of("application");
  const std::string_view person = body.text_of("person");
  if (person.empty() || job.empty() == application.empty()) {
    return wrong("names a person, and a job or an application", "person");
  }
  const std::string& organization = settings.organization;
  const EntityKind kind = job.empty() ? EntityKind::application : EntityKind::job;
  const Entity* entity =
      peers.linkedin.ledger(now).find(kind, organization, job.empty() ? application : job);
  const bool held = entity != nullptr && entity->held;
  const bool shown = job.empty()
                         ? peers.linkedin.sees_application(organization, application, person)
                         : peers.linkedin.sees_job(organization, job, person);
  Json reply = Json::object();
  reply.set("sees", held && shown);
  reply.set("held", held);
  return reply;
}

Result<Json> set_versions(const Json& body, Peers& peers) {
  if (const auto others = refuse_others(body, Words{"versions"})) return *others;
  auto versions = read_texts(body, "versions");
  if (!versions) return std::move(versions).error();
  const auto is_month = [](const std::string& text) {
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return text.size() == 6 && digits;
  };
  if (body.find("versions") == nullptr || !std::ranges::all_of(*versions, is_month)) {
    return wrong("must be a list of months such as \"202603\"; none at all is []", "versions");
  }
  peers.linkedin.options().versions = *std::move(versions);
  return done_or({});
}

Result<Json> set_push(const Json& body, Peers& peers) {
  if (const auto others = refuse_others(body, Words{"copies", "delay_ms", "signature"})) {
    return *others;
  }
  PushOptions& push = peers.linkedin.options().push;
  const auto copies = read_count(body, "copies", push.copies, 100);
  if (!copies) return copies.error();
  const auto delay = read_count(body, "delay_ms", push.delay.count(), 86'400'000);
  if (!delay) return delay.error();
  const std::string_view signature = body.text_of("signature");
  const Words known{"right", "wrong", "missing"};
  const auto found = std::ranges::find(known, signature);
  if (!signature.empty() && found == known.end()) {
    return wrong("is right, wrong or missing", "signature");
  }
  push.copies = static_cast<std::uint32_t>(*copies);
  push.delay = Duration{*delay};
  if (!signature.empty()) {
    push.signature = static_cast<PushOptions::Signature>(found - known.begin());
  }
  return done_or({});
}

Result<Json> set_hook(const Json& body, Peers& peers) {
  if (const auto others = refuse_others(body, Words{"url", "secret", "write_lag_ms"})) {
    return *others;
  }
  GreenhouseOptions options = peers.greenhouse.options();
  const auto lag = read_count(body, "write_lag_ms", options.write_lag.count(), 86'400'000);
  if (!lag) return lag.error();
  options.write_lag = Duration{*lag};
  const std::string url(body.text_of("url"));
  if (url.empty() && body.find("secret") != nullptr) {
    return wrong("names where the hook is posted, beside its secret", "url");
  }
  peers.greenhouse.set_options(std::move(options));
  // The vendor pings whatever is saved, changed or not.
  if (!url.empty()) {
    peers.greenhouse.save_hooks({{url, std::string(body.text_of("secret")), {}}});
  }
  return done_or({});
}

// Whoever has ever been there may be told of, also who is gone meanwhile.
Result<Id> read_candidate(const Json& body, const World& world) {
  const Json& value = *body.find("candidate");
  Id id =
      value.integer() != nullptr && *value.integer() > 0 ? static_cast<Id>(*value.integer()) : 0;
  if (value.text() != nullptr) id = id_in(*value.text());
  if (id == 0) return wrong("must be a candidate's id", "candidate");
  if (world.all<Candidate>().ever(id) != nullptr) return id;
  return wrong("there has never been a candidate of this id", "candidate");
}

Result<Json> promise_erasure(const Json& body, Peers& peers, Instant now) {
  if (const auto others = refuse_others(body, Words{"candidate", "member"})) return *others;
  if ((body.find("candidate") == nullptr) == (body.find("member") == nullptr)) {
    return wrong("names a candidate's id or a member's URN, and one of them only", "body");
  }
  if (body.find("candidate") != nullptr) {
    const auto id = read_candidate(body, peers.world);
    if (!id) return id.error();
    peers.erased.candidates.emplace(*id, now);
    return erased_account(peers);
  }
  const std::string_view member = body.text_of("member");
  if (auto problem = refuse_member(member)) return *std::move(problem);
  peers.erased.members.emplace(member, now);
  return erased_account(peers);
}

Result<Json> ask_for_jobs(const Json& body, Peers& peers, const ServeSettings& settings,
                          Instant now) {
  if (const auto others = refuse_others(body, Words{"jobs"})) return *others;
  auto jobs = read_texts(body, "jobs");
  if (!jobs) return std::move(jobs).error();
  const Table<Job>& ever = peers.world.all<Job>();
  const Ledger& ledger = peers.linkedin.ledger(now);
  for (const std::string& job : *jobs) {
    if (ever.ever(id_in(job)) != nullptr) continue;
    if (ledger.find(EntityKind::job, settings.organization, job) != nullptr) continue;
    return wrong("there has never been a job of one of these ids", "jobs");
  }
  return done_or(peers.linkedin.ask_for_jobs(settings.organization, *jobs, now));
}

}  // namespace

std::span<const std::string_view> order_paths() {
  static constexpr std::string_view paths[] = {
      "/_sim/enable",        "/_sim/disable", "/_sim/export",   "/_sim/opt-out",
      "/_sim/close-account", "/_sim/resync",  "/_sim/versions", "/_sim/push",
      "/_sim/vendor",        "/_sim/sees",    "/_sim/erased"};
  return paths;
}

Result<Json> carry_out_order(std::string_view path, const Json& body, Peers& peers,
                             const ServeSettings& settings, Instant now) {
  if (path == "/_sim/enable") return switch_integration(body, peers, settings, true, now);
  if (path == "/_sim/disable") return switch_integration(body, peers, settings, false, now);
  if (path == "/_sim/export") return export_member(body, peers, settings, now);
  if (path == "/_sim/opt-out") return leave(body, peers, false, now);
  if (path == "/_sim/close-account") return leave(body, peers, true, now);
  if (path == "/_sim/versions") return set_versions(body, peers);
  if (path == "/_sim/push") return set_push(body, peers);
  if (path == "/_sim/vendor") return set_hook(body, peers);
  if (path == "/_sim/erased") return promise_erasure(body, peers, now);
  if (path == "/_sim/sees") return sees(body, peers, settings, now);
  return ask_for_jobs(body, peers, settings, now);
}

}  // namespace crosswalk::sim
