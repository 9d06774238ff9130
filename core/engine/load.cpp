#include "engine/load.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/dll/shared_library.hpp>

#include "engine/manifest_section.hpp"

namespace crosswalk {
namespace {

// What the first release's table held; a later one is longer and never shorter.
constexpr std::uint32_t table_bytes_min = sizeof(crosswalk_connector_table);

Error refuse(const std::string& path, std::string what) {
  return {ErrorCode::refused, std::move(what), path};
}

Result<std::string> read_file(const std::string& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) {
    return Error{ErrorCode::invalid_input, "the file cannot be read: " + failed.message(), path};
  }
  if (size > connector_file_bytes_max) {
    return Error{ErrorCode::invalid_input, "the file is longer than 64 MiB", path};
  }
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    return Error{ErrorCode::invalid_input, "the file cannot be read; check its mode", path};
  }
  return bytes;
}

// Boost's text wraps what dlopen said: "... (dlerror system message: CAUSE): category".
std::string cause_in(std::string_view text) {
  constexpr std::string_view before = "dlerror system message: ";
  if (const auto at = text.find(before); at != std::string_view::npos) {
    text.remove_prefix(at + before.size());
    text = text.substr(0, text.rfind("): "));
  }
  return std::string(text.substr(0, 400));
}

Result<boost::dll::shared_library*> open_library(const std::string& path) {
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  // Never given back, see the header; kept in reach so that leak checks know it.
  static auto* const kept = new std::vector<std::unique_ptr<boost::dll::shared_library>>();
  try {
    auto library = std::make_unique<boost::dll::shared_library>();
    library->load(std::filesystem::path(path), rtld_now | rtld_local);
    kept->push_back(std::move(library));
    return kept->back().get();
  } catch (const std::exception& thrown) {
    return refuse(path, "the loader refuses the library: " + cause_in(thrown.what()));
  }
}

Result<Done> check_table(const crosswalk_connector_table& table, const std::string& path) {
  if (table.magic != CROSSWALK_ABI_MAGIC) {
    return refuse(path, "the entry has a wrong magic number; build with crosswalk_connector()");
  }
  if (table.abi_major != CROSSWALK_ABI_MAJOR) {
    return refuse(path, "the library speaks ABI " + std::to_string(table.abi_major) +
                            " and this host ABI " + std::to_string(CROSSWALK_ABI_MAJOR) +
                            "; build it with this release's SDK");
  }
  if (table.table_size < table_bytes_min) {
    return refuse(path, "the entry's table has " + std::to_string(table.table_size) +
                            " bytes, fewer than the " + std::to_string(table_bytes_min) +
                            " of its ABI; build it anew");
  }
  return Done{};
}

}  // namespace

Result<std::string> read_manifest(const std::string& path) {
  const auto file = read_file(path);
  if (!file) return file.error();
  const auto section = manifest_section(*file);
  if (!section) return Error{section.error().code, section.error().what, path};
  return std::string(*section);
}

Result<LoadedConnector> load_connector(const std::string& path) {
  std::error_code failed;
  const auto canonical = std::filesystem::canonical(path, failed);
  if (failed) return refuse(path, "there is no such connector file: " + failed.message());
  LoadedConnector loaded;
  loaded.path = canonical.string();
  auto manifest = read_manifest(loaded.path);
  if (!manifest) return std::move(manifest).error();
  const auto library = open_library(loaded.path);
  if (!library) return library.error();
  if (!(*library)->has(CROSSWALK_ENTRY_SYMBOL)) {
    return refuse(path, "the library has no symbol " CROSSWALK_ENTRY_SYMBOL
                        "; one source must hold CROSSWALK_CONNECTOR(Class)");
  }
  loaded.table = &(*library)->get<const crosswalk_connector_table>(CROSSWALK_ENTRY_SYMBOL);
  if (auto fits = check_table(*loaded.table, path); !fits) return std::move(fits).error();
  // Compared as numbers first: a hostile table may point anywhere.
  const auto begin = reinterpret_cast<std::uintptr_t>(loaded.table->manifest_begin);
  const auto end = reinterpret_cast<std::uintptr_t>(loaded.table->manifest_end);
  if (begin == 0 || end < begin || end - begin != manifest->size() ||
      std::string_view(loaded.table->manifest_begin, manifest->size()) != *manifest) {
    return refuse(path, "the table's manifest differs from the manifest section; build it anew");
  }
  loaded.manifest = std::move(*manifest);
  return loaded;
}

}  // namespace crosswalk
