#include <array>

#include "base/check.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim::language {
namespace {

constexpr Duration time_max = std::chrono::hours(24 * 365);

Known listed(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> all;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) all.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return all;
}

using Deeds = std::vector<Section<FaultDeed>>;

// Of each kind the words it takes, in the order its row names them.
const Section<FaultDeed>& words_of(FaultKind kind) {
  static const Deeds all = [] {
    Deeds made;
    for (const FaultWord& each : fault_words()) {
      Section<FaultDeed> section{each.word, each.helps, {}};
      for (const std::string_view name : split(each.takes)) {
        const auto& words = deed_section().words;
        const auto found = std::ranges::find(words, name, &Word<FaultDeed>::key);
        CROSSWALK_CHECK(found != words.end());
        section.words.push_back(*found);
      }
      made.push_back(std::move(section));
    }
    return made;
  }();
  return all[static_cast<std::size_t>(kind)];
}

Known kind_names() {
  Known names;
  for (const FaultWord& each : fault_words()) names.push_back(each.word);
  return names;
}

Problem read_deed(const Node& node, const Reader& reader, FaultDeed& into) {
  const bool map_of_one = node.is_map() && node.keys.size() == 1;
  if (!node.is_scalar() && !map_of_one) {
    return reader.wrong(node, "this must be one kind of fault: `stall`, or {latency: 2s}");
  }
  const Node& name = map_of_one ? node.keys.front() : node;
  const auto kind = fault_kind_of(name.text);
  if (!kind) return reader.unknown(name, "kind of fault", name.text, kind_names());
  FaultDeed deed;
  deed.kind = *kind;
  if (map_of_one) {
    const Section<FaultDeed>& section = words_of(*kind);
    const Node& value = node.items.front();
    if (section.words.empty()) {
      return reader.wrong(value,
                          "`" + name.text + "` takes nothing; write `do: " + name.text + "`");
    }
    const bool brief = !value.is_map() && value.kind != Node::Kind::null;
    auto wrong = brief ? section.words.front().read(value, reader, deed)
                       : read_section(section, value, reader, deed);
    if (wrong) return wrong;
  }
  into = std::move(deed);
  return std::nullopt;
}

Node write_deed(const FaultDeed& said, const FaultDeed&) {
  FaultDeed usual;
  usual.kind = said.kind;
  const Section<FaultDeed>& section = words_of(said.kind);
  Node words = write_section(section, said, usual);
  const std::string kind(section.name);
  if (words.keys.empty()) return scalar(kind);
  Node node = map();
  const bool brief = words.keys.size() == 1 && words.keys[0].text == section.words[0].key;
  put(node, kind, brief ? std::move(words.items[0]) : std::move(words));
  return node;
}

}  // namespace

const Section<Mutation>& mutation_section() {
  using M = Mutation;
  static const Section<M> section{
      "mutation",
      "One change of the world.",
      {required(word<M>("do", &M::operation, choice<Operation>("change", listed(operation_words())),
                        "What happens.")),
       word<M>("kind", &M::kind, choice<Kind>("kind of record", listed(kind_words())),
               "To which kind of record."),
       word<M>("ids", &M::ids, list_of(whole(1, 1'000'000'000'000)),
               "To these; else some are drawn."),
       word<M>("count", &M::count, small(1, 1'000'000), "How many are drawn, or made."),
       word<M>("fields", &M::fields, pairs("fields with their values"),
               "What an update or an insert sets; `into` of a merge.")}};
  return section;
}

const Section<FaultTrigger>& trigger_section() {
  using W = FaultTrigger;
  const auto number = [] { return small(0, 1'000'000); };
  const auto some = [] { return small(1, 1'000'000); };
  const auto time = [] { return duration(Duration{0}, time_max); };
  static const Section<W> section{
      "when",
      "When a rule strikes; all that is said must hold.",
      {word<W>("probability", &W::probability, real(0, 1),
               "Of each logical request, drawn from seed and rule."),
       word<W>("nth", &W::nth, list_of(small(1, 1'000'000)),
               "Logical requests of the endpoint, counted from 1."),
       word<W>("first", &W::first, some(), "Only the first so many of them."),
       word<W>("every", &W::every, some(), "Every so manyth of them."),
       word<W>("page", &W::page, some(), "That page of a listing, counted from 1."),
       word<W>("attempts", &W::attempts, number(),
               "So many attempts of each; 0 for all of them, which never ends by itself."),
       word<W>("from", &W::from, time(), "Not before that, since the run began."),
       word<W>("until", &W::until, time(), "Not from then on, since the run began."),
       word<W>("contains", &W::contains, text("any text", 400),
               "Only if target or body hold this.")}};
  return section;
}

