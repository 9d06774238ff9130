#include "linkedin/ledger.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace crosswalk::sim {
namespace {

constexpr std::size_t refused_max = 1'000;
constexpr std::size_t unknown_fields_max = 1'000;
constexpr std::string_view closed_words = "\"state\":\"CLOSED\"";
constexpr std::string_view public_words = "\"availability\":\"PUBLIC\"";

std::size_t place(EntityKind kind) { return static_cast<std::size_t>(kind); }

std::span<const EntityKind> children_of(EntityKind kind) {
  static constexpr std::array of_candidate = {EntityKind::candidate_note};
  static constexpr std::array of_application = {EntityKind::application_note, EntityKind::feedback,
                                                EntityKind::stage};
  if (kind == EntityKind::candidate) return of_candidate;
  if (kind == EntityKind::application) return of_application;
  return {};
}

Json by_status(const std::map<int, std::uint64_t>& counts) {
  Json out = Json::object();
  for (const auto& [status, count] : counts) out.set(std::to_string(status), count);
  return out;
}

Json shelf_summary(const Sums& sums) {
  Json out = Json::object();
  out.set("held", sums.held);
  out.set("created", sums.created);
  out.set("writes", sums.writes);
  out.set("unchanged_writes", sums.unchanged);
  out.set("refused_writes", sums.refused);
  out.set("deletes", sums.deletes);
  return out;
}

Json tally_summary(const Tally& tally) {
  Json out = Json::object();
  out.set("requests", tally.requests);
  out.set("records", tally.records);
  out.set("largest_batch", tally.largest_batch);
  out.set("unchanged_writes", tally.unchanged);
  out.set("quota_breaches", tally.quota_breaches);
  out.set("refusals", by_status(tally.refusals));
  out.set("entity_refusals", by_status(tally.entity_refusals));
  return out;
}

}  // namespace

std::string_view name_of(EntityKind kind) {
  static constexpr std::array<std::string_view, entity_kinds> names = {
      "job", "candidate", "application", "candidate_note", "application_note", "feedback", "stage"};
  return names[place(kind)];
}

const Shelf* Ledger::shelf(EntityKind kind, std::string_view organization) const {
  const auto found = shelves_.find(organization);
  return found == shelves_.end() ? nullptr : &found->second[place(kind)];
}

const Entity* Ledger::find(EntityKind kind, std::string_view organization,
                           std::string_view id) const {
  const Shelf* const where = shelf(kind, organization);
  if (where == nullptr) return nullptr;
  const auto found = where->entities.find(id);
  return found == where->entities.end() ? nullptr : &found->second;
}

std::vector<std::string> Ledger::organizations() const {
  std::vector<std::string> out;
  for (const auto& [organization, shelves] : shelves_) out.push_back(organization);
  return out;
}

std::uint64_t Ledger::held(EntityKind kind, std::string_view organization) const {
  const Shelf* const where = shelf(kind, organization);
  return where == nullptr ? 0 : where->sums.held;
}

std::uint64_t Ledger::created(EntityKind kind, std::string_view organization) const {
  const Shelf* const where = shelf(kind, organization);
  return where == nullptr ? 0 : where->sums.created;
}

Shelf& Ledger::shelf_of(EntityKind kind, std::string_view organization) {
  auto found = shelves_.find(organization);
  if (found == shelves_.end()) found = shelves_.try_emplace(std::string(organization)).first;
  return found->second[place(kind)];
}

Entity& Ledger::entity(EntityKind kind, std::string_view organization, std::string_view id) {
  auto& entities = shelf_of(kind, organization).entities;
  const auto known = entities.find(id);
  if (known != entities.end()) return known->second;
  return entities.try_emplace(std::string(id)).first->second;
}

bool Ledger::put(EntityKind kind, std::string_view organization, std::string_view id,
                 std::string content, Instant now, Instant asked) {
  Entity& held = entity(kind, organization, id);
  Sums& sums = shelf_of(kind, organization).sums;
  JournalEntry* const entry = write_down(JournalEntry::Deed::put, kind, organization, id, now);
  const bool changed = !held.held || held.content != content;
  if (entry != nullptr) {
    entry->changed = changed;
    entry->closed = kind == EntityKind::job && content.find(closed_words) != std::string::npos;
    entry->early = too_early(kind, organization, id, content);
    entry->shown = kind == EntityKind::job && content.find(public_words) != std::string::npos &&
                   !(held.held && held.content.find(public_words) != std::string::npos);
    entry->asked = asked;
    entry->digest = content_digest(content);
  }
  ++held.writes;
  ++sums.writes;
  if (!changed) {
    ++held.unchanged;
    ++sums.unchanged;
    return false;
  }
  if (!held.held) {
    ++held.created;
    ++sums.created;
    ++sums.held;
  }
  held.held = true;
  held.content = std::move(content);
  held.changed_at = now;
  return true;
}

