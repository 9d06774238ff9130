#pragma once

/// \file
/// The place of a tenant's applicant tracking system in a virtual run: anything that answers
/// requests. A simulated vendor over a world sits here, and so can pages that were recorded.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "language/scenario.hpp"
#include "mapping/manifest/plan.hpp"
#include "sdk/http.hpp"
#include "server/settings.hpp"
#include "wire/outbox.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

class VendorSeat {
 public:
  virtual ~VendorSeat() = default;

  /// Answers any request. `now` never falls.
  virtual HttpResponse answer(const HttpRequest& request, Instant now) = 0;

  /// Its name in endpoints and transcripts: "greenhouse", "gem".
  virtual std::string_view peer() const = 0;

  /// What the product must know to ask it: settings of the connector, and by setting the secrets.
  virtual Settings settings() const = 0;
  virtual std::map<std::string, std::string> secrets() const = 0;

  /// The web hooks that wait, and what came back for one; null where it has none.
  virtual Outbox* outbox() { return nullptr; }
  virtual void answered(std::uint64_t message, int status, Instant now);

  /// The account is set like this from now on.
  virtual void set(const Quirks& quirks) = 0;

  // What goes wrong with the product's permission; false where it has no such thing.
  virtual bool revoke_tokens() { return false; }
  virtual bool deny(const std::string& scope);
  /// Another secret is right from now on, each time another; secrets() tells it.
  virtual bool change_secret() = 0;
};

/// What a vendor's web hooks of this run are signed with.
inline constexpr std::string_view run_hook_secret = "virtual-webhook-secret";

/// The simulated vendor over the world, which must outlive it. `hook_url`: where its web hooks go;
/// empty: it has none.
std::unique_ptr<VendorSeat> vendor_seat(const Vendor& vendor, World& world, const Quirks& quirks,
                                        const std::string& hook_url);

}  // namespace crosswalk::sim
