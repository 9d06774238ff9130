#pragma once

/// \file
/// A connector file, loaded. The only unit that knows Boost.DLL and the only one of this layer
/// that touches a file. A library stays loaded until the program ends: code of it may live on in
/// a thread-local or a unique symbol, so unloading is never safe; a changed connector is a new
/// worker. Loading runs the library's constructors: in the daemon only read_manifest() is used.

#include <string>

#include "base/result.hpp"
#include "sdk/abi.h"

namespace crosswalk {

/// A library whose version, table and manifest have been checked. Valid until the program ends.
struct LoadedConnector {
  const crosswalk_connector_table* table = nullptr;
  std::string manifest;
  std::string path;  ///< Absolute and canonical.
};

/// Reads the manifest of a connector file without running anything of it. invalid_input with
/// the path and the reason.
Result<std::string> read_manifest(const std::string& path);

/// Loads a connector with all symbols bound at once and none shared with other libraries, and
/// checks in this order: the manifest section, the loader's own verdict, the entry, magic, ABI
/// major, table size, and that the table points at the bytes of the section. Each failure is
/// `refused` or invalid_input with the path and the reason. From one thread at a time.
Result<LoadedConnector> load_connector(const std::string& path);

}  // namespace crosswalk
