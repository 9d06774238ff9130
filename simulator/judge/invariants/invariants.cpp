#include "judge/invariants/invariants.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "judge/invariants/leaks.hpp"
#include "judge/invariants/records/absences.hpp"
#include "judge/invariants/records/doubles.hpp"
#include "judge/invariants/records/entrants.hpp"
#include "judge/invariants/records/reading.hpp"
#include "judge/invariants/records/register.hpp"
#include "judge/invariants/records/subject.hpp"
#include "judge/invariants/requests/crowd.hpp"
#include "judge/invariants/requests/pacing.hpp"
#include "judge/invariants/requests/repeats.hpp"
#include "judge/invariants/requests/retries.hpp"

namespace crosswalk::sim {
namespace {

using judging::Finding;

constexpr InvariantWord every_word[] = {
    {"I1", "Whatever is visible at the source and in scope is at LinkedIn, once quiet."},
    {"I2",
     "LinkedIn holds nothing that the source never let out, nor the vendor what was not granted."},
    {"I3", "Once quiet, LinkedIn has the last version that the source acknowledged."},
    {"I4", "What LinkedIn holds of a record never goes back to an earlier version."},
    {"I5", "Who is deleted at the source is gone at LinkedIn once quiet, and never comes back."},
    {"I6", "No quota is exceeded, and after a 429 nothing is asked before its time."},
    {"I7", "At most 100 records a batch, parents first and deleted last, only failures again."},
    {"I8", "Saying an accepted write again leaves LinkedIn and the vendor as they are."},
    {"I9", "No token, secret or word of a deleted person is shown or kept."},
    {"I10", "Once faults have stopped, it is quiet within the time that a step gives."},
    {"I11", "Requests under way, and the memory of what is under way, stay bounded."},
    {"I12", "After a kill at any moment all of the others still hold."}};

std::string words_of(const Finding& finding) {
  const std::string_view what = finding.what.what;
  std::string out = judging::words_of(finding.what.kind, finding.what.id);
  if (what == "missing") {
    out += " is not at LinkedIn";
  } else if (what == "differs") {
    out += " differs at LinkedIn, in";
  } else if (what == "stale") {
    out += " is at LinkedIn in an earlier version, in";
  } else if (what == "of_a_deleted_person") {
    out += " is still at LinkedIn and its person was deleted";
  } else if (what == "erased_and_held") {
    out += " is still at LinkedIn and its person was promised to be forgotten";
  } else if (what == "erased_and_back") {
    out += " was written after its person was promised to be forgotten";
  } else if (finding.invariant == "I5") {
    out += " is still at LinkedIn after its deletion at the source";
  } else {
    out += " is at LinkedIn and must not be";
  }
  char mark = ' ';
  for (const std::string& field : finding.what.fields) {
    out += mark == ' ' ? " " : ", ";
    out += field;
    mark = ',';
  }
  return out;
}

}  // namespace

struct Invariants::State {
  judging::Register records;
  judging::Reading reading;
  judging::Absences absences;
  judging::Doubles doubles;
  judging::Entrants entrants;
  judging::Pacing pacing;
  judging::Refusals refusals;
  judging::Retries retries;
  judging::Repeats repeats;
  judging::Leaks leaks;
  judging::Crowd crowd;
  std::set<std::string> told;  ///< What was wrong when it was quiet last.
  Excused excused;
  bool begins_again = false;
  bool shut_out = false;  ///< LinkedIn gives its client no token.
  bool killed = false;

  void look_at_records(const Look& look, std::vector<Breach>& out) {
    if (look.world == nullptr) return;
    if (std::exchange(begins_again, false)) records.begin_again(look.now);
    add(records.read(look, refusals), out);
    add(doubles.read(look, records.members()), out);
    add(entrants.read(look, records.members()), out);
    absences.read(look);
    if (!look.quiet) return;
    std::set<std::string> now;
    excused.clear();
    for (const Finding& each : records.settle(look, reading, refusals, &excused)) {
      const bool sends = each.invariant == "I1" || each.invariant == "I3";
      // Where nothing can be said to LinkedIn a person knows.
      if (shut_out || (sends && look.takes_nothing) || is_asked(look, each)) {
        ++excused[std::string(each.invariant)];
        continue;
      }
      std::string words = words_of(each);
      const bool apart = (each.invariant == "I2" || each.invariant == "I5") &&
                         records.told_apart(each.what.kind, each.what.id);
      if (!apart && !told.contains(words)) out.push_back({std::string(each.invariant), words, {}});
      now.insert(std::move(words));
    }
    told = std::move(now);
  }

