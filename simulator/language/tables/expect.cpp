#include <charconv>

#include "language/tables/tables.hpp"
#include "linkedin/entity.hpp"

namespace crosswalk::sim::language {
namespace {

NameCheck one_among(std::string noun, Known known) {
  return [noun = std::move(noun), known = std::move(known)](const Node& key,
                                                            const Reader& reader) -> Problem {
    if (std::ranges::find(known, key.text) != known.end()) return std::nullopt;
    return reader.unknown(key, noun, key.text, known);
  };
}

// Names that only the whole scenario can tell right from wrong.
Problem anything(const Node&, const Reader&) { return std::nullopt; }

// "I5", or "I1..I10".
Problem read_invariants(const Node& node, const Reader& reader, std::vector<std::string>& into) {
  const Known& known = invariant_ids();
  std::string said;
  if (auto wrong = text_in(node, reader, "an invariant, I1 to I12, or I1..I5", said)) return wrong;
  const std::size_t dots = said.find("..");
  const std::string first = said.substr(0, dots);
  const std::string last = dots == std::string::npos ? first : said.substr(dots + 2);
  const auto from = std::ranges::find(known, first);
  const auto to = std::ranges::find(known, last);
  for (const auto& [id, at] : {std::pair(first, from), std::pair(last, to)}) {
    if (at != known.end()) continue;
    return reader.wrong(node, "there is no invariant '" + id.substr(0, 20) + "'; known are " +
                                  std::string(known.front()) + ".." + std::string(known.back()));
  }
  if (to < from) {
    return reader.wrong(node, "this range must run upwards; say " + last + ".." + first);
  }
  into.insert(into.end(), from, to + 1);
  return std::nullopt;
}

Value<std::vector<std::string>> invariants() {
  Value<std::vector<std::string>> value = list_of(text("invariants, such as I5 or I1..I10", 20));
  const Json one = Json::Members{{"type", "string"},
                                 {"pattern", "^I([1-9]|1[0-2])(\\.\\.I([1-9]|1[0-2]))?$|\\$\\{"}};
  value.schema = any_of({one, Json::Members{{"type", "array"}, {"items", one}}});
  value.read = [](const Node& node, const Reader& reader,
                  std::vector<std::string>& into) -> Problem {
    std::vector<std::string> read;
    if (!node.is_list()) {
      if (auto wrong = read_invariants(node, reader, read)) return wrong;
    }
    for (const Node& each : node.items) {
      if (auto wrong = read_invariants(each, reader, read)) return wrong;
    }
    into = std::move(read);
    return std::nullopt;
  };
  return value;
}

// `candidate: ID` says kind and id at once.
template <class R>
void add_kinds(Section<R>& section, const Known& kinds) {
  for (const std::string_view kind : kinds) {
    const auto id = text("an id, $name, or PARENT/ID", 200);
    Word<R> made{.key = kind, .help = "Which one.", .type = id.type, .schema = id.schema};
    made.read = [id, kind](const Node& node, const Reader& reader, R& into) -> Problem {
      if (!into.kind.empty()) {
        return reader.wrong(
            node, "this is about " + with_article(into.kind) + " already; say one of them");
      }
      into.kind = kind;
      return id.read(node, reader, into.id);
    };
    made.write = [id](const R& said, const R&) { return id.write(said.id, {}); };
    made.differs = [kind](const R& said, const R&) { return said.kind == kind; };
    section.words.push_back(std::move(made));
  }
}

template <class R>
Value<R> record_value(const Section<R>& section) {
  Value<R> value = inside(section);
  value.read = [&section](const Node& node, const Reader& reader, R& into) -> Problem {
    const std::size_t before = reader.noted_so_far();
    if (auto wrong = read_section(section, node, reader, into)) return wrong;
    if (!into.kind.empty() || reader.noted_so_far() > before) return std::nullopt;
    return reader.wrong(node, "which record? say its kind and id, such as `candidate: 4711`");
  };
  return value;
}

Known listed(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

}  // namespace

const Known& entity_words() {
  static const Known words = [] {
    Known all;
    for (std::size_t i = 0; i < entity_kinds; ++i) {
      all.push_back(name_of(static_cast<EntityKind>(i)));
    }
    return all;
  }();
  return words;
}

const Known& invariant_ids() {
  static const Known ids{"I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12"};
  return ids;
}

const Section<RecordExpectation>& record_section() {
  using R = RecordExpectation;
  static const Section<R> section = [] {
    Section<R> made{"record", "One record at LinkedIn.", {}};
    add_kinds(made, entity_words());
    made.words.push_back(word<R>("held", &R::held, maybe(flag()), "Whether LinkedIn has it."));
    made.words.push_back(word<R>("fields", &R::fields,
                                 named_texts("LinkedIn's fields, a.b for members of members"),
                                 "What they hold; `Fields at LinkedIn` lists them by kind."));
    return made;
  }();
  return section;
}

const Section<VendorExpectation>& vendor_record_section() {
  using R = VendorExpectation;
  static const Section<R> section = [] {
    Section<R> made{"vendor_record", "One record at the vendor.", {}};
    add_kinds(made, listed(kind_words()));
    made.words.push_back(word<R>("there", &R::there, maybe(flag()), "Whether it lives."));
    made.words.push_back(word<R>("fields", &R::fields, named_texts("fields of the record"),
                                 "What they hold; `Fields at the vendor` lists them by kind."));
    return made;
  }();
  return section;
}

Places places_in(const Node& expect) {
  Places places;
  const auto put_down = [&](std::string part, const Node& at) {
    if (at.file == 0 && at.line > 0) places.lines[std::move(part)] = at.line;
  };
  put_down("", expect.keys.empty() ? expect : expect.keys.front());
  for (std::size_t i = 0; i < expect.keys.size(); ++i) {
    const std::string& word = expect.keys[i].text;
    const Node& value = expect.items[i];
    put_down(word, expect.keys[i]);
    for (const Node& key : value.keys) put_down(word + "." + key.text, key);
    for (std::size_t at = 0; value.is_list() && at < value.items.size(); ++at) {
      put_down(word + "." + std::to_string(at), value.items[at]);
    }
  }
  return places;
}

const Section<Expectations>& expect_section() {
  using E = Expectations;
  const auto at_linkedin = [] {
    return amounts("kind", entity_words(), one_among("kind at LinkedIn", entity_words()));
  };
  const Known kinds = listed(kind_words());
  const auto shown = [] { return list_of(text("a part of what is shown", 400), 100); };
  static const Section<E> section{
      "expect",
      "What must hold; everything is looked up at the peers.",
      {word<E>("agree", &E::agree, maybe(flag()),
               "Whether both sides hold the same; at the end true unless said."),
       word<E>("invariants", &E::invariants, invariants(), "Only these are looked at."),
       word<E>("not_invariants", &E::not_invariants, invariants(), "These are not looked at."),
       word<E>("held", &E::held, at_linkedin(), "How many LinkedIn has."),
       word<E>("vendor", &E::vendor, amounts("kind", kinds, one_among("kind of record", kinds)),
               "How many live at the vendor."),
       word<E>("records", &E::linkedin_records, list_of(record_value(record_section())),
               "Records at LinkedIn, one by one."),
       word<E>("vendor_records", &E::vendor_records, list_of(record_value(vendor_record_section())),
               "Records at the vendor."),
       word<E>("requests", &E::requests,
               amounts("endpoint, * for any part of its name", {}, anything),
               "How often somebody asked, since the run began."),
       word<E>("written", &E::written, at_linkedin(),
               "How many records were in writes that LinkedIn accepted."),
       word<E>("fired", &E::fired, amounts("fault", {}, anything, true),
               "How often faults struck; at the end each at least once unless said."),
       word<E>("virtual_time", &E::virtual_time_s, time_amount(), "Since the run began."),
       word<E>("told", &E::told, shown(), "Each is part of something a person was shown."),
       word<E>("not_told", &E::not_told, shown(), "None of these is."),
       word<E>("tenant", &E::tenant, text("a tenant's name", 40),
               "Of whom; else of each. What is counted for all together it does not narrow.")}};
  return section;
}

}  // namespace crosswalk::sim::language
