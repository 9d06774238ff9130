#pragma once

/// \file
/// From the text of a file to one tree: fragments are read and joined below it, and a matrix is put
/// in, run by run. Nothing is understood here but `use`, `matrix` and `${name}`.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/tree/node.hpp"

namespace crosswalk::sim::language {

/// Bounds of what is read; more is refused before it is looked at.
inline constexpr std::size_t file_bytes_max = 256 * 1024;
inline constexpr std::size_t fragments_max = 32;
inline constexpr std::size_t levels_of_use_max = 8;

struct Document {
  Node root;
  Reader reader;
};

/// Asked for a fragment by its path relative to the first file.
using ReadFragment = std::function<Result<std::string>(const std::string& path)>;

/// The file with its fragments below it, `use` gone. A fragment used twice is joined once. Refused
/// is one that leads to itself, and one that is neither in the file's folder or below it, nor in a
/// folder `fragments` that stands beside one of the folders above.
Result<Document> read_document(std::string_view text, std::string_view file,
                               const ReadFragment& fragments);

/// "a/../b/./c" is "b/c".
std::string shortest_path(std::string_view path);

/// One name of a matrix, with its values: of a range only the ends are kept.
struct Axis {
  struct Part {
    std::string text;  ///< One value; of a range empty.
    bool range = false;
    std::uint64_t first = 0, last = 0;
  };
  std::string name;
  std::vector<Part> parts;
  std::uint64_t count = 0;
  Node key;  ///< Where it stands.

  std::string value(std::uint64_t at) const;
};

/// The matrix of a document, counted and not yet built: at most `runs_max` runs, whose trees have
/// at most 128 MiB of text together. No matrix is one run without a name.
Result<std::vector<Axis>> axes_of(const Document& document, std::uint64_t runs_max);
std::uint64_t runs_of(const std::vector<Axis>& axes);

/// Where an axis that is no variable acts by itself: "seed" at the top, or in `world`.
struct Acting {
  std::vector<std::string_view> top, world;
};

/// The tree of one run, `matrix` gone and the values put in; the reader's `run` says them.
Result<Node> tree_of_run(Document& document, const std::vector<Axis>& axes, std::uint64_t run,
                         const Acting& acting);

/// What text must be written as, so that it reads back whatever variables there are.
void protect(Node& tree);

}  // namespace crosswalk::sim::language