  // A promise to be forgotten waits for nobody.
  bool is_asked(const Look& look, const Finding& finding) const {
    return finding.invariant == "I5" && !finding.what.what.starts_with("erased") &&
           absences.excuse(*look.world, finding.what.kind, finding.what.id);
  }

  void look_at_requests(const Look& look, std::vector<Breach>& out) {
    const Conduct& conduct = look.ledger.conduct(look.policy.organization);
    add(pacing.found(conduct, look.linkedin), out);
    add(retries.found(conduct, look.killed), out);
    if (look.quiet) add(repeats.say_again(look), out);
  }

  void look_at_bounds(const Look& look, std::vector<Breach>& out) {
    const auto [requests, bytes] = crowd.most();
    const std::uint64_t in_flight = std::max(look.in_flight, requests);
    const std::uint64_t waiting = std::max(look.waiting_bytes, bytes);
    if (look.overdue) {
      out.push_back({"I10", "it was not quiet within the time that the step gives"});
    }
    if (in_flight > in_flight_max) {
      out.push_back({"I11", std::to_string(in_flight) + " requests were under way at once, and " +
                                std::to_string(in_flight_max) + " are the most"});
    }
    if (waiting > waiting_bytes_max) {
      out.push_back({"I11", std::to_string(waiting) + " bytes were waiting, and " +
                                std::to_string(waiting_bytes_max) + " are the most"});
    }
  }

  static void add(std::vector<Breach> found, std::vector<Breach>& out) {
    for (Breach& each : found) out.push_back(std::move(each));
  }
};

Invariants::Invariants() : state_(std::make_unique<State>()) {}
Invariants::~Invariants() = default;
Invariants::Invariants(Invariants&&) noexcept = default;
Invariants& Invariants::operator=(Invariants&&) noexcept = default;

void Invariants::heard(Instant at, std::string_view peer, std::string_view endpoint,
                       const HttpRequest& request, const HttpResponse* reply, Duration took,
                       Candour candour) {
  state_->crowd.heard(at, took, request.body.size() + (reply ? reply->body.size() : 0));
  state_->pacing.heard(at, peer, endpoint, request, reply, took);
  if (endpoint.ends_with(".token")) state_->leaks.issued(reply);
  if (endpoint == "linkedin.token" && reply != nullptr) {
    state_->shut_out = reply->status == 400 || reply->status == 401 || reply->status == 403;
  }
  if (peer != "linkedin") {
    const bool readable = reply != nullptr && candour != Candour::unreadable;
    const int status = readable ? reply->status : 0;
    state_->reading.heard(at, endpoint, request, status, candour);
  } else {
    state_->refusals.heard(at, endpoint, request, reply);
    state_->retries.heard(request, reply);
    state_->repeats.heard(at, endpoint, request, reply);
  }
}

void Invariants::secret(std::string text) { state_->leaks.secret(std::move(text)); }

const Excused& Invariants::excused() const { return state_->excused; }

void Invariants::begin_again() { state_->begins_again = true; }

namespace {

// After a kill whatever is found is the kill's, until it is quiet and good again.
void relabel(std::vector<Breach>& found) {
  for (Breach& each : found) {
    each.of = std::exchange(each.invariant, "I12");
    each.words = "after a kill, " + each.of + ": " + each.words;
  }
}

std::vector<Breach> bounded(std::vector<Breach> found) {
  std::map<std::string, std::size_t> counts;
  std::vector<Breach> out;
  for (Breach& each : found) {
    if (++counts[each.invariant] <= breaches_told_max) out.push_back(std::move(each));
  }
  for (const auto& [invariant, count] : counts) {
    if (count <= breaches_told_max) continue;
    out.push_back({invariant, "and " + std::to_string(count - breaches_told_max) + " more", {}});
  }
  return out;
}

}  // namespace

std::vector<Breach> Invariants::check(const Look& look) {
  std::vector<Breach> found;
  State& state = *state_;
  state.look_at_records(look, found);
  state.look_at_requests(look, found);
  State::add(state.leaks.read(look), found);
  state.look_at_bounds(look, found);
  state.killed = state.killed || look.killed;
  const bool good = found.empty();
  if (state.killed) relabel(found);
  if (look.quiet && good) state.killed = false;
  return bounded(std::move(found));
}

std::vector<InvariantWord> invariant_words() {
  return {std::begin(every_word), std::end(every_word)};
}

}  // namespace crosswalk::sim
