#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

constexpr std::size_t steps_max = 5'000;
constexpr std::size_t tenants_max = 100;
constexpr std::uint64_t seed_max = 9'007'199'254'740'991;  // What every JSON reader keeps.

Problem read_step(const Node& node, const Reader& reader, Step& into) {
  const bool map_of_one = node.is_map() && node.keys.size() == 1;
  if (node.is_map() && node.keys.size() > 1) {
    return reader.wrong(node.keys[1],
                        "one step has one word; begin another with `- `, and put its "
                        "parameters in braces: `- sync: {full: true}`");
  }
  if (!node.is_scalar() && !map_of_one) {
    return reader.wrong(node, "this must be a step, such as `sync` or `advance: 30m`");
  }
  const Node& name = map_of_one ? node.keys.front() : node;
  Known known;
  for (const StepRow& row : step_rows()) known.push_back(row.word);
  const auto found = std::ranges::find(step_rows(), name.text, &StepRow::word);
  if (found == step_rows().end()) return reader.unknown(name, "step", name.text, known);
  const StepRow& row = *found;
  into = row.made;
  into.line = node.file == 0 ? name.line : 0;
  const bool nothing = !map_of_one || node.items.front().kind == Node::Kind::null;
  if (nothing) {
    if (row.bare) return std::nullopt;
    return reader.wrong(name, "`" + name.text + "` needs to know more: " + std::string(row.help) +
                                  " Its words are " + std::string(row.section.known().front()) +
                                  (row.section.known().size() > 1 ? " and others" : ""));
  }
  const Node& value = node.items.front();
  if (auto* const expect = std::get_if<ExpectStep>(&into.what)) {
    expect->expect.places = places_in(value);
  }
  if (value.is_map() || row.brief.empty()) return read_section(row.section, value, reader, into);
  const auto word = std::ranges::find(row.section.words, row.brief, &Word<Step>::key);
  return word->read(value, reader, into);
}

Node write_step(const Step& said) {
  const StepRow& row = row_of(said);
  Node words = write_section(row.section, said, row.made);
  if (words.keys.empty() && row.bare) return scalar(std::string(row.word));
  const bool brief = words.keys.size() == 1 && words.keys[0].text == row.brief;
  Node node = map();
  put(node, std::string(row.word), brief ? std::move(words.items[0]) : std::move(words));
  return node;
}

Problem read_tenants(const Node& node, const Reader& reader, Draft& into) {
  if (!node.is_list() || node.items.empty()) {
    return reader.wrong(node,
                        "this must be a list of tenants, `- name: acme` and so on; without "
                        "`tenants` there is one, acme");
  }
  if (node.items.size() > tenants_max) {
    return reader.wrong(node, "there are more than " + std::to_string(tenants_max) + " tenants");
  }
  into.scenario.tenants.clear();
  for (const Node& each : node.items) {
    TenantSpec tenant = into.world;
    auto wrong = read_section(tenant_section(), each, reader, tenant);
    if (auto told = reader.noted(std::move(wrong))) return told;
    into.scenario.tenants.push_back(std::move(tenant));
  }
  return std::nullopt;
}

Word<Draft> tenants_word() {
  const Json items =
      Json::Members{{"type", "array"}, {"items", reference_to("tenant")}, {"minItems", 1}};
  Word<Draft> made{.key = "tenants",
                   .help = "The customers; one, acme, unless said.",
                   .type = "a list, see `tenant`",
                   .schema = items};
  made.read = read_tenants;
  made.write = [](const Draft& said, const Draft&) {
    Node node = list();
    for (const TenantSpec& each : said.scenario.tenants) {
      node.items.push_back(write_section(tenant_section(), each, said.world));
      Node& written = node.items.back();
      if (written.find("name") == nullptr) {
        written.keys.insert(written.keys.begin(), scalar("name"));
        written.items.insert(written.items.begin(), scalar(each.name));
      }
    }
    return node;
  };
  made.differs = [](const Draft& said, const Draft&) {
    return !(said.scenario.tenants == std::vector<TenantSpec>{said.world});
  };
  return made;
}

