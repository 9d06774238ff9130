#pragma once

/// \file
/// The body of a write: read from a manifest as a form of JSON with blanks, and written out for
/// one person. A value becomes a JSON value or is left out; it never becomes part of the form.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "mapping/exchange/exchange_program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// Reads "{name}", "{name|other}" or "{name:number}", braces included. Names are those of
/// WriteValues and settings that are not secret; others are a mistake with the nearest known one.
Blank read_blank(ManifestReading& reading, const YamlNode& node);

/// Whether a scalar is a blank: it begins with '{' and ends with '}'.
bool is_blank(std::string_view text);

/// Reads a body: maps and lists of texts, blanks, true, false and whole numbers.
BodyPart read_body(ManifestReading& reading, const YamlNode& node);

/// Whether the blank, or anything of the route, asks for a value from there.
bool asks_for(const Blank& blank, WrittenValue::From from);
bool asks_for(const WriteRoute& route, WrittenValue::From from);

/// The blank's value; empty where none of its values is there.
std::string_view value_of(const Blank& blank, const WriteValues& values);

/// The body as JSON text. A blank without a value leaves its member or element out, and an object
/// or list below the top that has blanks but no value for any of them is left out whole.
/// invalid_input, quoting nothing, for a value that is not UTF-8, or that should be a whole number
/// and is none.
Result<std::string> write_body(const BodyPart& body, const WriteValues& values);

}  // namespace crosswalk
