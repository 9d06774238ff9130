#pragma once

/// \file
/// The inbox of a tenant: what peers pushed and the store kept, worked off oldest first, a few at a
/// time, as often as each takes. Nothing is lost by a crash: what was not settled is taken again,
/// and the next life looks at everything that waits before it begins anything, so that an export
/// with an intent keeps its person to itself.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "flow/exchange/notice.hpp"
#include "linkedin/push/push.hpp"

namespace crosswalk {

/// One per flow. Bounds: 4 exports and 4 other notices at a time.
class Inbox {
 public:
  Inbox(Context& context, Neighbours neighbours);

  /// The store is open and the engine has its lookups. Before anything is worked off.
  void open();

  /// There may be notices: look, unless a look is under way.
  void nudge();

  /// Nothing that is due is left; due() says when something will be.
  bool idle() const;
  std::optional<Instant> due() const;

 private:
  enum class Standing : std::uint8_t { active, waiting, behind };
  // An unsettled notice this life knows of.
  struct Known {
    Standing standing = Standing::active;
    Instant retry_at{};  // waiting
    std::string person;  // behind: whom it waits for.
    bool exports = false;
    bool counted = false;
  };

  // Asks the store for notices: at first whatever their time, then for those due; and for
  // LinkedIn's that an earlier life began, until this one has begun them all.
  void look();
  void hear(Notices taken, std::uint32_t limit);
  bool is_due(const Notice& notice) const;
  bool is_inherited(const Notice& notice) const;
  void reserve(const Notice& notice);  // An intent keeps its person from before.
  void begin(Notice notice);
  // By its type; one that nobody told us of is dropped with an alarm.
  void begin_push(Notice notice, Push push);
  void begin_export(Notice notice, Push push);
  // Jobs that LinkedIn lost go again, ahead of everything else.
  void resend(const Notice& notice, const Push& push);
  void fail(const Notice& notice);
  void drop(std::uint64_t ref, std::string reason, std::string sentence);
  OnVerdict hears(std::uint64_t ref);
  void hear_verdict(std::uint64_t ref, NoticeVerdict verdict);
  // Whatever was learnt is in the store before anything else is taken.
  void settle(std::uint64_t ref, NoticeOver over);
  void put_off(std::uint64_t ref, NoticeLater later);
  void count(const Known& known, NoticeEnd end);
  // Its person is free: whoever waited for that is taken up again.
  void release(std::uint64_t ref);
  std::size_t active(bool exports) const;

  Context& context_;
  Neighbours neighbours_;
  std::map<std::uint64_t, Known> known_;
  std::map<std::string, std::uint64_t> persons_;  // Who decides about a member.
  bool opened_ = false;
  bool looking_ = false;
  bool look_again_ = false;
  bool first_ = true;     // Nothing of what waits is known yet.
  bool inherits_ = true;  // An earlier life's exports may still not be looked at.
};

}  // namespace crosswalk
