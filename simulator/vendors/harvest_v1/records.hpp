#pragma once

/// \file
/// How each record looks in Harvest v1 and its copies: nested objects, every property present, null
/// where there is no value. Property lists follow the vendor's pages; custom fields, attachments,
/// educations and employments are always empty.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vendors/greenhouse/listing.hpp"
#include "vendors/harvest_v1/dialect.hpp"
#include "vendors/json_text.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::harvest {

class Records {
 public:
  /// All must outlive it.
  Records(const World& world, const Dialect& dialect, const greenhouse::Unready& unready)
      : world_(world), dialect_(dialect), unready_(unready) {}

  // Each appends one JSON object. What a record refers to is read from the world.
  void write(const Candidate& row, std::string& out) const;  ///< With its applications inside.
  void write(const Application& row, std::string& out) const;
  void write(const Job& row, std::string& out) const;
  void write(const JobStage& row, std::string& out) const;
  void write(const JobPost& row, std::string& out) const;
  void write(const Scorecard& row, std::string& out) const;
  void write(const Department& row, std::string& out) const;
  void write(const Office& row, std::string& out) const;
  void write(const Source& row, std::string& out) const;
  void write(const RejectionReason& row, std::string& out) const;
  void write(const User& row, std::string& out) const;
  /// Notes, mails and the system's own entries about a person; the latter tell of stages, in
  /// prose.
  void write_feed(const Candidate& row, std::string& out) const;

  /// Of a person, oldest first, but for those that cannot be read yet.
  std::vector<const Application*> applications_of(const Candidate& row) const;
  /// Where it stands, or stood when it was rejected; null for the hired and for prospects.
  const JobStage* stage_of(const Application& row) const;

 private:
  void add_id(JsonObject& object, std::string_view name, Id id) const;  ///< null for 0.
  void append_id(std::string& out, Id id) const;
  void add_ids(JsonObject& object, std::string_view name, const std::vector<Id>& ids) const;
  void add_named(JsonObject& object, std::string_view name, Id id, Text text) const;
  void add_user(JsonObject& object, std::string_view name, Id id) const;
  void append_user(std::string& out, const User& user, std::optional<bool> responsible) const;
  void add_team(JsonObject& object, std::string_view name, Id id, bool may_be_responsible) const;
  /// created_at and updated_at, and deleted_at where the dialect has it.
  void add_dates(JsonObject& object, const Row& row, bool of_openings) const;
  void add_time(JsonObject& object, std::string_view name, std::optional<Instant> at) const;
  void add_place(JsonObject& object, std::string_view name, const Office* office) const;
  void add_answers(JsonObject& object, const Application& row) const;
  void add_rejection(JsonObject& object, const Application& row) const;
  void append_note(std::string& out, const Note& row) const;
  void append_entry(std::string& out, const Note& row) const;
  void append_move(std::string& out, const ApplicationStage& row, const Application& about) const;
  template <class T>
  void add_family(JsonObject& object, const T& row) const;

  const World& world_;
  const Dialect& dialect_;
  const greenhouse::Unready& unready_;
};

}  // namespace crosswalk::sim::harvest
