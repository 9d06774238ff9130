#pragma once

/// \file
/// An entity's key at LinkedIn is a set of named parts, written in three ways within one
/// request: `ids[0].a=1&ids[0].b=2` in a query, `a=1&b=2` as the name of a body member, and the
/// same text as a segment of a path. The order of parts and the way a character is escaped
/// differ from page to page, so keys are compared as sets of parts and never as text.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk {

/// (name, value) pairs, sorted by name, without repeats: equal keys are equal values.
using KeyParts = std::vector<std::pair<std::string, std::string>>;

/// Bounds of a key from outside; parse_key() refuses what is beyond them.
inline constexpr std::size_t key_bytes_max = 4096;
inline constexpr std::size_t key_parts_max = 16;

/// Appends one value escaped for any of the three forms: `.` `[` `]` `~` in Rest.li's tilde
/// form (complex keys, protocol 1), then percent-encoded but for ':', which URNs are full of.
void append_key_value(std::string& out, std::string_view value);

/// The keys of one batch, whose entities differ in the id alone; the rest is escaped once.
class KeyWriter {
 public:
  /// `others` are the parts that all keys share; none of them is called `id_name`.
  KeyWriter(std::string_view id_name, const KeyParts& others);

  /// Appends "a=1&b=2", parts by name: the name of a body member, or a segment of a path.
  void append_text(std::string& out, std::string_view id) const;

  /// Appends "ids%5B0%5D.a=1&ids%5B0%5D.b=2", after an '&' unless `out` is empty.
  void append_query(std::string& out, std::size_t index, std::string_view id) const;

 private:
  KeyParts parts_;  ///< Values escaped; the id's is empty.
  std::size_t id_at_ = 0;
};

/// Reads "a=1&b=2". Percent and tilde forms are both undone. Nothing when a part has no '=', an
/// empty name or a name twice, when an escape is broken, or beyond the bounds.
std::optional<KeyParts> parse_key(std::string_view text);

}  // namespace crosswalk
