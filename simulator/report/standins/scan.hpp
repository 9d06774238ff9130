#pragma once

/// \file
/// Reads JSON that may be cut anywhere, or broken on purpose. There is no tree and no error: every
/// piece of the text is told, in order, with what encloses it; a quote that cannot end a text
/// begins the next one, so that one lost quote does not turn texts into structure.

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sim {

/// Whoever is told of the pieces. Pieces in order are the text, white space aside.
class JsonListener {
 public:
  virtual ~JsonListener() = default;

  /// One of {}[],:
  virtual void mark(char mark, std::size_t depth) = 0;
  virtual void name(std::string_view raw) = 0;
  /// A value: of a text what is between the quotes, as written. `path` is what encloses it, its own
  /// name last. `whole`: the closing quote is there.
  virtual void text(std::string_view raw, const std::vector<std::string>& path, bool whole) = 0;
  /// A number, a literal, or what is none of these.
  virtual void bare(std::string_view raw, const std::vector<std::string>& path) = 0;
};

/// Reads from `text[0]`, which opens an object or a list, to what closes it, or to the end; returns
/// how much was read. `root` names what the outermost records are.
std::size_t scan_json(std::string_view text, std::string_view root, JsonListener& listener);

/// What a JSON text between its quotes says. Escapes that are none stay as they are.
std::string unescaped_json(std::string_view raw);

}  // namespace crosswalk::sim
