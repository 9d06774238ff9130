#include "cassette/scrub/resource.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "cassette/scrub/meaning.hpp"
#include "cassette/scrub/principal.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view any = "*";

/// Calls `each` with the parts of a text between any of `ends`, and `end` with what ended them.
template <class Each, class End>
void split(std::string_view text, std::string_view ends, const Each& each, const End& end) {
  while (true) {
    const std::size_t at = std::min(text.find_first_of(ends), text.size());
    each(text.substr(0, at));
    if (at == text.size()) return;
    end(text[at]);
    text.remove_prefix(at + 1);
  }
}

std::string without_times(std::string_view name, std::string_view value) {
  constexpr std::size_t epoch_digits = 10;
  const bool counts = meaning_of(name) == Meaning::time;
  std::string plain;
  split(
      value, "|,()",
      [&](std::string_view part) {
        const bool epoch = counts && all_digits(part) && part.size() >= epoch_digits;
        plain += epoch || is_date_or_moment(part) ? any : part;
      },
      [&](char end) { plain += end; });
  return plain;
}

std::string rewritten_path(std::string_view path, const Rewrite& rewrite) {
  std::string made, before = "/";
  split(
      path, "/",
      [&](std::string_view segment) {
        const std::string plain = percent_decode(segment).value_or(std::string(segment));
        const std::string kept = rewrite(before, plain);
        made += kept == plain ? std::string(segment) : percent_encode(kept);
        before = "/" + plain;
      },
      [&](char end) { made += end; });
  return made;
}

/// The query that travels in the body of a tunnelled request.
std::string_view tunnelled(const HttpRequest& request) {
  if (header(request.headers, "X-HTTP-Method-Override").empty()) return {};
  constexpr std::string_view form = "application/x-www-form-urlencoded";
  const std::string_view body = request.body;
  if (header(request.headers, "Content-Type").starts_with(form)) return body;
  const std::size_t part = body.find(form);
  const std::size_t begin = body.find("\r\n\r\n", part);
  if (part == std::string_view::npos || begin == std::string_view::npos) return {};
  const std::string_view rest = body.substr(begin + 4);
  return rest.substr(0, rest.find("\r\n"));
}

}  // namespace

std::string resource_of(const HttpRequest& request, const Rewrite& rewrite) {
  const std::string_view target = request.target;
  const std::size_t mark = std::min(target.find('?'), target.size());
  auto parameters = parameters_of(target.substr(std::min(mark + 1, target.size())));
  for (auto& more : parameters_of(tunnelled(request))) parameters.push_back(std::move(more));
  std::ranges::stable_sort(parameters, {}, &std::pair<std::string, std::string>::first);
  const std::string_view other = header(request.headers, "X-HTTP-Method-Override");
  std::string made = std::string(other.empty() ? std::string_view(request.method) : other) + " " +
                     rewritten_path(target.substr(0, mark), rewrite);
  char before = '?';
  const bool grants = asks_for_a_grant(parameters);
  for (const auto& [name, value] : parameters) {
    const bool secret = meaning_of_parameter(name, grants) == Meaning::secret;
    made += std::exchange(before, '&') + rewrite({}, name) + "=";
    made += secret ? std::string(any) : without_times(name, rewrite(name, value));
  }
  return valid_utf8(made) ? made : percent_encode(made);
}

std::string rewritten_target(std::string_view target, const Rewrite& rewrite) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  std::string made = rewritten_path(target.substr(0, mark), rewrite);
  if (mark == target.size()) return made;
  made += '?';
  split(
      target.substr(mark + 1), "&",
      [&](std::string_view pair) {
        const auto decoded = parameters_of(pair);
        if (decoded.empty()) return;
        const auto& [name, value] = decoded.front();
        const std::string kept = rewrite(name, value);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        made += rewrite({}, pair.substr(0, equals));
        if (equals == pair.size()) return;
        made += '=';
        made += kept == value ? std::string(pair.substr(equals + 1)) : percent_encode(kept);
      },
      [&](char end) { made += end; });
  return made;
}

std::string_view collection_of(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  std::string_view found;
  split(
      path, "/",
      [&](std::string_view segment) {
        const bool id = segment.size() > 2 && is_identifier(segment);
        if (!segment.empty() && !id && !all_digits(segment)) found = segment;
      },
      [](char) {});
  return found;
}

}  // namespace crosswalk::sim
