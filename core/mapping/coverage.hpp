#pragma once

/// \file
/// What of LinkedIn's fields a connector carries: the table an author checks a mapping with, and
/// an operator reads before a customer is promised anything.

#include <vector>

#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// Who gives a field its value.
enum class Carried : std::uint8_t {
  no,         ///< Nobody: a record that needs it is held, an optional one goes without.
  connector,  ///< A map or a hook of the connector.
  host        ///< The tenant's configuration, or what LinkedIn told.
};

std::string_view name_of(Carried carried);

struct FieldCoverage {
  const FieldSpec* field = nullptr;  ///< Of the field table; required, conditional or optional.
  Carried carried = Carried::no;
};

struct KindCoverage {
  RecordKind kind = RecordKind::job;
  bool read = false;  ///< Some object of the connector gives records of it.
  std::vector<FieldCoverage> fields;

  /// Every required field is carried; a conditional one or what excuses it.
  bool complete() const;
};

/// One entry per kind, in the order of record_kinds, fields in the order of the table.
std::vector<KindCoverage> coverage(const Plan& plan);

}  // namespace crosswalk
