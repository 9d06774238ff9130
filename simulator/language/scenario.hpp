#pragma once

/// \file
/// A scenario as a value: how the world looks, what goes wrong, what is done and what must hold.
/// Whatever a scenario file can say is here and nothing else, so that explore can invent one,
/// shrinking can take from it, and a file can be written that reads back equal.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "faults/rule.hpp"
#include "judge/policy.hpp"
#include "language/expectation.hpp"
#include "language/step.hpp"
#include "world/options.hpp"

namespace crosswalk::sim {

/// What differs between one vendor account or one LinkedIn and the usual one.
struct Quirks {
  std::uint32_t page_items = 0;       ///< Whatever the connector asks for; 0: as it asks.
  std::uint32_t vendor_requests = 0;  ///< In the vendor's window; 0: no limit.
  bool newest_first = true;
  bool sees_private = false;
  Duration write_lag{0};  ///< How long what a client wrote cannot be read.
  bool one_application_per_job = false;
  std::vector<std::string> denied;                ///< Permissions the client lacks.
  std::uint64_t linkedin_requests_per_day = 0;    ///< 0: no limit.
  std::uint64_t linkedin_records_per_minute = 0;  ///< 0: no limit.
  std::uint64_t exports_per_month = 300;
  Duration job_task_delay{0};
  bool put_clears_manual_match = false;
  bool reject_unknown_fields = false;
  std::vector<std::string> failing_jobs;

  friend bool operator==(const Quirks&, const Quirks&) = default;
};

/// One customer: an account at a vendor with a world of its own, and an application at LinkedIn.
struct TenantSpec {
  std::string name = "acme";
  std::string vendor = "greenhouse";  ///< A word of server/settings.hpp's vendors().
  WorldOptions world;                 ///< Its seed is mixed from the run's and the name.
  std::string fixture;                ///< A folder of pages served in place of a world.
  Quirks quirks;
  std::string linkedin_version;  ///< "202603"; empty: /v2.
  bool exports = true;           ///< Products: 1-Click Exports and notifications,
  bool hooks = true;             ///< the vendor's web hooks,
  bool access = false;           ///< jobs seen by their hiring teams alone,
  bool onboarding = false;       ///< and nothing sent before LinkedIn has it enabled.
  TenantPolicy policy;           ///< In the judge's words; the organization is filled in.

  friend bool operator==(const TenantSpec&, const TenantSpec&) = default;
};

enum class Mode { both, virtual_only, real_only };

struct Scenario {
  std::string name;  ///< Of the file without its ending, and the matrix's values behind it.
  std::string why;   ///< One sentence.
  std::string file;  ///< As given; places in errors begin with it.
  std::uint64_t seed = 1;
  Instant start = from_ms(1'767'225'600'000);  ///< Where generated histories end.
  Mode mode = Mode::both;
  std::string mode_reason;  ///< Why one only; said by who wrote it, or by why_one_mode().
  std::vector<TenantSpec> tenants{TenantSpec{}};
  std::vector<FaultRule> faults;
  std::vector<Step> steps;
  Expectations expect;  ///< At the end.
};

/// Whether both say the same, wherever and under whatever name they were written.
bool operator==(const Scenario& a, const Scenario& b);

/// What makes the scenario impossible in real mode, in words; empty: nothing. Advancing time,
/// several tenants, fixtures, limits of minutes and expectations of virtual time do.
std::string why_one_mode(const Scenario& scenario);

}  // namespace crosswalk::sim
