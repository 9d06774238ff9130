#pragma once

/// \file
/// What LinkedIn's documents say an entity looks like: each field with its shape, whether it is
/// required, and its bounds. This table is the simulator's own, written from the contract and
/// never from the product's table, so that a mistake in one shows against the other. Both
/// generations of the API have one table: a field has its v2 name and, where the versioned API is
/// known to call it differently, that name too. A rule that spans fields stands in rules.cpp.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "linkedin/entity.hpp"

namespace crosswalk::sim::linkedin {

enum class Shape {
  text,     ///< Any string.
  email,    ///< X@X.X
  urn,      ///< Begins "urn:li:".
  word,     ///< One of `words`.
  instant,  ///< Milliseconds since the epoch, an integer above 0.
  flag,
  record,  ///< An object described by `inner`.
  any      ///< Well-formed JSON; its inside is not checked.
};

/// Where a field's value goes once it is accepted.
enum class Storage {
  content,  ///< Into the entity's content.
  beside,   ///< Part of the identity, or kept beside the content; read, checked, not stored in it.
};

/// api.linkedin.com/v2 and api.linkedin.com/rest.
enum class Generation { v2, rest };

/// What the versioned API calls a field.
enum class Renamed {
  no,
  maybe,  ///< The documents are silent: both names are known there.
  yes,    ///< Only the new name is known there.
  added   ///< Only the versioned API has the field.
};

struct Schema;

struct Field {
  std::string_view name;
  Shape shape = Shape::text;
  bool required = false;
  bool list = false;
  std::size_t min = 0;  ///< Characters of a text.
  std::size_t max = 0;  ///< Characters of a text, or members of a list; 0: no bound known.
  std::span<const std::string_view> words = {};
  const Schema* inner = nullptr;
  Storage storage = Storage::content;
  std::string_view versioned = {};  ///< Its name in the versioned API, unless Renamed::no.
  Renamed renamed = Renamed::no;

  /// What LinkedIn calls it in its answers.
  std::string_view shown(Generation generation) const;
  bool is_called(std::string_view word, Generation generation) const;
};

struct Schema {
  std::span<const Field> fields;

  /// Where the field stands; nothing when the schema does not know it.
  std::optional<std::size_t> place_of(std::string_view name,
                                      Generation generation = Generation::v2) const;
};

/// At most so many fields has any schema.
inline constexpr std::size_t fields_max = 48;

const Schema& schema_of(EntityKind kind);

}  // namespace crosswalk::sim::linkedin
