#include "vendors/gem/gem.hpp"

#include <algorithm>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "vendors/greenhouse/replies.hpp"

namespace crosswalk::sim {
namespace {

/// {"code":..,"status":..,"message":..,"errors":{FIELD:[..]}}
HttpResponse refuse(int status, std::string_view message, std::string_view field) {
  // The field and the message may repeat what a request said; the vendor's other shape cleans them.
  const HttpResponse clean = greenhouse::refusal(status, message, field);
  const auto said = parse_json(clean.body);
  std::string body;
  JsonObject whole(body);
  whole.number("code", static_cast<std::uint64_t>(status));
  whole.text("status", status == 404 ? "Not Found" : status == 401 ? "Unauthorized" : "Error");
  whole.text("message", said ? said->text_of("message") : "");
  JsonObject errors(whole.value("errors"));
  if (said && !field.empty()) {
    const Json& first = said->find("errors")->items()->front();
    std::string name;
    append_json_text(name, first.text_of("field"));
    std::string& list = errors.value(name.substr(1, name.size() - 2));
    list += '[';
    append_json_text(list, first.text_of("message"));
    list += ']';
  }
  errors.close();
  whole.close();
  return greenhouse::json_reply(status, std::move(body));
}

}  // namespace

const harvest::Dialect& Gem::dialect() {
  static const harvest::Dialect own{.prefix = prefix,
                                    .text_ids = true,
                                    .links = false,
                                    .whole_seconds = false,
                                    .tombstones = true,
                                    .dates_changes = true,
                                    .refuse = refuse};
  return own;
}

HttpResponse Gem::answer(const HttpRequest& request, Instant now) {
  ++requests_;
  unready_.now = now;
  std::erase_if(unready_.until, [&](const auto& each) { return each.second <= now; });
  HttpResponse reply = serve(request, now);
  reply.headers.emplace_back("Date", format_http_date(now));
  return reply;
}

HttpResponse Gem::serve(const HttpRequest& request, Instant now) {
  const auto target = parse_target(request.target);
  if (!target) return refuse(400, "The request target cannot be read", {});
  if (!target->path.starts_with(prefix)) return refuse(404, "Resource not found", {});
  const std::string_view key = header(request.headers, "x-api-key");
  const std::string_view secret = header(request.headers, "x-application-secret");
  if (!equal_in_constant_time(key, options_.api_key) ||
      !equal_in_constant_time(secret, options_.application_secret)) {
    return refuse(401, "The key or the secret of the application is wrong", {});
  }
  const auto path = harvest::read_path(std::string_view(target->path).substr(prefix.size()));
  const bool writes = request.method == "POST" && path && harvest::Writes::knows(*path);
  if (!path || (request.method != "GET" && !writes)) return refuse(404, "Resource not found", {});
  const std::string needed(path->sub.empty() ? path->name : path->sub);
  if (std::ranges::count(options_.denied, writes ? needed + ":create" : needed) > 0) {
    return refuse(403, "The application has no permission for this", {});
  }
  return writes ? writes_.create(*path, request, {.lag = options_.write_lag}, now)
                : lists_.read(*path, request, *target, options_.ignores_unknown);
}

}  // namespace crosswalk::sim
