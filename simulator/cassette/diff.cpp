#include "cassette/diff.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "cassette/scrub/shapes.hpp"
#include "cassette/scrub/standins.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t shown_bytes = 80;
constexpr std::size_t json_bytes_max = 64U << 20;
using Tracks = std::map<ResourceKey, std::vector<const Exchange*>>;

/// A text cut into stand-ins and what stands between.
struct Part {
  std::string_view text;
  bool stand_in = false;
};

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = stand_in_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    if (at > plain) parts.push_back({text.substr(plain, at - plain), false});
    parts.push_back({text.substr(at, end - at), true});
    plain = at = end;
  }
  if (plain < text.size()) parts.push_back({text.substr(plain), false});
  return parts;
}

std::string masked(std::string_view text) {
  std::string made;
  for (const Part& part : parts_of(text)) made += part.stand_in ? std::string_view("*") : part.text;
  return made;
}

bool differs_each_time(std::string_view member) {
  return std::ranges::find(members_that_differ, squeezed(member)) != std::end(members_that_differ);
}

bool field_differs_each_time(std::string_view field) {
  const std::string plain = squeezed(field);
  return std::ranges::any_of(fields_that_differ,
                             [&](std::string_view start) { return plain.starts_with(start); });
}

/// The same question in both: stand-ins in it are of no account.
Tracks tracks_of(const Cassette& cassette) {
  Tracks tracks;
  for (const Exchange& exchange : cassette.exchanges) {
    tracks[{exchange.tenant, masked(exchange.resource)}].push_back(&exchange);
  }
  return tracks;
}

