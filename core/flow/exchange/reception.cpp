#include "flow/exchange/reception.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/text/digest.hpp"
#include "linkedin/push/push.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view linkedin_folder = "/linkedin/";
constexpr std::string_view vendor_folder = "/vendor/";
constexpr std::size_t tenant_bytes_max = 64;
constexpr std::size_t notice_id_bytes_max = 255;

enum Status : int {
  ok = 200,
  bad_request = 400,
  unauthorized = 401,
  method_not_allowed = 405,
  too_large = 413
};

Reception turned_away(Status status) { return Replied{{status, {}, {}}, false}; }

Reception wrong_method(std::string allowed) {
  return Replied{{method_not_allowed, {{"Allow", std::move(allowed)}}, {}}, false};
}

bool is_tenant(std::string_view text) {
  return !text.empty() && text.size() <= tenant_bytes_max && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

// The decoded value of a query parameter; empty when it is not there or not well encoded.
std::string parameter(std::string_view target, std::string_view name) {
  std::size_t at = target.find('?');
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(target.find('&', at + 1), target.size());
    const std::string_view pair = target.substr(at + 1, end - at - 1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return percent_decode(pair.substr(name.size() + 1)).value_or(std::string());
    }
    at = end == target.size() ? std::string_view::npos : end;
  }
  return {};
}

// Whether one of the secrets passes. An empty one proves nothing: anybody can sign with it.
template <class Test>
bool any_of_the_secrets(const std::vector<std::string>& secrets, Test test) {
  return std::ranges::any_of(
      secrets, [&](const std::string& secret) { return !secret.empty() && test(secret); });
}

Reception answer_challenge(const Doorkeeper& keeper, const HttpRequest& request) {
  if (keeper.linkedin_secrets.empty() || keeper.linkedin_secrets.front().empty()) {
    return turned_away(unauthorized);
  }
  auto answer =
      challenge_answer(parameter(request.target, "challengeCode"), keeper.linkedin_secrets.front());
  if (!answer) return turned_away(bad_request);
  return Replied{{ok, {{"Content-Type", "application/json"}}, *std::move(answer)}, true};
}

std::string_view word_of(PushType type) {
  switch (type) {
    case PushType::candidate_exported:
      return "export";
    case PushType::integration_changed:
      return "change";
    case PushType::resync_jobs:
      return "resync";
    case PushType::other:
      break;
  }
  return "other";
}

// Ids of different resources may be the same. What has none of its own is named by its content, and
// the same may be asked for again another day: only what comes twice within the hour is taken for
// one message.
std::string id_of(const Push& push, Instant now) {
  std::string id = std::string(word_of(push.type)).append(":").append(push.id);
  if (push.type != PushType::candidate_exported && push.type != PushType::integration_changed) {
    const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
    id.append("@").append(std::to_string(hour));
  }
  if (id.size() <= notice_id_bytes_max) return id;
  return "sha256:" + to_hex(bytes_of(sha256(id)));
}

Reception receive_linkedin(const Doorkeeper& keeper, const HttpRequest& request, Instant now) {
  if (request.method == "GET") return answer_challenge(keeper, request);
  if (request.method != "POST") return wrong_method("GET, POST");
  if (request.body.size() > push_bytes_max) return turned_away(too_large);
  const std::string_view signature = header(request.headers, "X-LI-Signature");
  const bool proven = any_of_the_secrets(keeper.linkedin_secrets, [&](const std::string& secret) {
    return proves(signature, request.body, secret);
  });
  if (!proven) return turned_away(unauthorized);
  Result<Push> push = read_push(request.body);
  if (!push) return turned_away(bad_request);
  return Kept{{NoticeSource::linkedin, id_of(*push, now), request.body, now}};
}

bool signs(const WebhookSpec& spec, const HttpRequest& request, const std::string& secret) {
  std::string_view given = header(request.headers, spec.signature_header);
  if (!given.starts_with(spec.signature_prefix)) return false;
  given.remove_prefix(spec.signature_prefix.size());
  const std::string digest = to_hex(bytes_of(hmac_sha256(secret, request.body)));
  return equal_in_constant_time(given, digest);
}

std::string id_of(const WebhookSpec& spec, const HttpRequest& request) {
  const std::string_view given =
      spec.id_header.empty() ? std::string_view{} : header(request.headers, spec.id_header);
  const bool usable = !given.empty() && given.size() <= notice_id_bytes_max &&
                      std::ranges::all_of(given, [](char c) { return c > ' ' && c < 0x7F; });
  return usable ? std::string(given) : "sha256:" + to_hex(bytes_of(sha256(request.body)));
}

Reception receive_vendor(const Doorkeeper& keeper, const HttpRequest& request, Instant now) {
  if (request.method != "POST") return wrong_method("POST");
  if (request.body.size() > push_bytes_max) return turned_away(too_large);
  const bool proven =
      keeper.vendor && any_of_the_secrets(keeper.vendor_secrets, [&](const std::string& secret) {
        return signs(*keeper.vendor, request, secret);
      });
  if (!proven) return turned_away(unauthorized);
  if (request.body.empty()) return turned_away(bad_request);
  return Kept{{NoticeSource::vendor, id_of(*keeper.vendor, request), request.body, now}};
}

}  // namespace

std::string callback_path(NoticeSource source, std::string_view tenant) {
  return std::string(source == NoticeSource::linkedin ? linkedin_folder : vendor_folder)
      .append(tenant);
}

std::optional<Callback> callback_of(std::string_view target) {
  Callback callback;
  std::string_view path = target.substr(0, target.find('?'));
  if (path.starts_with(linkedin_folder)) {
    path.remove_prefix(linkedin_folder.size());
  } else if (path.starts_with(vendor_folder)) {
    callback.source = NoticeSource::vendor;
    path.remove_prefix(vendor_folder.size());
  } else {
    return std::nullopt;
  }
  if (!is_tenant(path)) return std::nullopt;
  callback.tenant = path;
  return callback;
}

Reception receive(const Doorkeeper& keeper, NoticeSource source, const HttpRequest& request,
                  Instant now) {
  const std::optional<Callback> callback = callback_of(request.target);
  if (!callback || callback->source != source || callback->tenant != keeper.tenant) {
    return turned_away(unauthorized);
  }
  return source == NoticeSource::linkedin ? receive_linkedin(keeper, request, now)
                                          : receive_vendor(keeper, request, now);
}

}  // namespace crosswalk
