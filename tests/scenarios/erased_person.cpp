#include "scenarios/erased_person.hpp"

#include <algorithm>
#include <cctype>

namespace crosswalk {
namespace {

// Whether the id stands in the text and is not a part of a longer number.
bool names(const std::string& text, const std::string& id) {
  const auto digit = [&](std::size_t at) {
    return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 1)) {
    if (!digit(at + id.size()) && (at == 0 || !digit(at - 1))) return true;
  }
  return false;
}

bool holds(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

using What = Overheard::What;

// Which records a path is about, by what its last word names in either generation: below their
// parents in v2, in collections of their own under /rest, where a key may stand behind the word.
std::optional<What> deleted_by(const std::string& path) {
  static const std::map<std::string, What, std::less<>> collections{
      {"atsCandidates", What::deleted_candidate},
      {"candidates", What::deleted_candidate},
      {"atsApplications", What::deleted_application},
      {"notes", What::deleted_child},
      {"stages", What::deleted_child},
      {"interviewFeedback", What::deleted_child},
      {"candidateNotes", What::deleted_child},
      {"applicationNotes", What::deleted_child},
      {"applicationStage", What::deleted_child}};
  for (std::string rest = path; !rest.empty(); rest.resize(rest.rfind('/'))) {
    const auto found = collections.find(std::string_view(rest).substr(rest.rfind('/') + 1));
    if (found != collections.end()) return found->second;
    if (rest.rfind('/') == std::string::npos) break;
  }
  return std::nullopt;
}

// Whether what the path is about hangs on an application, or is one.
bool on_applications(const std::string& path) {
  return holds(path, "/atsApplications") || holds(path, "/application");
}

}  // namespace

bool ErasedPerson::owns(const std::string& entry) const {
  const std::size_t space = entry.find(' ');
  const std::string kind = entry.substr(0, space);
  const std::string name = entry.substr(space + 1);
  const std::string owner = name.substr(0, name.find('\n'));
  if (kind == "job") return false;
  if (kind.starts_with("candidate")) return owner == id;
  return std::ranges::find(applications, owner) != applications.end();
}

ErasedPerson person_of(const TenantBed& bed, sim::Id candidate) {
  const sim::Candidate& row = *bed.world.find<sim::Candidate>(candidate);
  ErasedPerson person{candidate, std::to_string(candidate), std::string(row.email), {}};
  for (const sim::Application* each : bed.world.applications_of(row)) {
    person.applications.push_back(std::to_string(each->id));
  }
  return person;
}

ErasedPerson somebody_to_erase(TenantBed& bed) {
  const auto contents = bed.contents();
  for (const sim::Candidate& row : bed.world.all<sim::Candidate>()) {
    const ErasedPerson person = person_of(bed, row.id);
    if (person.email.empty() || !bed.at_linkedin(sim::EntityKind::candidate, person.id)) continue;
    std::set<std::string> kinds;
    for (const auto& [entry, content] : contents) {
      if (person.owns(entry)) kinds.insert(entry.substr(0, entry.find(' ')));
    }
    if (kinds.contains("application") && kinds.size() >= 4) return person;
  }
  ADD_FAILURE() << "nobody has enough at LinkedIn";
  return {};
}

std::map<std::string, std::string> without(std::map<std::string, std::string> contents,
                                           const ErasedPerson& person) {
  std::erase_if(contents, [&](const auto& entry) { return person.owns(entry.first); });
  return contents;
}

void Overheard::hear(const HttpRequest& request) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  const std::optional<What> deleted = deleted_by(path);
  if (!deleted) return;  // Jobs, tokens and exports are not about this person.
  const std::string text =
      percent_decode(request.target).value_or(request.target) + "\n" + request.body;
  const auto named = [&](const std::string& id) { return names(text, id); };
  if (!(on_applications(path) ? std::ranges::any_of(person.applications, named)
                              : named(person.id))) {
    return;
  }
  std::string method = request.method;
  const std::string_view meant = header(request.headers, "X-HTTP-Method-Override");
  if (!meant.empty()) method = meant;
  if (method == "GET") return all.push_back(What::read);
  all.push_back(method == "DELETE" ? *deleted : What::wrote);
}

std::size_t Overheard::count(What what) const {
  return static_cast<std::size_t>(std::ranges::count(all, what));
}

bool Overheard::children_first() const {
  std::vector<What> deleted;
  for (const What what : all) {
    if (what != What::wrote && what != What::read) deleted.push_back(what);
  }
  return std::ranges::is_sorted(deleted);
}

}  // namespace crosswalk
