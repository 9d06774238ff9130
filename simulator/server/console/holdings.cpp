#include "server/console/holdings.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text/dates.hpp"
#include "server/console/browse.hpp"
#include "server/console/lines.hpp"

namespace crosswalk::sim {
namespace {

Json sums_of(const Sums& sums) {
  Json json = Json::object();
  json.set("held", sums.held);
  json.set("created", sums.created);
  json.set("writes", sums.writes);
  json.set("unchanged", sums.unchanged);
  json.set("refused", sums.refused);
  json.set("deletes", sums.deletes);
  return json;
}

// What a person would recognise it by.
std::string title_of(const Entity& entity) {
  static constexpr std::string_view telling[] = {
      "firstName", "lastName", "title", "state", "stage", "atsJobPostingName", "note", "feedback"};
  const auto content = parse_json(entity.content);
  std::string title;
  if (!content) return title;
  for (const std::string_view name : telling) {
    const std::string_view text = content->text_of(name);
    if (!title.empty() && !text.empty()) title += ' ';
    title += text;
  }
  return excerpt(title);
}

Json line_of(std::string_view key, const Entity& entity) {
  const KeyText parts = parts_of(key);
  Json line = Json::object();
  line.set("key", key);
  line.set("id", parts.id);
  line.set("parent", parts.parent);
  line.set("title", title_of(entity));
  line.set("held", entity.held);
  line.set("changed_at", format_instant(entity.changed_at));
  line.set("writes", entity.writes);
  line.set("created", entity.created);
  line.set("unchanged", entity.unchanged);
  line.set("refused", entity.refused);
  line.set("deletes", entity.deletes);
  return line;
}

// Letters of the needle are in lower case.
bool holds(std::string_view text, std::string_view needle) {
  const auto same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  };
  return std::ranges::search(text, needle, same).begin() != text.end();
}

bool wanted(const EntityWish& wish, std::string_view needle, std::string_view key,
            const Entity& entity) {
  if (!entity.held && !wish.gone) return false;
  if (!wish.after.empty() && key <= wish.after) return false;
  return needle.empty() || holds(key, needle) || holds(entity.content, needle);
}

std::span<const EntityKind> kinds_below(EntityKind kind) {
  static constexpr std::array candidate{EntityKind::application, EntityKind::candidate_note};
  static constexpr std::array application{EntityKind::stage, EntityKind::feedback,
                                          EntityKind::application_note};
  if (kind == EntityKind::candidate) return candidate;
  if (kind == EntityKind::application) return application;
  return {};
}

Json children_of(const Ledger& ledger, std::string_view organization, EntityKind kind,
                 std::string_view key) {
  Json children = Json::list();
  for (const EntityKind below : kinds_below(kind)) {
    const Shelf* const shelf = ledger.shelf(below, organization);
    if (shelf == nullptr) continue;
    const auto found = shelf->children.find(key);
    if (found == shelf->children.end()) continue;
    const std::size_t count = std::min(found->second.size(), page_items_max);
    for (std::size_t at = 0; at < count; ++at) {
      Json child = Json::object();
      child.set("kind", name_of(below));
      child.set("key", found->second[at]);
      children.push(std::move(child));
    }
  }
  return children;
}

}  // namespace

Json list_entities(const Ledger& ledger, std::string_view organization, const EntityWish& wish) {
  Json page = Json::object();
  page.set("kind", name_of(wish.kind));
  page.set("held", ledger.held(wish.kind, organization));
  const Shelf* const shelf = ledger.shelf(wish.kind, organization);
  page.set("sums", sums_of(shelf == nullptr ? Sums{} : shelf->sums));
  const std::string needle = lower_case(wish.search);
  // The first ones by key, and one more, which says that there is a next page.
  std::map<std::string_view, const Entity*> first;
  if (shelf != nullptr) {
    for (const auto& [key, entity] : shelf->entities) {
      const bool full = first.size() > page_items_max;
      if (full && key > std::prev(first.end())->first) continue;
      if (!wanted(wish, needle, key, entity)) continue;
      first.emplace(key, &entity);
      if (full) first.erase(std::prev(first.end()));
    }
  }
  const bool more = first.size() > page_items_max;
  if (more) first.erase(std::prev(first.end()));
  Json items = Json::list();
  for (const auto& [key, entity] : first) items.push(line_of(key, *entity));
  page.set("items", std::move(items));
  if (more) page.set("next", std::prev(first.end())->first);
  return page;
}

Json show_entity(const Ledger& ledger, std::string_view organization, EntityKind kind,
                 std::string_view key) {
  const Shelf* const shelf = ledger.shelf(kind, organization);
  if (shelf == nullptr) return {};
  const auto found = shelf->entities.find(key);
  if (found == shelf->entities.end()) return {};
  const Entity& entity = found->second;
  Json shown = line_of(key, entity);
  shown.set("kind", name_of(kind));
  if (!entity.member.empty()) shown.set("member", entity.member);
  if (kind == EntityKind::job) shown.set("was_listed", entity.was_listed);
  const auto content = parse_json(entity.content);
  shown.set("content", content ? *content : Json());
  shown.set("children", children_of(ledger, organization, kind, key));
  return shown;
}

std::span<const std::string_view> entity_words() {
  static const auto words = [] {
    std::array<std::string_view, entity_kinds> all;
    for (std::size_t at = 0; at < all.size(); ++at) all[at] = name_of(static_cast<EntityKind>(at));
    return all;
  }();
  return words;
}

std::optional<EntityKind> entity_kind_of(std::string_view word) {
  const auto found = std::ranges::find(entity_words(), word);
  if (found == entity_words().end()) return std::nullopt;
  return static_cast<EntityKind>(found - entity_words().begin());
}

}  // namespace crosswalk::sim