// What is over when a scenario is read: there to be described.
Word<Draft> spent(std::string_view key, std::string type, Json schema, std::string_view help) {
  Word<Draft> made{.key = key, .help = help, .type = std::move(type), .schema = std::move(schema)};
  made.read = [](const Node&, const Reader&, Draft&) { return Problem{}; };
  made.write = [](const Draft&, const Draft&) { return list(); };
  made.differs = [](const Draft&, const Draft&) { return false; };
  return made;
}

Json matrix_schema() {
  const Json values = Json::Members{{"type", "array"}, {"items", text_schema()}, {"minItems", 1}};
  return Json::Members{{"type", "object"},
                       {"additionalProperties", any_of({text_schema(), values})}};
}

template <class V>
Word<Draft> of(std::string_view key, V Scenario::*place, Value<V> value, std::string_view help) {
  return lifted<Draft>(word<Scenario>(key, place, std::move(value), help), &Draft::scenario);
}

}  // namespace

Value<Step> step_value() {
  Value<Step> value;
  value.type = "a step";
  value.schema = reference_to("step");
  value.read = read_step;
  value.write = [](const Step& said, const Step&) { return write_step(said); };
  return value;
}

const Section<Draft>& scenario_section() {
  const Value<std::vector<std::string>> paths = list_of(text("a path, relative to this file", 300));
  Word<Draft> world = word<Draft>("world", &Draft::world, inside(world_section()),
                                  "How the world looks; of every tenant, unless one differs.");
  world.read = [read = world.read](const Node& node, const Reader& reader, Draft& into) -> Problem {
    if (auto wrong = read(node, reader, into)) return wrong;
    into.scenario.tenants = {into.world};
    return std::nullopt;
  };
  Word<Draft> expect =
      of("expect", &Scenario::expect, inside(expect_section()), "What must hold at the end.");
  expect.read = [read = expect.read](const Node& node, const Reader& reader,
                                     Draft& into) -> Problem {
    into.scenario.expect.places = places_in(node);
    return read(node, reader, into);
  };
  Word<Draft> steps =
      of("steps", &Scenario::steps, list_of(step_value(), steps_max), "What is done, in order.");
  steps.schema = Json::Members{{"type", "array"}, {"items", step_value().schema}};
  steps.read = [read = steps.read](const Node& node, const Reader& reader, Draft& into) -> Problem {
    if (!node.is_map()) return read(node, reader, into);
    return reader.wrong(node, "`steps` is a list: begin each with `- `, as in `- sync`");
  };
  static const Section<Draft> section{
      "scenario",
      "What a QA engineer writes: a world, what goes wrong, what is done, what must hold.",
      {of("name", &Scenario::name, text("a name", 200), "Else that of the file."),
       of("why", &Scenario::why, text("one sentence", 1000), "Why this scenario exists."),
       of("seed", &Scenario::seed, whole(0, seed_max), "Everything follows from it."),
       of("start", &Scenario::start, instant(), "When it begins; histories end here."),
       of("mode", &Scenario::mode, choice<Mode>("mode", {"both", "virtual", "real"}),
          "Where it can run: on virtual time, with the real programs, or both."),
       of("mode_reason", &Scenario::mode_reason, text("one sentence", 400), "Why in one only."),
       spent("use", paths.type, paths.schema,
             "Fragments: lists are joined, theirs first; maps are "
             "merged, and what this file says wins."),
       spent("matrix", "names with their values: 1..50, or a list", matrix_schema(),
             "One run for each combination; ${NAME} stands for the value, and a name that is a "
             "word of `world`, or seed, acts by itself."),
       std::move(world), tenants_word(),
       of("faults", &Scenario::faults, list_of(rule_value()), "What goes wrong."), std::move(steps),
       std::move(expect)}};
  return section;
}

}  // namespace crosswalk::sim::language
