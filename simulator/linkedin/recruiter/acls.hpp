#pragma once

/// \file
/// Who sees which job. An ACL names jobs, its assignees are people; a job under an ACL is seen by
/// these people only, any other by everybody or nobody, as the viewers configuration says. What
/// belongs to a job, such as the indicator on its candidates, is seen with it.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {

struct Call;
struct Peer;

inline constexpr std::size_t acls_per_person_max = 10;

class Acls {
 public:
  /// An ACL on a job, or an assignee of an ACL. `subject` is the job's id or the person's URN.
  struct Entry {
    std::string organization;
    std::string acl;
    std::string subject;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  bool protect(Entry entry) { return jobs_.insert(std::move(entry)).second; }
  bool unprotect(const Entry& entry) { return jobs_.erase(entry) > 0; }
  /// False when the person has ten other ACLs already.
  bool assign(Entry entry);
  bool unassign(const Entry& entry) { return people_.erase(entry) > 0; }

  const std::set<Entry>& jobs() const { return jobs_; }
  const std::set<Entry>& people() const { return people_; }

  /// Whether any ACL names the job; then admits() decides alone.
  bool is_protected(std::string_view organization, std::string_view job) const;
  bool admits(std::string_view organization, std::string_view job, std::string_view person,
              std::string_view acl_for_all) const;

 private:
  std::set<Entry> jobs_;
  std::set<Entry> people_;
};

/// Answers both ACL resources: batch_update, batch_delete and the finder `criteria`.
HttpResponse answer_acls(const Call& call, Peer& peer);

/// Whether the person sees the job, or what belongs to it where `viewers_key` says which
/// configuration opens that to everybody.
bool sees_job(const Peer& peer, std::string_view organization, std::string_view job,
              std::string_view person, std::string_view viewers_key);

/// Whether the person sees the indicator of an application that is held.
bool sees_application(const Peer& peer, std::string_view organization, std::string_view application,
                      std::string_view person);

}  // namespace crosswalk::sim::linkedin
