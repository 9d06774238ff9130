#include <algorithm>
#include <string>

#include "daemon/commands/commands.hpp"
#include "mapping/coverage.hpp"

namespace crosswalk {
namespace {

std::string_view word_of(Carrier carrier) {
  switch (carrier) {
    case Carrier::nobody:
      return "no";
    case Carrier::map:
      return "connector";
    case Carrier::hook:
      return "hook";
    case Carrier::host:
      break;
  }
  return "host";
}

std::vector<FieldCoverage> fields_of(const KindCoverage& kind) {
  std::vector<FieldCoverage> all = kind.required;
  all.insert(all.end(), kind.conditional.begin(), kind.conditional.end());
  all.insert(all.end(), kind.optional.begin(), kind.optional.end());
  return all;
}

bool complete(const KindCoverage& kind) { return kind.read && lacking(kind).empty(); }

// The option of a tenant's that reads a field which is never sent. Any of them may stand in a rule.
std::string_view reader_of(Field field) {
  switch (field) {
    case Field::job_viewers:
      return "linkedin.members";
    case Field::job_confidential:
      return "policy.confidential_jobs";
    case Field::candidate_private:
      return "policy.private_candidates";
    case Field::candidate_note_private:
    case Field::application_note_private:
    case Field::feedback_private:
      return "policy.private_notes";
    default:
      return "policy.withhold.records";
  }
}

// Those that can be told without a tenant: with words, or given here.
std::vector<SettingSpec> shown_settings(const NamedConnector& named) {
  std::vector<SettingSpec> shown;
  for (const SettingSpec& spec : named.plan.settings) {
    const bool given = named.chosen.contains(spec.name);
    if (!spec.secret && (given || !spec.words.empty())) shown.push_back(spec);
  }
  return shown;
}

const std::string& value_of(const NamedConnector& named, const SettingSpec& spec) {
  const auto given = named.chosen.find(spec.name);
  return given == named.chosen.end() ? spec.fallback : given->second;
}

Json names_json(const std::vector<Field>& fields) {
  Json names = Json::list();
  for (const Field field : fields) names.push(spec_of(field).name);
  return names;
}

Json settings_json(const NamedConnector& named) {
  Json settings = Json::list();
  for (const SettingSpec& spec : shown_settings(named)) {
    Json setting = Json::object();
    setting.set("name", spec.name);
    setting.set("value", value_of(named, spec));
    Json words = Json::list();
    for (const std::string& word : spec.words) words.push(word);
    setting.set("words", std::move(words));
    settings.push(std::move(setting));
  }
  return settings;
}

Json field_json(const FieldCoverage& each, std::string_view name, std::string_view word) {
  Json field = Json::object();
  field.set("field", spec_of(each.field).name);
  field.set(std::string(name), word);
  field.set("carried", word_of(each.carrier));
  return field;
}

Json kind_json(const KindCoverage& kind) {
  Json json = Json::object();
  json.set("kind", name_of(kind.kind));
  json.set("read", kind.read);
  json.set("complete", complete(kind));
  json.set("lacks", names_json(kind.read ? lacking(kind) : std::vector<Field>()));
  json.set("left_to_hook", names_json(left_to_hook(kind)));
  Json fields = Json::list();
  for (const FieldCoverage& each : fields_of(kind)) {
    fields.push(field_json(each, "requirement", name_of(spec_of(each.field).rsc)));
  }
  json.set("fields", std::move(fields));
  Json never_sent = Json::list();
  for (const FieldCoverage& each : kind.never_sent) {
    never_sent.push(field_json(each, "read_by", reader_of(each.field)));
  }
  json.set("never_sent", std::move(never_sent));
  return json;
}

Json as_json(const NamedConnector& named, const std::vector<KindCoverage>& all) {
  Json kinds = Json::list();
  for (const KindCoverage& kind : all) kinds.push(kind_json(kind));
  Json json = Json::object();
  json.set("connector", named.plan.connector);
  json.set("version", named.plan.version);
  json.set("title", named.plan.title);
  json.set("settings", settings_json(named));
  json.set("kinds", std::move(kinds));
  return json;
}

std::string row(std::string_view first, std::string_view second, std::string_view third) {
  const auto padded = [](std::string_view text, std::size_t width) {
    std::string cell(text);
    cell.resize(std::max(cell.size() + 1, width + 1), ' ');
    return cell;
  };
  std::string line = "  " + padded(first, 32) + padded(second, 26) + std::string(third);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string listed(const std::vector<Field>& fields) {
  std::string text;
  for (const Field field : fields)
    text.append(text.empty() ? "" : ", ").append(spec_of(field).name);
  return text;
}

std::string settings_text(const NamedConnector& named) {
  const std::vector<SettingSpec> shown = shown_settings(named);
  if (shown.empty()) return "No setting changes this table.\n";
  std::string text = "With these settings; for others give --setting NAME=VALUE.\n";
  for (const SettingSpec& spec : shown) {
    std::string others;
    for (const std::string& word : spec.words) {
      if (word == value_of(named, spec)) continue;
      others += (others.empty() ? "or " : ", ") + word;
    }
    text += row(spec.name, value_of(named, spec), others);
  }
  return text;
}

std::string standing_of(const KindCoverage& kind) {
  if (!kind.read) return "not read";
  if (!complete(kind)) return "INCOMPLETE, none can be sent without " + listed(lacking(kind));
  const std::string hooked = listed(left_to_hook(kind));
  return hooked.empty() ? "complete" : "complete, if the connector's hook gives " + hooked;
}

std::string as_text(const NamedConnector& named, const std::vector<KindCoverage>& all) {
  std::string text = named.plan.title + " " + named.plan.version + "\n" + settings_text(named);
  for (const KindCoverage& kind : all) {
    text.append("\n")
        .append(name_of(kind.kind))
        .append(": ")
        .append(standing_of(kind))
        .append("\n");
    for (const FieldCoverage& each : fields_of(kind)) {
      const FieldSpec& spec = spec_of(each.field);
      text += row(spec.name, name_of(spec.rsc), word_of(each.carrier));
    }
  }
  text += "\nnever sent; read by these options of a tenant's, and by its rules\n";
  for (const KindCoverage& kind : all) {
    for (const FieldCoverage& each : kind.never_sent) {
      const FieldSpec& spec = spec_of(each.field);
      const std::string name = std::string(name_of(kind.kind)) + "." + std::string(spec.name);
      text += row(name, reader_of(each.field), word_of(each.carrier));
    }
  }
  return text;
}

}  // namespace

ExitCode show_coverage(const CommandLine& line, Terminal& terminal) {
  const auto named = connector_of(line);
  if (!named) return without_connector(named.error(), terminal);
  const std::vector<KindCoverage> all = coverage(named->plan);
  terminal.result(as_json(*named, all), as_text(*named, all));
  return ExitCode::success;
}

}  // namespace crosswalk
