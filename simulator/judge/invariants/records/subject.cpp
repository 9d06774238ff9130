#include "judge/invariants/records/subject.hpp"

#include <algorithm>

#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {
namespace {

template <class T>
std::optional<Subject> found(const World& world, Sort sort, Id id) {
  const T* const row = world.all<T>().ever(id);
  if (row == nullptr) return std::nullopt;
  return subject_of(world, sort, *row);
}

Id parent(const Job&) { return 0; }
Id parent(const Candidate&) { return 0; }
Id parent(const Application&) { return 0; }
Id parent(const ApplicationStage& row) { return row.application_id; }
Id parent(const Scorecard& row) { return row.application_id; }
Id parent(const Note& row) {
  return row.application_id == 0 ? row.candidate_id : row.application_id;
}

// An id of anybody else's making may say anything.
bool is_plain(std::string_view id) {
  constexpr std::size_t id_shown_max = 40;
  return !id.empty() && id.size() <= id_shown_max && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string shown(std::string_view id) {
  return is_plain(id) ? std::string(id)
                      : "with an id of " + std::to_string(id.size()) + " characters";
}

}  // namespace

std::optional<Subject> subject_of(const World& world, Sort sort, Id id) {
  switch (sort) {
    case Sort::job:
      return found<Job>(world, sort, id);
    case Sort::candidate:
      return found<Candidate>(world, sort, id);
    case Sort::application:
      return found<Application>(world, sort, id);
    case Sort::stage:
      return found<ApplicationStage>(world, sort, id);
    case Sort::note:
      return found<Note>(world, sort, id);
    case Sort::card:
      break;
  }
  return found<Scorecard>(world, sort, id);
}

std::size_t rows_of(const World& world, Sort sort) {
  switch (sort) {
    case Sort::job:
      return world.all<Job>().rows();
    case Sort::candidate:
      return world.all<Candidate>().rows();
    case Sort::application:
      return world.all<Application>().rows();
    case Sort::stage:
      return world.all<ApplicationStage>().rows();
    case Sort::note:
      return world.all<Note>().rows();
    case Sort::card:
      break;
  }
  return world.all<Scorecard>().rows();
}

EntityKind kind_of(const World& world, Subject subject) {
  switch (subject.sort) {
    case Sort::job:
      return EntityKind::job;
    case Sort::candidate:
      return EntityKind::candidate;
    case Sort::application:
      return EntityKind::application;
    case Sort::stage:
      return EntityKind::stage;
    case Sort::card:
      return EntityKind::feedback;
    case Sort::note:
      break;
  }
  return world.all<Note>().row(subject.row).application_id == 0 ? EntityKind::candidate_note
                                                                : EntityKind::application_note;
}

Id parent_of(const World& world, Subject subject) {
  return with_row(world, subject, [](const auto& row) { return parent(row); });
}

std::string key_of(const World& world, Subject subject) {
  const Id above = parent_of(world, subject);
  const Id id = with_row(world, subject, [](const auto& row) { return row.id; });
  std::string key;
  if (above != 0) {
    key = IdText(above).view();
    key += '\n';
  }
  key += IdText(id).view();
  return key;
}

std::optional<Subject> above(const World& world, Subject subject) {
  const Id id = parent_of(world, subject);
  if (id == 0) return std::nullopt;
  const bool of_person = kind_of(world, subject) == EntityKind::candidate_note;
  return subject_of(world, of_person ? Sort::candidate : Sort::application, id);
}

Sort sort_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::job:
      return Sort::job;
    case EntityKind::candidate:
      return Sort::candidate;
    case EntityKind::application:
      return Sort::application;
    case EntityKind::stage:
      return Sort::stage;
    case EntityKind::feedback:
      return Sort::card;
    default:
      return Sort::note;
  }
}

std::optional<Subject> named(const World& world, EntityKind kind, std::string_view key) {
  const KeyText parts = parts_of(key);
  const bool child = sort_of(kind) > Sort::application;
  if (child == parts.parent.empty()) return std::nullopt;
  return subject_of(world, sort_of(kind), id_of(parts.id));
}

std::string words_of(EntityKind kind, std::string_view key) {
  const KeyText parts = parts_of(key);
  std::string out(name_of(kind));
  out += ' ';
  if (!parts.parent.empty()) out += shown(parts.parent) + "/";
  return out + shown(parts.id);
}

}  // namespace crosswalk::sim::judging
