#include "server/console/console.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text/dates.hpp"
#include "server/console/browse.hpp"
#include "server/console/holdings.hpp"
#include "server/console/replies.hpp"
#include "server/console/vocabulary.hpp"
#include "server/requests.hpp"
#include "world/fields.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {

namespace embedded {
extern const std::string_view console_page_html;
extern const std::string_view console_page_css;
extern const std::string_view console_page_js;
}  // namespace embedded

namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view prefix = "/_sim/console/";
constexpr std::size_t search_bytes_max = 200;

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

Error nowhere(std::string what) { return {ErrorCode::unsupported, std::move(what), "path"}; }

const Words& paths() {
  static const Words all{"state",  "words",    "world",   "record", "linkedin",
                         "entity", "requests", "request", "quotas"};
  return all;
}

std::optional<Error> refuse_parameters(const Target& target, const Words& known) {
  for (const auto& [name, value] : target.parameters) {
    if (std::ranges::find(known, name) != known.end()) continue;
    if (known.empty()) return wrong("this path takes none", "query");
    return unknown_word("query", "parameter", name, known);
  }
  return std::nullopt;
}

std::string text_in(const Target& target, std::string_view name) {
  const std::string* const value = target.find(name);
  return value == nullptr ? std::string() : *value;
}

Result<std::uint64_t> number_in(const Target& target, std::string_view name) {
  const std::string* const value = target.find(name);
  std::uint64_t number = 0;
  if (value == nullptr || value->empty()) return number;
  const char* const end = value->data() + value->size();
  const auto [stop, failed] = std::from_chars(value->data(), end, number);
  if (failed != std::errc{} || stop != end) {
    return wrong("it must be a whole number", std::string(name));
  }
  return number;
}

Result<std::string> search_in(const Target& target) {
  std::string search = text_in(target, "search");
  if (search.size() > search_bytes_max) {
    return wrong("it must have at most 200 characters", "search");
  }
  return search;
}

Result<Json> tell_world(const Target& target, const World& world) {
  if (auto problem = refuse_parameters(target, {"kind", "search", "before"})) return *problem;
  const auto kind = kind_of(text_in(target, "kind"));
  if (!kind) {
    return unknown_word("kind", "kind", text_in(target, "kind"),
                        {kind_words().begin(), kind_words().end()});
  }
  const auto search = search_in(target);
  if (!search) return search.error();
  const auto before = number_in(target, "before");
  if (!before) return before.error();
  return list_records(world, *kind, *search, *before);
}

Result<Json> tell_record(const Target& target, const World& world) {
  if (auto problem = refuse_parameters(target, {"kind", "id"})) return *problem;
  const auto kind = kind_of(text_in(target, "kind"));
  if (!kind) {
    return unknown_word("kind", "kind", text_in(target, "kind"),
                        {kind_words().begin(), kind_words().end()});
  }
  const auto id = number_in(target, "id");
  if (!id) return id.error();
  Json shown = show_record(world, *kind, *id);
  if (shown.is_null()) return wrong("there has never been one of this id; search for it", "id");
  return shown;
}

Result<EntityKind> entity_in(const Target& target) {
  const auto kind = entity_kind_of(text_in(target, "kind"));
  if (kind) return *kind;
  return unknown_word("kind", "kind at LinkedIn", text_in(target, "kind"),
                      {entity_words().begin(), entity_words().end()});
}

Result<Json> tell_linkedin(const Target& target, const Sights& sights, Instant now) {
  if (auto problem = refuse_parameters(target, {"kind", "search", "after", "gone"})) {
    return *problem;
  }
  const auto kind = entity_in(target);
  if (!kind) return kind.error();
  auto search = search_in(target);
  if (!search) return search.error();
  const std::string gone = text_in(target, "gone");
  if (!gone.empty() && gone != "true" && gone != "false") {
    return wrong("it must be true or false", "gone");
  }
  return list_entities(sights.peers.linkedin.ledger(now), sights.settings.organization,
                       {.kind = *kind,
                        .search = *std::move(search),
                        .after = text_in(target, "after"),
                        .gone = gone == "true"});
}

Result<Json> tell_entity(const Target& target, const Sights& sights, Instant now) {
  if (auto problem = refuse_parameters(target, {"kind", "key"})) return *problem;
  const auto kind = entity_in(target);
  if (!kind) return kind.error();
  Json shown = show_entity(sights.peers.linkedin.ledger(now), sights.settings.organization, *kind,
                           text_in(target, "key"));
  if (shown.is_null()) return wrong("LinkedIn has never heard of it; search for it", "key");
  return shown;
}

Json to_json(std::string_view peer, const Usage& usage) {
  Json json = Json::object();
  json.set("peer", peer);
  json.set("what", usage.what);
  json.set("counted", usage.counted);
  json.set("used", usage.used);
  json.set("limit", usage.limit);
  json.set("resets_at", format_instant(usage.resets_at));
  return json;
}

Json quotas(const Sights& sights, Instant now) {
  Json list = Json::list();
  for (const Usage& each : sights.peers.greenhouse.usage(now)) {
    list.push(to_json("greenhouse", each));
  }
  for (const Usage& each : sights.peers.linkedin.usage(now)) list.push(to_json("linkedin", each));
  Json account = Json::object();
  account.set("on", sights.settings.quotas);
  account.set("now", format_instant(now));
  account.set("limits", std::move(list));
  return account;
}

