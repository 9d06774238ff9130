#pragma once

/// \file
/// Which fields of a record may be set from outside, by name. Links between records, times and
/// states that belong together are not among them: for those the World has verbs.

#include <string_view>
#include <variant>
#include <vector>

#include "world/openings.hpp"
#include "world/people.hpp"

namespace crosswalk::sim {

/// A field of T: its name, the same as in the struct, and where it is.
template <class T>
struct Member {
  std::string_view name;
  std::variant<Text T::*, bool T::*, Id T::*> place;
};

/// The fields of each kind that has any, found by the type of the argument. The argument itself
/// is not read and may be null. The lists are sorted as the structs are.
// Lookups.
const std::vector<Member<Department>>& members_of(const Department*);
const std::vector<Member<Office>>& members_of(const Office*);
const std::vector<Member<User>>& members_of(const User*);
const std::vector<Member<Source>>& members_of(const Source*);
const std::vector<Member<RejectionReason>>& members_of(const RejectionReason*);

// What is hired for.
const std::vector<Member<Job>>& members_of(const Job*);
const std::vector<Member<JobStage>>& members_of(const JobStage*);
const std::vector<Member<JobPost>>& members_of(const JobPost*);

// Who applies.
const std::vector<Member<Candidate>>& members_of(const Candidate*);
const std::vector<Member<Application>>& members_of(const Application*);

}  // namespace crosswalk::sim