std::string cut(std::string text) {
  if (text.size() <= shown_bytes) return text;
  std::size_t end = shown_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string_view kind_of(const Json& json) {
  if (json.members() != nullptr) return "object";
  if (json.items() != nullptr) return "list";
  if (json.text() != nullptr) return "text";
  if (json.flag() != nullptr) return "flag";
  return json.is_null() ? "null" : "number";
}

std::string pointer(const std::string& path, std::string_view name) {
  std::string made = path + "/";
  for (const char c : name) {
    if (c == '~') {
      made += "~0";
    } else if (c == '/') {
      made += "~1";
    } else {
      made += c;
    }
  }
  return made;
}

class Comparison {
 public:
  explicit Comparison(bool same_salt) : same_salt_(same_salt) {}

  void tracks(const ResourceKey& key, const std::vector<const Exchange*>& left,
              const std::vector<const Exchange*>& right);
  void only(const ResourceKey& key, Difference::What what, std::size_t answers);

  CassetteDiff diff;

 private:
  void exchanges(const Exchange& left, const Exchange& right);
  void headers(const Exchange& left, const Exchange& right);
  void values(const Json& left, const Json& right, const std::string& path);
  void members(const Json& left, const Json& right, const std::string& path);
  bool alike(std::string_view left, std::string_view right);
  bool go_together(std::string_view left, std::string_view right);
  void add(Difference::What what, const std::string& path, std::string left, std::string right);

  bool same_salt_;
  Difference at_;
  std::map<std::string, std::string, std::less<>> to_right_, to_left_;
};

void Comparison::add(Difference::What what, const std::string& path, std::string left,
                     std::string right) {
  ++diff.total;
  if (diff.differences.size() == differences_max) return;
  Difference made = at_;
  made.what = what;
  made.path = path;
  made.left = cut(std::move(left));
  made.right = cut(std::move(right));
  diff.differences.push_back(std::move(made));
}

bool Comparison::go_together(std::string_view left, std::string_view right) {
  // Opaque, and days of which there are too few to go with one another.
  for (const std::string_view start : {"cursor-", "1900-"}) {
    if (left.starts_with(start) && right.starts_with(start)) return true;
  }
  if (same_salt_) return left == right;
  const auto known = to_right_.find(left);
  const auto back = to_left_.find(right);
  if (known != to_right_.end() || back != to_left_.end()) {
    return known != to_right_.end() && back != to_left_.end() && known->second == right;
  }
  to_right_.emplace(left, right);
  to_left_.emplace(right, left);
  return true;
}

bool Comparison::alike(std::string_view left, std::string_view right) {
  const std::vector<Part> ours = parts_of(left), theirs = parts_of(right);
  return std::ranges::equal(ours, theirs, [this](const Part& a, const Part& b) {
    if (a.stand_in != b.stand_in) return false;
    return a.stand_in ? go_together(a.text, b.text) : a.text == b.text;
  });
}

/// Names that are stand-ins are paired in their order.
void Comparison::members(const Json& left, const Json& right, const std::string& path) {
  const auto masks = [](const Json& json) {
    std::map<std::pair<std::string, std::size_t>, const std::pair<std::string, Json>*> named;
    std::map<std::string, std::size_t> times;
    for (const auto& member : *json.members()) {
      std::string mask = masked(member.first);
      const std::size_t nth = mask == member.first ? 0 : ++times[mask];
      named.emplace(std::pair(std::move(mask), nth), &member);
    }
    return named;
  };
  const auto ours = masks(left), theirs = masks(right);
  for (const auto& [key, member] : ours) {
    const auto other = theirs.find(key);
    const std::string at = pointer(path, key.first);
    if (other == theirs.end()) {
      add(Difference::What::shape, at, write_json(member->second), "");
    } else if (!differs_each_time(key.first)) {
      values(member->second, other->second->second, at);
    } else if (kind_of(member->second) != kind_of(other->second->second)) {
      values(member->second, other->second->second, at);
    } else if (member->second != other->second->second) {
      ++diff.expected;
    }
  }
  for (const auto& [key, member] : theirs) {
    if (ours.contains(key)) continue;
    add(Difference::What::shape, pointer(path, key.first), "", write_json(member->second));
  }
}

void Comparison::values(const Json& left, const Json& right, const std::string& path) {
  if (kind_of(left) != kind_of(right)) {
    return add(Difference::What::shape, path, write_json(left), write_json(right));
  }
  if (left.members() != nullptr) return members(left, right, path);
  if (const auto* ours = left.items()) {
    const auto& theirs = *right.items();
    if (ours->size() != theirs.size()) {
      add(Difference::What::shape, path, std::to_string(ours->size()) + " items",
          std::to_string(theirs.size()) + " items");
    }
    for (std::size_t at = 0; at < std::min(ours->size(), theirs.size()); ++at) {
      values((*ours)[at], theirs[at], path + "/" + std::to_string(at));
    }
    return;
  }
  const bool both = left.integer() != nullptr && right.integer() != nullptr;
  const bool same = left.text() != nullptr ? alike(*left.text(), *right.text())
                    : both                 ? alike(write_json(left), write_json(right))
                                           : left == right;
  if (!same) add(Difference::What::value, path, write_json(left), write_json(right));
}

void Comparison::headers(const Exchange& left, const Exchange& right) {
  std::set<std::string> names;
  for (const auto& [name, value] : left.headers) names.insert(name);
  for (const auto& [name, value] : right.headers) names.insert(name);
  for (const std::string& name : names) {
    const std::string_view ours = header(left.headers, name), theirs = header(right.headers, name);
    if (alike(ours, theirs)) continue;
    if (!ours.empty() && !theirs.empty() && field_differs_each_time(name)) {
      ++diff.expected;
      continue;
    }
    add(Difference::What::header, name, std::string(ours), std::string(theirs));
  }
}

void Comparison::exchanges(const Exchange& left, const Exchange& right) {
  ++diff.compared;
  if (left.status != right.status) {
    add(Difference::What::status, "", std::to_string(left.status), std::to_string(right.status));
  }
  headers(left, right);
  const auto ours = parse_json(left.body, json_bytes_max);
  const auto theirs = parse_json(right.body, json_bytes_max);
  if (ours && theirs) return values(*ours, *theirs, "");
  if (ours.has_value() != theirs.has_value()) {
    return add(Difference::What::shape, "", ours ? "JSON" : "no JSON", theirs ? "JSON" : "no JSON");
  }
  if (!alike(left.body, right.body)) {
    add(Difference::What::value, "", write_json(Json(left.body)), write_json(Json(right.body)));
  }
}

void Comparison::only(const ResourceKey& key, Difference::What what, std::size_t answers) {
  at_ = {.tenant = key.first, .resource = key.second, .path = {}, .left = {}, .right = {}};
  const std::string said = std::to_string(answers);
  const bool left = what == Difference::What::only_left;
  add(what, "", left ? said : "", left ? "" : said);
}

void Comparison::tracks(const ResourceKey& key, const std::vector<const Exchange*>& left,
                        const std::vector<const Exchange*>& right) {
  at_ = {.tenant = key.first, .resource = key.second, .path = {}, .left = {}, .right = {}};
  if (left.size() != right.size()) {
    add(Difference::What::answers, "", std::to_string(left.size()), std::to_string(right.size()));
  }
  for (std::size_t at = 0; at < std::min(left.size(), right.size()); ++at) {
    at_.version = static_cast<std::uint32_t>(at + 1);
    exchanges(*left[at], *right[at]);
  }
}

}  // namespace

CassetteDiff diff_of(const Cassette& left, const Cassette& right) {
  Comparison comparison(left.salt == right.salt);
  const Tracks ours = tracks_of(left), theirs = tracks_of(right);
  for (const auto& [key, exchanges] : ours) {
    const auto other = theirs.find(key);
    if (other == theirs.end()) {
      comparison.only(key, Difference::What::only_left, exchanges.size());
    } else {
      comparison.tracks(key, exchanges, other->second);
    }
  }
  for (const auto& [key, exchanges] : theirs) {
    if (!ours.contains(key)) {
      comparison.only(key, Difference::What::only_right, exchanges.size());
    }
  }
  return std::move(comparison.diff);
}

}  // namespace crosswalk::sim
