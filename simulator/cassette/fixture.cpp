#include "cassette/fixture.hpp"

#include <algorithm>
#include <set>

#include "base/text/json.hpp"
#include "base/text/yaml.hpp"
#include "cassette/recording.hpp"
#include "cassette/scrub/principal.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t page_bytes_max = 32U << 20;

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

HttpResponse json_reply(int status, std::string body) {
  HttpResponse reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.body = std::move(body);
  return reply;
}

/// The list where the manifest looks for it: "[]" for "", {"data":[]} for "/data".
std::string listing(std::string_view pointer, Json list) {
  Json made = std::move(list);
  while (!pointer.empty()) {
    const std::size_t slash = pointer.rfind('/');
    if (slash == std::string_view::npos) break;
    Json outer;
    outer.set(std::string(pointer.substr(slash + 1)), std::move(made));
    made = std::move(outer);
    pointer = pointer.substr(0, slash);
  }
  return write_json(made);
}

const Json* list_in(const Json& page, std::string_view pointer) {
  const Json* at = &page;
  while (at != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view name = pointer.substr(0, pointer.find('/'));
    at = at->find(name);
    pointer.remove_prefix(name.size());
  }
  return at != nullptr && at->items() != nullptr ? at : nullptr;
}

std::string id_of(const Json& item) {
  const Json* const id = item.find("id");
  if (id == nullptr) return {};
  return id->integer() != nullptr ? std::to_string(*id->integer())
                                  : std::string(item.text_of("id"));
}

/// Whatever of the target is not fixed by the route: "1,2" of "?per_page=500&ids=1,2".
std::set<std::string> ids_in(const HttpRequest& request) {
  std::set<std::string> ids;
  std::string id;
  const std::string plain = percent_decode(request.target).value_or(request.target);
  for (const char c : plain + "&") {
    const bool ends = std::string_view("/?&=,").find(c) != std::string_view::npos;
    if (!ends) {
      id += c;
    } else if (!id.empty()) {
      ids.insert(std::move(id));
      id.clear();
    }
  }
  return ids;
}

struct CaseWords {
  std::string object, mode = "full";
  std::map<std::string, std::string> settings;
};

Result<CaseWords> case_words(const FixtureTexts& texts) {
  const auto text = texts.find("case.json");
  if (text == texts.end()) return wrong("a case has one; fixtures/README.md says how", "case.json");
  const auto json = parse_json(text->second);
  if (!json) return wrong(json.error().what, "case.json, " + json.error().where);
  if (json->members() == nullptr) return wrong("it must be an object", "case.json");
  CaseWords words;
  for (const auto& [name, value] : *json->members()) {
    if (name == "settings" && value.members() != nullptr) {
      for (const auto& [key, word] : *value.members()) {
        if (word.text() == nullptr) return wrong("settings are texts", "case.json");
        words.settings[key] = *word.text();
      }
    } else if ((name == "object" || name == "mode") && value.text() != nullptr) {
      (name == "object" ? words.object : words.mode) = *value.text();
    } else {
      return wrong("it holds object, mode and settings, and nothing else", "case.json");
    }
  }
  return words;
}

Error unknown_object(const FixtureRoutes& routes, const CaseWords& words) {
  std::vector<std::string_view> known;
  for (const FixtureObject& object : routes.objects) known.push_back(object.name);
  const auto near = nearest_word(words.object, known);
  return wrong("the manifest has no object of that name" +
                   (near ? "; did you mean '" + *near + "'?" : std::string()),
               "case.json");
}

/// A file's name without its number: "join-posts-1.json" gives "join-posts".
std::string stem_of(const std::string& file) {
  std::string stem = file.substr(0, file.rfind('.'));
  const std::size_t dash = stem.rfind('-');
  if (stem.starts_with("lookup-") || dash == std::string::npos) return stem;
  return stem.substr(0, dash);
}

std::string origin_in(std::string_view headers) {
  const std::size_t open = headers.find("<http");
  const std::size_t host = headers.find("://", open);
  if (open == std::string_view::npos || host == std::string_view::npos) return {};
  return std::string(headers.substr(open + 1, headers.find('/', host + 3) - open - 1));
}

}  // namespace

HttpResponse FixtureVendor::file(const std::string& name, const HttpRequest& request) {
  asked_[name + ".json"] = true;
  HttpResponse reply = json_reply(200, texts_.at(name + ".json"));
  const auto fields = texts_.find(name + ".headers");
  std::string_view rest = fields == texts_.end() ? std::string_view() : fields->second;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  if (links_from_.empty()) return reply;
  for (auto& [field, value] : reply.headers) {
    HttpResponse only{200, {{field, value}}, {}};
    value = redirected(std::move(only), links_from_, request.origin).headers[0].second;
  }
  return reply;
}

