#pragma once

/// \file
/// The tables of a tenant's store, as numbered steps from the first schema. A step that has
/// been released is never edited: a change is a new step behind the last. The number of the
/// last step taken stands in the file itself.

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

/// Stands in every tenant's store: "CwSt".
inline constexpr std::uint32_t tenant_store_application = 0x43775374;

/// The newest schema this program knows.
int schema_version();

/// Takes the steps the file lacks, each in a transaction of its own, so that a kill between or
/// within them leaves a file this program goes on with. A schema newer than this program is
/// refused. `path` names the file in errors; a smaller `to` stops there, as an older program did.
Result<Done> migrate(Database& database, const std::string& path, int to = schema_version());

}  // namespace crosswalk::store
