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

#include "linkedin/wire/keys.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {

/// How a canonical value becomes JSON.
enum class WireShape : std::uint8_t {
  plain,         ///< Text, number, flag or list of text, as it is.
  words,         ///< A text of a closed list, translated by `words`; an unknown one as it is.
  rows,          ///< A list of objects of texts; `parts` names the members that may leave.
  compensation,  ///< LinkedIn's nested form of pay.
  person,        ///< An object of two texts: `field` and `second`; without either, nothing.
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
  Field second{};                    ///< Of a person: the field of the last name.
  std::vector<std::string> parts{};  ///< Of rows; of a person the names of its two members.
  std::string needs{};               ///< Of rows: one without this part is left out.
  std::vector<std::pair<std::string, std::string>> words{};
};

/// One kind of entity.
struct WireKind {
  std::string path;         ///< Of the collection, or with `below` of its parents'.
  std::string id_name;      ///< The key part, or for jobs the member, with the vendor's id.
  std::string parent_name;  ///< Of a child: the key part that holds its parent's id.
  std::string below;        ///< Children that live at "path/{key of the parent}/below" and whose
                            ///< id is their whole key; else empty.
  std::vector<WireField> fields;  ///< Ascending by field, each at most once.
};

/// Where exports, integrations and access lists are, and the key parts only they have.
struct WireExchange {
  std::string exports_path;
  std::string integrations_path;
  std::string configurations_path;  ///< Empty: each below its integration, as "configurations".
  std::string configuration_name;   ///< With a path: the key part that names the setting.
  std::string acls_path;
  std::string acl_assignees_path;
};

struct Dialect {
  std::string name;                                                ///< "v2".
  std::vector<std::pair<std::string, std::string>> headers;        ///< On every request.
  std::vector<std::pair<std::string, std::string>> key_constants;  ///< Beside id and context.
  KeySyntax key_syntax = KeySyntax::protocol_1;
  std::string context_name;       ///< The key part that holds the organization.
  std::string job_context_name;   ///< The job member that does.
  std::string availability_name;  ///< The job member for the tenant's choice.
  std::array<WireKind, record_kind_count> kinds;
  std::string job_tasks_path;
  std::string job_status_path;
  WireExchange exchange;
  std::string version{};  ///< "202603"; empty: unversioned, and never sunset.

  const WireKind& kind(RecordKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};

/// The unversioned API under /v2 that every classic RSC page describes.
Dialect v2_dialect();

/// The versioned API under /rest of that month, "202603", in protocol 2. LinkedIn documents what
/// candidates, both kinds of notes, integrations and jobs are called there, and the key of an
/// application; the key of a stage is known from its collection of requests. The rest is our
/// choice and takes v2's names: bodies of applications, stages and feedback, the times of an
/// application's note, feedback below its application, the paths of exports and the keys of access
/// lists. Another choice, since the documents disagree: jobs carry `state` and `company` and no
/// `jobPostingOperationType`. v2 has no name for the key part of a configuration; here it is
/// `configurationKey`.
Dialect rest_dialect(std::string version);

}  // namespace crosswalk
