#include "faults/endpoints.hpp"
#include "language/language.hpp"
#include "language/tables/tables.hpp"
#include "linkedin/fields/schema.hpp"
#include "world/fields.hpp"
#include "world/mutation/placing.hpp"

namespace crosswalk::sim {
namespace language {
namespace {

std::string in_cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, "\\");
  }
  return text;
}

std::string table_of(const Described& told) {
  std::string out = "| word | what it is | unless said | |\n|---|---|---|---|\n";
  for (const Described::Row& row : told.rows) {
    const std::string usual = row.required ? "must be said" : row.usual;
    out += "| `" + row.key + "` | " + in_cell(row.type) + " | " + in_cell(usual) + " | " +
           in_cell(row.help) + " |\n";
  }
  return out + "\n";
}

std::string listed(const Known& words) {
  std::string all;
  for (const std::string_view word : words) {
    all += (all.empty() ? "`" : ", `") + std::string(word) + "`";
  }
  return all;
}

// PEER.RESOURCE.VERB; what has no verb stands alone.
std::string endpoint_lists() {
  std::string out =
      "### Endpoints\n\nWhat `at` of a fault and `requests` of an expectation take: "
      "PEER.RESOURCE.VERB, `*` for any part of it. Both of Greenhouse's APIs have the names of "
      "`greenhouse`, both of LinkedIn's those of `linkedin`; `hook` is what peers push.\n\n"
      "| endpoint | verbs |\n|---|---|\n";
  std::string open;
  for (const std::string_view name : endpoint_names()) {
    const std::size_t dot = name.rfind('.');
    const bool has_verb = name.find('.') != dot && !name.starts_with("hook.");
    const std::string place(has_verb ? name.substr(0, dot) : name);
    if (place != open) {
      out += (open.empty() ? "| `" : " |\n| `") + place + "` |";
      open = place;
    }
    if (has_verb) out += " `" + std::string(name.substr(dot)) + "`";
  }
  return out + " |\n\n";
}

std::string permission_lists() {
  std::string out =
      "### Permissions\n\nWhat `scope` of `scope_missing` and the quirk `denied` take; "
      "`denied` is for vendors only.\n\n| at | permissions |\n|---|---|\n";
  Known whose = vendor_words();
  whose.push_back("linkedin");
  for (const std::string_view each : whose) {
    out += "| `" + std::string(each) + "` | " + listed(scope_words(each)) + " |\n";
  }
  return out + "\n";
}

std::string type_of(const linkedin::Field& field) {
  using linkedin::Shape;
  switch (field.shape) {
    case Shape::text:
      return "a text";
    case Shape::email:
      return "an address of mail";
    case Shape::urn:
      return "a URN";
    case Shape::word: {
      const Known words(field.words.begin(), field.words.end());
      return "one of " + listed(words);
    }
    case Shape::instant:
      return "milliseconds since 1970";
    case Shape::flag:
      return "true or false";
    case Shape::record:
      return "members";
    case Shape::any:
      return "JSON";
  }
  return {};
}

void add_fields(const linkedin::Schema& schema, const std::string& before, std::string& out) {
  for (const linkedin::Field& field : schema.fields) {
    if (!can_be_expected(field)) continue;
    const std::string name = before + std::string(field.name) + (field.list ? ".0" : "");
    if (field.inner != nullptr && field.shape == linkedin::Shape::record) {
      add_fields(*field.inner, name + ".", out);
    } else {
      out += "| `" + name + "` | " + type_of(field) + " |\n";
    }
  }
}

std::string linkedin_fields() {
  std::string out =
      "### Fields at LinkedIn\n\nWhat `fields` of a [record](#record) take, by kind; in a list "
      "`0` is the first. An expected text of nothing, `\"\"`, means that the field is not "
      "there. A record is named by its id alone; notes, feedback and stages, which hang on "
      "another, "
      "as PARENT/ID, such as `$candidate/$note`.\n\n";
  for (std::size_t at = 0; at < entity_words().size(); ++at) {
    out += "#### `" + std::string(entity_words()[at]) + "`\n\n| field | what it is |\n|---|---|\n";
    add_fields(linkedin::schema_of(static_cast<EntityKind>(at)), "", out);
    out += "\n";
  }
  return out;
}

template <class T>
std::string type_of(const Member<T>& member) {
  if (const auto* const choice = std::get_if<Choice<T>>(&member.place)) {
    return "one of " + listed({choice->words.begin(), choice->words.end()});
  }
  if (std::holds_alternative<bool T::*>(member.place)) return "true or false";
  return std::holds_alternative<Id T::*>(member.place) ? "an id, or $name" : "a text";
}

std::string vendor_fields() {
  std::string out =
      "### Fields at the vendor\n\nWhat `fields` of a [vendor step](#--vendor), of a "
      "[mutation](#mutation) and of a [vendor record](#vendor_record) take, by kind. Where a new "
      "record belongs only an insert can say; a merge takes `into` alone.\n\n"
      "| kind | field | what it is |\n|---|---|---|\n";
  constexpr std::string_view places[] = {"job_id", "candidate_id", "application_id"};
  for (const std::string_view word : kind_words()) {
    const Kind kind = *kind_of(word);
    const auto row = [&](std::string_view field, const std::string& type) {
      out += "| `" + std::string(word) + "` | `" + std::string(field) + "` | " + type + " |\n";
    };
    with_row_type(kind, [&]<class T>(const T* type) {
      if constexpr (Editable<T>) {
        for (const Member<T>& each : members_of(type)) row(each.name, type_of(each));
      }
      return true;
    });
    for (const std::string_view place : places) {
      if (is_place(kind, place)) row(place, "where a new one belongs: an id, or $name");
    }
  }
  return out;
}

}  // namespace

}  // namespace language

std::string scenario_reference() {
  using namespace language;
  std::string out;
  for (const Described& each : described_tables()) {
    out += "### `" + each.name + "`\n\n" + each.help + "\n\n" + table_of(each);
  }
  out += "### Steps\n\n| step | brief form | |\n|---|---|---|\n";
  for (const StepRow& row : step_rows()) {
    const std::string word(row.word);
    std::string brief = row.bare ? "`- " + word + "`" : "";
    if (!row.brief.empty()) {
      const std::string name(row.brief);
      brief += (brief.empty() ? "`- " : ", `- ") + word + ": " + name + "`";
    }
    out += "| `" + word + "` | " + brief + " | " + std::string(row.help) + " |\n";
  }
  out += "\n";
  for (const StepRow& row : step_rows()) {
    if (row.word == "expect" || row.word == "set") continue;  // Their words stand above.
    out += "#### `- " + std::string(row.word) + "`\n\n";
    out += table_of(describe(row.section, row.made));
  }
  out += "### Kinds of faults\n\n| kind | family | takes | |\n|---|---|---|---|\n";
  for (const FaultWord& each : fault_words()) {
    out += "| `" + std::string(each.word) + "` | " + std::string(name_of(each.family)) + " | " +
           std::string(each.takes) + " | " + std::string(each.helps) + " |\n";
  }
  out += "\n" + table_of(describe(deed_section()));
  return out + endpoint_lists() + permission_lists() + linkedin_fields() + vendor_fields();
}

}  // namespace crosswalk::sim
