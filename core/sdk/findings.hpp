#pragma once

/// \file
/// Doubts about a value, carried beside the record. A finding never stops a page; policy
/// decides what it means; about a field that may keep a record back, it holds the record. It names
/// a field and a reason and never repeats the value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/fields.hpp"

namespace crosswalk {

/// What is doubtful. The values travel between processes: append only.
enum class FindingCode : std::uint8_t {
  not_an_email = 1,  ///< Left out of the list.
  not_an_instant,    ///< No such time; the field is left out.
  unknown_word,      ///< Not in the manifest's enum; the fallback was taken, or nothing.
  wrong_type,        ///< The vendor sent another JSON type; the field is left out.
  too_long,          ///< Beyond the field's maximum.
  too_short,         ///< Below the field's minimum.
  out_of_range,      ///< A number or time outside what LinkedIn takes.
  unresolved,        ///< A lookup or a join has no such id, or nothing for it.
  from_hook          ///< The connector's hook doubted it; `detail` says why.
};

std::string_view name_of(FindingCode code);

struct Finding {
  Field field{};  ///< Field{} when the doubt is about the record as a whole.
  FindingCode code = FindingCode::wrong_type;
  std::string detail;  ///< For from_hook: the hook's words, untrusted, at most 200 bytes.

  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

}  // namespace crosswalk
