#include "scenario/virtual/vendor_seat.hpp"

#include <utility>

#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/greenhouse.hpp"

namespace crosswalk::sim {
namespace {

// Off is a limit that nobody reaches: a client that hears of none assumes a small one.
constexpr std::uint32_t unreachable = 1'000'000'000;

constexpr std::string_view size_asked = "per_page=";

// A listing follows its own cursor, so the first request alone says how much a page holds.
HttpRequest with_page_items(HttpRequest request, std::uint32_t items) {
  const std::size_t at = request.target.find(size_asked);
  if (items == 0 || at == std::string::npos) return request;
  const std::size_t begin = at + size_asked.size();
  const std::size_t end = request.target.find_first_not_of("0123456789", begin);
  const std::size_t size = (end == std::string::npos ? request.target.size() : end) - begin;
  request.target.replace(begin, size, std::to_string(items));
  return request;
}

void apply(const Quirks& quirks, GreenhouseOptions& options) {
  const std::uint32_t limit = quirks.vendor_requests == 0 ? unreachable : quirks.vendor_requests;
  options.requests_per_window = limit;
  options.v1_requests_per_window = limit;
  options.newest_first = quirks.newest_first;
  options.sees_private = quirks.sees_private;
  options.write_lag = quirks.write_lag;
  options.one_application_per_job = quirks.one_application_per_job;
  options.denied = quirks.denied;
}

Id first_active_user(const World& world) {
  for (const User& each : world.all<User>()) {
    if (!each.deactivated) return each.id;
  }
  return 0;
}

class GreenhouseSeat : public VendorSeat {
 public:
  GreenhouseSeat(const Vendor& vendor, World& world, const Quirks& quirks,
                 const std::string& hook_url)
      : vendor_(vendor),
        world_(world),
        page_items_(quirks.page_items),
        greenhouse_(world, options(world, quirks, hook_url)) {}

  HttpResponse answer(const HttpRequest& request, Instant now) override {
    if (page_items_ == 0) return greenhouse_.answer(request, now);
    return greenhouse_.answer(with_page_items(request, page_items_), now);
  }
  std::string_view peer() const override { return "greenhouse"; }
  Outbox* outbox() override { return &greenhouse_.outbox(); }
  void answered(std::uint64_t message, int status, Instant now) override {
    greenhouse_.answered(message, status, now);
  }

  Settings settings() const override {
    if (!speaks_v1()) return {{"user_id", std::to_string(world_.all<User>().first_id())}};
    return {{"api_version", "v1"},
            {"job_board", std::string(vendor_.job_board)},
            {"on_behalf_of", std::to_string(first_active_user(world_))}};
  }
  std::map<std::string, std::string> secrets() const override {
    const GreenhouseOptions& now = greenhouse_.options();
    if (speaks_v1()) return {{"api_key", now.api_key}};
    return {{"client_id", now.client_id}, {"client_secret", now.client_secret}};
  }

  void set(const Quirks& quirks) override {
    page_items_ = quirks.page_items;
    GreenhouseOptions changed = greenhouse_.options();
    apply(quirks, changed);
    greenhouse_.set_options(std::move(changed));
  }
  bool revoke_tokens() override {
    greenhouse_.revoke_tokens();
    return !speaks_v1();
  }
  bool deny(const std::string& scope) override {
    GreenhouseOptions changed = greenhouse_.options();
    changed.denied.push_back(scope);
    greenhouse_.set_options(std::move(changed));
    return true;
  }
  bool change_secret() override {
    GreenhouseOptions changed = greenhouse_.options();
    const std::string fresh = "rotated-" + std::to_string(++rotated_);
    changed.client_secret = fresh;
    changed.api_key = fresh;
    greenhouse_.set_options(std::move(changed));
    greenhouse_.revoke_tokens();  // A choice: tokens of the old secret die with it.
    return true;
  }

 private:
  static GreenhouseOptions options(const World& world, const Quirks& quirks,
                                   const std::string& hook_url) {
    GreenhouseOptions options;
    options.seed = world.options().seed;
    apply(quirks, options);
    if (!hook_url.empty()) options.hooks = {{hook_url, std::string(run_hook_secret), {}}};
    return options;
  }
  bool speaks_v1() const { return vendor_.word != "greenhouse"; }

  const Vendor& vendor_;
  const World& world_;
  std::uint32_t page_items_;
  std::uint32_t rotated_ = 0;
  Greenhouse greenhouse_;
};

class GemSeat : public VendorSeat {
 public:
  GemSeat(const Vendor& vendor, World& world, const Quirks& quirks)
      : vendor_(vendor), page_items_(quirks.page_items), gem_(world, options(quirks)) {}

  HttpResponse answer(const HttpRequest& request, Instant now) override {
    return gem_.answer(with_page_items(request, page_items_), now);
  }
  std::string_view peer() const override { return "gem"; }
  Settings settings() const override { return {{"job_board", std::string(vendor_.job_board)}}; }
  std::map<std::string, std::string> secrets() const override {
    return {{"api_key", api_key_}, {"application_secret", GemOptions{}.application_secret}};
  }
  void set(const Quirks& quirks) override { page_items_ = quirks.page_items; }
  // Gem's account is set up once: its key lives as long as the run.
  bool change_secret() override { return false; }

 private:
  static GemOptions options(const Quirks& quirks) { return {.write_lag = quirks.write_lag}; }

  const Vendor& vendor_;
  std::uint32_t page_items_;
  std::string api_key_ = GemOptions{}.api_key;
  Gem gem_;
};

}  // namespace

void VendorSeat::answered(std::uint64_t, int, Instant) {}
bool VendorSeat::deny(const std::string&) { return false; }

std::unique_ptr<VendorSeat> vendor_seat(const Vendor& vendor, World& world, const Quirks& quirks,
                                        const std::string& hook_url) {
  if (vendor.connector == "gem") return std::make_unique<GemSeat>(vendor, world, quirks);
  return std::make_unique<GreenhouseSeat>(vendor, world, quirks, hook_url);
}

}  // namespace crosswalk::sim
