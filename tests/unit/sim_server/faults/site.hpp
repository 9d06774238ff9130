#pragma once

/// \file
/// A simulator on sockets with one rule of faults in force, and what a client does at it. A case
/// says what one kind of fault does to bytes that anybody can see; every kind must have one.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/text/json.hpp"
#include "faults/faults.hpp"
#include "server/control.hpp"
#include "server/server.hpp"
#include "unit/sim_server/faults/raw_client.hpp"

namespace crosswalk::sim {

class Site {
 public:
  Site(const FaultRule& rule, bool tls);
  ~Site();

  /// With the vendor's token, on one connection.
  Heard vendor(std::string_view target, Millis patience = Millis{2000});
  Heard vendor_token();
  /// With LinkedIn's token; `fields` end with CRLF.
  Heard linkedin(std::string_view method, std::string_view target, std::string_view fields = {},
                 std::string_view body = {});
  Heard put_candidates(const std::vector<std::string>& ids);
  Heard post_job(const std::string& id);
  /// The same connections are used until somebody asks for new ones.
  void connect_again();

  /// What happens at the vendor's; the ids it fell on.
  std::vector<Id> change(Kind kind, Operation operation, std::vector<Id> ids = {},
                         std::vector<std::pair<std::string, std::string>> fields = {});
  /// The account's web hook goes there, and has been pinged.
  void hook_to(const std::string& origin);
  void look(const std::function<void(Control&)>& what);
  bool held(EntityKind kind, const std::string& id);
  std::uint64_t fired();

 private:
  bool tls_;
  std::string token_, linkedin_token_;
  std::unique_ptr<Server> server_;
  std::thread serving_;
  std::unique_ptr<RawClient> vendor_, linkedin_;
};

/// What one kind of fault does, seen on the wire.
struct Case {
  std::string at;
  FaultDeed what;
  FaultTrigger when;
  std::function<void(Site&)> see;
};

using Cases = std::map<FaultKind, Case>;
Cases connection_cases();
Cases content_cases();
Cases page_cases();
Cases write_cases();
Cases hook_cases();

/// The ids of a page's items, in their order; and where its next link leads.
std::vector<std::int64_t> ids_on(const Heard& page);
std::string next_of(const Heard& page);
Json json_of(const Heard& heard);

}  // namespace crosswalk::sim
