#pragma once

/// \file
/// LinkedIn's middleware as documented, in both generations of its API: what answers
/// www.linkedin.com/oauth, api.linkedin.com/v2 and api.linkedin.com/rest, and what LinkedIn sends
/// by itself. Requests in, replies out, time as an argument, so a day of quotas and token lives
/// passes in a test without waiting. It has its own schema table and shares nothing with the
/// product but the HTTP values.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/ledger.hpp"
#include "linkedin/options.hpp"
#include "linkedin/recruiter/exports.hpp"
#include "linkedin/recruiter/pushes.hpp"
#include "sdk/http.hpp"
#include "wire/outbox.hpp"

namespace crosswalk::sim {

namespace linkedin {
class Registry;
}

/// One LinkedIn. Asked by one thread at a time; `now` never runs backwards.
class LinkedIn {
 public:
  explicit LinkedIn(LinkedInOptions options);
  ~LinkedIn();
  LinkedIn(LinkedIn&&) noexcept;
  LinkedIn& operator=(LinkedIn&&) noexcept;

  /// Answers any request, however malformed. Origin is ignored: the token route and the API
  /// routes are told apart by path.
  HttpResponse answer(const HttpRequest& request, Instant now);

  /// What was accepted up to `now`: job tasks that are due by then have been carried out.
  const Ledger& ledger(Instant now);

  /// How far its limits are used up: of each resource that was asked, of each seat that exported.
  std::vector<Usage> usage(Instant now) const;

  /// Holds an entity as another LinkedIn does, for whoever makes a copy of a part.
  void hold(EntityKind kind, std::string_view organization, std::string_view key,
            const Entity& entity);

  /// Switches may be changed between two requests.
  LinkedInOptions& options();

  /// Every token issued so far counts as expired: what a client sees after a restart there; of one
  /// application only when it is named.
  void expire_tokens(std::string_view client_id = {});
  /// The same, and nobody knows them any more.
  void revoke_tokens(std::string_view client_id = {});
  /// The application of that customer has another secret, which also signs its notifications from
  /// now on; its tokens are unknown. Gives its client id, empty when there is none.
  std::string rotate_secret(std::string_view organization, std::string secret);

  /// Forgets entities, tasks, tokens, quotas, customers and counts; the options stay.
  void reset();

  // What LinkedIn sends: notifications, each tried until it is answered with 2xx or the schedule
  // ends, and challenges. Take what is due from the outbox, deliver it, and say here what came
  // back; status 0 for no answer within three seconds.

  Outbox& outbox();
  void hear(std::uint64_t id, int status, std::string_view body, Instant now);
  /// Nothing when the organization's application has no callback.
  std::optional<CallbackState> callback(std::string_view organization) const;

  // What people do there. Each gives why it could not be done, as a word of recruiter/orders.hpp;
  // empty when it is done.

  /// A customer's administrator switches an integration; `type` empty: all. Pushes
  /// INTEGRATION_STATUS_CHANGE for each.
  std::string_view enable(std::string_view organization, std::string_view type, Instant now);
  std::string_view disable(std::string_view organization, std::string_view type, Instant now);
  bool is_enabled(std::string_view organization, std::string_view type) const;
  /// Applications and integrations as they stand.
  const linkedin::Registry& registry() const;

  /// Whether records of the organization are taken: a customer has enabled one of its integrations,
  /// or nobody asks for that.
  bool takes_records(std::string_view organization) const;

  /// A recruiter exports a member to a job that is open and visible to them. Pushes
  /// EXPORT_CANDIDATE_PROFILE.
  Ordered order_export(const ExportOrder& order, Instant now);

  /// A recruiter asks for jobs again: these, or every open one when `jobs` is empty. Pushes
  /// RESYNC_JOBS.
  std::string_view ask_for_jobs(std::string_view organization, const std::vector<std::string>& jobs,
                                Instant now);

  /// From now on a fetch about the member gives an empty list.
  void opt_out(const std::string& member);
  /// The same, and the member appears among the closed profiles of whoever it was exported to.
  void close_account(const std::string& member, Instant now);

  /// Whether the person is offered the job when exporting, and whether they see the indicator of
  /// an application's candidate: by the ACLs of its job, else by the viewers configurations.
  bool sees_job(std::string_view organization, std::string_view job, std::string_view person) const;
  bool sees_application(std::string_view organization, std::string_view application,
                        std::string_view person) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