HttpResponse FixtureVendor::reply_of(Source& source, const HttpRequest& request, bool first) {
  if (source.files.starts_with("lookup-")) return file(source.files, request);
  const bool page = source.files == "page";
  const int next = static_cast<int>(source.numbers.size()) + (page ? 2 : 1);
  const int number = page && first ? 1 : source.numbers.emplace(request.target, next).first->second;
  const std::string name = source.files + "-" + std::to_string(number);
  if (texts_.contains(name + ".json")) return file(name, request);
  return json_reply(200, listing(source.route.items, Json::list()));
}

HttpResponse FixtureVendor::by_id(const FixtureRoute& route, const HttpRequest& request) const {
  const std::set<std::string> wanted = ids_in(request);
  Json found = Json::list();
  for (const auto& [name, text] : texts_) {
    if (stem_of(name) != "page" || !name.ends_with(".json")) continue;
    const auto page = parse_json(text, page_bytes_max);
    const Json* const list = page ? list_in(*page, route.items) : nullptr;
    if (list == nullptr) continue;
    for (const Json& item : *list->items()) {
      if (wanted.contains(id_of(item))) found.push(item);
    }
  }
  if (route.path.find('{') == std::string::npos) {
    return json_reply(200, listing(route.items, std::move(found)));
  }
  if (found.items()->empty()) return json_reply(404, R"({"message":"Resource not found"})");
  return json_reply(200, write_json(found.items()->front()));
}

HttpResponse FixtureVendor::answer(const HttpRequest& request, Instant) {
  for (const bool exact : {true, false}) {
    for (Source& source : sources_) {
      const bool meant = exact ? source.route.fits(request) : source.route.on_path(request);
      const bool known = std::ranges::any_of(
          routes_.routes, [&](const FixtureRoute& route) { return route.fits(request); });
      if (meant && (exact || !known)) return reply_of(source, request, exact);
    }
  }
  for (const FixtureRoute& route : routes_.routes) {
    if (!route.fits(request)) continue;
    if (route.source == "token") {
      return json_reply(200,
                        R"({"access_token":"fixture","token_type":"Bearer","expires_in":3600})");
    }
    return route.source == object_ + " by_id" ? by_id(route, request)
                                              : json_reply(200, listing(route.items, Json::list()));
  }
  return json_reply(404, R"({"message":"Resource not found"})");
}

std::vector<std::string> FixtureVendor::unasked() const {
  std::vector<std::string> names;
  for (const auto& [name, asked] : asked_) {
    if (!asked) names.push_back(name);
  }
  return names;
}

Result<FixtureVendor> fixture_vendor(FixtureTexts texts, std::string_view manifest) {
  auto words = case_words(texts);
  if (!words) return std::move(words).error();
  auto routes = fixture_routes(manifest, words->settings);
  if (!routes) return std::move(routes).error();
  const FixtureObject* const object = routes->object(words->object);
  if (object == nullptr) return unknown_object(*routes, *words);
  const std::string listed = object->rides.empty() ? words->object : object->rides;
  const FixtureRoute* const page = routes->find(listed + " " + words->mode);
  if (page == nullptr) return wrong("the manifest's object has no such mode", "case.json");

  FixtureVendor vendor;
  const auto add = [&](const std::string& files, const FixtureRoute* route) {
    const bool there = texts.contains(files + ".json") || texts.contains(files + "-1.json");
    if (route != nullptr && there) vendor.sources_.push_back({files, *route, {}});
  };
  for (const FixtureRoute& route : routes->routes) {
    const std::size_t of = route.source.find(" of " + words->object);
    const bool own =
        of != std::string::npos && of + 4 + words->object.size() == route.source.size();
    if (own) add(route.source.substr(0, of), &route);
    if (route.source.starts_with("lookup-")) add(route.source, &route);
  }
  add("join-group-" + object->group_read, routes->find(object->group_read + " by_id"));
  for (const FixtureRoute& route : routes->routes) {
    const std::string of = " of " + object->group_read;
    if (!object->group_read.empty() && route.source.ends_with(of)) {
      add(route.source.substr(0, route.source.size() - of.size()), &route);
    }
  }
  add("page", page);
  for (const auto& [name, text] : texts) {
    if (name.ends_with(".headers") && vendor.links_from_.empty()) {
      vendor.links_from_ = origin_in(text);
    }
    if (!name.ends_with(".json") || name == "case.json" || name == "expected.json") continue;
    const std::string stem = stem_of(name);
    const auto serves = [&](const FixtureVendor::Source& source) { return source.files == stem; };
    if (!std::ranges::any_of(vendor.sources_, serves)) {
      return wrong("nothing of the manifest asks for it in this case", name);
    }
    vendor.asked_[name] = false;
  }
  vendor.texts_ = std::move(texts);
  vendor.routes_ = *std::move(routes);
  vendor.object_ = words->object;
  vendor.settings_ = std::move(words->settings);
  return vendor;
}

}  // namespace crosswalk::sim
