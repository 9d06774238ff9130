#pragma once

/// \file
/// The keys of entities, which LinkedIn writes three ways in one request: in the query
/// (`ids[0].a=` with brackets raw or percent-encoded, or `ids=List((a:..))`), as a member name of
/// the body (`a=..&b=..` or `(a:..,b:..)`) and the same text as a path segment. They mean the
/// same set of pairs, so they are compared parsed and never as text. Inside values of the older
/// syntax percent-encoding and Rest.li's `~2E ~5B ~5D ~7E` are undone.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linkedin/options.hpp"

namespace crosswalk::sim::linkedin {

/// Of Rest.li: 1.0.0 and 2.0.0.
enum class Protocol { one, two };

/// Decoded names and values of a query, in order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads "a=1&b=2"; '+' is a space. Nothing when an escape is broken or what it stands for is no
/// UTF-8.
std::optional<Parameters> read_query(std::string_view text);

/// The first value of that name; null when absent.
const std::string* find(const Parameters& query, std::string_view name);

/// Reads `ids=a&ids=b`, in order. Nothing when one is empty or comes twice.
std::optional<std::vector<std::string>> read_plain_ids(const Parameters& query);

/// Reads `ids=List(a,b)` of an encoded query under the same conditions.
std::optional<std::vector<std::string>> read_plain_list(std::string_view raw_query);

/// A key's decoded parts, each name once, and the key as it goes into a reply.
struct KeyParts {
  Parameters parts;
  std::string text;
};

/// Reads one key from the body or the path.
std::optional<KeyParts> read_parts(std::string_view text, Protocol protocol);

/// Reads all keys of a query: by its decoded parameters in protocol 1, by its raw text in
/// protocol 2. Empty when it has no ids at all.
std::optional<std::vector<KeyParts>> read_batch_parts(const Parameters& query,
                                                      std::string_view raw_query,
                                                      Protocol protocol);

/// How the key of a resource is spelled.
struct KeyForm {
  std::string_view id;           ///< "externalNoteId"
  std::string_view parent = {};  ///< "externalCandidateId", where children stand alone.
  bool provider = false;         ///< With dataProvider, which has to be ATS.
};

/// Who an entity is in the ledger; a child's id is "parent\nid".
struct EntityKey {
  std::string id;
  std::string organization;
  std::string text;  ///< As the client wrote it, or as a query's key would be written.

  /// The same entity, however it was written.
  friend bool same(const EntityKey& a, const EntityKey& b) {
    return a.id == b.id && a.organization == b.organization;
  }
};

/// Nothing when a part is missing, unknown or malformed.
std::optional<EntityKey> to_key(const KeyForm& form, KeyParts parts);

/// Nothing when one of them is no key, or one entity comes twice.
std::optional<std::vector<EntityKey>> to_keys(const KeyForm& form, std::vector<KeyParts> parts);

/// The v2 form of candidates and applications, and keys in it.
KeyForm form_of(EntityKind kind);
std::optional<EntityKey> read_key(EntityKind kind, std::string_view text);
std::optional<std::vector<EntityKey>> read_batch_keys(EntityKind kind, const Parameters& query);

/// The key as it goes into a reply.
std::string echoed(const EntityKey& key, KeyEcho order);

/// "urn:li:organization:" and digits.
bool is_organization(std::string_view urn);

}  // namespace crosswalk::sim::linkedin
