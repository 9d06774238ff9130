#include "server/console/journal.hpp"

#include <algorithm>

#include "base/text/dates.hpp"
#include "server/console/scrub.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t target_bytes_max = 600;

std::string beginning(const std::string& text, std::size_t bytes_max) {
  return text.size() <= bytes_max ? text : text.substr(0, bytes_max);
}

Json headers_of(const Headers& headers) {
  Json all = Json::list();
  for (const auto& [name, value] : headers) {
    Json one = Json::object();
    one.set("name", name);
    one.set("value", holds_secret(name) ? std::string(hidden) : value);
    all.push(std::move(one));
  }
  return all;
}

Json message_of(const Headers& headers, const std::string& body, std::size_t bytes) {
  Json message = Json::object();
  message.set("headers", headers_of(headers));
  message.set("body", without_secrets(body));
  message.set("bytes", std::uint64_t{bytes});
  message.set("cut", bytes > body.size());
  return message;
}

}  // namespace

void Journal::note(const Overheard& heard) {
  if (kept_.size() == seen_max) kept_.pop_front();
  Kept& kept = kept_.emplace_back();
  kept.number = ++last_;
  kept.at = heard.at;
  kept.peer = heard.peer;
  kept.endpoint = heard.endpoint;
  kept.took = heard.took;
  kept.fired = heard.fired;
  kept.request = {.method = heard.request.method,
                  .origin = heard.request.origin,
                  .target = heard.request.target,
                  .headers = heard.request.headers,
                  .body = beginning(heard.request.body, body_bytes_max)};
  kept.request_bytes = heard.request.body.size();
  if (heard.reply == nullptr) return;
  kept.reply = {.status = heard.reply->status,
                .headers = heard.reply->headers,
                .body = beginning(heard.reply->body, body_bytes_max)};
  kept.reply_bytes = heard.reply->body.size();
}

void Journal::took(std::chrono::nanoseconds length) {
  if (!kept_.empty()) kept_.back().took += length;
}

Json Journal::line_of(const Kept& kept) {
  Json line = Json::object();
  line.set("number", kept.number);
  line.set("at", format_instant(kept.at));
  line.set("peer", kept.peer);
  line.set("endpoint", kept.endpoint);
  line.set("method", kept.request.method);
  line.set("target", without_secrets(beginning(kept.request.target, target_bytes_max)));
  line.set("status", kept.reply.status);
  line.set("ms", static_cast<double>(kept.took.count() / 1000) / 1000);
  line.set("fired", Json::List(kept.fired.begin(), kept.fired.end()));
  return line;
}

Json Journal::list(std::uint64_t after) const {
  Json lines = Json::list();
  for (auto kept = kept_.rbegin(); kept != kept_.rend() && kept->number > after; ++kept) {
    lines.push(line_of(*kept));
  }
  Json account = Json::object();
  account.set("requests", std::move(lines));
  account.set("last", last_);
  account.set("kept", std::uint64_t{kept_.size()});
  return account;
}

Json Journal::one(std::uint64_t number) const {
  const auto found = std::ranges::find(kept_, number, &Kept::number);
  if (found == kept_.end()) return {};
  Json account = line_of(*found);
  account.set("origin", found->request.origin);
  account.set("request",
              message_of(found->request.headers, found->request.body, found->request_bytes));
  account.set("reply", message_of(found->reply.headers, found->reply.body, found->reply_bytes));
  return account;
}

}  // namespace crosswalk::sim
