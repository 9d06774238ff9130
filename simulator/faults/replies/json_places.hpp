#pragma once

/// \file
/// Where things stand in a JSON text, so that a fault can change bytes at a place and leave every
/// other byte alone. Reads texts that the peers wrote; of anything else it finds nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk::sim {

/// From the first byte of a value to behind its last.
struct JsonSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

enum class JsonForm { object, list, text, number, word };

/// A member of an object, or, with an empty name, an item of a list.
struct JsonMember {
  JsonSpan name;  ///< Without its quotes, still escaped.
  JsonSpan value;
};

JsonForm form_of(std::string_view json, JsonSpan value);

/// The one value of a document; nothing for an empty text.
std::optional<JsonSpan> whole_of(std::string_view json);

/// What an object or a list holds; nothing for another value, or when it cannot be read.
std::optional<std::vector<JsonMember>> members_of(std::string_view json, JsonSpan value);

/// The value of a member of an object.
std::optional<JsonSpan> member_of(std::string_view json, JsonSpan object, std::string_view name);

/// The values a JSON pointer means (RFC 6901); a "*" in it stands for every item of a list and
/// every member of an object. The empty one means the whole.
std::vector<JsonSpan> places_of(std::string_view json, std::string_view pointer);

/// The text with each of these, which do not overlap and are in order, put in place of a span.
std::string replaced(std::string_view json,
                     const std::vector<std::pair<JsonSpan, std::string>>& changes);

}  // namespace crosswalk::sim
