#pragma once

/// \file
/// What can be done in a scenario, one struct for each kind of step. `$name` is put in when played.

#include <optional>
#include <string>

#include "judge/policy.hpp"
#include "language/expectation.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {

/// A round of reading and all it leads to.
struct SyncStep {
  bool full = false;
  bool confirm_absent = false;  ///< A person's word that whoever is missing may go.
  bool wait = true;             ///< False: the next step comes at once, while it runs.
  friend bool operator==(const SyncStep&, const SyncStep&) = default;
};

/// Time passes; what is due happens.
struct AdvanceStep {
  Duration by{0};
  friend bool operator==(const AdvanceStep&, const AdvanceStep&) = default;
};

/// Until nothing is left to be done within `patience`; red when `limit` passes first.
struct QuietStep {
  Duration patience = std::chrono::minutes{20};
  Duration limit = std::chrono::hours{48};
  friend bool operator==(const QuietStep&, const QuietStep&) = default;
};

/// Something happens at the vendor's. Gives the ids it fell on.
struct VendorStep {
  Kind kind = Kind::candidate;
  Operation operation = Operation::update;
  std::vector<std::string> ids{};
  std::uint32_t count = 1;
  std::vector<std::pair<std::string, std::string>> fields{};
  friend bool operator==(const VendorStep&, const VendorStep&) = default;
};

/// A recruiter exports an invented member to a job. Gives the request's id.
struct ExportStep {
  std::string member{};  ///< A short name; the URN is "urn:li:person:NAME".
  std::string job{};     ///< An id; empty: the first open one at LinkedIn.
  std::string first_name{}, last_name{}, email{};  ///< Empty: invented from the name.
  bool refused = false;  ///< It must come to nothing, and the judge is told.
  bool wait = true;      ///< Until all of it is done.
  friend bool operator==(const ExportStep&, const ExportStep&) = default;
};

/// The member opts out, or closes the account.
struct LeaveStep {
  std::string member{};
  bool closes = false;
  friend bool operator==(const LeaveStep&, const LeaveStep&) = default;
};

/// Somebody asks the product to be forgotten; one of the three is given.
struct EraseStep {
  std::string candidate{}, email{}, member{};
  bool wait = true;  ///< Until it is promised and done; else nothing is promised.
  friend bool operator==(const EraseStep&, const EraseStep&) = default;
};

/// A recruiter asks for jobs again.
struct ResyncStep {
  std::vector<std::string> jobs{};  ///< None: all.
  friend bool operator==(const ResyncStep&, const ResyncStep&) = default;
};

/// The product ends in order and begins again, perhaps set up otherwise.
struct RestartStep {
  std::optional<std::string> linkedin_version{};
  std::optional<TenantPolicy> policy{};
  friend bool operator==(const RestartStep&, const RestartStep&) = default;
};

/// The product dies: now, or once that many more effects were carried out. Then it starts again.
struct KillStep {
  std::uint64_t after = 0;
  friend bool operator==(const KillStep&, const KillStep&) = default;
};

/// A secret is replaced at the peer and here: "vendor" or "linkedin".
struct RotateStep {
  std::string peer{};
  friend bool operator==(const RotateStep&, const RotateStep&) = default;
};

/// An administrator switches the integration at LinkedIn.
struct IntegrationStep {
  bool enabled = true;
  friend bool operator==(const IntegrationStep&, const IntegrationStep&) = default;
};

/// Quirks are set otherwise, in their order; as written, those of a list with commas between.
struct SetStep {
  std::vector<std::pair<std::string, std::string>> values{};
  friend bool operator==(const SetStep&, const SetStep&) = default;
};

/// Rules are switched.
struct FaultStep {
  std::vector<std::string> ids{};
  bool on = true;
  friend bool operator==(const FaultStep&, const FaultStep&) = default;
};

/// What must hold here.
struct ExpectStep {
  Expectations expect{};
  friend bool operator==(const ExpectStep&, const ExpectStep&) = default;
};

}  // namespace crosswalk::sim
