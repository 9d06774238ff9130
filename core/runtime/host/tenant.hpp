#pragma once

/// \file
/// One tenant while the product runs: its flow, and everything the flow's effects need, owned in
/// one place and in the order in which it may go away. A tenant shares no connection, store,
/// worker or secret with another.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/wallet.hpp"
#include "flow/flow.hpp"
#include "mapping/coverage.hpp"
#include "runtime/host/door.hpp"
#include "runtime/host/drain.hpp"
#include "runtime/host/peer_watch.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/store_thread.hpp"
#include "runtime/tenant_runner.hpp"

namespace crosswalk {

struct TenantParts {
  TenantSetup setup;
  Credentials credentials;
  Settings settings;
  std::unique_ptr<Store> store;
  std::function<void(std::function<void()>)> on_store;  ///< See RunnerPorts.
  std::unique_ptr<Transport> transport;
  std::shared_ptr<void> worker;  ///< Whatever keeps take_step alive.
  std::function<void(Step, std::function<void(RunnerPorts::StepOutcome)>)> take_step;
  std::function<std::vector<std::string>()> notes;  ///< What `status` should mention; may be empty.
  std::string alarm{};  ///< What opening it came to and a person must know; may be empty.
  Door& door;           ///< Where its peers knock; outlives it.
};

/// Who hears of a sync under way. Sentences name the tenant and hold no personal data.
struct SyncListener {
  std::function<void(std::string_view)> progress;  ///< Now and then: how far it has come.
  std::function<void(std::string_view)> notice;    ///< An alarm, or why it waits; each once.
  std::function<void()> done;  ///< Everything that can go has gone: the round is over and nothing
                               ///< is due within half a minute.
  std::function<void()> stopped{};  ///< The tenant stops before that.
};

class Tenant {
 public:
  Tenant(boost::asio::io_context& io, TenantParts parts);
  ~Tenant();

  const std::string& name() const { return name_; }

  /// Begins its life: the flow opens the store, and polls if it was set up to. Once. [loop
  /// thread, like everything here]
  void start();
  bool started() const { return started_; }

  /// Asks for a round.
  void sync(SyncAsked wish, SyncListener listener);

  /// Names a person's request; unique within the process.
  Ticket fresh_ticket() { return ++last_ticket_; }

  /// Gives the flow an event that carries `ticket`; `told` hears its answer, once.
  void ask(Event event, Ticket ticket, std::function<void(const Told&)> told);

  /// Tells when everything that can go has gone; as for a sync, without one.
  void when_quiet(SyncListener listener);

  /// How a case stands; `internal` when the store knows none of that name.
  Result<ErasureStanding> erasure_standing(const std::string& erasure);

  /// Keeps a push, then lets the flow know; `kept` hears whether it is in the store. [any thread]
  void keep(KeepNotice notice, std::function<void(bool)> kept);

  FlowReport report() const { return flow_.report(); }

  const LinkedInLimits& limits() const { return limits_; }
  const OneParent& one_parent() const { return one_parent_; }

  /// What an operator should know beside the numbers, in sentences without personal data.
  std::vector<std::string> notes() const;
  const std::vector<KindCoverage>& coverage() const { return coverage_; }
  /// Why nothing may be sent to LinkedIn, by what the store knows; empty when it may.
  std::string closed(const Counts& counts) const;
  /// What needs a person and no round tells of.
  std::vector<std::string> alarms(const Counts& counts) const;
  TenantPushes pushes() const { return door_.pushes_of(name_); }

  /// Straight from the store, whether started or not.
  Result<Counts> tally();
  Result<std::optional<EntityRow>> look_up(RecordKey key);

  /// Lets what is under way end and calls `left`; see TenantRunner::stop().
  void stop(std::function<void()> left);

 private:
  struct Order;

  Effects decide(Event event, Instant now);
  std::vector<std::string> waits(const FlowReport& report) const;
  void after_event();
  void log_news(const FlowReport& report);
  std::vector<SyncListener> tell_orders(const FlowReport& report);
  void tell_answers(const FlowReport& report);
  void add_order(SyncListener listener, bool heard);

  std::string name_;
  std::vector<KindCoverage> coverage_;
  OnboardingSetup onboarding_;
  LinkedInLimits limits_;
  OneParent one_parent_;
  SharedStore store_;
  std::unique_ptr<Transport> transport_;
  std::shared_ptr<void> worker_;
  Wallet wallet_;
  Flow flow_;
  std::function<std::vector<std::string>()> notes_;
  std::string alarm_;
  Door& door_;
  bool started_ = false;
  PeerWatch watch_;
  std::set<std::string> logged_;  ///< Alarms and waits of now that stand in the log already.
  std::vector<Order> orders_;
  Ticket last_ticket_ = 0;
  std::map<Ticket, std::function<void(const Told&)>> asked_;
  boost::asio::io_context& io_;
  std::function<void(std::function<void()>)> on_store_;
  std::unique_ptr<TenantRunner> runner_;  ///< Last in, first out: it refers to all the others.
};

}  // namespace crosswalk
