#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text/json.hpp"
#include "scenario/checks/checks.hpp"
#include "world/fields.hpp"

namespace crosswalk::sim::checks {
namespace {

constexpr EntityKind kinds[] = {EntityKind::job,
                                EntityKind::candidate,
                                EntityKind::application,
                                EntityKind::candidate_note,
                                EntityKind::application_note,
                                EntityKind::feedback,
                                EntityKind::stage};

std::string text_of(const Json& value) {
  return value.text() != nullptr ? *value.text() : write_json(value);
}

const Json* step_into(const Json& value, std::string_view name) {
  const Json::List* const items = value.items();
  if (items == nullptr) return value.find(name);
  std::size_t at = 0;
  const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), at);
  const bool is_place = failed == std::errc{} && end == name.data() + name.size();
  return is_place && at < items->size() ? &(*items)[at] : nullptr;
}

// What children hang on is divided by a line end in the ledger, and by a slash in scenarios.
const Entity* find(const Scene& scene, const RecordExpectation& wanted) {
  const auto* const kind =
      std::ranges::find(kinds, wanted.kind, [](EntityKind each) { return name_of(each); });
  if (kind == std::end(kinds)) return nullptr;
  std::string id = wanted.id;
  std::ranges::replace(id, '/', '\n');
  const Entity* const entity =
      scene.linkedin.ledger(scene.now).find(*kind, scene.policy.organization, id);
  return entity != nullptr && entity->held ? entity : nullptr;
}

template <class T>
std::string text_at(const T& row, const Member<T>& member) {
  struct Show {
    const T& row;
    std::string operator()(Text T::*place) const { return std::string(row.*place); }
    std::string operator()(bool T::*place) const { return row.*place ? "true" : "false"; }
    std::string operator()(Id T::*place) const { return std::to_string(row.*place); }
    std::string operator()(const Choice<T>& choice) const {
      return std::string(choice.words[choice.get(row)]);
    }
  };
  return std::visit(Show{row}, member.place);
}

template <class T>
std::optional<std::string> read(const T& row, std::string_view name) {
  if constexpr (Editable<T>) {
    for (const Member<T>& member : members_of(static_cast<const T*>(nullptr))) {
      if (member.name == name) return text_at(row, member);
    }
  }
  return std::nullopt;
}

std::optional<Id> to_id(std::string_view text) {
  Id id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

bool lives(const World& world, Kind kind, Id id) {
  return with_row_type(kind, [&](const auto* row) {
    return world.find<std::remove_cvref_t<decltype(*row)>>(id) != nullptr;
  });
}

}  // namespace

std::optional<std::string> content_field(std::string_view content, std::string_view path) {
  const auto parsed = parse_json(content, content.size() + 1);
  if (!parsed) return std::nullopt;
  const Json* at = &*parsed;
  while (!path.empty() && at != nullptr) {
    const std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    at = step_into(*at, name);
  }
  if (at == nullptr || at->is_null()) return std::nullopt;
  return text_of(*at);
}

std::optional<std::string> world_field(const World& world, Kind kind, Id id,
                                       std::string_view name) {
  std::optional<std::string> found;
  with_row_type(kind, [&](const auto* type) {
    using Type = std::remove_cvref_t<decltype(*type)>;
    const Type* const row = world.find<Type>(id);
    if (row != nullptr) found = read(*row, name);
    return found.has_value();
  });
  return found;
}

// Names only, never a value: what is held of somebody stays out of reports.
void linkedin_records(const Expectations& expect, const Scene& scene, const Found& found) {
  for (const RecordExpectation& wanted : expect.linkedin_records) {
    const std::string name = "linkedin." + wanted.kind + "." + wanted.id;
    const Entity* const entity = find(scene, wanted);
    const bool should = wanted.held.value_or(true);
    if ((entity != nullptr) != should) {
      found.add(name, false, entity ? "it is held" : "it is not held");
      continue;
    }
    std::string wrong;
    for (const auto& [path, value] : wanted.fields) {
      if (entity == nullptr) break;
      const auto is = content_field(entity->content, path);
      const bool member = path == "manualMatchedMember" && entity->member == value;
      if (member || is.value_or("") == value) continue;
      wrong += (wrong.empty() ? "" : ", ") + path + (is ? " differs" : " is empty");
    }
    found.add(name, wrong.empty(), wrong.empty() ? "as expected" : wrong);
  }
}

void vendor_records(const Expectations& expect, const Scene& scene, const Found& found) {
  for (const VendorExpectation& wanted : expect.vendor_records) {
    const std::string name = "vendor." + wanted.kind + "." + wanted.id;
    const auto kind = kind_of(wanted.kind);
    const auto id = to_id(wanted.id);
    if (!kind || !id || scene.world == nullptr) {
      found.add(name, false, "there is no such kind or id here");
      continue;
    }
    const bool there = lives(*scene.world, *kind, *id);
    if (there != wanted.there.value_or(true)) {
      found.add(name, false, there ? "it is there" : "it is not there");
      continue;
    }
    std::string wrong;
    for (const auto& [field, value] : wanted.fields) {
      if (!there) break;
      const auto is = world_field(*scene.world, *kind, *id, field);
      if (is == value) continue;
      wrong += (wrong.empty() ? "" : ", ") + field + (is ? " differs" : " is no field of it");
    }
    found.add(name, wrong.empty(), wrong.empty() ? "as expected" : wrong);
  }
}

}  // namespace crosswalk::sim::checks
