#include "judge/invariants/leaks.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::judging {
namespace {

// A shorter one stands in any text by chance.
constexpr std::size_t secret_bytes_min = 4;
constexpr std::size_t token_bytes_read_max = 64 * 1024;

bool shows(std::string_view text, std::string_view word) {
  return !word.empty() && text.find(word) != std::string_view::npos;
}

}  // namespace

void Leaks::secret(std::string text) {
  if (text.size() < secret_bytes_min) return;
  std::vector<std::string> forms = {percent_encode(text), to_base64(text), to_base64(text + ":")};
  forms.push_back(std::move(text));
  // The end of a base64 text depends on what follows it.
  for (std::string& form : forms) {
    while (form.ends_with('=')) form.pop_back();
  }
  secrets_.push_back(std::move(forms));
}

void Leaks::issued(const HttpResponse* reply) {
  if (reply == nullptr || reply->status / 100 != 2) return;
  const auto body = parse_json(reply->body, token_bytes_read_max);
  if (!body) return;
  for (const char* const name : {"access_token", "refresh_token"}) {
    secret(std::string(body->text_of(name)));
  }
}

void Leaks::follow(const Look& look) {
  const Table<Candidate>& rows = look.world->all<Candidate>();
  const auto texts = [](const Candidate& row) {
    return Person{row.first_name, row.last_name, row.email, row.work_email};
  };
  for (std::size_t row = people_.size(); row < rows.rows(); ++row) {
    people_.push_back(texts(rows.row(row)));
  }
  const std::vector<Change>& all = look.world->changes();
  for (; read_ < all.size(); ++read_) {
    const Change& change = all[read_];
    if (change.kind != Kind::candidate) continue;
    const Candidate& row = *rows.ever(change.id);
    Person& person = people_[change.id - rows.first_id()];
    if (change.deed == Deed::deleted || change.deed == Deed::anonymised) {
      gone_[change.id] = person;
    } else if (!row.anonymised) {
      person = texts(row);
    }
  }
  for (const auto& [id, at] : look.erased.candidates) {
    if (rows.ever(id) != nullptr) gone_.emplace(id, people_[id - rows.first_id()]);
  }
}

std::vector<Breach> Leaks::read(const Look& look) {
  if (look.world != nullptr) follow(look);
  std::vector<Breach> out;
  for (const std::string_view shown : look.shown) {
    find_secrets(shown, out);
    if (look.world != nullptr) find_people(look, shown, out);
  }
  return out;
}

void Leaks::find_secrets(std::string_view shown, std::vector<Breach>& out) const {
  for (std::size_t place = 0; place < secrets_.size(); ++place) {
    const bool leaks = std::ranges::any_of(
        secrets_[place], [&](const std::string& form) { return shows(shown, form); });
    if (!leaks) continue;
    out.push_back({"I9", "secret number " + std::to_string(place + 1) + " of the tenant is shown"});
  }
}

// Somebody else may be called the same.
bool Leaks::lives(const World& world, const Person& person) const {
  for (const Candidate& each : world.all<Candidate>()) {
    const bool same = each.first_name == person.first_name && each.last_name == person.last_name;
    if (same && !gone_.contains(each.id)) return true;
  }
  return false;
}

void Leaks::find_people(const Look& look, std::string_view shown, std::vector<Breach>& out) const {
  for (const auto& [id, person] : gone_) {
    const bool addressed = shows(shown, person.email) || shows(shown, person.work_email);
    bool named = false;
    if (!person.first_name.empty() && !person.last_name.empty()) {
      const std::string first(person.first_name), last(person.last_name);
      named = shows(shown, first + " " + last) || shows(shown, last + ", " + first);
    }
    if (!addressed && !(named && !lives(*look.world, person))) continue;
    out.push_back({"I9", std::string(addressed ? "an address" : "the name") + " of candidate " +
                             std::to_string(id) + ", who is gone, is shown"});
  }
}

}  // namespace crosswalk::sim::judging
