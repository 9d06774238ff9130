#pragma once

/// \file
/// The ats* resources: candidates, applications and what hangs on them, kept by key. A batch
/// answers 200 with a status of its own for each entity; only a batch that cannot be read as a
/// whole is refused as a whole, and then nothing of it is applied.

#include <optional>

#include "linkedin/call.hpp"

namespace crosswalk::sim::linkedin {

/// Which entities a path names: those of `kind`, below `parent` for notes, feedback and stages.
struct EntityPath {
  EntityKind kind = EntityKind::candidate;
  std::optional<EntityKey> parent;
};

/// Reads the segments after "/v2/"; a refusal when the parent's key is malformed, nothing when
/// the path names no entity.
std::optional<std::variant<EntityPath, Refusal>> read_path(const std::vector<std::string>& path);

/// Answers batch_update, batch_partial_update, batch_get and batch_delete.
HttpResponse answer_entities(const Call& call, const EntityPath& path, Peer& peer);

/// The two halves of a batch reply, keyed by entity.
class BatchReply {
 public:
  explicit BatchReply(KeyEcho order) : order_(order) {}

  void result(const EntityKey& key, std::string_view json);
  void done(const EntityKey& key) { result(key, "{\"status\":204}"); }
  void error(const EntityKey& key, const Refusal& refusal);
  HttpResponse reply() &&;

 private:
  KeyEcho order_;
  std::string results_;
  std::string errors_;
};

}  // namespace crosswalk::sim::linkedin
