#include "language/tables/switches.hpp"

#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

Word<Step> switched(std::string_view key, bool on, std::string_view help) {
  const auto ids = list_of(text("ids of faults", 60));
  Word<Step> made{.key = key, .help = help, .type = ids.type, .schema = ids.schema};
  made.read = [ids, on](const Node& node, const Reader& reader, Step& into) -> Problem {
    FaultStep& step = std::get<FaultStep>(into.what);
    if (!step.ids.empty()) {
      return reader.wrong(node, "one step switches one way; write a second one for `off`");
    }
    step.on = on;
    return ids.read(node, reader, step.ids);
  };
  made.write = [ids](const Step& said, const Step&) {
    return ids.write(std::get<FaultStep>(said.what).ids, {});
  };
  made.differs = [on](const Step& said, const Step&) {
    return std::get<FaultStep>(said.what).on == on;
  };
  return made;
}

using Setting = std::pair<std::string, std::string>;

// A list is kept as its words with commas between them.
std::string as_text(const Node& node) {
  if (!node.is_list()) return node.text;
  std::string all;
  for (const Node& each : node.items) all += (all.empty() ? "" : ",") + each.text;
  return all;
}

Node as_node(const std::string& text, bool is_list) {
  if (!is_list) return scalar(text);
  Node node = list();
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    node.items.push_back(scalar(std::string(rest.substr(0, end))));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return node;
}

const Setting* setting(const Step& step, std::string_view name) {
  const auto& values = std::get<SetStep>(step.what).values;
  const auto found = std::ranges::find(values, name, &Setting::first);
  return found == values.end() ? nullptr : &*found;
}

bool is_list_word(const Word<Quirks>& quirk) { return quirk.type.starts_with("a list"); }

Word<Step> setting_word(const Word<Quirks>& quirk) {
  Word<Step> made{.key = quirk.key, .help = quirk.help, .type = quirk.type, .schema = quirk.schema};
  made.read = [quirk](const Node& node, const Reader& reader, Step& into) -> Problem {
    Quirks tried;
    const std::string said = as_text(node);
    if (auto wrong = quirk.read(node, reader, tried)) return wrong;
    std::get<SetStep>(into.what).values.emplace_back(quirk.key, said);
    return std::nullopt;
  };
  made.write = [quirk](const Step& said, const Step&) {
    const Setting* const found = setting(said, quirk.key);
    return as_node(found == nullptr ? "" : found->second, is_list_word(quirk));
  };
  made.differs = [quirk](const Step& said, const Step&) {
    return setting(said, quirk.key) != nullptr;
  };
  return made;
}

}  // namespace

std::vector<Word<Step>> fault_switches() {
  return {switched("on", true, "These are in force from here on."),
          switched("off", false, "These are not.")};
}

std::vector<Word<Step>> expectations_of_step() {
  const auto place = [](auto& step) -> auto& { return std::get<ExpectStep>(step.what).expect; };
  std::vector<Word<Step>> words;
  for (const Word<Expectations>& each : expect_section().words) {
    words.push_back(lifted<Step>(each, place));
  }
  return words;
}

std::vector<Word<Step>> quirk_switches() {
  std::vector<Word<Step>> words;
  for (const Word<Quirks>& each : quirks_section().words) words.push_back(setting_word(each));
  return words;
}

}  // namespace crosswalk::sim::language
