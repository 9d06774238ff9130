#pragma once

/// \file
/// The store of a test installation's tenant, opened as the program opens it.

#include <functional>

#include "linkedin/exchange/integrations.hpp"
#include "runtime/host/required_fields.hpp"
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

/// What a tenant that may send has in its store: connected, agreed to and enabled by the customer.
inline Onboarding activated() {
  Onboarding done;
  done.connected_at = done.agreed_at = from_ms(1'767'225'600'000);
  done.agreed_by = "Jo Example";
  done.agreed_list = required_list_version();
  for (const std::string_view type : integration_types()) {
    done.integrations.push_back({std::string(type), true});
  }
  return done;
}

inline void keep(const Site& site, const Onboarding& standing) {
  with_store(site, [&standing](Store& store) {
    ASSERT_TRUE(store.carry_out(KeepOnboarding{.onboarding = standing}));
  });
}

/// A site with its key, whose tenant may send. It has a state directory then.
inline void ready_to_send(const Site& site) {
  site.ready();
  keep(site, activated());
}

/// This record was read, by the object of that name, and has still to reach LinkedIn.
inline void add_ready(Store& store, RecordKey key, const char* object) {
  EntityWrite write;
  write.key = std::move(key);
  write.version = 1;
  write.state = EntityState::ready;
  write.payload = "payload";
  CommitPage page;
  page.cursor.object = object;
  page.mark = page.cursor.mark = 1;
  page.writes.push_back(std::move(write));
  ASSERT_TRUE(store.carry_out(std::move(page)));
}

inline void add_ready_job(Store& store) { add_ready(store, {RecordKind::job, "4021"}, "jobs"); }

}  // namespace crosswalk::test
