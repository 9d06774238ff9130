#pragma once

/// \file
/// Carries what the peers push to the tenants' callbacks, through the faults of the run. One for
/// all tenants, because LinkedIn is one; who is meant stands in the address.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "faults/faults.hpp"
#include "wire/outbox.hpp"

namespace crosswalk::sim {

/// Who pushes, and who hears what came back: status 0 and nothing else when nobody answered.
struct Sender {
  std::string peer;      ///< "linkedin", "greenhouse".
  std::string tenant{};  ///< Whose vendor it is; empty for LinkedIn, which serves all.
  std::function<Outbox*()> outbox;
  std::function<void(std::uint64_t id, const HttpResponse* reply, Instant)> answered;
};

class Mail {
 public:
  /// Delivers one attempt to whoever is meant; nothing when nobody is there.
  using Knocking = std::function<std::optional<HttpResponse>(const Sender&, std::string_view tenant,
                                                             const HttpRequest&, Instant,
                                                             const std::vector<std::string>&)>;
  /// Told of a push that rules keep from arriving now, and of what becomes of it instead.
  using Telling =
      std::function<void(const Sender&, std::string_view tenant, const HttpRequest&, Instant,
                         std::string_view fate, const std::vector<std::string>&)>;

  /// `faults` must outlive it. Each rule that struck a push is told once, with its first copy or
  /// with its fate.
  Mail(Faults& faults, Knocking knocking, Telling telling)
      : faults_(faults), knocking_(std::move(knocking)), telling_(std::move(telling)) {}

  void add(Sender sender) { senders_.push_back(std::move(sender)); }

  /// When something is due; nothing when nothing waits.
  std::optional<Instant> next() const;
  /// Delivers what is due.
  void deliver(Instant now);

 private:
  struct UnderWay {
    std::size_t sender = 0;
    std::uint64_t id = 0;
    bool first = true;  ///< Of its copies: the one whose answer the sender hears.
    Delivery delivery;
    std::vector<std::string> fired{};
  };

  void take(std::size_t sender, Instant now);
  void hand_over(UnderWay each, Instant now);

  Faults& faults_;
  Knocking knocking_;
  Telling telling_;
  std::vector<Sender> senders_;
  std::multimap<Instant, UnderWay> under_way_;
};

}  // namespace crosswalk::sim
