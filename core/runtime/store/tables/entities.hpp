#pragma once

/// \file
/// One narrow row per entity: all that is kept of it once LinkedIn has it. The row says by
/// itself which queue it stands in, so the two can never disagree.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"
#include "runtime/store/tables/census.hpp"

namespace crosswalk::store {

struct Entity {
  EntityRow row;
  std::vector<RecordKey> parents;
  std::vector<RecordKey> former{};  ///< Others under which LinkedIn has, or may have, it.
  std::uint32_t mark = 0;           ///< The last listing that saw it.
  std::uint32_t sent_mark = 0;      ///< The last run in which LinkedIn confirmed it.
  std::uint32_t attempts = 0;       ///< At the wanted version.
  Instant retry_at{};               ///< Not before this; epoch: now.
  std::string task;                 ///< The job task whose fate is to be asked.
  bool unproven = false;            ///< LinkedIn may hold a version no answer told of.
  std::uint32_t source = 0;         ///< The object whose listing saw it last; 0: none did.
  std::optional<EntityState> was;   ///< What a restricted entity returns to.
  std::string was_reason;
  Instant recent{};            ///< Of a child: the newest goes first.
  bool erased = false;         ///< Suppressed: it never comes back, whatever is read.
  bool took_erased = false;    ///< The vendor merged somebody erased into it.
  bool resend = false;         ///< LinkedIn asked for it anew.
  bool identified = false;     ///< Its identities were kept; not so before the third schema.
  bool exposed = false;        ///< LinkedIn told that it has it open to everybody,
  bool maybe_exposed = false;  ///< or may have it so: nobody heard what became of what was sent.
  bool closing = false;        ///< Its task closes it, so that it may be shown to fewer.
  Seen seen = Seen::unknown;   ///< Who sees it once its task is done.
};

/// A retry time that only a restart or a new decision ends.
inline constexpr Instant parked{Duration{253'402'300'799'000}};

/// Where an entity waits for the flow to take it. Stored: append only.
enum class Lane : std::uint8_t { none, send, withdraw, ask, outdated, resync };

Lane lane_of(const Entity& entity);  ///< Where its state puts it, once its retry time is past.
bool may_be_at_linkedin(const Entity& entity);  ///< LinkedIn has, or may have, a version of it.
bool orphaned(const Entity& entity);  ///< Waits for an unknown parent; LinkedIn never had it.

/// What the flow is shown of an entity it takes.
struct Taken {
  std::string id;
  std::uint32_t version = 0;
  std::uint32_t attempts = 0;
  std::string task;
  EntityState state = EntityState::ready;
  std::uint64_t policy = 0;                     ///< Under which it was decided.
  bool confirmed = false;                       ///< LinkedIn confirmed some version.
  bool exposed = false, maybe_exposed = false;  ///< See Entity.
};

class Entities {
 public:
  Entities(Database& database, Census& tally);

  std::optional<Entity> find(const RecordKey& key);
  /// Writes a row whole and counts it. `before` is what find() gave for the key, null when
  /// there was nothing.
  void put(const Entity& entity, const Entity* before);

  /// Puts a listing's mark, and the policy it was decided under, on a row; whether it was there
  /// with another mark. A `source` of 0 leaves the row's own.
  bool stamp(const RecordKey& key, std::uint32_t mark, std::uint32_t source, std::uint64_t policy);

  /// Moves what stands in this queue and whose retry time is past to where queued() finds it.
  void call_due(Lane lane, RecordKind kind, Instant now);

  void unpark();  ///< Lets what was parked try again.

  /// The next `limit` of a queue after the id, in id order.
  std::vector<Taken> queued(Lane lane, RecordKind kind, std::string_view after,
                            std::uint32_t limit);

  /// The earliest retry time later than `after` of anything that stands in a queue and is not
  /// parked.
  std::optional<Instant> next_due(Instant after);

  /// Takes what was decided under another policy out of the queue to be sent, and puts back what
  /// was decided under this one; stamp() or a new decision puts the others back.
  void set_aside(std::uint64_t policy);

  /// Ids of the kind, seen through `source` or none, that carry an older mark than this one and
  /// are, or may be, or still wait to be at LinkedIn. Reads the whole kind once.
  std::vector<std::string> absent(RecordKind kind, std::uint32_t source, std::uint32_t mark);

  /// The others that carry an older mark: never at LinkedIn, held or withheld.
  std::vector<std::string> unsent(RecordKind kind, std::uint32_t source, std::uint32_t mark);

  void drop(const Entity& entity);  ///< With its count.

  /// How many of the kind are, or may be, or wait to be at LinkedIn.
  std::uint64_t known(RecordKind kind);

  bool any_unidentified();  ///< A candidate that is, or may be, at LinkedIn lacks its identities.

  /// Ids of the kind that LinkedIn has and that are to stay. Reads the whole kind once.
  std::vector<std::string> open(RecordKind kind);

 private:
  void bind(Statement& statement, const Entity& entity, const std::string& parents);

  Census& census_;
  Statement find_, insert_, update_, stamp_, any_due_, call_due_, unpark_, queued_, next_due_;
  Statement set_aside_, absent_, unsent_, drop_, known_, open_, unidentified_;
};

}  // namespace crosswalk::store
