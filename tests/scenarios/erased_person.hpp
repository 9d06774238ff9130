#pragma once

// Somebody who is to be forgotten: what speaks of them at LinkedIn, and what went over the wire
// about them while they left.

#include <set>

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {

inline constexpr Ticket erase_ticket = 7;

struct ErasedPerson {
  sim::Id number = 0;
  std::string id, email;
  std::vector<std::string> applications;

  // Whether an entry of TenantBed::contents() is theirs or hangs on them.
  bool owns(const std::string& entry) const;
};

// A candidate at LinkedIn with an application there and something that hangs on either.
ErasedPerson somebody_to_erase(TenantBed& bed);
ErasedPerson person_of(const TenantBed& bed, sim::Id candidate);

// What is left of `contents` without them.
std::map<std::string, std::string> without(std::map<std::string, std::string> contents,
                                           const ErasedPerson& person);

// What LinkedIn was asked about one person, in order: set it as TenantBed::overhear.
struct Overheard {
  enum class What { wrote, deleted_child, deleted_application, deleted_candidate, read };

  explicit Overheard(ErasedPerson whom) : person(std::move(whom)) {}
  void hear(const HttpRequest& request);
  std::size_t count(What what) const;
  // Every deletion of a child came before that of an application, and those before the person's.
  bool children_first() const;
  // The last thing asked about them was whether they are still there.
  bool verified() const { return !all.empty() && all.back() == What::read; }

  ErasedPerson person;
  std::vector<What> all;
};

}  // namespace crosswalk
