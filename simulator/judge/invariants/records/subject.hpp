#pragma once

/// \file
/// A record of the world that LinkedIn may hold, by the place of its row, which never moves: the
/// one name under which both sides of it are looked at.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linkedin/entity.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::judging {

/// The tables whose rows may become entities.
enum class Sort : std::uint8_t { job, candidate, application, stage, note, card };
inline constexpr std::size_t sorts = 6;

struct Subject {
  Sort sort = Sort::job;
  std::uint32_t row = 0;

  friend bool operator==(const Subject&, const Subject&) = default;
};

/// Calls `use` with the row, gone or not, and returns what it returns: `use` must take a row of any
/// of the tables and give the same type for each.
template <class Use>
decltype(auto) with_row(const World& world, Subject subject, Use use) {
  switch (subject.sort) {
    case Sort::job:
      return use(world.all<Job>().row(subject.row));
    case Sort::candidate:
      return use(world.all<Candidate>().row(subject.row));
    case Sort::application:
      return use(world.all<Application>().row(subject.row));
    case Sort::stage:
      return use(world.all<ApplicationStage>().row(subject.row));
    case Sort::note:
      return use(world.all<Note>().row(subject.row));
    case Sort::card:
      break;
  }
  return use(world.all<Scorecard>().row(subject.row));
}

/// The subject that a row of that table is; the table must be the sort's.
template <class T>
Subject subject_of(const World& world, Sort sort, const T& row) {
  return {sort, static_cast<std::uint32_t>(row.id - world.all<T>().first_id())};
}

/// Nothing for an id of another table, or that was never given.
std::optional<Subject> subject_of(const World& world, Sort sort, Id id);
/// How many rows the table has, the gone ones too.
std::size_t rows_of(const World& world, Sort sort);

/// What it is at LinkedIn, and under which key, as it hangs now.
EntityKind kind_of(const World& world, Subject subject);
std::string key_of(const World& world, Subject subject);
/// What it hangs on; 0 for what hangs on nothing.
Id parent_of(const World& world, Subject subject);
/// Candidates and applications have children; of a child its parent.
std::optional<Subject> above(const World& world, Subject subject);

/// The table that entities of that kind come from.
Sort sort_of(EntityKind kind);
/// Whose row stands under the key at LinkedIn; it may hang on another by now.
std::optional<Subject> named(const World& world, EntityKind kind, std::string_view key);
/// "candidate 4711", "stage 12/13": without any value, whatever the key is.
std::string words_of(EntityKind kind, std::string_view key);

}  // namespace crosswalk::sim::judging
