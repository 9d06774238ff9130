#include "server/console/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "faults/endpoints.hpp"
#include "faults/kinds.hpp"
#include "server/console/holdings.hpp"
#include "world/fields.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::vector<std::string_view>;

Json list_of(const auto& words) {
  Json list = Json::list();
  for (const std::string_view word : words) list.push(word);
  return list;
}

Json field(std::string_view name, std::string_view type, std::string_view helps) {
  Json json = Json::object();
  json.set("name", name);
  json.set("type", type);
  json.set("helps", helps);
  return json;
}

Json field(std::string_view name, std::string_view type, const Words& words = {}) {
  Json json = Json::object();
  json.set("name", name);
  json.set("type", type);
  if (!words.empty()) json.set("words", list_of(words));
  return json;
}

template <class T>
Json fields_of(const T* none) {
  Json fields = Json::list();
  for (const Member<T>& member : members_of(none)) {
    if (std::holds_alternative<Text T::*>(member.place)) {
      fields.push(field(member.name, "text"));
    } else if (std::holds_alternative<bool T::*>(member.place)) {
      fields.push(field(member.name, "flag"));
    } else if (std::holds_alternative<Id T::*>(member.place)) {
      fields.push(field(member.name, "id"));
    } else {
      const auto& words = std::get<Choice<T>>(member.place).words;
      fields.push(field(member.name, "word", {words.begin(), words.end()}));
    }
  }
  return fields;
}

// Where an inserted record belongs, as world/mutation.hpp says it.
Words places_of(Kind kind) {
  if (kind == Kind::application) return {"candidate_id", "job_id"};
  if (kind == Kind::job_post) return {"job_id"};
  if (kind == Kind::note) return {"candidate_id", "application_id"};
  if (kind == Kind::scorecard) return {"application_id"};
  return {};
}

Words operations_of(Kind kind, bool editable) {
  Words words;
  const bool inserts = kind == Kind::job || kind == Kind::candidate || !places_of(kind).empty();
  if (inserts) words.push_back("insert");
  if (editable) words.push_back("update");
  words.push_back("delete");
  if (kind == Kind::candidate) words.insert(words.end(), {"anonymise", "merge"});
  if (kind == Kind::application) words.insert(words.end(), {"advance", "reject"});
  if (kind == Kind::job) words.insert(words.end(), {"close", "reopen"});
  return words;
}

Json kinds() {
  Json all = Json::list();
  for (const std::string_view word : kind_words()) {
    const Kind kind = *kind_of(word);
    Json json = Json::object();
    json.set("kind", word);
    bool editable = false;
    with_row_type(kind, [&]<class T>(const T* none) {
      editable = Editable<T>;
      if constexpr (Editable<T>) json.set("fields", fields_of(none));
      return true;
    });
    json.set("places", list_of(places_of(kind)));
    json.set("operations", list_of(operations_of(kind, editable)));
    all.push(std::move(json));
  }
  return all;
}

// What a kind of fault takes, as POST /_sim/fault names and reads it.
Json parameter(std::string_view takes) {
  if (takes == "wait") return field("wait_ms", "ms", "milliseconds");
  if (takes == "most") return field("most_ms", "ms", "milliseconds");
  if (takes == "per") return field("per_ms", "ms", "milliseconds");
  if (takes == "recorded") return field("recorded_ms", "list_of_ms", "milliseconds: 20 35 1200");
  if (takes == "distribution") {
    return field("distribution", "word", {"fixed", "uniform", "log_normal", "recorded"});
  }
  if (takes == "retry_after") {
    return field("retry_after", "word",
                 {"none", "seconds", "date", "past_date", "negative", "huge", "twice", "words"});
  }
  if (takes == "status") return field(takes, "whole", "503");
  if (takes == "count") return field(takes, "whole", "1");
  if (takes == "part") return field(takes, "real", "0 to 1, of what still arrives: 0.5");
  if (takes == "spread") return field(takes, "real", "1");
  if (takes == "mutations") {
    return field(takes, "mutations", R"([{"kind":"candidate","op":"update","count":5}])");
  }
  return field(takes, "text", takes == "path" ? "a JSON pointer: /*/id" : "candidates");
}

Json faults() {
  Json all = Json::list();
  for (const FaultWord& each : fault_words()) {
    Json json = Json::object();
    json.set("do", each.word);
    json.set("family", name_of(each.family));
    json.set("helps", each.helps);
    Json takes = Json::list();
    std::string_view left = each.takes;
    while (!left.empty()) {
      const std::size_t end = std::min(left.find(' '), left.size());
      takes.push(parameter(left.substr(0, end)));
      left.remove_prefix(std::min(end + 1, left.size()));
    }
    json.set("takes", std::move(takes));
    all.push(std::move(json));
  }
  return all;
}

Json triggers() {
  Json all = Json::list();
  all.push(field("first", "whole", "only the first so many"));
  all.push(field("every", "whole", "every so manyth"));
  all.push(field("page", "whole", "that page of a listing"));
  all.push(field("attempts", "whole", "so many tries of each"));
  all.push(field("probability", "real", "0 to 1, drawn from the seed"));
  all.push(field("contains", "text", "in target or body"));
  return all;
}

}  // namespace

Json vocabulary() {
  Json words = Json::object();
  words.set("kinds", kinds());
  words.set("entities", list_of(entity_words()));
  words.set("faults", faults());
  words.set("triggers", triggers());
  words.set("endpoints", list_of(endpoint_names()));
  return words;
}

}  // namespace crosswalk::sim
