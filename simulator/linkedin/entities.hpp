#pragma once

/// \file
/// The ats* resources: candidates, applications and what hangs on them, kept by key. A batch
/// answers 200 with a status of its own for each entity; only a batch that cannot be read as a
/// whole is refused as a whole, and then nothing of it is applied.

#include <optional>

#include "linkedin/call.hpp"

namespace crosswalk::sim::linkedin {

/// Which entities a path names: those of `kind`. Children stand below `parent` where the path
/// names it; else, in the flat resources of the versioned API, their keys do.
struct EntityPath {
  EntityKind kind = EntityKind::candidate;
  KeyForm form{};
  std::optional<EntityKey> parent;
};

/// Answers batch_update, batch_partial_update, batch_get and batch_delete.
HttpResponse answer_entities(const Call& call, Peer& peer);

/// The key of a member of "entities".
std::optional<EntityKey> read_body_key(const Call& call, const EntityPath& path,
                                       std::string_view text);

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
