#pragma once

/// \file
/// What differs between LinkedIn's API generations, as one value: paths, key parts, field names,
/// headers. Everything else is written once and asks the dialect, so another generation is
/// another value. A field that stands in no list here is never sent.

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/fields.hpp"

namespace crosswalk {

/// How a canonical value becomes JSON.
enum class WireShape : std::uint8_t {
  plain,         ///< Text, number, flag or list of text, as it is.
  words,         ///< A text of a closed list, translated by `words`; an unknown one as it is.
  rows,          ///< A list of objects of texts; `parts` names the members that may leave.
  compensation,  ///< LinkedIn's nested form of pay.
  id_of_parent   ///< A text; where the record lacks it, the id of its parent of kind `parent`.
};

/// One field of an entity. A PUT replaces the whole entity: a field that is not written is
/// cleared at LinkedIn, which is what a record without it means.
struct WireField {
  Field field{};
  std::string name;
  WireShape shape = WireShape::plain;
  bool always = false;  ///< A list that LinkedIn wants even when it is empty.
  RecordKind parent{};
  std::vector<std::string> parts{};
  std::vector<std::pair<std::string, std::string>> words{};
};

/// One kind of entity.
struct WireKind {
  std::string path;     ///< Of the collection: "/v2/atsCandidates".
  std::string id_name;  ///< The key part, or for jobs the member, that holds the vendor's id.
  std::vector<WireField> fields;  ///< Ascending by field, each at most once.
};

struct Dialect {
  std::string name;                                                ///< "v2".
  std::vector<std::pair<std::string, std::string>> headers;        ///< On every request.
  std::vector<std::pair<std::string, std::string>> key_constants;  ///< Beside id and context.
  std::string context_name;       ///< The key part and job member that holds the organization.
  std::string availability_name;  ///< The job member for the tenant's choice.
  std::array<WireKind, record_kind_count> kinds;
  std::string job_tasks_path;
  std::string job_status_path;

  const WireKind& kind(RecordKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};

/// The unversioned API under /v2 that every classic RSC page describes.
Dialect v2_dialect();

}  // namespace crosswalk
