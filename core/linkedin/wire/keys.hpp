#pragma once

/// \file
/// An entity's key at LinkedIn is a set of named parts, written in three ways within one request:
/// in a query, as the name of a body member, and as a segment of a path. Rest.li's protocols 1 and
/// 2 write each of them differently. The order of parts and the way a character is escaped differ
/// from page to page, so keys are compared as sets of parts and never as text.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk {

/// How Rest.li writes keys, by its protocol version.
enum class KeySyntax : std::uint8_t {
  protocol_1,  ///< "a=1&b=2" and "ids[0].a=1&ids[0].b=2"; simple keys "ids=1&ids=2".
  protocol_2   ///< "(a:1,b:2)" and "ids=List((a:1,b:2),(a:3,b:2))"; simple keys "ids=List(1,2)".
};

/// (name, value) pairs, sorted by name, without repeats: equal keys are equal values.
using KeyParts = std::vector<std::pair<std::string, std::string>>;

/// Bounds of a key from outside; parse_key() refuses what is beyond them.
inline constexpr std::size_t key_bytes_max = 4096;
inline constexpr std::size_t key_parts_max = 16;

/// Appends one value escaped for any of the three forms. Protocol 1: `.` `[` `]` `~` in Rest.li's
/// tilde form, then percent-encoded but for ':', which URNs are full of. Protocol 2: all but
/// unreserved characters percent-encoded; an empty text is ''.
void append_key_value(std::string& out, std::string_view value,
                      KeySyntax syntax = KeySyntax::protocol_1);

/// The keys of one batch, whose entities differ in the id alone, or in the id and in that of
/// their parent; the rest is escaped once.
class KeyWriter {
 public:
  /// `others` are the parts that all keys share; none is called as the id or the parent. An empty
  /// `parent_name` says that no parent stands in the key.
  KeyWriter(KeySyntax syntax, std::string_view id_name, std::string_view parent_name,
            const KeyParts& others);

  /// Appends the name of a body member, which is also a safe segment of a path; parts by name.
  void append_text(std::string& out, std::string_view id, std::string_view parent = {}) const;

  /// Appends a batch's key number `index`, counted from 0, to a query that holds those before it.
  void append_query(std::string& out, std::size_t index, std::string_view id,
                    std::string_view parent = {}) const;

  /// Ends a query of one key or more.
  void close_query(std::string& out) const;

 private:
  enum class Varies : std::uint8_t { never, with_id, with_parent };
  struct Part {
    std::string name;
    std::string value;  ///< Escaped; empty where it varies.
    Varies varies = Varies::never;
  };
  void append_value(std::string& out, const Part& part, std::string_view id,
                    std::string_view parent) const;

  KeySyntax syntax_;
  std::vector<Part> parts_;
};

/// A query of simple keys, which have no parts. As names of body members they stand as they are,
/// in both protocols.
std::string plain_query(KeySyntax syntax, std::span<const std::string> ids);

/// Reads the name of a body member. Percent forms, and in protocol 1 tilde forms, are undone; in
/// protocol 2 a `$params:()` is stepped over. Nothing when a part has no value, an empty name or
/// a name twice, when an escape is broken, or beyond the bounds.
std::optional<KeyParts> parse_key(std::string_view text, KeySyntax syntax = KeySyntax::protocol_1);

}  // namespace crosswalk
