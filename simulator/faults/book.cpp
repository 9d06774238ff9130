#include "faults/book.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text/digest.hpp"
#include "faults/endpoints.hpp"
#include "faults/replies/targets.hpp"

namespace crosswalk::sim {
namespace {

// Beyond these nobody follows a run by hand; what is over is forgotten first.
constexpr std::size_t wants_max = 200'000;
constexpr std::size_t continuing_max = 100'000;

std::optional<std::uint32_t> number_in(std::string_view target, std::string_view name) {
  const auto text = parameter(query_of(target), name);
  std::uint32_t out = 0;
  if (!text) return std::nullopt;
  const auto [end, wrong] = std::from_chars(text->data(), text->data() + text->size(), out);
  if (wrong != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return out;
}

// LinkedIn counts elements, vendors count pages, and cursors count nothing.
std::uint32_t page_of(std::string_view target, bool linkedin) {
  if (!linkedin) return std::max(number_in(target, "page").value_or(1), 1u);
  constexpr std::uint32_t count_default = 10;
  const std::uint32_t count = std::max(number_in(target, "count").value_or(count_default), 1u);
  return number_in(target, "start").value_or(0) / count + 1;
}

}  // namespace

RequestBook::Entry RequestBook::enter(std::string_view tenant, std::string_view peer,
                                      const HttpRequest& request, Duration at) {
  Entry entry;
  entry.scope = mixed(mix64(tenant), mix64(peer));
  entry.target = request.target;
  entry.logical.at = at;
  place(entry, peer, request);
  number(entry);
  return entry;
}

void RequestBook::place(Entry& entry, std::string_view peer, const HttpRequest& request) {
  const auto known = continuing_.find(mixed(entry.scope, mix64(request.target)));
  if (known != continuing_.end() && request.method == "GET") {
    entry.listing = known->second.listing;
    entry.logical.page = known->second.page;
    entry.logical.endpoint = known->second.endpoint;
    entry.target = known->second.target;
    return;
  }
  const bool linkedin = peer == "linkedin";
  entry.logical.endpoint = endpoint_of(peer, request);
  entry.logical.page = page_of(request.target, linkedin);
  entry.numbered = entry.logical.endpoint.starts_with("gem.");
  std::string first = without_parameter(request.target, linkedin ? "start" : "page");
  first = without_parameter(first, "cursor");
  // Pushes of one body are told apart by the number of their event.
  const std::string_view event = header(request.headers, "Greenhouse-Event-ID");
  const std::uint64_t said = mixed(mix64(request.body), mix64(event));
  entry.listing = mixed(mixed(entry.scope, mix64(request.method + ' ' + first)), said);
  const auto walk = walks_.find(entry.listing);
  if (walk == walks_.end()) return;
  if (entry.logical.page == 1) {
    walks_.erase(walk);
  } else if (walk->second.turned_back > 0) {
    entry.logical.page -= std::min(entry.logical.page - 1, walk->second.turned_back);
    entry.target = with_parameter(request.target, "page", std::to_string(entry.logical.page));
  }
}

void RequestBook::number(Entry& entry) {
  if (wants_.size() >= wants_max) {
    std::erase_if(wants_, [](const auto& each) { return each.second.attempts == 0; });
  }
  entry.want = mixed(entry.listing, entry.logical.page);
  Want& want = wants_[entry.want];
  if (want.attempts == 0) {
    ++want.times;
    want.ordinal = ++ordinals_[mixed(entry.scope, mix64(entry.logical.endpoint))];
  }
  entry.logical.ordinal = want.ordinal;
  entry.logical.attempt = ++want.attempts;
  entry.logical.key = mixed(entry.want, want.times);
}

void RequestBook::leave(const Entry& entry, bool served) {
  const auto want = wants_.find(entry.want);
  if (served && want != wants_.end()) want->second.attempts = 0;
}

void RequestBook::learn_next(const Entry& entry, std::string_view target) {
  if (continuing_.size() >= continuing_max) continuing_.clear();
  continuing_[mixed(entry.scope, mix64(target))] = {entry.listing, entry.logical.page + 1,
                                                    entry.logical.endpoint, std::string(target)};
}

std::string RequestBook::alias(const Entry& entry) {
  const std::uint64_t bits = mixed(entry.logical.key, entry.logical.attempt);
  std::string target(path_of(entry.target));
  target += "?cursor=" + to_hex({reinterpret_cast<const char*>(&bits), sizeof bits});
  continuing_[mixed(entry.scope, mix64(target))] = {entry.listing, entry.logical.page,
                                                    entry.logical.endpoint, entry.target};
  return target;
}

void RequestBook::turn_back(const Entry& entry) { ++walks_[entry.listing].turned_back; }

void RequestBook::end_here(const Entry& entry) { walks_[entry.listing].end = entry.logical.page; }

bool RequestBook::is_past_end(const Entry& entry) const {
  const auto walk = walks_.find(entry.listing);
  return walk != walks_.end() && walk->second.end != 0 && entry.logical.page > walk->second.end;
}

void RequestBook::keep_items(const Entry& entry, std::vector<std::string> items) {
  auto& kept = walks_[entry.listing].items;
  const std::uint32_t page = entry.logical.page;
  std::erase_if(kept, [&](const auto& each) { return each.first + 1 < page || each.first > page; });
  kept[page] = std::move(items);
}

const std::vector<std::string>& RequestBook::items_before(const Entry& entry) const {
  static const std::vector<std::string> none;
  const auto walk = walks_.find(entry.listing);
  if (walk == walks_.end()) return none;
  const auto kept = walk->second.items.find(entry.logical.page - 1);
  return kept == walk->second.items.end() ? none : kept->second;
}

}  // namespace crosswalk::sim
