#pragma once

/// \file
/// The target of a request taken apart without judging it, and the Link field of a reply. What is
/// not understood stays as it is: a fault must not mend what a client got wrong.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim {

inline std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}
inline std::string_view query_of(std::string_view target) {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

/// Whether `wanted(name, value)` says yes to a parameter; both still percent-encoded.
template <class Wanted>
bool any_parameter(std::string_view query, Wanted wanted) {
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::size_t value = std::min(equals + 1, part.size());
    if (!part.empty() && wanted(part.substr(0, equals), part.substr(value))) return true;
  }
  return false;
}

/// The value of a parameter, still percent-encoded.
std::optional<std::string_view> parameter(std::string_view query, std::string_view name);

/// The same target without that parameter, or with another value of it; one that is not there is
/// appended.
std::string without_parameter(std::string_view target, std::string_view name);
std::string with_parameter(std::string_view target, std::string_view name, std::string_view value);

/// Path and query that the Link field's rel="next" leads to; empty without one.
std::string next_target(const HttpResponse& reply);

/// Takes rel="next" away, and rel="last", which would tell that more follows.
void drop_next(HttpResponse& reply);

/// Has rel="next" lead to `target` at `origin`, whatever it led to before.
void set_next(HttpResponse& reply, std::string_view origin, std::string_view target);

}  // namespace crosswalk::sim
