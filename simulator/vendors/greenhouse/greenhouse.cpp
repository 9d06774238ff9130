#include "vendors/greenhouse/greenhouse.hpp"

#include <algorithm>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "vendors/greenhouse/cursor.hpp"
#include "vendors/greenhouse/replies.hpp"
#include "vendors/greenhouse/resources.hpp"

namespace crosswalk::sim {
namespace {

using greenhouse::refusal;
using Standing = greenhouse::Tokens::Standing;

constexpr std::string_view prefix = "/v3/";

std::string origin_of(const HttpRequest& request) {
  if (!request.origin.empty()) return request.origin;
  return "https://" + std::string(header(request.headers, "Host"));
}

}  // namespace

Greenhouse::Greenhouse(World& world, GreenhouseOptions options)
    : options_(std::move(options)),
      cursor_key_("cursor of " + std::to_string(options_.seed)),
      tokens_(world, options_),
      writes_(world, options_, unready_),
      hooks_(world, options_, unready_),
      v1_(world, options_, unready_),
      listings_(greenhouse::resources(world, options_, unready_)) {}

Outbox& Greenhouse::outbox() {
  hooks_.sweep();
  return hooks_.outbox();
}

void Greenhouse::set_options(GreenhouseOptions options) {
  options_ = std::move(options);
  hooks_.set_up();
  for (const auto& listing : listings_) listing->forget();
}

void Greenhouse::save_hooks(std::vector<GreenhouseHook> hooks) {
  hooks_.sweep();  // What happened while one was off is not told.
  options_.hooks = std::move(hooks);
  hooks_.set_up(true);
}

void Greenhouse::prepare() {
  greenhouse::Filter filter;
  filter.per_page = 500;
  for (const auto& listing : listings_) {
    std::optional<Id> after;
    do {
      after = listing->page(filter, after, options_.newest_first).after;
    } while (after);
  }
}

HttpResponse Greenhouse::answer(const HttpRequest& request, Instant now) {
  ++requests_;
  hooks_.sweep();
  unready_.now = now;
  std::erase_if(unready_.until, [&](const auto& each) { return each.second <= now; });
  HttpResponse reply = route(request, now);
  reply.headers.emplace_back("Date", format_http_date(now));
  return reply;
}

bool Greenhouse::over_the_limit(HttpResponse& reply, Instant now) {
  if (options_.requests_per_window == 0) return false;
  const std::int64_t width = options_.rate_window.count();
  const std::int64_t window = to_ms(now) / width;
  if (window != window_) {
    window_ = window;
    used_ = 0;
  }
  const std::int64_t reset_ms = (window + 1) * width;
  const bool over = used_ >= options_.requests_per_window;
  if (over) {
    ++refused_;
    reply = refusal(429, "Rate limit exceeded");
    const std::int64_t wait = (reset_ms - to_ms(now) + 999) / 1000;
    reply.headers.emplace_back("Retry-After", std::to_string(wait));
  } else {
    ++used_;
  }
  reply.headers.emplace_back("X-RateLimit-Limit", std::to_string(options_.requests_per_window));
  reply.headers.emplace_back("X-RateLimit-Remaining",
                             std::to_string(options_.requests_per_window - used_));
  reply.headers.emplace_back("X-RateLimit-Reset", std::to_string((reset_ms + 999) / 1000));
  return over;
}

std::vector<Usage> Greenhouse::usage(Instant now) const {
  const std::int64_t width = options_.rate_window.count();
  const std::int64_t window = to_ms(now) / width;
  Usage own{.what = "Harvest v3", .counted = "requests in " + std::to_string(width / 1000) + " s"};
  own.used = window == window_ ? used_ : 0;
  own.limit = options_.requests_per_window;
  own.resets_at = from_ms((window + 1) * width);
  return {std::move(own), v1_.usage(now)};
}

HttpResponse Greenhouse::route(const HttpRequest& request, Instant now) {
  const auto target = parse_target(request.target);
  if (!target) return refusal(400, "The request target cannot be read");
  if (target->path == "/token") return tokens_.mint(request, now);
  if (target->path.starts_with(HarvestV1::prefix)) return v1_.answer(request, *target, now);
  if (!target->path.starts_with(prefix)) return refusal(404, "Not found");

  const Standing standing = tokens_.standing(header(request.headers, "Authorization"), now);
  if (standing == Standing::unknown) {
    HttpResponse reply = refusal(401, "Invalid or expired access token");
    reply.headers.emplace_back("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return reply;
  }
  HttpResponse limits;
  if (over_the_limit(limits, now)) return limits;

  HttpResponse reply = read_or_write(request, *target, now, standing);
  for (auto& field : limits.headers) reply.headers.push_back(std::move(field));
  return reply;
}

HttpResponse Greenhouse::read_or_write(const HttpRequest& request, const Target& target,
                                       Instant now, Standing standing) {
  const std::string name = target.path.substr(prefix.size());
  const bool writes = request.method == "POST" && greenhouse::Writes::knows(name);
  const auto listing =
      std::ranges::find_if(listings_, [&](const auto& l) { return l->name() == name; });
  if (listing == listings_.end() || (request.method != "GET" && !writes)) {
    return refusal(404, "Not found");
  }
  const std::string scope = writes ? name + ":create" : name;
  if (std::ranges::count(options_.denied, scope) > 0) {
    return refusal(403, "Missing scope harvest:" + (writes ? scope : name + ":list"));
  }
  if (writes) return writes_.create(name, request, now);
  if (standing == Standing::not_an_admin) {
    return refusal(403, "The authorizing user must be a Site Admin");
  }
  return list(**listing, request, target, now);
}

HttpResponse Greenhouse::list(greenhouse::Listing& listing, const HttpRequest& request,
                              const Target& target, Instant now) {
  std::optional<Id> after;
  std::string query = target.query;
  if (const std::string* const text = target.find("cursor")) {
    if (target.parameters.size() > 1) {
      return refusal(422, "cursor cannot be combined with other parameters", "cursor");
    }
    auto cursor = greenhouse::read_cursor(*text, cursor_key_);
    if (!cursor || cursor->resource != listing.name()) {
      return refusal(422, "cursor is invalid", "cursor");
    }
    if (now - cursor->issued > options_.cursor_lifetime) {
      return refusal(422, "cursor has expired", "cursor");
    }
    after = cursor->after;
    query = std::move(cursor->query);
  }
  const auto first = after ? parse_target("/?" + query) : Result<Target>(target);
  if (!first) return refusal(422, "cursor is invalid", "cursor");
  const auto filter =
      greenhouse::read_filter(*first, listing.parents(), listing.words(), options_.ids_max);
  if (!filter) {
    const Error& error = filter.error();
    return refusal(422, error.where + ' ' + error.what, error.where);
  }
  greenhouse::Page page = listing.page(*filter, after, options_.newest_first);
  HttpResponse reply = greenhouse::json_reply(200, std::move(page.body));
  if (page.after) {
    const greenhouse::Cursor next{std::string(listing.name()), query, *page.after, now};
    reply.headers.emplace_back(
        "Link", '<' + origin_of(request) + std::string(prefix) + next.resource +
                    "?cursor=" + greenhouse::write_cursor(next, cursor_key_) + ">; rel=\"next\"");
  }
  return reply;
}

}  // namespace crosswalk::sim
