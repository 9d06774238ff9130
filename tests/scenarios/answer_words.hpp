#pragma once

// What a store answered, in words that two stores can be compared by; and dice that fall alike on
// every machine.

#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

#include "flow/store_port.hpp"

namespace crosswalk {

// An answer in words, so that two of them can be compared and shown.
class Words {
 public:
  std::string of(const StoreAnswer& answer) {
    std::visit([this](const auto& each) { write(each); }, answer);
    return std::exchange(out_, {}).str();
  }

 private:
  void write(const Opening& opening) {
    for (const Cursor& cursor : opening.cursors) {
      out_ << cursor.object << ' ' << to_ms(cursor.position) << ' ' << cursor.reading << ' '
           << cursor.pages << ' ' << cursor.mark << ' ' << cursor.full_mark << ' ' << cursor.policy
           << ' ' << (cursor.next ? cursor.next->http.target : "") << '\n';
    }
    for (const StoredLookup& lookup : opening.lookups) {
      out_ << lookup.name << ' ' << lookup.version << ' ' << lookup.entries.size() << '\n';
    }
    out_ << "mark " << opening.last_mark << " access " << opening.access << '\n';
    write(opening.onboarding);
  }
  void write(const Rows& rows) {
    for (const auto& row : rows.rows) {
      if (row) {
        out_ << row->key.id << " wanted " << row->wanted << " sent " << row->sent << ' '
             << name_of(row->state) << " '" << row->reason << "' " << row->policy << ' '
             << int(row->digest[0]) << ' ' << row->person << '\n';
      } else {
        out_ << "unknown\n";
      }
    }
  }
  void write(const PageCommitted& done) { out_ << "distinct " << done.distinct; }
  void write(const Rereads& rereads) {
    for (const std::string& id : rereads.ids) out_ << id << ' ';
  }
  void write(const Work& work) {
    for (const WorkItem& item : work.items) {
      out_ << item.key.id << " of '" << item.parent << "' version " << item.version << " attempts "
           << item.attempts << " bytes " << item.payload.size() << " task '" << item.task << "' "
           << item.withdrawing << '\n';
    }
  }
  void write(const OutcomesCommitted& done) {
    for (const std::uint32_t count : done.sent) out_ << "sent " << count << ' ';
    for (const std::uint32_t count : done.erased) out_ << "erased " << count << ' ';
  }
  void write(const Absent& absent) {
    for (const std::string& id : absent.suspects) out_ << id << ' ';
    out_ << "of " << absent.known << " unsent";
    for (const std::string& id : absent.unsent) out_ << ' ' << id;
  }
  void write(const Marked&) { out_ << "marked"; }
  void write(const Forgotten& done) { out_ << "forgotten " << done.count; }
  void write(const LookupSaved&) { out_ << "saved"; }
  void write(const Unparked&) { out_ << "unparked"; }
  void write(const AlarmsKept&) { out_ << "kept"; }
  void write(const auto&) { out_ << "done"; }
  void write(const Due& due) { out_ << "due " << (due.at ? to_ms(*due.at) : 0); }
  void write(const Counts& counts) {
    std::map<std::string, std::uint64_t> sorted;
    for (const Counts::Count& each : counts.counts) {
      sorted[std::string(name_of(each.kind)) + ' ' + std::string(name_of(each.state)) + ' ' +
             each.reason] += each.count;
    }
    for (const auto& [what, count] : sorted) out_ << what << ' ' << count << '\n';
    for (const std::string& alarm : counts.alarms) out_ << alarm << '\n';
    for (const std::uint64_t batches : counts.batches) out_ << batches << ' ';
    const ExchangeCounts& exchange = counts.exchange;
    out_ << exchange.exports_received << ' ' << exchange.exports_created << ' '
         << exchange.exports_refused << ' ' << exchange.erasures_requested << ' '
         << exchange.erasures_confirmed << ' ' << exchange.erasures_of_nobody << ' '
         << exchange.notices_waiting << '\n';
    for (const auto& [reason, count] : exchange.refusals) out_ << reason << ' ' << count << '\n';
    for (const std::string& id : exchange.erased_before) out_ << "kept back " << id << '\n';
    write(counts.onboarding);
  }
  void write(const Parents& parents) {
    for (const std::string& id : parents.ids) out_ << '\'' << id << "' ";
  }
  void write(const RereadsAsked&) { out_ << "asked"; }
  void write(const Resent& resent) {
    out_ << resent.jobs << " again, unknown";
    for (const std::string& id : resent.unknown) out_ << ' ' << id;
  }
  void write(const NoticeKept& kept) { out_ << "fresh " << kept.fresh; }
  void write(const Notices& notices) {
    for (const Notice& notice : notices.notices) {
      out_ << notice.ref << ' ' << static_cast<int>(notice.source) << ' ' << notice.body << ' '
           << to_ms(notice.received) << ' ' << notice.attempts << ' ' << notice.progress << '\n';
    }
  }
  void write(const NoticeAdvanced&) { out_ << "advanced"; }
  void write(const NoticeSettled&) { out_ << "settled"; }
  void write(const PersonFound& found) {
    for (const auto& match : found.matches) {
      out_ << static_cast<int>(match.kind) << ':' << match.candidate << ' ';
    }
    out_ << "erased " << found.erased;
  }
  void write(const PersonLinked&) { out_ << "linked"; }
  void write(const ChildrenFound& found) {
    for (const RecordKey& key : found.keys) out_ << name_of(key.kind) << ' ' << key.id << ' ';
  }
  void write(const PersonMerged& merged) {
    out_ << "carried " << merged.carried << " apart " << merged.kept_apart;
  }
  void write(const Suppressed& done) {
    out_ << done.candidates << " of " << done.records << " in " << done.erasure << done.repeated
         << done.found;
  }
  void write(const Erasures& erasures) {
    for (const Erasures::Case& open : erasures.cases) {
      out_ << open.erasure << ' ' << static_cast<int>(open.standing) << open.found << ' '
           << to_ms(open.requested) << " leaving " << open.leaving << " gone";
      for (const RecordKey& key : open.gone) out_ << ' ' << name_of(key.kind) << ' ' << key.id;
      out_ << '\n';
    }
  }
  void write(const ErasureClosed&) { out_ << "closed"; }
  void write(const PersonReleased& done) { out_ << "known " << done.known; }
  void write(const OnboardingKept&) { out_ << "kept"; }
  void write(const Onboarding& onboarding) {
    out_ << to_ms(onboarding.connected_at) << ' ' << onboarding.callback_url << ' '
         << onboarding.client_id << ' ' << onboarding.client_secret << ' '
         << onboarding.integrations.size() << '\n';
  }

  void write(const AccessChanges& changes) {
    for (const AccessChange& each : changes.changes) {
      out_ << (each.adds ? "add " : "remove ") << each.job << ' ' << int(each.member[0]) << ' '
           << each.urn << ' ' << each.attempts << '\n';
    }
    out_ << "next " << (changes.next ? to_ms(*changes.next) : 0);
  }

  std::ostringstream out_;
};

// A small generator of our own: the same days on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1) {}
  std::uint64_t below(std::uint64_t sides) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ % sides;
  }

 private:
  std::uint64_t state_;
};

}  // namespace crosswalk
