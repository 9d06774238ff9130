#include "judge/invariants/requests/written.hpp"

#include <algorithm>
#include <vector>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "linkedin/rest/envelope.hpp"

namespace crosswalk::sim::judging {
namespace {

constexpr std::size_t body_bytes_read_max = 32 * 1024 * 1024;

// The parts of a key in alphabetic order: "a=1&b=2" and "(b:2,a:1)" each have one such form.
std::string one_spelling(std::string_view key) {
  if (key.starts_with('(') && key.ends_with(')')) key = key.substr(1, key.size() - 2);
  std::vector<std::string_view> parts;
  while (!key.empty()) {
    const std::size_t cut = std::min(key.find_first_of("&,"), key.size());
    parts.push_back(key.substr(0, cut));
    key.remove_prefix(std::min(cut + 1, key.size()));
  }
  std::ranges::sort(parts);
  std::string joined;
  for (const std::string_view part : parts) (joined += part) += '\n';
  return percent_decode(joined).value_or(joined);
}

std::string scope_of(const linkedin::Unwrapped& wanted) {
  return std::string(wanted.method) + " " + std::string(wanted.path);
}

}  // namespace

std::string scope_of_batch(const HttpRequest& request) {
  const auto unwrapped = linkedin::unwrap(request);
  const auto* const wanted = std::get_if<linkedin::Unwrapped>(&unwrapped);
  return wanted == nullptr ? std::string() : scope_of(*wanted);
}

std::optional<WrittenBatch> read_batch(const HttpRequest& request) {
  const auto unwrapped = linkedin::unwrap(request);
  const auto* const wanted = std::get_if<linkedin::Unwrapped>(&unwrapped);
  if (wanted == nullptr || (wanted->method != "PUT" && wanted->method != "POST")) return {};
  const auto body = parse_json(wanted->body, body_bytes_read_max);
  const Json* const entities = body ? body->find("entities") : nullptr;
  if (entities == nullptr || entities->members() == nullptr) return std::nullopt;
  WrittenBatch out;
  out.scope = scope_of(*wanted);
  for (const auto& [key, content] : *entities->members()) {
    out.entities[one_spelling(key)] = mix64(write_json(content));
  }
  return out;
}

bool may_refuse(const HttpResponse& reply) {
  return reply.status / 100 == 2 && reply.body.find("\"errors\"") != std::string::npos &&
         reply.body.find("\"errors\":{}") == std::string::npos;
}

std::optional<std::map<std::string, int>> read_statuses(const HttpResponse& reply) {
  const auto body = parse_json(reply.body, body_bytes_read_max);
  if (!body || body->find("results") == nullptr) return std::nullopt;
  std::map<std::string, int> out;
  for (const char* const half : {"results", "errors"}) {
    const Json* const all = body->find(half);
    if (all == nullptr || all->members() == nullptr) continue;
    for (const auto& [key, said] : *all->members()) {
      out[one_spelling(key)] = static_cast<int>(said.integer_of("status"));
    }
  }
  return out;
}

}  // namespace crosswalk::sim::judging
