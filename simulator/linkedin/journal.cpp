#include "linkedin/journal.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "linkedin/ledger.hpp"

namespace crosswalk::sim {

// A sum has no order. Whatever stands between two brackets is one summand.
std::uint64_t content_digest(std::string_view content) {
  std::uint64_t sum = 0;
  while (!content.empty()) {
    const std::size_t cut = std::min(content.find_first_of("{}"), content.size());
    if (cut > 0) sum += mix64(content.substr(0, cut));
    content.remove_prefix(std::min(cut + 1, content.size()));
  }
  return std::max<std::uint64_t>(sum, 1);
}

void Ledger::link(std::string_view organization, std::string_view id, std::string member,
                  Instant now) {
  Entity& known = entity(EntityKind::candidate, organization, id);
  if (known.member == member) return;
  known.member = std::move(member);
  if (auto* const entry =
          write_down(JournalEntry::Deed::linked, EntityKind::candidate, organization, id, now)) {
    entry->changed = true;
  }
}

void Ledger::note_asked(std::string_view organization, std::string_view job, Instant now) {
  if (!keeps_journal_) return;
  asked_.emplace(job);
  write_down(JournalEntry::Deed::asked, EntityKind::job, organization, job, now);
}

JournalEntry* Ledger::write_down(JournalEntry::Deed deed, EntityKind kind,
                                 std::string_view organization, std::string_view key, Instant now) {
  if (!keeps_journal_) return nullptr;
  auto found = journals_.find(organization);
  if (found == journals_.end()) found = journals_.try_emplace(std::string(organization)).first;
  JournalEntry& entry = found->second.emplace_back();
  entry.kind = kind;
  entry.deed = deed;
  entry.at = now;
  entry.key = key;
  return &entry;
}

const std::vector<JournalEntry>& Ledger::journal(std::string_view organization) const {
  static const std::vector<JournalEntry> none;
  const auto found = journals_.find(organization);
  return found == journals_.end() ? none : found->second;
}

// Whether what it hangs on was never accepted: of an application its job may still be made.
bool Ledger::too_early(EntityKind kind, std::string_view organization, std::string_view key,
                       std::string_view content) const {
  const auto never = [&](EntityKind above, std::string_view id) {
    const Entity* const known = find(above, organization, id);
    if (known != nullptr && known->writes > 0) return false;
    return above != EntityKind::job || !asked_.contains(id);
  };
  const auto named = [&](std::string_view member) -> std::string_view {
    const std::size_t at = content.find(member);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = content.substr(at + member.size());
    return rest.substr(0, rest.find('"'));
  };
  if (kind == EntityKind::application) {
    const std::string_view person = named("\"atsCandidateId\":\"");
    return never(EntityKind::job, named("\"atsJobPostingId\":\"")) ||
           (!person.empty() && never(EntityKind::candidate, person));
  }
  const std::string_view parent = parts_of(key).parent;
  if (parent.empty()) return false;
  const bool note = kind == EntityKind::candidate_note;
  return never(note ? EntityKind::candidate : EntityKind::application, parent);
}

}  // namespace crosswalk::sim
