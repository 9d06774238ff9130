#pragma once

/// \file
/// How one kind of value is written in a scenario: its reading, its writing, its line in the
/// reference and its JSON schema stand together, so that none can say what another does not.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/text/json.hpp"
#include "language/expectation.hpp"
#include "language/tree/node.hpp"

namespace crosswalk::sim::language {

using Known = std::vector<std::string_view>;

template <class V>
struct Value {
  std::string type;  ///< For people: "a whole number from 0 to 8".
  Json schema;
  /// Reads over what is there already; what the node does not say stays.
  std::function<Problem(const Node&, const Reader&, V&)> read;
  /// What says `value` where `usual` is what holds unless it is said.
  std::function<Node(const V& value, const V& usual)> write;
};

/// The schema of a scalar: as given, or a text that holds a variable of the matrix.
Json or_variable(Json schema);
/// A text, however YAML would type it.
Json text_schema();
/// {"anyOf": [...]}
Json any_of(Json::List forms);
/// {"enum": [...]}
Json one_of(const Known& known);

/// The text of a scalar, or what is wrong: `needed` says what was wanted.
Problem text_in(const Node& node, const Reader& reader, std::string_view needed, std::string& into);

/// The numbers between the bounds, both included; durations are "500ms", "30s", "30m", "2h", "7d".
Value<std::uint64_t> whole(std::uint64_t low, std::uint64_t high);
Value<std::uint32_t> small(std::uint32_t low, std::uint32_t high);
Value<int> status_code();
Value<double> real(double low, double high);
Value<Duration> duration(Duration low, Duration high);
Value<Instant> instant();
Value<bool> flag();
/// A choice of two words, the second of which is the true one.
Value<bool> either(std::string_view no, std::string_view yes);

/// Any text up to so many bytes; `what` is shown for its type.
Value<std::string> text(std::string what, std::size_t bytes_max = 4096);
/// One of the words.
Value<std::string> one_word(std::string noun, Known known);

/// Names with texts, in the order they were written.
Value<std::vector<std::pair<std::string, std::string>>> pairs(std::string what);
/// The same, in no order of theirs.
Value<std::map<std::string, std::string>> named_texts(std::string what);

/// 195, ">= 30", "<= 700", {at_least: 30, at_most: 700}. Refused is what any number meets, such as
/// ">= 0", unless `any`.
Value<Amount> amount(bool any = false);
/// The same of a duration, kept in seconds.
Value<std::optional<Amount>> time_amount();
/// Amounts by name; `check` says what is wrong with a name.
using NameCheck = std::function<Problem(const Node& key, const Reader&)>;
Value<std::map<std::string, Amount>> amounts(std::string of_what, const Known& known,
                                             NameCheck check, bool any = false);

/// What the schema's definition `amount` is.
Json amount_definition();

/// "1h30m" is not among them: the largest unit that leaves no rest.
std::string duration_text(Duration duration);
std::optional<Duration> duration_in(std::string_view text);

/// A list; what is no list stands for a list of one.
template <class V>
Value<std::vector<V>> list_of(Value<V> one, std::size_t items_max = 1000);

/// What may be left out.
template <class V>
Value<std::optional<V>> maybe(Value<V> one);

/// An enumeration by its words, which are those of `words` in its order.
template <class E>
Value<E> choice(std::string noun, Known words);

}  // namespace crosswalk::sim::language

#include "language/words/value_templates.hpp"
