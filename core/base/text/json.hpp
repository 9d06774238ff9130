#pragma once

/// \file
/// Small JSON documents: configuration of peers, token replies, reports. Not for pages of
/// records, which the mapping reads without a tree. nlohmann/json stays behind json.cpp.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace crosswalk {

/// A JSON value. Objects keep their order; a number is an integer when it was written as one.
class Json {
 public:
  using List = std::vector<Json>;
  using Members = std::vector<std::pair<std::string, Json>>;

  Json() = default;  ///< null
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::uint32_t value) : value_(std::int64_t{value}) {}
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(List value) : value_(std::move(value)) {}
  Json(Members value) : value_(std::move(value)) {}

  /// Empty, to push() or set() into.
  static Json list() { return Json(List{}); }
  static Json object() { return Json(Members{}); }

  // Each asks for one type and gives a null pointer when this is another.
  bool is_null() const { return value_.index() == 0; }
  const bool* flag() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* real() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const List* items() const { return std::get_if<List>(&value_); }
  const Members* members() const { return std::get_if<Members>(&value_); }
  List* items() { return std::get_if<List>(&value_); }
  Members* members() { return std::get_if<Members>(&value_); }

  /// The member of that name; null pointer when this is no object or has none.
  const Json* find(std::string_view name) const;
  /// The text of that member, or empty; its integer, or 0.
  std::string_view text_of(std::string_view name) const;
  std::int64_t integer_of(std::string_view name) const;
  /// Adds or replaces a member; this must be an object (or null, which becomes one).
  Json& set(std::string name, Json value);
  /// Appends to a list (or null, which becomes one).
  Json& push(Json value);

  /// Same types, values and order of members: 1 and 1.0 differ.
  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Members> value_;
};

/// Parses one document. Refused with line and column: anything after it, more than 64 levels,
/// a duplicate key, bad UTF-8, more than `bytes_max`.
Result<Json> parse_json(std::string_view text, std::size_t bytes_max = 4 * 1024 * 1024);

/// Writes on one line, or indented by two, without a line end. Bad UTF-8 is written as U+FFFD,
/// numbers so that they read back the same; what is no number, such as NaN, as null.
std::string write_json(const Json& value, bool indented = false);

}  // namespace crosswalk
