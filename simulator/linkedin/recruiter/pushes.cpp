#include "linkedin/recruiter/pushes.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "linkedin/onboarding/registry.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

// A version 4 UUID made of a digest instead of chance, so that a run repeats.
std::string uuid_of(const std::string& seed) {
  std::string out = to_hex(bytes_of(sha256(seed))).substr(0, 32);
  out[12] = '4';
  out[16] = '8';
  for (const std::size_t at : {20u, 16u, 12u, 8u}) out.insert(at, 1, '-');
  return out;
}

bool is_loopback(std::string_view host) {
  return host.starts_with("127.0.0.1") || host.starts_with("localhost") ||
         host.starts_with("[::1]");
}

bool proves(std::string_view body, const std::string& code, const std::string& secret) {
  const auto answer = parse_json(body, answer_bytes_max);
  return answer && answer->text_of("challengeCode") == code &&
         answer->text_of("challengeResponse") == to_hex(bytes_of(hmac_sha256(secret, code)));
}

std::string signature_of(std::string_view body, const std::string& secret,
                         PushOptions::Signature signature) {
  const bool wrong = signature == PushOptions::Signature::wrong;
  return to_hex(
      bytes_of(hmac_sha256(wrong ? secret + "?" : secret, "hmacsha256=" + std::string(body))));
}

}  // namespace

std::optional<Destination> read_callback(std::string_view url, bool loopback) {
  const bool plain = url.starts_with("http://");
  if (!plain && !url.starts_with("https://")) return std::nullopt;
  const std::size_t begin = plain ? 7 : 8;
  const std::size_t slash = std::min(url.find_first_of("/?", begin), url.size());
  const std::string_view host = url.substr(begin, slash - begin);
  const bool odd = std::ranges::any_of(
      url, [](char c) { return c <= 0x20 || c == 0x7F || c == '#' || c == '@' || c == '\\'; });
  if (host.empty() || odd || url.size() > 2'048) return std::nullopt;
  if (plain && !(loopback && is_loopback(host))) return std::nullopt;
  std::string target(url.substr(slash));
  if (!target.starts_with('/')) target.insert(0, 1, '/');
  return Destination{std::string(url.substr(0, slash)), std::move(target)};
}

std::string ascii_json(std::string_view json) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  const auto append = [&](std::uint32_t unit) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> shift) & 15];
  };
  for (std::size_t at = 0; at < json.size();) {
    const auto lead = static_cast<unsigned char>(json[at]);
    if (lead < 0x80) {
      out += json[at++];
      continue;
    }
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    std::uint32_t point = lead & (0x3Fu >> more);
    for (std::size_t next = 1; next <= more && at + next < json.size(); ++next) {
      point = point << 6 | (static_cast<unsigned char>(json[at + next]) & 0x3Fu);
    }
    at += more + 1;
    if (point >= 0x10000) {
      append(0xD800 + ((point - 0x10000) >> 10));
      point = 0xDC00 + ((point - 0x10000) & 0x3FF);
    }
    append(point);
  }
  return out;
}

void Pushes::watch(const LinkedInApp& app, std::string_view url, const LinkedInOptions& options,
                   Instant now) {
  auto to = read_callback(url, options.loopback_callbacks);
  const auto known = lines_.find(app.client_id);
  if (!to || (known != lines_.end() && known->second.state.url == url)) return;
  forget(app.client_id);
  Line& line = lines_[app.client_id];
  line.state.url = url;
  line.to = *std::move(to);
  line.secret = app.client_secret;
  line.application = urn_of(app);
  if (options.push.challenge_every.count() > 0) challenge(line, now);
}

void Pushes::forget(std::string_view client_id) {
  const auto found = lines_.find(client_id);
  if (found == lines_.end()) return;
  outbox_.withdraw(found->second.challenge);
  for (const std::uint64_t id : found->second.sent) outbox_.withdraw(id);
  lines_.erase(found);
}

void Pushes::change_secret(std::string_view client_id, std::string secret) {
  const auto found = lines_.find(client_id);
  if (found != lines_.end()) found->second.secret = std::move(secret);
}

void Pushes::push(const LinkedInApp& app, std::string_view json, const PushOptions& options,
                  Instant now) {
  const auto found = lines_.find(app.client_id);
  if (found == lines_.end()) return;
  Line& line = found->second;
  HttpRequest request{.method = "POST",
                      .origin = line.to.origin,
                      .target = line.to.target,
                      .headers = {{"Content-Type", "application/json"}},
                      .body = ascii_json(json)};
  if (options.signature != PushOptions::Signature::missing) {
    request.headers.emplace_back("X-LI-Signature",
                                 signature_of(request.body, line.secret, options.signature));
  }
  for (std::uint32_t copy = 0; copy < options.copies; ++copy) {
    if (line.state.blocked) {
      line.kept.push_back(request);
    } else {
      line.sent.push_back(outbox_.put(request, now + options.delay));
    }
  }
}

void Pushes::challenge(Line& line, Instant at) {
  line.code = uuid_of("challenge " + std::to_string(++challenges_));
  HttpRequest request;
  request.origin = line.to.origin;
  request.target = line.to.target;
  request.target += line.to.target.find('?') == std::string::npos ? '?' : '&';
  request.target += "challengeCode=" + line.code;
  request.target += "&applicationId=" + percent_encode(line.application);
  line.challenge = outbox_.put(std::move(request), at, 1);
}

void Pushes::hear(std::uint64_t id, int status, std::string_view body, const PushOptions& options,
                  Instant now) {
  const auto found =
      std::ranges::find_if(lines_, [&](const auto& each) { return each.second.challenge == id; });
  if (id == 0 || found == lines_.end()) {
    return outbox_.answered(id, status >= 200 && status < 300, now);
  }
  judge(found->second, status, body, options, now);
}

void Pushes::judge(Line& line, int status, std::string_view body, const PushOptions& options,
                   Instant now) {
  const bool proven = status == 200 && proves(body, line.code, line.secret);
  outbox_.answered(line.challenge, proven, now);
  line.challenge = 0;
  if (proven) {
    ++line.state.challenges;
    line.state.failures = 0;
    line.state.blocked = false;
    for (HttpRequest& each : std::exchange(line.kept, {})) {
      line.sent.push_back(outbox_.put(std::move(each), now));
    }
  } else if (++line.state.failures >= options.failures_max) {
    line.state.blocked = true;
    for (const std::uint64_t sent : std::exchange(line.sent, {})) {
      if (auto request = outbox_.withdraw(sent)) line.kept.push_back(*std::move(request));
    }
  }
  if (options.challenge_every.count() > 0) challenge(line, now + options.challenge_every);
}

std::optional<CallbackState> Pushes::state(std::string_view client_id) const {
  const auto found = lines_.find(client_id);
  if (found == lines_.end()) return std::nullopt;
  CallbackState out = found->second.state;
  out.kept = found->second.kept.size();
  return out;
}

}  // namespace crosswalk::sim::linkedin
