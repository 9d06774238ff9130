#pragma once

/// \file
/// Which fields of a record may be set from outside, by name. Links between records, times and
/// states that belong together are not among them: for those the World has verbs.

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "world/kinds.hpp"
#include "world/openings.hpp"
#include "world/people.hpp"
#include "world/remarks/remarks.hpp"

namespace crosswalk::sim {

/// A field of T that is one of a few words; `set` takes the place of one among them, counted from
/// 0, and `get` gives it. The words live as long as the program.
template <class T>
struct Choice {
  std::span<const std::string_view> words;
  void (*set)(T& row, std::size_t word) = nullptr;
  std::size_t (*get)(const T& row) = nullptr;
};

/// A field of T: its name, the same as in the struct, and where it is.
template <class T>
struct Member {
  std::string_view name;
  std::variant<Text T::*, bool T::*, Id T::*, Choice<T>> place;
};

/// The fields of each kind that has any, found by the type of the argument. The argument itself
/// is not read and may be null. The lists are sorted as the structs are.
// Lookups: the house and the lists others choose from.
const std::vector<Member<Department>>& members_of(const Department*);
const std::vector<Member<Office>>& members_of(const Office*);
const std::vector<Member<User>>& members_of(const User*);
const std::vector<Member<Source>>& members_of(const Source*);
const std::vector<Member<RejectionReason>>& members_of(const RejectionReason*);

// What is hired for.
const std::vector<Member<Job>>& members_of(const Job*);
const std::vector<Member<JobStage>>& members_of(const JobStage*);
const std::vector<Member<JobPost>>& members_of(const JobPost*);
const std::vector<Member<JobAttribute>>& members_of(const JobAttribute*);

// Who applies, and what is said of them.
const std::vector<Member<Candidate>>& members_of(const Candidate*);
const std::vector<Member<Application>>& members_of(const Application*);
const std::vector<Member<Note>>& members_of(const Note*);
const std::vector<Member<Scorecard>>& members_of(const Scorecard*);

/// Whether records of type T have fields that can be set. Those of an application's history and
/// of a scorecard's ratings have none: they come and go with what they belong to.
template <class T>
concept Editable = requires {
  members_of(static_cast<const T*>(nullptr));
};

/// Calls `use` with a null pointer to the row type of the kind and returns what it returns: how
/// a kind that is a value becomes a type. All kinds are there, those that nobody edits too; `use`
/// must be callable for each and may tell them apart with Editable.
template <class Use>
bool with_row_type(Kind kind, Use use) {
  // clang-format off
  switch (kind) {
    case Kind::department: return use(static_cast<const Department*>(nullptr));
    case Kind::office: return use(static_cast<const Office*>(nullptr));
    case Kind::user: return use(static_cast<const User*>(nullptr));
    case Kind::source: return use(static_cast<const Source*>(nullptr));
    case Kind::rejection_reason: return use(static_cast<const RejectionReason*>(nullptr));
    case Kind::job: return use(static_cast<const Job*>(nullptr));
    case Kind::job_stage: return use(static_cast<const JobStage*>(nullptr));
    case Kind::job_post: return use(static_cast<const JobPost*>(nullptr));
    case Kind::candidate: return use(static_cast<const Candidate*>(nullptr));
    case Kind::application: return use(static_cast<const Application*>(nullptr));
    case Kind::application_stage: return use(static_cast<const ApplicationStage*>(nullptr));
    case Kind::rejection_detail: return use(static_cast<const RejectionDetail*>(nullptr));
    case Kind::note: return use(static_cast<const Note*>(nullptr));
    case Kind::job_attribute: return use(static_cast<const JobAttribute*>(nullptr));
    case Kind::scorecard: return use(static_cast<const Scorecard*>(nullptr));
    case Kind::scorecard_attribute: return use(static_cast<const ScorecardAttribute*>(nullptr));
  }
  // clang-format on
  return false;
}

}  // namespace crosswalk::sim
