#pragma once

/// \file
/// Which header fields of a reply a client may act on, and what of each is harmless. The others
/// say who serves the vendor and since when, and sometimes whom; they are left out, and so is a
/// field whose value is not what its name promises.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::sim {

/// What a kept field may say.
enum class FieldKind {
  dropped,    ///< No field a client acts on. `Date` is one: a replay says its own.
  media,      ///< type/subtype and a charset.
  link,       ///< <URL>; rel="next"
  location,   ///< One URL.
  date,       ///< An HTTP date.
  wait,       ///< Seconds, or an HTTP date.
  counts,     ///< Numbers and the words of a limit: "100;w=60", "limit=100".
  words,      ///< Methods, versions, flags: tokens without a digit, or short numbers.
  tag,        ///< Opaque: replaced.
  id,         ///< An id of a record.
  challenge,  ///< A scheme, and what follows replaced.
  cursor      ///< A number, or opaque.
};

/// `name` as squeezed() gives it.
FieldKind field_kind(std::string_view name);

/// `value` if it is what a field of that kind may say; nothing otherwise. Of `media` what is kept
/// of it. Not for link, location, tag, id, challenge and cursor, which are rewritten.
std::optional<std::string> harmless_field(FieldKind kind, std::string_view value);

/// A Link header, `<URL>; rel="next"` and perhaps more of them: its URLs rewritten, of their
/// parameters `rel` alone. One that cannot be read is empty.
std::string rewritten_link(std::string_view value,
                           const std::function<std::string(std::string_view url)>& rewrite);

}  // namespace crosswalk::sim
