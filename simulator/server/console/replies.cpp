#include "server/console/replies.hpp"

namespace crosswalk::sim {
namespace {

// Forms post nothing by themselves: the script does, and to this origin only.
constexpr const char* only_our_own =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void seal(HttpResponse& reply) {
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace

HttpResponse json_reply(int status, const Json& body) {
  HttpResponse reply{
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = {}};
  seal(reply);
  reply.body = write_json(body) + "\n";
  return reply;
}

HttpResponse problem_reply(int status, std::string text) {
  Json body;
  body.set("error", std::move(text));
  return json_reply(status, body);
}

HttpResponse page_reply(std::string_view text, std::string_view type) {
  HttpResponse reply{.status = 200, .headers = {}, .body = std::string(text)};
  reply.headers.emplace_back("Content-Type", std::string(type) + "; charset=utf-8");
  seal(reply);
  reply.headers.emplace_back("Content-Security-Policy", only_our_own);
  reply.headers.emplace_back("X-Frame-Options", "DENY");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  return reply;
}

HttpResponse elsewhere_reply(std::string_view path) {
  HttpResponse reply{.status = 302, .headers = {}, .body = {}};
  reply.headers.emplace_back("Location", std::string(path));
  seal(reply);
  return reply;
}

}  // namespace crosswalk::sim
