#pragma once

/// \file
/// How an operation that cannot be done says so. Six codes, each an answer to "what now?";
/// callers branch on the code and never on the text. Names follow std::expected, which replaces
/// this class the day the build moves to C++23.

#include <string>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace crosswalk {

/// What the caller should do about a failure.
enum class ErrorCode : int {
  invalid_input = 1,  ///< Fix the input; asking again changes nothing.
  refused,            ///< Stop this tenant and tell a person.
  unavailable,        ///< Try later.
  conflict,           ///< Read again and redo.
  unsupported,        ///< Do not ask again.
  internal            ///< Our fault; file it.
};

/// Why there is no value.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string what;   ///< One sentence with the remedy, no full stop, no personal data.
  std::string where;  ///< The place: "file:line:column", a path in a document, an endpoint.
};

/// "where: what", or just "what" without a place.
inline std::string to_string(const Error& error) {
  return error.where.empty() ? error.what : error.where + ": " + error.what;
}

/// Success that carries nothing.
using Done = std::monostate;

/// A value, or the reason there is none. There is no throwing value(): dereferencing before
/// testing is a bug and stops the process.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& operator*() & {
    CROSSWALK_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    CROSSWALK_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && {
    CROSSWALK_CHECK(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  /// The reason; only when there is no value.
  const Error& error() const& {
    CROSSWALK_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    CROSSWALK_CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace crosswalk