bool Ledger::erase(EntityKind kind, std::string_view organization, std::string_view id,
                   Instant now) {
  const auto found = shelves_.find(organization);
  if (found == shelves_.end()) return false;
  Shelf& shelf = found->second[place(kind)];
  const auto known = shelf.entities.find(id);
  if (known == shelf.entities.end() || !known->second.held) return false;
  Entity& gone = known->second;
  gone.held = false;
  gone.content = {};
  gone.member = {};
  ++gone.deletes;
  ++shelf.sums.deletes;
  --shelf.sums.held;
  if (auto* const entry = write_down(JournalEntry::Deed::erased, kind, organization, id, now)) {
    entry->changed = true;
  }
  const std::size_t written = journal(organization).size();
  const std::uint64_t left = cascaded_ + orphaned_;
  for (const EntityKind child : children_of(kind)) {
    const auto hanging = found->second[place(child)].children.extract(std::string(id));
    if (hanging.empty()) continue;
    for (const std::string& each : hanging.mapped()) {
      if (!erase(child, organization, each, now)) continue;
      ++cascaded_;
      ++conduct_of(organization).cascaded;
    }
  }
  if (kind == EntityKind::candidate)
    note_orphans(organization, found->second[place(EntityKind::application)], id);
  // Of an application LinkedIn takes along what hangs on it; of a candidate nobody says so.
  if (keeps_journal_ && kind == EntityKind::candidate && cascaded_ + orphaned_ != left) {
    journals_.find(organization)->second[written - 1].early = true;
  }
  return true;
}

// An application that was given to somebody else since is listed with both.
void Ledger::note_orphans(std::string_view organization, Shelf& applications,
                          std::string_view candidate) {
  const auto listed = applications.children.extract(std::string(candidate));
  if (listed.empty()) return;
  const std::string theirs = "\"atsCandidateId\":\"" + std::string(candidate) + "\"";
  for (const std::string& each : listed.mapped()) {
    const auto found = applications.entities.find(each);
    const bool left = found != applications.entities.end() && found->second.held &&
                      found->second.content.find(theirs) != std::string::npos;
    if (!left) continue;
    ++orphaned_;
    ++conduct_of(organization).orphaned;
  }
}

void Ledger::hang(EntityKind kind, std::string_view organization, std::string_view parent,
                  std::string_view child) {
  const auto found = shelves_.find(organization);
  if (found == shelves_.end()) return;
  auto& below = found->second[place(kind)].children[std::string(parent)];
  if (std::ranges::find(below, child) == below.end()) below.emplace_back(child);
}

void Ledger::refuse(EntityKind kind, std::string_view organization, std::string_view id,
                    std::string_view field) {
  ++entity(kind, organization, id).refused;
  ++shelf_of(kind, organization).sums.refused;
  Conduct& conduct = conduct_of(organization);
  ++refused_count_;
  ++conduct.refused_count;
  const RefusedWrite write{kind, std::string(id), std::string(field)};
  if (refused_.size() < refused_max) refused_.push_back(write);
  if (conduct.refused.size() < refused_max) conduct.refused.push_back(write);
}

void Ledger::note_unknown(EntityKind kind, std::string_view organization, std::string_view field) {
  const std::string name =
      std::string(name_of(kind)) + "." + std::string(field.size() <= 100 ? field : "...");
  for (auto* const all : {&unknown_, &conduct_of(organization).unknown}) {
    if (all->size() < unknown_fields_max || all->contains(name)) ++(*all)[name];
  }
}

void Ledger::note_too_early(std::string_view organization) {
  ++writes_before_enabled_;
  ++conduct_of(organization).writes_before_enabled;
}

const Conduct& Ledger::conduct(std::string_view organization) const {
  static const Conduct none;
  const auto found = conducts_.find(organization);
  return found == conducts_.end() ? none : found->second;
}

Conduct& Ledger::conduct_of(std::string_view organization) {
  const auto found = conducts_.find(organization);
  return found != conducts_.end() ? found->second : conducts_[std::string(organization)];
}

Tally& Ledger::tally(std::string_view resource) {
  const auto found = tallies_.find(resource);
  return found != tallies_.end() ? found->second : tallies_[std::string(resource)];
}

Json Ledger::summary() const {
  Json organizations = Json::object();
  for (const auto& [organization, shelves] : shelves_) {
    Json by_kind = Json::object();
    for (std::size_t kind = 0; kind < entity_kinds; ++kind) {
      if (shelves[kind].entities.empty()) continue;
      by_kind.set(std::string(name_of(static_cast<EntityKind>(kind))),
                  shelf_summary(shelves[kind].sums));
    }
    organizations.set(organization, std::move(by_kind));
  }
  Json resources = Json::object();
  for (const auto& [resource, each] : tallies_) resources.set(resource, tally_summary(each));
  Json unknown_fields = Json::object();
  for (const auto& [field, count] : unknown_) unknown_fields.set(field, count);
  Json refused_writes = Json::list();
  for (const RefusedWrite& each : refused_) {
    Json one = Json::object();
    one.set("kind", name_of(each.kind));
    one.set("id", each.id);
    one.set("field", each.field);
    refused_writes.push(std::move(one));
    if (refused_writes.items()->size() == 20) break;
  }
  Json out = Json::object();
  out.set("organizations", std::move(organizations));
  out.set("resources", std::move(resources));
  out.set("refused_writes", refused_count_);
  out.set("writes_before_enabled", writes_before_enabled_);
  out.set("cascaded", cascaded_);
  out.set("orphaned", orphaned_);
  out.set("refused_first", std::move(refused_writes));
  out.set("unknown_fields", std::move(unknown_fields));
  return out;
}

}  // namespace crosswalk::sim
