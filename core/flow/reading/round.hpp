#pragma once

/// \file
/// One round of reading: lookups first, then each object in the connector's order, parents before
/// children, whole or since the cursor; after a whole listing the question who is missing; at
/// last the children of whatever changed. Rounds follow one another and never overlap.

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "flow/reading/listing.hpp"
#include "flow/reading/lookup_read.hpp"
#include "flow/reading/named_read.hpp"

namespace crosswalk {

/// Lives as long as the flow; one round at a time, a second one asked for follows the first.
class Round {
 public:
  /// `nudge(kind)` runs when records of a kind became ready or must go; `over` at a round's end.
  Round(Context& context, std::function<void(RecordKind)> nudge, std::function<void()> over);

  /// What the store remembered. Hands the lookups to the engine. Before the first begin().
  void open(Opening opening);

  /// Begins a round, or has another one follow the round under way.
  void begin(const SyncAsked& wish);

  /// Between begin() and `over`.
  bool running() const { return running_; }

  /// The next time the object is listed whole. The store has noted it already.
  void distrust(const std::string& object);

  /// Whether records of the object may be read by id: under another policy than its last listing's,
  /// one record alone would stand apart from the rest.
  bool comparable(const ObjectSpec& object) const;

  /// Up to when, by the vendor's clock, whatever changed of a kind was read, by every listing that
  /// shows it or names what of it changed; epoch: not yet.
  Instant read_until(RecordKind kind) const;

 private:
  void next_lookup();
  void next_object();
  void hear_listing(const ObjectSpec& object, ReadMode mode, ListingEnd end);
  // What rides on the pages of an object, by its name or by that of what its groups are.
  std::vector<const ObjectSpec*> riders_of(const ObjectSpec& object) const;
  // Whether another object names what of it changed.
  bool has_groups(const ObjectSpec& object) const;
  // Whether a table it is made with was never read: it would be mapped with holes.
  bool lacks_lookup(const ObjectSpec& object) const;
  // A whole listing proves for its riders what it proves for itself, one after the other.
  void settle_next();
  // Absence: who is missing, is it too many, what says the vendor by id, and what follows.
  void find_absent(const ObjectSpec& object, Cursor before);
  void forget(const ObjectSpec& object, std::vector<std::string> unsent);
  void doubt(const ObjectSpec& object, Absent absent);
  void hear_named(const ObjectSpec& object, NamedEnd end);
  void withdraw(const ObjectSpec& object, std::vector<std::string> ids, EntityState state,
                std::string reason, bool all_asked);
  void conclude(const ObjectSpec& object, bool all_asked);
  // Children of changed parents, one object after the other.
  void reread(std::size_t object, std::string after);
  void hear_reread(std::size_t object, std::string after, std::string last, NamedEnd end);
  // Whether no id reads its kind, and only a whole listing does.
  bool only_listed(const ObjectSpec& object) const;
  void relist(std::size_t object);  // Instead of reread() for such a one.
  // Kinds of which no listing proves that it showed everything: what none showed under this policy
  // cannot be decided by it. Whether every listing that shows the kind was whole under it.
  bool leaves_undecided(RecordKind kind) const;
  void withdraw_undecided(std::size_t kind);
  bool given_up();  // The vendor is silent: the round ends here, and says so.
  bool is_listed(const std::string& object) const;
  // What was doubted while it was listed: the listing's own commits knew nothing of it.
  void keep_doubts();
  void finish();
  // Whether this round must list the object whole instead of since its cursor.
  bool due_whole(const ObjectSpec& object, const Cursor& cursor) const;
  // Where the reading of an object that is never listed whole begins; nothing: not yet.
  std::optional<Instant> beginning_of(const ObjectSpec& object) const;
  void remember(const StoredLookup& lookup);

  Context& context_;
  std::function<void(RecordKind)> nudge_;
  std::function<void()> over_;
  std::map<std::string, Cursor> cursors_;
  std::map<std::string, StoredLookup> lookups_;
  std::size_t lookup_ = 0;
  std::size_t object_ = 0;
  const ObjectSpec* listed_ = nullptr;  // Of the plan; while its listing is under way.
  bool running_ = false;
  SyncAsked wish_;
  std::set<std::string, std::less<>> missing_lookups_;
  std::set<std::string, std::less<>> doubted_meanwhile_;
  std::deque<std::pair<const ObjectSpec*, Cursor>> unsettled_;  // Riders, as they were before.
  std::set<RecordKind> decided_;    // Of those kinds: nothing older can come back in this life.
  std::uint32_t silences_ = 0;      // Lookups and objects in a row that got no answer at all.
  std::optional<SyncAsked> again_;  // The round that follows this one.
};

}  // namespace crosswalk
