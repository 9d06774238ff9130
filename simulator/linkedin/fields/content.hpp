#pragma once

/// \file
/// From what a client sent to what LinkedIn holds: one entity's JSON is read against the schema
/// and written again in canonical form. Each fault is a complaint about a field; malformed JSON
/// is the caller's to refuse. simdjson's on-demand reader does the parsing, because a test may
/// send years of traffic in minutes.

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "linkedin/fields/schema.hpp"
#include "linkedin/options.hpp"

namespace crosswalk::sim::linkedin {

/// What is wrong with one field, worded as LinkedIn does.
struct Complaint {
  std::string field;  ///< "emailAddresses", "phoneNumbers/0/number".
  std::string reason;
};

/// "ERROR :: /field :: reason\n" for each.
std::string message_of(const std::vector<Complaint>& complaints);

/// The fields of one entity, each as canonical JSON text at its place in the schema. An empty
/// text is null. Reused from entity to entity, so that its memory is.
struct Draft {
  std::vector<std::string> values;
  std::vector<bool> seen;

  void begin(const Schema& schema);
  /// The value of a field by name; empty when null or unknown to the schema.
  const std::string& value(const Schema& schema, std::string_view name) const;
  /// A number's value; 0 when null.
  std::int64_t number(const Schema& schema, std::string_view name) const;
  /// A text value without its quotes and escapes; empty when null.
  std::string text(const Schema& schema, std::string_view name) const;
  /// The object, in the schema's order, without nulls and without what is kept beside it.
  std::string content(const Schema& schema) const;
};

/// Where in an entity a value stands. Written out only for a complaint.
struct Place {
  const Place* above = nullptr;
  std::string_view name;  ///< Empty for a member of a list.
  std::size_t index = 0;
};

/// "phoneNumbers/0/number".
std::string to_string(const Place& place);

/// Reads entities of one kind. Its views live until the parser's next document.
class EntityReader {
 public:
  EntityReader(EntityKind kind, const LinkedInOptions& options,
               Generation generation = Generation::v2)
      : schema_(schema_of(kind)), options_(options), generation_(generation) {}

  /// Reads one object over what `draft` holds, field by field. False when it is not JSON; what
  /// has been read before then is void.
  bool read(simdjson::ondemand::object object, Draft& draft);

  /// Faults and unknown fields of the entity read last; the caller clears them between two.
  std::vector<Complaint> complaints;
  std::vector<std::string> unknown;

 private:
  bool read_object(simdjson::ondemand::object object, const Schema& schema, const Place* above,
                   Draft& draft);
  bool read_list(simdjson::ondemand::value value, const Field& field, const Place& place,
                 std::string& out);
  bool read_one(simdjson::ondemand::value value, const Field& field, const Place& place,
                std::string& out);
  bool read_record(simdjson::ondemand::value value, const Field& field, const Place& place,
                   std::string& out);
  bool read_text(std::string_view text, const Field& field, const Place& place, std::string& out);
  void complain(const Place& place, std::string_view reason);

  const Schema& schema_;
  const LinkedInOptions& options_;
  Generation generation_;
  std::vector<Draft> spare_;  ///< Of records inside, one per level.
};

}  // namespace crosswalk::sim::linkedin
