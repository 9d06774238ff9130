#pragma once

/// \file
/// What LinkedIn must hold of one record, in canonical form. The rules, where the contracts left
/// a choice:
/// - A job's title, text, URL and listing time come from one post: the external one, live, most
///   recently published; for a closed job one no longer live will do. Without a post the title
///   is the job's name and the time is opened_at, and the job is incomplete. The text is the
///   post's HTML as it stands; its place is the first office with a location.
/// - A requisition id is the companyJobCode. An application names its job by the job's own name.
/// - A candidate's addresses are line1 as typed, phones their digits and '+', every valid
///   e-mail address in the vendor's order; LinkedIn URLs without a scheme gain "https://".
///   doNotContact is the opposite of can_email.
/// - A person without a last name is incomplete, and one without a valid address unless they are
///   linked to a member; so is each of their applications. A rejected application's
///   dispositionReason is the reason's name.
/// - Prospects without a job, converted ones, templates and drafts are nothing to LinkedIn.
/// - A stage is one entry of an application's history: the name of the job's stage, retired from
///   the plan or not, and entered_at; without a name, or entered before 1970, it is incomplete.
/// - A note is the text of a note that was written as one; mail, the system's own entries and what
///   came from LinkedIn are nothing. It hangs on the application it names, else on the person, and
///   never moves from one to the other. Only what everybody may read is sent, unless the tenant
///   says otherwise. Its author is the user's first and last name, or nobody when either is
///   missing.
/// - Feedback is a complete scorecard: when it was submitted, who interviewed, its public notes,
///   and as evaluations the overall rating and each rated attribute by name with its rating, in
///   whatever order, in words a recruiter reads ("Strong yes"; the two names of the scale's bottom
///   are one). The vendor's overall rating has no name and LinkedIn asks for one: that it is
///   "Overall recommendation" is a choice of ours, which connector and judge hold to each by
///   itself. Private notes have no place in it. It has no interviewType: the plan's names of
///   interviews do not say which of LinkedIn's two it was.
/// - What hangs on an incomplete record is incomplete, on a withheld one withheld.

#include <cstdint>
#include <string>
#include <vector>

#include "judge/judge.hpp"

namespace crosswalk::sim {

/// What must become of a record at LinkedIn.
enum class Standing : std::uint8_t {
  sent,        ///< Must be held, field for field.
  incomplete,  ///< Cannot be sent; what was sent earlier may stay.
  withheld,    ///< Must not be held.
  nothing,     ///< Is no entity to LinkedIn.
  deleted,     ///< The record or its person is gone.
  erased       ///< The person asked to be forgotten, whatever is true of them.
};

class Truth {
 public:
  /// World and policy must outlive it. Decides every job and candidate at once, applications on
  /// demand. `exports` says who is linked, `erased` whose candidates nobody may know of.
  Truth(const World& world, const TenantPolicy& policy, const Exports& exports = {},
        const Erased& erased = {});

  /// Decides again what changed, or is new, since. Applications and what hangs on them follow.
  void decide_again(const Job& job);
  void decide_again(const Candidate& person, bool linked, bool erased);

  Standing of(const Job& job) const { return jobs_[job.id - world_.all<Job>().first_id()]; }
  Standing of(const Candidate& candidate) const {
    return candidates_[candidate.id - world_.all<Candidate>().first_id()];
  }
  Standing of(const Application& application) const;

  // What hangs on others, as it stands by itself; whether its parent is sent is another question.
  Standing of(const ApplicationStage& stage) const;
  Standing of(const Note& note) const;
  Standing of(const Scorecard& card) const;

  /// Whether anything an incomplete record consists of has changed since the world began, so
  /// that LinkedIn may hold an earlier, complete version of it.
  bool may_have_been_whole(const Job& job) const;
  bool may_have_been_whole(const Candidate& candidate) const { return candidate.revision > 0; }
  bool may_have_been_whole(const Application& application) const;

  /// Appends the content the record must have. Meaningful for those that are sent.
  void write(const Job& job, std::string& out) const;
  void write(const Candidate& candidate, std::string& out) const;
  void write(const Application& application, std::string& out) const;
  void write(const ApplicationStage& stage, std::string& out) const;
  void write(const Note& note, std::string& out) const;
  void write(const Scorecard& card, std::string& out) const;

  /// What the plan calls the step today; empty when it is gone.
  Text name_of(const ApplicationStage& stage) const;

 private:
  Standing decide(const Job& job) const;
  Standing decide(const Candidate& candidate, bool linked) const;
  const JobPost* post_of(const Job& job) const;
  Text location_of(const Job& job) const;
  bool department_withheld(const Job& job) const;
  bool has_profile_url(const Candidate& candidate) const;

  const World& world_;
  const TenantPolicy& policy_;
  // Which of the fields that can be withheld are not, looked up once.
  bool phones_, addresses_, company_, title_, url_, contact_, email_, source_, reason_, code_;
  bool candidate_note_author_, application_note_author_, interviewer_, spoken_;
  bool stages_, candidate_notes_, application_notes_, feedback_;  ///< And of the kinds.
  std::vector<Standing> jobs_;
  std::vector<Standing> candidates_;
};

}  // namespace crosswalk::sim
