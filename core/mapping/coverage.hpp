#pragma once

/// \file
/// What a connector carries of what LinkedIn can take: the table that a customer and a certifier
/// ask for, read from the compiled manifest and the field table alone.

#include <vector>

#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// Who gives a field its value.
enum class Carrier : std::uint8_t {
  nobody,
  map,   ///< The manifest's map.
  hook,  ///< The connector's hook may.
  host   ///< The product itself: from the configuration, or from LinkedIn.
};

struct FieldCoverage {
  Field field{};
  Carrier carrier = Carrier::nobody;
};

struct KindCoverage {
  RecordKind kind = RecordKind::job;
  bool read = false;  ///< The connector has an object of this kind.
  std::vector<FieldCoverage> required;
  std::vector<FieldCoverage> conditional;  ///< Required unless others are there.
  std::vector<FieldCoverage> optional;
  std::vector<FieldCoverage> never_sent;  ///< Read by a tenant's rules, marks and lists alone.
};

/// Of every kind, in order, every field that Recruiter System Connect requires or takes, and those
/// that the product only reads; each list in the order of the field table. Depends on the settings
/// the plan was compiled with.
std::vector<KindCoverage> coverage(const Plan& plan);

/// What keeps every record of the kind from LinkedIn: fields it requires that nobody gives, and
/// fields required unless others are there, where the connector gives neither. What a hook may
/// give is not among them. Meaningless of a kind that is not read.
std::vector<Field> lacking(const KindCoverage& kind);

/// What LinkedIn requires and only a hook may give: the manifest cannot tell whether it does.
std::vector<Field> left_to_hook(const KindCoverage& kind);

}  // namespace crosswalk
