// What all records of Harvest v1 have in common; the kinds are in people, openings and remarks.

#include "vendors/harvest_v1/records.hpp"

namespace crosswalk::sim::harvest {

void Records::append_id(std::string& out, Id id) const {
  if (dialect_.text_ids) out += '"';
  out += std::to_string(id);
  if (dialect_.text_ids) out += '"';
}

void Records::add_id(JsonObject& object, std::string_view name, Id id) const {
  if (id == 0) {
    object.null(name);
  } else {
    append_id(object.value(name), id);
  }
}

void Records::add_ids(JsonObject& object, std::string_view name, const std::vector<Id>& ids) const {
  std::string& out = object.value(name);
  out += '[';
  for (const Id id : ids) {
    if (out.back() != '[') out += ',';
    append_id(out, id);
  }
  out += ']';
}

void Records::add_named(JsonObject& object, std::string_view name, Id id, Text text) const {
  if (id == 0) {
    object.null(name);
    return;
  }
  JsonObject one(object.value(name));
  add_id(one, "id", id);
  one.text("name", text).close();
}

void Records::append_user(std::string& out, const User& user,
                          std::optional<bool> responsible) const {
  JsonObject one(out);
  add_id(one, "id", user.id);
  one.text("first_name", user.first_name).text("last_name", user.last_name);
  std::string& name = one.value("name");
  append_json_text(name, user.first_name);
  name.back() = ' ';
  const std::size_t seam = name.size();
  append_json_text(name, user.last_name);
  name.erase(seam, 1);
  one.text_or_null("employee_id", user.employee_id);
  if (responsible) one.flag("responsible", *responsible);
  one.close();
}

void Records::add_user(JsonObject& object, std::string_view name, Id id) const {
  const User* const user = world_.find<User>(id);
  if (user == nullptr) {
    object.null(name);
  } else {
    append_user(object.value(name), *user, std::nullopt);
  }
}

void Records::add_time(JsonObject& object, std::string_view name, std::optional<Instant> at) const {
  object.instant(name, at);
  if (!at || !dialect_.whole_seconds) return;
  constexpr std::size_t tail = std::string_view(".000Z\"").size();
  std::string& out = object.written();
  out.replace(out.size() - tail, tail, "Z\"");
}

void Records::add_dates(JsonObject& object, const Row& row, bool of_openings) const {
  const auto add = [&](std::string_view name, std::optional<Instant> at) {
    of_openings ? add_time(object, name, at) : static_cast<void>(object.instant(name, at));
  };
  const bool unchanged = dialect_.dates_changes && row.updated_at == row.created_at;
  add("created_at", row.created_at);
  add("updated_at", unchanged ? std::nullopt : std::optional(row.updated_at));
  if (!dialect_.tombstones) return;
  add("deleted_at", row.gone ? std::optional(row.updated_at) : std::nullopt);
}

}  // namespace crosswalk::sim::harvest
