#include "scenario/real/ear.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::sim::real {
namespace {

// The product looks again at a page it could not read after a second or two.
constexpr std::chrono::seconds doubt{3};

// A client that reads it asks again when the window is over, half a minute later at most.
constexpr std::chrono::seconds window_over{32};

bool used_up(const HttpResponse* reply) {
  if (reply == nullptr) return false;
  return header(reply->headers, "X-RateLimit-Remaining") == "0" ||
         header(reply->headers, "X-Rate-Limit-Remaining") == "0";
}

bool comes_again(const HttpResponse* reply) {
  return reply == nullptr || reply->status == 429 || reply->status >= 500;
}

}  // namespace

void Ear::hear(const Overheard& heard) {
  const std::scoped_lock lock(guard_);
  const auto now = Clock::now();
  const bool pushed = heard.endpoint.starts_with("hook");
  kept_.push_back({heard.at, heard.peer, heard.endpoint, heard.request,
                   heard.reply == nullptr ? std::nullopt : std::optional(*heard.reply), heard.took,
                   heard.fired});
  ++count_;
  last_ = std::max(last_, pushed ? now : now + heard.took);
  if (pushed) return;
  ++asked_;
  if (comes_again(heard.reply)) {
    troubles_[heard.endpoint] = Clock::time_point::max();
  } else if (!heard.fired.empty()) {
    troubles_[heard.endpoint] = now + doubt;
  } else {
    troubles_.erase(heard.endpoint);
  }
  if (used_up(heard.reply)) {
    troubles_[heard.peer] = now + window_over;
  } else {
    troubles_.erase(heard.peer);
  }
}

std::vector<Kept> Ear::take() {
  const std::scoped_lock lock(guard_);
  return std::exchange(kept_, {});
}

std::uint64_t Ear::count() const {
  const std::scoped_lock lock(guard_);
  return count_;
}

std::uint64_t Ear::asked() const {
  const std::scoped_lock lock(guard_);
  return asked_;
}

std::chrono::milliseconds Ear::still_for() const {
  const std::scoped_lock lock(guard_);
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - last_);
}

bool Ear::troubled() const {
  const std::scoped_lock lock(guard_);
  const auto now = Clock::now();
  return std::ranges::any_of(troubles_, [&](const auto& each) { return each.second > now; });
}

}  // namespace crosswalk::sim::real