HttpResponse answer_of(const Result<Json>& told) {
  if (told) return json_reply(200, *told);
  const bool lost = told.error().code == ErrorCode::unsupported;
  return problem_reply(lost ? 404 : 400, to_string(told.error()));
}

std::optional<HttpResponse> file_at(std::string_view path) {
  if (path == "/" || path == "/_sim") return elsewhere_reply("/_sim/");
  if (path == "/_sim/") return page_reply(embedded::console_page_html, "text/html");
  if (path == "/_sim/page.css") return page_reply(embedded::console_page_css, "text/css");
  if (path == "/_sim/page.js") return page_reply(embedded::console_page_js, "text/javascript");
  return std::nullopt;
}

}  // namespace

void Console::begin_anew() {
  journal_.clear();
  ahead_ = Duration{0};
}

std::optional<HttpResponse> Console::answer(const HttpRequest& request, const Sights& sights,
                                            Instant now) {
  const auto target = parse_target(request.target);
  if (!target) return std::nullopt;
  const std::string& path = target->path;
  const bool reads = request.method == "GET";
  if (path == "/_sim/advance" && request.method == "POST" && target->query.empty()) {
    return answer_of(advance(request.body, now));
  }
  if (path == "/_sim/advance" && reads) return problem_reply(405, "path: use POST");
  if (path.starts_with(prefix)) {
    if (!reads) return problem_reply(405, "path: use GET");
    return answer_of(tell(*target, sights, now));
  }
  return reads ? file_at(path) : std::nullopt;
}

Result<Json> Console::tell(const Target& target, const Sights& sights, Instant now) const {
  const std::string_view what = std::string_view(target.path).substr(prefix.size());
  if (what == "world") return tell_world(target, sights.peers.world);
  if (what == "record") return tell_record(target, sights.peers.world);
  if (what == "linkedin") return tell_linkedin(target, sights, now);
  if (what == "entity") return tell_entity(target, sights, now);
  if (what == "requests") {
    if (auto problem = refuse_parameters(target, {"after"})) return *problem;
    const auto after = number_in(target, "after");
    if (!after) return after.error();
    return journal_.list(*after);
  }
  if (what == "request") {
    if (auto problem = refuse_parameters(target, {"number"})) return *problem;
    const auto number = number_in(target, "number");
    if (!number) return number.error();
    Json one = journal_.one(*number);
    if (one.is_null()) return wrong("it is not among the last 200; list them again", "number");
    return one;
  }
  if (std::ranges::find(paths(), what) == paths().end()) {
    return nowhere(unknown_word("", "path below /_sim/console/", what, paths()).what);
  }
  if (auto problem = refuse_parameters(target, {})) return *problem;
  if (what == "state") return state(sights, now);
  return what == "quotas" ? quotas(sights, now) : vocabulary();
}

Result<Json> Console::advance(const std::string& text, Instant now) {
  const auto body = text.empty() ? Result<Json>(Json::object()) : parse_json(text);
  if (!body) return body.error();
  if (auto problem = refuse_others(*body, {"by_ms"})) return *problem;
  const Json* const by = body->find("by_ms");
  const std::int64_t* const ms = by == nullptr ? nullptr : by->integer();
  if (ms == nullptr || *ms < 1 || *ms > step_max.count()) {
    return wrong("it must be a whole number of 1 to " + std::to_string(step_max.count()) +
                     " (366 days); no clock runs backwards, but a reset sets it again",
                 "by_ms");
  }
  if (ahead_ + Duration{*ms} > ahead_max) {
    return wrong("the clock would be more than 20 years ahead; POST /_sim/reset sets it again",
                 "by_ms");
  }
  ahead_ += Duration{*ms};
  Json told = Json::object();
  told.set("now", format_instant(now + Duration{*ms}));
  told.set("ahead_ms", std::int64_t{ahead_.count()});
  return told;
}

Json Console::state(const Sights& sights, Instant now) const {
  const World& world = sights.peers.world;
  Json counts = Json::object();
  for (const std::string_view word : kind_words()) {
    with_row_type(*kind_of(word), [&]<class T>(const T*) {
      counts.set(std::string(word), std::uint64_t{world.all<T>().size()});
      return true;
    });
  }
  Json held = Json::object();
  const Ledger& ledger = sights.peers.linkedin.ledger(now);
  for (const std::string_view word : entity_words()) {
    held.set(std::string(word), ledger.held(*entity_kind_of(word), sights.settings.organization));
  }
  Json told = Json::object();
  told.set("now", format_instant(now));
  told.set("ahead_ms", std::int64_t{ahead_.count()});
  told.set("tenant", sights.settings.tenant);
  told.set("vendor", sights.settings.vendor);
  told.set("organization", sights.settings.organization);
  told.set("seed", world.options().seed);
  told.set("quotas", sights.settings.quotas);
  told.set("world", std::move(counts));
  told.set("held", std::move(held));
  told.set("pushed", sights.peers.linkedin.outbox().delivered());
  told.set("hooks_pushed", sights.peers.greenhouse.outbox().delivered());
  return told;
}

}  // namespace crosswalk::sim
