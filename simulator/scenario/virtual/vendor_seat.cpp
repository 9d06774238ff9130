#include "scenario/virtual/vendor_seat.hpp"

#include <utility>

#include "scenario/virtual/quirks.hpp"
#include "server/harm/traffic.hpp"
#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/greenhouse.hpp"

namespace crosswalk::sim {
namespace {

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
    set_account(quirks, changed);
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
    set_account(quirks, options);
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
    return {{"api_key", gem_.options().api_key},
            {"application_secret", gem_.options().application_secret}};
  }
  void set(const Quirks& quirks) override {
    page_items_ = quirks.page_items;
    GemOptions changed = gem_.options();
    set_account(quirks, changed);
    gem_.set_options(std::move(changed));
  }
  bool deny(const std::string& scope) override {
    GemOptions changed = gem_.options();
    changed.denied.push_back(scope);
    gem_.set_options(std::move(changed));
    return true;
  }
  bool change_secret() override {
    GemOptions changed = gem_.options();
    changed.application_secret += "-rotated";
    gem_.set_options(std::move(changed));
    return true;
  }

 private:
  static GemOptions options(const Quirks& quirks) {
    GemOptions options;
    set_account(quirks, options);
    return options;
  }

  const Vendor& vendor_;
  std::uint32_t page_items_;
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
