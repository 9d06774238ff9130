#include "sdk/fields.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace crosswalk {
namespace {

using K = RecordKind;

// The numbers of fields end below this.
constexpr std::size_t numbers_end = 512;

/// The table's row of each field number, one too high so that 0 means there is none.
using RowOf = std::array<std::uint8_t, numbers_end>;

const RowOf& row_of() {
  static const RowOf rows = [] {
    RowOf by_number{};
    const auto table = field_table();
    CROSSWALK_CHECK(table.size() < UINT8_MAX);
    for (std::size_t i = 0; i < table.size(); ++i) {
      by_number[static_cast<std::size_t>(table[i].field)] = static_cast<std::uint8_t>(i + 1);
    }
    return by_number;
  }();
  return rows;
}

constexpr std::array<std::string_view, record_kind_count> kinds = {
    "job", "candidate", "application", "stage", "candidate_note", "application_note", "feedback"};
constexpr std::array<std::string_view, 5> requirements = {"required", "conditional", "optional",
                                                          "rule_only", "unused"};
constexpr std::array<std::string_view, 9> groups = {"none",       "contact",      "employment",
                                                    "profile",    "source",       "disposition",
                                                    "job_detail", "compensation", "hiring_team"};
constexpr std::array<std::string_view, 5> privacies = {"none", "identifier", "identity", "contact",
                                                       "career"};

template <class Enum, std::size_t Count>
std::string_view word_of(Enum value, const std::array<std::string_view, Count>& words) {
  const auto at = static_cast<std::size_t>(value);
  return at < Count ? words[at] : std::string_view{"unknown"};
}

template <class Enum, std::size_t Count>
std::optional<Enum> value_of(std::string_view word,
                             const std::array<std::string_view, Count>& words) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view name_of(RecordKind kind) { return word_of(kind, kinds); }

std::span<const RecordKind> parents_of(RecordKind kind) {
  static constexpr std::array<K, 2> of_application{K::job, K::candidate};
  static constexpr std::array<K, 1> the_candidate{K::candidate};
  static constexpr std::array<K, 1> the_application{K::application};
  switch (kind) {
    case K::job:
    case K::candidate:
      return {};
    case K::application:
      return of_application;
    case K::candidate_note:
      return the_candidate;
    case K::stage:
    case K::application_note:
    case K::feedback:
      break;
  }
  return the_application;
}

Field id_field(RecordKind kind) {
  static constexpr std::array<Field, record_kind_count> ids{
      Field::job_id,     Field::candidate_id,      Field::application_id,
      Field::stage_id,   Field::candidate_note_id, Field::application_note_id,
      Field::feedback_id};
  return ids[static_cast<std::size_t>(kind)];
}

Field parent_field(RecordKind kind, RecordKind parent) {
  const auto of_application = parent == K::application;
  switch (kind) {
    case K::application:
      if (parent == K::job) return Field::application_job;
      return parent == K::candidate ? Field::application_candidate : Field{};
    case K::stage:
      return of_application ? Field::stage_application : Field{};
    case K::candidate_note:
      return parent == K::candidate ? Field::candidate_note_candidate : Field{};
    case K::application_note:
      return of_application ? Field::application_note_application : Field{};
    case K::feedback:
      return of_application ? Field::feedback_application : Field{};
    case K::job:
    case K::candidate:
      break;
  }
  return Field{};
}

std::optional<RecordKind> record_kind(std::string_view name) {
  return value_of<RecordKind>(name, kinds);
}

const FieldSpec* find_field(std::uint16_t number) {
  if (number >= numbers_end || row_of()[number] == 0) return nullptr;
  return &field_table()[row_of()[number] - std::size_t{1}];
}

const FieldSpec& spec_of(Field field) {
  const FieldSpec* spec = find_field(static_cast<std::uint16_t>(field));
  CROSSWALK_CHECK(spec != nullptr);
  return *spec;
}

const FieldSpec* find_field(RecordKind kind, std::string_view name) {
  const auto found = std::ranges::find_if(
      field_table(), [&](const FieldSpec& spec) { return spec.kind == kind && spec.name == name; });
  return found == field_table().end() ? nullptr : &*found;
}

std::string_view name_of(Requirement requirement) { return word_of(requirement, requirements); }

std::string_view name_of(OptOutGroup group) { return word_of(group, groups); }

std::optional<OptOutGroup> opt_out_group(std::string_view name) {
  const auto group = value_of<OptOutGroup>(name, groups);
  return group == OptOutGroup::none ? std::nullopt : group;
}

std::string_view name_of(PrivacyClass privacy) { return word_of(privacy, privacies); }

}  // namespace crosswalk
