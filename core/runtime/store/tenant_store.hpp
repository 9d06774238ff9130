#pragma once

/// \file
/// A tenant's store over SQLite: one file, one connection, one transaction a verb. In memory it
/// runs the same statements, for tests and virtual time. Kill it between or within verbs: what
/// was answered is there, what was not is not.

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/text/seal.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// The path of a store that lives and dies in memory.
inline constexpr const char* store_in_memory = ":memory:";

struct StoreOptions {
  std::string path;    ///< A file in a state directory, or store_in_memory.
  std::string tenant;  ///< Whose it is; without NUL.
  SealKey seal_key{};  ///< Of the tenant (runtime/keys); seals payloads, links and lookups.
  std::uint32_t seal_key_id = 1;
  std::string journal{};  ///< The file of its erasures; empty: none is kept.
};

/// What opening a store came to.
struct StoreNews {
  std::size_t put_back = 0;  ///< Decisions about erasures that its journal knew and it did not.
  std::string alarm;         ///< Then, in words: the store is older than its journal.
};

/// Opens a tenant's store, making it (mode 0600) and bringing its schema up to date where
/// needed. Refused, with the remedy: a file others may read or that is no regular file, one of
/// another program, tenant or root key, a damaged one, or one with a newer schema, and the same of
/// its journal. What the journal remembers is back in the store then. Not for use by two threads
/// at once.
Result<std::unique_ptr<Store>> open_tenant_store(const StoreOptions& options,
                                                 StoreNews* news = nullptr);

}  // namespace crosswalk