const Section<FaultDeed>& deed_section() {
  using D = FaultDeed;
  static const Known distributions{"fixed", "uniform", "log_normal", "recorded"};
  static const Known forms{"none",     "seconds", "date",  "past_date",
                           "negative", "huge",    "twice", "words"};
  static const Section<D> section{
      "do",
      "What goes wrong: the parameters of all kinds.",
      {word<D>("wait", &D::wait, duration(-time_max, time_max), "How long."),
       word<D>("most", &D::most, duration(Duration{0}, time_max), "The longest, if uniform."),
       word<D>("distribution", &D::distribution,
               choice<Distribution>("distribution", distributions), "How delays are drawn."),
       word<D>("spread", &D::spread, real(-3'600, 3'600),
               "Sigma of a log-normal delay; of a drift, seconds an hour."),
       word<D>("recorded", &D::recorded, list_of(duration(Duration{0}, time_max)),
               "One of these is drawn."),
       word<D>("status", &D::status, status_code(), "What is answered."),
       word<D>("retry_after", &D::retry_after, choice<RetryAfter>("form of Retry-After", forms),
               "How it is told how long to wait."),
       word<D>("path", &D::path, text("a JSON pointer, * for every item", 400),
               "Where in the reply."),
       word<D>("part", &D::part, real(0, 1), "How much still arrives."),
       word<D>("count", &D::count, small(0, 1'000'000), "How many."),
       word<D>("per", &D::per, duration(Duration{0}, time_max), "The window of a quota."),
       word<D>("scope", &D::scope, text("a permission such as candidates", 100),
               "Which permission; `Permissions` lists them."),
       word<D>("mutations", &D::mutations, list_of(inside(mutation_section()), 100),
               "What happens at the vendor.")}};
  return section;
}

Value<FaultDeed> deed_value() {
  Value<FaultDeed> value;
  value.type = "a kind of fault, or a kind with its parameters";
  value.schema = reference_to("do");
  value.read = read_deed;
  value.write = write_deed;
  return value;
}

Json deed_schema() {
  Json kinds = Json::object();
  for (const FaultWord& each : fault_words()) {
    const Section<FaultDeed>& section = words_of(each.kind);
    if (section.words.empty()) continue;
    Json kind = any_of({object_schema(describe(section)), section.words.front().schema});
    kind.set("description", each.helps);
    kinds.set(std::string(each.word), std::move(kind));
  }
  return any_of({or_variable(one_of(kind_names())), one_key_of(std::move(kinds))});
}

const Section<FaultRule>& fault_section() {
  using R = FaultRule;
  static const Section<R> section{
      "fault",
      "One thing that goes wrong.",
      {required(word<R>("id", &R::id, text("a short name", 60), "How reports call it.")),
       required(word<R>("at", &R::at, text("an endpoint, * for any part of its name", 100),
                        "Where it strikes; `Endpoints` lists them.")),
       word<R>("when", &R::when, inside(trigger_section()), "When it strikes; else always."),
       required(word<R>("do", &R::what, deed_value(), "What happens.")),
       word<R>("off", &R::off, flag(), "Not in force until a step switches it on.")}};
  return section;
}

Value<FaultRule> rule_value() {
  Value<FaultRule> value = inside(fault_section());
  value.read = [](const Node& node, const Reader& reader, FaultRule& into) {
    into.line = node.file == 0 ? node.line : 0;
    return read_section(fault_section(), node, reader, into);
  };
  return value;
}

}  // namespace crosswalk::sim::language
