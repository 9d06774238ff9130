#include "linkedin/rest/pages.hpp"

#include <algorithm>
#include <charconv>

#include "linkedin/rest/replies.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::size_t count_default = 10;
constexpr std::size_t count_max = 100;

std::optional<std::size_t> number_in(const Parameters& query, std::string_view name,
                                     std::size_t otherwise) {
  const std::string* const text = find(query, name);
  if (text == nullptr) return otherwise;
  std::size_t out = 0;
  const char* const end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, out);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return out;
}

Json link(std::string_view rel, std::string_view path, const Parameters& query, std::size_t start,
          std::size_t count) {
  std::string href(path);
  for (const auto& [name, value] : query) {
    if (name == "start" || name == "count") continue;
    href += (href.size() == path.size() ? "?" : "&") + percent_encode(name) + "=" +
            percent_encode(value);
  }
  href += "&start=" + std::to_string(start) + "&count=" + std::to_string(count);
  Json out = Json::object();
  out.set("rel", rel);
  out.set("href", std::move(href));
  out.set("type", "application/json");
  return out;
}

}  // namespace

std::optional<std::vector<std::pair<std::string, Json>>> read_entities(std::string_view body) {
  const auto json = parse_json(body);
  if (!json || json->members() == nullptr || json->members()->size() != 1) return std::nullopt;
  const Json* const entities = json->find("entities");
  if (entities == nullptr || entities->members() == nullptr) return std::nullopt;
  return *entities->members();
}

HttpResponse page(const std::vector<Json>& all, const Parameters& query, std::string_view path) {
  const auto start = number_in(query, "start", 0);
  const auto asked = number_in(query, "count", count_default);
  if (!start || !asked) return reply(bad_request("start and count are numbers"));
  const std::size_t count = std::min(*asked, count_max);
  const std::size_t begin = std::min(*start, all.size());
  const std::size_t end = std::min(begin + count, all.size());
  Json elements = Json::list();
  for (std::size_t at = begin; at < end; ++at) elements.push(all[at]);
  Json links = Json::list();
  if (end < all.size() && end > begin) links.push(link("next", path, query, end, count));
  Json paging = Json::object();
  paging.set("start", static_cast<std::uint64_t>(*start));
  paging.set("count", static_cast<std::uint64_t>(count));
  paging.set("total", static_cast<std::uint64_t>(all.size()));
  paging.set("links", std::move(links));
  Json out = Json::object();
  out.set("elements", std::move(elements));
  out.set("paging", std::move(paging));
  return reply(200, write_json(out));
}

}  // namespace crosswalk::sim::linkedin
