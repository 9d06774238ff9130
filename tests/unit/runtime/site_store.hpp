#pragma once

/// \file
/// The store of a test installation's tenant, opened as the program opens it.

#include <functional>

#include "runtime/keys/keyring.hpp"
#include "runtime/store/state_directory.hpp"
#include "runtime/store/tenant_store.hpp"
#include "site.hpp"

namespace crosswalk::test {

/// Does to the tenant's store what a round of the flow would have done. Nobody else may hold it.
inline void with_store(const Site& site, const std::function<void(Store&)>& change) {
  auto state = StateDirectory::open(site.folder + "/state");
  ASSERT_TRUE(state) << to_string(state.error());
  const auto keyring =
      Keyring::open({.kind = SecretRef::Kind::file, .name = site.folder + "/root.key"});
  ASSERT_TRUE(keyring) << to_string(keyring.error());
  const TenantKeys keys = keyring->of_tenant("acme");
  const auto store = open_tenant_store({.path = state->tenant_store_path("acme"),
                                        .tenant = "acme",
                                        .seal_key = keys.seal,
                                        .seal_key_id = keys.seal_id});
  ASSERT_TRUE(store) << to_string(store.error());
  change(**store);
}

}  // namespace crosswalk::test
