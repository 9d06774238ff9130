#include "faults/replies/items.hpp"

#include <algorithm>
#include <numeric>

#include "base/text/dates.hpp"

namespace crosswalk::sim {
namespace {

void rewrite(std::string& body, const PageItems& items, const std::vector<std::string_view>& all) {
  std::string list = "[";
  for (const std::string_view each : all) {
    if (list.size() > 1) list += ',';
    list += each;
  }
  body = replaced(body, {{items.list, list + "]"}});
}

std::vector<std::string_view> texts_of(std::string_view body, const PageItems& items) {
  std::vector<std::string_view> out;
  for (const JsonSpan& each : items.each) out.push_back(each.in(body));
  return out;
}

std::string_view unquoted(std::string_view value) {
  const bool quoted = value.size() >= 2 && value.front() == '"';
  return quoted ? value.substr(1, value.size() - 2) : value;
}

std::optional<JsonSpan> member_in(std::string_view item, std::string_view name) {
  const auto whole = whole_of(item);
  return whole ? member_of(item, *whole, name) : std::nullopt;
}

Instant floored(Instant at, Duration grain) {
  const std::int64_t ms = to_ms(at), step = std::max<std::int64_t>(grain.count(), 1);
  return from_ms(ms - (ms % step + step) % step);
}

}  // namespace

std::optional<PageItems> items_of(std::string_view body) {
  auto list = whole_of(body);
  if (!list) return std::nullopt;
  if (form_of(body, *list) == JsonForm::object) list = member_of(body, *list, "elements");
  if (!list || form_of(body, *list) != JsonForm::list) return std::nullopt;
  const auto members = members_of(body, *list);
  if (!members) return std::nullopt;
  PageItems out{*list, {}};
  for (const JsonMember& each : *members) out.each.push_back(each.value);
  return out;
}

std::vector<std::string> last_items(std::string_view body, const PageItems& items,
                                    std::size_t count) {
  std::vector<std::string> out;
  const std::size_t first = items.each.size() - std::min(count, items.each.size());
  for (std::size_t at = first; at < items.each.size(); ++at) {
    out.emplace_back(items.each[at].in(body));
  }
  return out;
}

bool double_items(std::string& body) {
  const auto items = items_of(body);
  if (!items || items->each.empty()) return false;
  std::vector<std::string_view> all;
  for (const std::string_view each : texts_of(body, *items)) all.insert(all.end(), 2, each);
  rewrite(body, *items, all);
  return true;
}

bool reorder_items(std::string& body, std::uint64_t seed) {
  const auto items = items_of(body);
  if (!items || items->each.size() < 2) return false;
  std::vector<std::string_view> all = texts_of(body, *items);
  const std::vector<std::string_view> before = all;
  for (std::size_t left = all.size(); left > 1; --left) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    std::swap(all[left - 1], all[(seed >> 33) % left]);
  }
  if (all == before) std::ranges::reverse(all);
  rewrite(body, *items, all);
  return true;
}

bool prepend_items(std::string& body, const std::vector<std::string>& items) {
  const auto own = items_of(body);
  if (!own || items.empty()) return false;
  std::vector<std::string_view> all(items.begin(), items.end());
  for (const std::string_view each : texts_of(body, *own)) all.push_back(each);
  rewrite(body, *own, all);
  return true;
}

bool empty_items(std::string& body) {
  return keep_items_if(body, [](std::string_view) { return false; });
}

bool keep_items_if(std::string& body, const std::function<bool(std::string_view)>& stays) {
  const auto items = items_of(body);
  if (!items) return false;
  std::vector<std::string_view> all = texts_of(body, *items);
  std::erase_if(all, [&](std::string_view each) { return !stays(each); });
  if (all.size() == items->each.size()) return false;
  rewrite(body, *items, all);
  return true;
}

std::string_view id_of(std::string_view item) {
  const auto id = member_in(item, "id");
  return id ? unquoted(id->in(item)) : std::string_view();
}

std::optional<Instant> time_in(std::string_view item, std::string_view name) {
  const auto time = member_in(item, name);
  return time ? parse_instant(unquoted(time->in(item))) : std::nullopt;
}

// A quote inside of a text is escaped, so this finds names of members only.
bool tie_times(std::string& body, Duration grain) {
  constexpr std::string_view name = R"("updated_at":")";
  bool changed = false;
  for (std::size_t at = body.find(name); at != std::string::npos; at = body.find(name, at)) {
    at += name.size();
    const std::size_t end = body.find('"', at);
    if (end == std::string::npos) break;
    const std::string_view text = std::string_view(body).substr(at, end - at);
    const auto time = parse_instant(text);
    if (!time) continue;
    std::string tied = format_instant(floored(*time, grain));
    if (text.find('.') == std::string_view::npos) tied.erase(tied.find('.'), 4);
    if (tied == text) continue;
    body.replace(at, end - at, tied);
    changed = true;
  }
  return changed;
}

}  // namespace crosswalk::sim
