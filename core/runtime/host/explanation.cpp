#include "runtime/host/explanation.hpp"

#include <array>
#include <string>

#include "policy/policy.hpp"
#include "runtime/host/reports.hpp"

namespace crosswalk {
namespace {

// LinkedIn deletes no job: one that was there before is there still, closed.
std::string not_at_linkedin(RecordKind kind) {
  return kind == RecordKind::job ? " It is not open at LinkedIn." : " LinkedIn does not have it.";
}

// What LinkedIn has while the record is not sent in its wanted version.
std::string at_linkedin(RecordKind kind, const EntityRow& row) {
  return row.sent == 0 ? not_at_linkedin(kind) : " LinkedIn keeps the version it confirmed before.";
}

std::string words_of(const RecordKey& key, const EntityRow& row) {
  std::string record = "This " + std::string(name_of(key.kind));
  switch (row.state) {
    case EntityState::ready:
      return record + " is wanted at LinkedIn and waits for its turn." + at_linkedin(key.kind, row);
    case EntityState::waiting:
      return record + " waits until its job and its candidate are at LinkedIn." +
             at_linkedin(key.kind, row);
    case EntityState::task:
      return "LinkedIn took " + record.replace(0, 1, "t") +
             " as a task and has not said yet whether it is published.";
    case EntityState::sent:
      return "LinkedIn confirmed the current version of " + record.replace(0, 1, "t") + ".";
    case EntityState::withdrawing:
      return explain(key.kind, row.reason) + (key.kind == RecordKind::job
                                                  ? " It is being closed at LinkedIn."
                                                  : " It is being taken from LinkedIn.");
    case EntityState::withdrawn:
      return explain(key.kind, row.reason) + not_at_linkedin(key.kind) +
             (key.kind == RecordKind::job ? " If it was there, it has been closed." : "");
    case EntityState::held:
    case EntityState::withheld:
    case EntityState::restricted:
      break;
  }
  return explain(key.kind, row.reason) + at_linkedin(key.kind, row);
}

struct Hint {
  std::string_view reason;  ///< Up to its colon.
  std::string_view next;    ///< "{tenant}" is its name.
};

constexpr std::string_view look_at_parents =
    "look at its job and its candidate, whose ids the ATS shows with it: crosswalk explain "
    "--tenant {tenant} job ID, and candidate ID";
constexpr std::string_view change_the_policy =
    "change the tenant's policy, or the record in the ATS, then: crosswalk sync --tenant {tenant}";
constexpr std::string_view tell_the_author =
    "tell the connector's author; after the mend: crosswalk sync --tenant {tenant} --full";
constexpr std::string_view correct_it =
    "correct it in the ATS, then: crosswalk sync --tenant {tenant}; a running daemon needs no word";

constexpr std::string_view leave_it = "nothing; a person asked for it";
constexpr std::string_view release_it =
    "look whether it is somebody else, or an application made anew; to share it: "
    "crosswalk erase --tenant {tenant} --candidate {id} --release; if it is whom to forget: "
    "crosswalk erase --tenant {tenant} --candidate {id}";

constexpr auto hints = std::to_array<Hint>({{"parent_held", look_at_parents},
                                            {"parent_withheld", look_at_parents},
                                            {"private", change_the_policy},
                                            {"confidential", change_the_policy},
                                            {"rule", change_the_policy},
                                            {"unknown_word", tell_the_author},
                                            {"erased", leave_it},
                                            {"erased_before", release_it},
                                            {"hook_failed", tell_the_author},
                                            {"connector_crashed", tell_the_author}});

std::string_view hint_for(std::string_view reason) {
  for (const Hint& hint : hints) {
    if (reason.substr(0, reason.find(':')) == hint.reason) return hint.next;
  }
  return correct_it;
}

std::string filled(std::string text, std::string_view slot, std::string_view value) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at)) {
    text.replace(at, slot.size(), value);
    at += value.size();
  }
  return text;
}

std::string for_tenant(std::string_view hint, std::string_view tenant) {
  return filled(std::string(hint), "{tenant}", tenant);
}

std::string next_of(std::string_view tenant, const EntityRow& row) {
  switch (row.state) {
    case EntityState::ready:
    case EntityState::task:
      return for_tenant(
          "nothing; a running daemon goes on by itself, and without one: "
          "crosswalk sync --tenant {tenant}",
          tenant);
    case EntityState::waiting:
      return for_tenant(look_at_parents, tenant);
    case EntityState::held:
    case EntityState::withheld:
      return filled(for_tenant(hint_for(row.reason), tenant), "{id}", row.key.id);
    case EntityState::restricted:
      return "look at the vendor, then bring it back there, or say that all who are missing are "
             "gone: " +
             confirm_absent_command(tenant);
    case EntityState::sent:
      break;
    case EntityState::withdrawing:
    case EntityState::withdrawn:
      // LinkedIn had it before somebody like it was erased; it waits for a word all the same.
      if (row.reason != "erased_before") break;
      return filled(for_tenant(release_it, tenant), "{id}", row.key.id);
  }
  return {};
}

}  // namespace

Json explanation_of(std::string_view tenant, const RecordKey& key,
                    const std::optional<EntityRow>& row) {
  Json json = Json::object();
  json.set("tenant", tenant);
  json.set("kind", name_of(key.kind));
  json.set("id", key.id);
  json.set("known", row.has_value());
  if (!row) {
    json.set("words",
             "No " + std::string(name_of(key.kind)) +
                 " with this id has been read yet, or it is forgotten: what the ATS no longer has "
                 "(deleted, merged or anonymised there) and LinkedIn never had is not kept. Nor is "
                 "what the connector leaves out: a draft, a template, a prospect without a job.");
    json.set("next", for_tenant("check in the ATS the id and what kind of record it is, or: "
                                "crosswalk sync --tenant {tenant}",
                                tenant));
    return json;
  }
  json.set("state", name_of(row->state));
  json.set("reason", row->reason);
  json.set("words", words_of(key, *row));
  json.set("next", next_of(tenant, *row));
  json.set("wanted_version", row->wanted);
  json.set("sent_version", row->sent);
  return json;
}

}  // namespace crosswalk
