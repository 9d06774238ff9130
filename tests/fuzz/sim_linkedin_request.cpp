// links: simulator_linkedin
// The simulated LinkedIn answers whatever a client sends it. The input is a request as text: a
// line with method and target, header lines, an empty line, the body. Every answer must have a
// status of HTTP and a body that is empty or JSON, and asking for the ledger must work after it.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text/json.hpp"
#include "linkedin/linkedin.hpp"

namespace {

using namespace crosswalk;
using namespace crosswalk::sim;

std::string_view line_of(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

HttpRequest read_request(std::string_view text, const std::string& token) {
  HttpRequest request;
  const std::string_view first = line_of(text);
  const std::size_t blank = first.find(' ');
  request.method = first.substr(0, blank);
  if (blank != std::string_view::npos) request.target = first.substr(blank + 1);
  request.headers.emplace_back("Authorization", "Bearer " + token);
  while (!text.empty()) {
    const std::string_view line = line_of(text);
    if (line.empty()) break;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  request.body = text;
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Instant now = from_ms(1'767'268'800'000);
  LinkedInOptions options;
  options.apps = {{"app", "secret", ""}};
  LinkedIn peer(options);
  const HttpResponse granted =
      peer.answer({.method = "POST",
                   .origin = {},
                   .target = "/oauth/v2/accessToken",
                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                   .body = "grant_type=client_credentials&client_id=app&client_secret=secret"},
                  now);
  const auto token = parse_json(granted.body);
  if (!token) std::abort();
  const HttpRequest request = read_request({reinterpret_cast<const char*>(data), size},
                                           std::string(token->text_of("access_token")));
  for (int again = 0; again < 2; ++again) {
    const HttpResponse answer = peer.answer(request, now);
    if (answer.status < 100 || answer.status > 599) std::abort();
    if (!answer.body.empty() && !parse_json(answer.body, 64 * 1024 * 1024)) std::abort();
  }
  if (peer.ledger(now).summary().members() == nullptr) std::abort();
  return 0;
}
