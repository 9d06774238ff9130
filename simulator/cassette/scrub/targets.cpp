#include <algorithm>

#include "base/utf8.hpp"
#include "cassette/scrub.hpp"
#include "cassette/scrub/fields.hpp"
#include "cassette/scrub/ids.hpp"
#include "cassette/scrub/principal.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

// Collections whose next segment is who is meant, and what else may stand there.
constexpr std::string_view of_people[] = {"candidates", "candidate",  "prospects",
                                          "profiles",   "applicants", "talents"};
constexpr std::string_view no_person[] = {
    "me",     "self",  "search",      "merge",   "batch",    "bulk",      "count",         "export",
    "import", "roles", "permissions", "groups",  "deleted",  "anonymize", "custom_fields", "delta",
    "schema", "tags",  "stages",      "sources", "archived", "changed",   "list",          "query"};

}  // namespace

Rewrite Scrubber::rewriting(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  const std::string_view query = target.substr(std::min(mark + 1, target.size()));
  return [this, grants = asks_for_a_grant(parameters_of(query))](auto name, auto value) {
    return name.starts_with('/') ? segment(name.substr(1), value) : parameter(name, value, grants);
  };
}

std::string Scrubber::target(std::string_view target) {
  return without_secrets(rewritten_target(target, rewriting(target)));
}

std::string Scrubber::resource(const HttpRequest& request) {
  return without_secrets(resource_of(request, rewriting(request.target)));
}

std::string Scrubber::url(std::string_view value) {
  const std::string_view rest =
      value.starts_with(peer_) ? value.substr(peer_.size()) : std::string_view(":");
  if (rest.empty() || rest.front() == '/' || rest.front() == '?') {
    return std::string(peer_marker) + rewritten_target(rest, rewriting(rest));
  }
  return is_profile(value) ? stand_ins_.profile(value) : stand_ins_.url(value);
}

/// A link that may begin at the path.
std::string Scrubber::address(std::string_view value) {
  return value.starts_with('/') && !value.starts_with("//") ? target(value) : url(value);
}

/// What names an endpoint stays; ids as everywhere, and whoever is named behind people is one.
std::string Scrubber::segment(std::string_view before, std::string_view value) {
  if (value.empty()) return {};
  if (renamed_.contains(value) ||
      !std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~' && c != '@'; })) {
    return stand_ins_.identifier(value);
  }
  if (!is_endpoint(value)) return id(value);
  const bool people = around_of(before) == Around::people ||
                      std::ranges::find(of_people, before) != std::end(of_people);
  const bool known = std::ranges::find(no_person, value) != std::end(no_person) ||
                     around_of(value) != Around::unsaid || stand_in_end(value, 0) == value.size();
  return people && !known ? renamed(value) : std::string(value);
}

/// A parameter of a query, or with an empty name the name of one.
std::string Scrubber::parameter(std::string_view name, std::string_view value, bool grants) {
  if (name.empty()) return key(value);
  const Meaning meaning = meaning_of_parameter(name, grants);
  if (is_blank(value)) return std::string(value);
  if (meaning == Meaning::id && !is_email(value)) return id(value);
  if (meaning == Meaning::none || meaning == Meaning::time || meaning == Meaning::value) {
    return is_harmless(value) ? std::string(value) : shaped(value);
  }
  return treat(meaning == Meaning::label ? Meaning::person : meaning, value);
}

std::string Scrubber::field(std::string_view name, std::string_view value) {
  const FieldKind kind = field_kind(name);
  switch (kind) {
    case FieldKind::link:
      return rewritten_link(value, [this](std::string_view part) { return url(part); });
    case FieldKind::location:
      return address(value);
    case FieldKind::tag:
      return '"' + stand_ins_.identifier(value) + '"';
    case FieldKind::id:
      return id(value);
    case FieldKind::challenge: {
      const std::string_view scheme = value.substr(0, value.find(' '));
      const std::string plain = squeezed(scheme);
      const bool known = plain == "basic" || plain == "bearer" || plain == "digest";
      return known ? std::string(scheme) + " realm=\"" + stand_ins_.identifier(value) + '"' : "";
    }
    case FieldKind::cursor:
      return kept(Meaning::cursor, value);
    default:
      return harmless_field(kind, value).value_or("");
  }
}

Headers Scrubber::headers(const Headers& headers) {
  Headers made;
  for (const auto& [name, value] : headers) {
    const std::string plain = squeezed(name);
    if (field_kind(plain) == FieldKind::dropped) continue;
    std::string scrubbed = without_secrets(field(plain, value));
    if (!scrubbed.empty() && valid_utf8(scrubbed)) made.emplace_back(name, std::move(scrubbed));
  }
  return made;
}

std::string Scrubber::form(std::string_view body) {
  std::string made;
  const auto parameters = parameters_of(body);
  const bool grants = asks_for_a_grant(parameters);
  for (const auto& [name, value] : parameters) {
    if (!made.empty()) made += '&';
    const Meaning meaning = meaning_of_parameter(name, grants);
    made += percent_encode(key(name)) + '=' + percent_encode(treat(meaning, value));
  }
  return made;
}

}  // namespace crosswalk::sim
