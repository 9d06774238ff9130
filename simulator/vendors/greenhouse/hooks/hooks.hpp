#pragma once

/// \file
/// The vendor's web hooks: reads the world's diary on, and puts what it finds into an outbox as
/// signed requests, with the vendor's retries and whatever goes wrong on purpose. It sends
/// nothing itself.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "vendors/greenhouse/listing.hpp"
#include "vendors/greenhouse/options.hpp"
#include "wire/outbox.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

/// One hook, as the vendor's page for web hooks shows it.
struct HookState {
  std::string url;
  bool on = true;                  ///< Told of events.
  bool pinged = false;             ///< Set up or saved again, and the ping is not answered yet.
  std::optional<int> last_answer;  ///< Of a ping or an event; 0 when nobody answered.
  std::size_t waiting = 0;         ///< Events that are to be delivered, again or at all.
};

class Hooks {
 public:
  /// All must outlive it. What happened in the world before is not told.
  Hooks(const World& world, const GreenhouseOptions& options, const Unready& unready);

  /// Pings the hooks that are new or were changed; these are on until a ping fails. Once after
  /// the options were changed. With `saved` every hook counts as saved again, changed or not.
  void set_up(bool saved = false);

  /// Tells what happened since the last call. Payloads show the records of this moment.
  void sweep();

  Outbox& outbox() { return outbox_; }

  /// What came back for a message of the outbox, 0 for nothing: only 200 is good. A ping that
  /// fails is not repeated, and its hook is off until it is changed or saved again.
  void answered(std::uint64_t message, int status, Instant now);

  std::uint64_t events() const { return events_; }  ///< Told so far, those lost included.
  /// Whether hook `which` of the options is on.
  bool is_on(std::size_t which) const { return which < hooks_.size() && hooks_[which].on; }
  std::vector<HookState> states() const;  ///< In the order of the options.

 private:
  struct Hook {
    GreenhouseHook setting;
    bool on = true;
    std::uint64_t ping = 0;             ///< The message, until it is answered.
    std::set<std::uint64_t> waiting{};  ///< Messages that have not ended.
    std::optional<int> last_answer{};
  };
  struct Event {
    std::string_view action;
    std::string payload;
    Instant at;
  };

  void tell(const Change& change);
  void put(const Event& event, std::string_view instead_of = {});
  void deliver(Hook& hook, const Event& event);
  HttpRequest request(const GreenhouseHook& hook, std::string_view secret, std::string body,
                      std::uint64_t number) const;
  Instant readable(const Change& change) const;

  const World& world_;
  const GreenhouseOptions& options_;
  const Unready& unready_;
  Outbox outbox_;
  std::vector<Hook> hooks_;
  std::map<Id, std::vector<Id>> gone_with_;  ///< Applications by the person they went with.
  std::size_t read_ = 0;                     ///< Of the diary.
  std::uint64_t events_ = 0;
  std::uint64_t numbers_ = 0;  ///< Event ids given out.
};

}  // namespace crosswalk::sim::greenhouse
