#pragma once

/// \file
/// The keys of v2 entities, which LinkedIn writes three ways in one request: `ids[0].a=` in the
/// query (brackets raw or percent-encoded), `a=..&b=..` as a member name of the body, and the
/// same text as a path segment. They mean the same set of pairs, so they are compared parsed and
/// never as text. Inside values percent-encoding and Rest.li's `~2E ~5B ~5D ~7E` are undone.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linkedin/linkedin.hpp"

namespace crosswalk::sim::linkedin {

/// Decoded names and values of a query, in order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads "a=1&b=2"; '+' is a space. Nothing when an escape is broken or what it stands for is no
/// UTF-8.
std::optional<Parameters> read_query(std::string_view text);

/// The first value of that name; null when absent.
const std::string* find(const Parameters& query, std::string_view name);

/// Reads `ids=a&ids=b`, in order. Nothing when one is empty or comes twice.
std::optional<std::vector<std::string>> read_plain_ids(const Parameters& query);

/// Who an entity is. dataProvider has been seen to be ATS.
struct EntityKey {
  std::string id;
  std::string organization;
  std::string text;  ///< As the client wrote it, or as a query's key would be written.

  /// The same entity, however it was written.
  friend bool same(const EntityKey& a, const EntityKey& b) {
    return a.id == b.id && a.organization == b.organization;
  }
};

/// The name of a kind's own part: "atsCandidateId". Empty for kinds without such keys.
std::string_view id_part(EntityKind kind);

/// Reads "atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:organization:5000", the
/// parts in any order. Nothing when a part is missing, repeated, unknown or malformed.
std::optional<EntityKey> read_key(EntityKind kind, std::string_view text);

/// Reads `ids[i].part=value`. Nothing when one of them is no key, or one entity comes twice.
/// An empty list when the query has no ids at all.
std::optional<std::vector<EntityKey>> read_batch_keys(EntityKind kind, const Parameters& query);

/// The key as it goes into a reply.
std::string echoed(const EntityKey& key, KeyEcho order);

/// "urn:li:organization:" and digits.
bool is_organization(std::string_view urn);

}  // namespace crosswalk::sim::linkedin
