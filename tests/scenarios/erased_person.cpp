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
  const std::string text = request.target + "\n" + request.body;
  const auto of_application = [&](const std::string& id) { return names(text, id); };
  const bool about_application = std::ranges::any_of(person.applications, of_application);
  const bool on_applications = holds(text, "pplication");
  const bool about = on_applications ? about_application : names(text, person.id);
  if (!about || holds(text, "simpleJobPosting")) return;
  std::string method = request.method;
  const std::string_view meant = header(request.headers, "X-HTTP-Method-Override");
  if (!meant.empty()) method = meant;
  if (method == "GET") return all.push_back(What::read);
  if (method != "DELETE") return all.push_back(What::wrote);
  const bool child =
      std::ranges::any_of(std::vector<std::string_view>{"otes", "tage", "interviewFeedback"},
                          [&](std::string_view word) { return holds(request.target, word); });
  all.push_back(child             ? What::deleted_child
                : on_applications ? What::deleted_application
                                  : What::deleted_candidate);
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
