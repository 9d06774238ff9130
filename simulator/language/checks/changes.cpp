#include <algorithm>

#include "language/checks/checks.hpp"
#include "language/words/reading.hpp"
#include "world/fields.hpp"
#include "world/mutation/placing.hpp"

namespace crosswalk::sim::language {
namespace {

bool is_id_or_captured(const std::string& text) {
  return id_in(text).has_value() || text.find('$') != std::string::npos;
}

template <class T>
Problem check_value(const Checking& all, const Member<T>& member, const Node& value) {
  if (value.text.find('$') != std::string::npos) return std::nullopt;
  if (const auto* const choice = std::get_if<Choice<T>>(&member.place)) {
    const Known known(choice->words.begin(), choice->words.end());
    if (std::ranges::find(known, value.text) != known.end()) return std::nullopt;
    return all.reader.unknown(value, "word for `" + std::string(member.name) + "`", value.text,
                              known);
  }
  const bool flag = std::holds_alternative<bool T::*>(member.place);
  if (flag && value.text != "true" && value.text != "false") {
    return all.reader.wrong(value, "this must be true or false");
  }
  if (std::holds_alternative<Id T::*>(member.place) && !is_id_or_captured(value.text)) {
    return all.reader.wrong(value, "this must be an id, or $name");
  }
  return std::nullopt;
}

template <class T>
Problem field_of(const Checking& all, const Node& key, const Node* value) {
  if constexpr (Editable<T>) {
    const auto& members = members_of(static_cast<const T*>(nullptr));
    const auto found = std::ranges::find(members, std::string_view(key.text), &Member<T>::name);
    if (found != members.end()) {
      return value == nullptr ? std::nullopt : check_value(all, *found, *value);
    }
    Known known;
    for (const Member<T>& each : members) known.push_back(each.name);
    return all.reader.unknown(key, "field of this kind", key.text, known);
  } else {
    return all.reader.wrong(key, "records of this kind have no fields of their own");
  }
}

bool editable(Kind kind) {
  return with_row_type(kind, []<class T>(const T*) { return Editable<T>; });
}

// The kinds that an operation is for; empty: any.
std::vector<Kind> kinds_for(Operation operation) {
  switch (operation) {
    case Operation::insert:
      return {Kind::candidate,   Kind::job,  Kind::job_post,
              Kind::application, Kind::note, Kind::scorecard};
    case Operation::anonymise:
    case Operation::merge:
      return {Kind::candidate};
    case Operation::advance:
    case Operation::reject:
      return {Kind::application};
    case Operation::close:
    case Operation::reopen:
      return {Kind::job};
    case Operation::update:
    case Operation::remove:
      break;
  }
  return {};
}

Problem check_kind(const Checking& all, const ChangeSaid& said, const Node& words) {
  const std::vector<Kind> kinds = kinds_for(said.operation);
  const bool fits = kinds.empty() || std::ranges::find(kinds, said.kind) != kinds.end();
  const bool edits = said.operation != Operation::update || editable(said.kind);
  if (fits && edits) return std::nullopt;
  std::string what = "this does not happen to " + with_article(word_of(said.kind));
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    what += (i == 0 ? ", but to one of " : ", ") + std::string(word_of(kinds[i]));
  }
  return all.reader.wrong(below(words, {"do"}), what + "; say another `kind`");
}

}  // namespace

Problem check_field(const Checking& all, Kind kind, const Node& key, const Node* value) {
  Problem wrong;
  with_row_type(kind, [&]<class T>(const T*) {
    wrong = field_of<T>(all, key, value);
    return true;
  });
  return wrong;
}

Problem check_change(const Checking& all, const ChangeSaid& said, const Node& words) {
  if (auto wrong = check_kind(all, said, words)) return wrong;
  const bool inserts = said.operation == Operation::insert;
  const bool merges = said.operation == Operation::merge;
  if (inserts && said.ids) {
    return all.reader.wrong(below(words, {"ids"}),
                            "an insert takes no ids, it gives new ones; "
                            "keep them with `as`");
  }
  if (said.ids && said.count) {
    return all.reader.wrong(below(words, {"count"}),
                            "`ids` say how many these are; take `count` "
                            "away");
  }
  const Node* const fields = words.find("fields");
  if (fields == nullptr) return std::nullopt;
  if (!inserts && !merges && said.operation != Operation::update) {
    return all.reader.wrong(*fields, "only insert, update and merge take fields");
  }
  for (std::size_t i = 0; i < fields->keys.size(); ++i) {
    const Node& key = fields->keys[i];
    const Node& value = fields->items[i];
    if (merges && key.text != "into") {
      return all.reader.unknown(key, "field of a merge", key.text, {"into"});
    }
    if (merges || (inserts && is_place(said.kind, key.text))) {
      if (is_id_or_captured(value.text)) continue;
      return all.reader.wrong(value, "this must be an id, or $name");
    }
    if (auto wrong = check_field(all, said.kind, key, &value)) return wrong;
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
