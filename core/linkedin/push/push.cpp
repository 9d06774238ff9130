#include "linkedin/push/push.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t challenge_bytes_max = 128;
constexpr std::size_t id_bytes_max = 255;
constexpr std::size_t job_id_bytes_max = 200;
constexpr std::size_t jobs_max = 10'000;
constexpr std::size_t push_bytes_max = 1024 * 1024;

// It stands in the signed text, and LinkedIn's page says that it does not in the header.
constexpr std::string_view signed_prefix = "hmacsha256=";

Error no_message(std::string what) {
  return {ErrorCode::invalid_input, std::move(what), "LinkedIn push"};
}

bool good_id(std::string_view id, std::size_t bytes_max) {
  return !id.empty() && id.size() <= bytes_max &&
         std::ranges::none_of(id, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

PushType type_of(std::string_view word) {
  if (word == "EXPORT_CANDIDATE_PROFILE") return PushType::candidate_exported;
  if (word == "INTEGRATION_STATUS_CHANGE") return PushType::integration_changed;
  if (word == "RESYNC_JOBS") return PushType::resync_jobs;
  return PushType::other;
}

// The name of what is to be fetched; a number where somebody wrote one instead of a text.
std::string id_of(const Json& message) {
  for (const std::string_view name : {"id", "requestId"}) {
    const Json* id = message.find(name);
    if (id == nullptr) continue;
    if (const std::string* text = id->text()) return *text;
    if (const std::int64_t* number = id->integer()) return std::to_string(*number);
  }
  return {};
}

void read_resync(const Json& message, Push& push) {
  const Json* all = message.find("syncAllOpenJobs");
  push.all_open_jobs = all != nullptr && all->flag() != nullptr && *all->flag();
  const Json* jobs = message.find("externalJobPostingIds");
  if (jobs == nullptr || jobs->items() == nullptr) return;
  for (const Json& job : *jobs->items()) {
    const std::string* id = job.text();
    if (id == nullptr || !good_id(*id, job_id_bytes_max)) continue;
    if (push.jobs.size() == jobs_max) {
      push.all_open_jobs = true;
      return;
    }
    push.jobs.push_back(*id);
  }
}

}  // namespace

std::optional<std::string> challenge_answer(std::string_view code, std::string_view secret) {
  const auto visible = [](char c) { return c > ' ' && c <= '~'; };
  if (code.empty() || code.size() > challenge_bytes_max || secret.empty()) return std::nullopt;
  if (!std::ranges::all_of(code, visible)) return std::nullopt;
  Json answer = Json::object();
  answer.set("challengeCode", code);
  answer.set("challengeResponse", to_hex(bytes_of(hmac_sha256(secret, code))));
  return write_json(answer);
}

bool proves(std::string_view signature, std::string_view body, std::string_view secret) {
  if (secret.empty()) return false;
  if (signature.starts_with(signed_prefix)) signature.remove_prefix(signed_prefix.size());
  std::string text;
  text.reserve(signed_prefix.size() + body.size());
  text.append(signed_prefix).append(body);
  return equal_in_constant_time(to_hex(bytes_of(hmac_sha256(secret, text))), signature);
}

Result<Push> read_push(std::string_view body) {
  const Result<Json> read = parse_json(body, push_bytes_max);
  if (!read || read->members() == nullptr) return no_message("the body is no JSON object");
  const std::string_view type = read->text_of("type");
  if (type.empty()) return no_message("the message has no type");
  Push push;
  push.type = type_of(type);
  push.id = id_of(*read);
  const bool fetched =
      push.type == PushType::candidate_exported || push.type == PushType::integration_changed;
  if (push.id.empty() && !fetched) push.id = to_hex(bytes_of(sha256(body)));
  if (!good_id(push.id, id_bytes_max)) return no_message("the message names nothing to fetch");
  if (const Json* expires = read->find("expiresAt")) {
    const std::int64_t* ms = expires->integer();
    if (ms != nullptr && *ms > 0) push.expires = from_ms(*ms);
  }
  if (push.type == PushType::resync_jobs) read_resync(*read, push);
  return push;
}

}  // namespace crosswalk
