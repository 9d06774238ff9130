#pragma once

/// \file
/// How one look at a notice ends, and whom the work on notices needs around it. A notice is worked
/// off as often as it takes; what must survive until the next look stands in its progress.

#include <functional>
#include <string>
#include <variant>

#include "flow/context.hpp"

namespace crosswalk {

/// It is over.
struct NoticeOver {
  NoticeEnd end = NoticeEnd::done;
  std::string reason;
};

/// It is looked at again.
struct NoticeLater {
  std::string progress;
  Instant retry_at{};
  bool keeps_person = false;  ///< Nobody else may decide about its person meanwhile.
};

/// An export of the same person is under way; this one comes when that is over.
struct NoticeBehind {
  std::string person;
};

using NoticeVerdict = std::variant<NoticeOver, NoticeLater, NoticeBehind>;
using OnVerdict = std::function<void(NoticeVerdict)>;

/// The rest of the flow, as far as notices concern it. All are set.
struct Neighbours {
  /// Records are ready to be sent or must go.
  std::function<void()> nudge;
  /// A round of reading is wanted now; one under way is followed by another.
  std::function<void()> read_soon;
  /// Whether records of the object may be read by id beside what its last listing gave.
  std::function<bool(const ObjectSpec&)> comparable;
  /// The store has noted that the object is to be listed whole next time.
  std::function<void(const std::string& object)> distrust;
  /// Up to which instant of the vendor's clock everything that changed of a kind was read.
  std::function<Instant(RecordKind)> read_until;
  /// LinkedIn says that an integration changed; `then` hears whether that could be read.
  std::function<void(const std::string& request, std::function<void(bool)> then)>
      integration_changed;
};

/// The first object that gives records of this kind by id; a null pointer where there is none.
const ObjectSpec* by_id_object(const Plan& plan, RecordKind kind);

/// When a notice that failed so often is looked at again: from seconds to hours, twelve times in
/// about half a day, because an export that LinkedIn keeps for a day is worth waiting for.
Instant next_look(Instant now, std::uint32_t failures, std::uint64_t seed);

}  // namespace crosswalk
