#pragma once

/// \file
/// All tenants of one installation, and the commands a person can give them. The daemon answers
/// its admin socket with these functions and a command without a daemon calls the very same, so
/// there is one behaviour whoever holds the state.

#include <memory>
#include <string_view>
#include <vector>

#include "runtime/admin/protocol.hpp"
#include "runtime/host/tenant.hpp"

namespace crosswalk {

class Host {
 public:
  /// Takes over tenants that have not started. Their names differ.
  /// `door` is where their peers knock; it outlives them.
  Host(std::vector<std::unique_ptr<Tenant>> tenants, const Door& door);
  ~Host();

  /// Begins every tenant's life, for `serve`. [loop thread, like everything here]
  void start();

  /// Carries one command out and reports to `answer`, before or after this returns. Results are
  /// the shapes of reports.hpp. `invalid_input` when the tenant or the kind is unknown.
  void carry_out(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer);

  /// Stops every tenant in two stages and calls `left` once all are gone.
  void stop(std::function<void()> left);

 private:
  Result<std::vector<Tenant*>> chosen(std::string_view tenant) const;
  void sync(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer);
  Result<Json> status(const AdminRequest& request);
  Result<Json> explain(const AdminRequest& request);
  void erase(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer);
  void onboard(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer);

  std::vector<std::unique_ptr<Tenant>> tenants_;
  const Door& door_;
};

}  // namespace crosswalk
