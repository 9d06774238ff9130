#pragma once

/// \file
/// One page, from the reply to records: classify, cut, tell what is needed, map. Everything is
/// worked out anew from the question; what stands in EngineState is warm buffers and lookups.

#include <vector>

#include "base/result.hpp"
#include "mapping/map/hooks.hpp"
#include "mapping/read/joined_rows.hpp"
#include "mapping/read/joins.hpp"
#include "mapping/read/lookup_table.hpp"
#include "mapping/read/walk.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

struct EngineState {
  const MappingProgram& program;
  const Hooks* hooks = nullptr;
  PageWalker page;
  PageWalker replies;
  std::vector<JoinedRows> joins;
  std::vector<WantedIds> wanted;
  std::vector<LookupTable> lookups;
  std::vector<bool> remembered;
};

/// See Mapper::read_page().
Result<PageRead> read_page(EngineState& state, const ObjectProgram& object, const ReadPage& ask);

/// See Mapper::read_lookup().
Result<LookupRead> read_lookup(EngineState& state, const LookupProgram& lookup,
                               const ReadLookup& ask);

/// Lets the connector's hook finish a request, where the manifest names one.
Result<Done> finish(const EngineState& state, PlannedRequest& request, Instant now);

/// The meaning of a reply, the connector's hook asked last.
Result<ReplyClass> meaning_of(const EngineState& state, ReadMode mode, const HttpResponse& reply);

}  // namespace crosswalk
