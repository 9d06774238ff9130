#include <algorithm>
#include <cmath>
#include <queue>
#include <tuple>

#include "world/growth/growth.hpp"
#include "world/growth/invent.hpp"

namespace crosswalk::sim {
namespace {

constexpr Duration hour = std::chrono::hours(1);
constexpr Duration day = std::chrono::hours(24);

/// Somebody applies.
struct Arrival {
  Instant at;
  std::uint32_t candidate;  ///< Row of the table.
  std::uint32_t turn;       ///< The candidate's first, second, ...
};

/// What happens to an application afterwards.
struct Event {
  enum class What : std::uint8_t { advance, reject, hire };

  Instant at;
  std::uint32_t application;  ///< Row of the table.
  What what;
};

/// How many times candidate `n` applies, so that the average comes out as asked for.
std::uint32_t turns_of(const WorldOptions& options, std::uint64_t n) {
  const std::uint32_t without = options.odd.candidate_without_application;
  if (falls_on(n, without, 12)) return 0;
  const double among_the_others = without == 0 ? 1.0 : 1.0 - 1.0 / without;
  const double wanted = std::clamp(options.applications_per_candidate, 0.0, 8.0) / among_the_others;
  const double whole = std::floor(wanted);
  Draw draw(options.seed, Stream::count, (n << 1) | 1);
  return static_cast<std::uint32_t>(whole) + (draw.unit() < wanted - whole ? 1U : 0U);
}

std::vector<Arrival> arrivals(const World& world) {
  const WorldOptions& options = world.options();
  const Table<Candidate>& people = world.all<Candidate>();
  std::vector<Arrival> found;
  found.reserve(people.rows() + people.rows() / 4);
  for (std::uint32_t n = 0; n < people.rows(); ++n) {
    Instant at = people.row(n).created_at;
    Draw draw(options.seed, Stream::history, (std::uint64_t{n} << 8) | 0xff);
    for (std::uint32_t turn = 0; turn < turns_of(options, n); ++turn) {
      const Duration gap = turn == 0 ? hour : 90 * day;
      at +=
          Duration(static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(gap.count()))));
      found.push_back({std::min(at, options.start), n, turn});
    }
  }
  std::ranges::sort(found, {},
                    [](const Arrival& a) { return std::tuple(a.at, a.candidate, a.turn); });
  return found;
}

/// One that was open by then, and still is if luck has it.
Job* taking_applications(const std::vector<Job*>& jobs, Draw& draw, Instant at) {
  const auto after =
      std::ranges::upper_bound(jobs, at, {}, [](const Job* j) { return *j->opened_at; });
  const auto count = static_cast<std::uint64_t>(after - jobs.begin());
  if (count == 0) return nullptr;
  for (int attempt = 0;; ++attempt) {
    Job* const job = jobs[draw.below(count)];
    if (!job->closed_at || *job->closed_at > at || attempt == 3) return job;
  }
}

/// What is still to happen, the soonest on top; ties go by application, so that a history
/// depends on nothing but its options.
struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return std::tuple(a.at, a.application) > std::tuple(b.at, b.application);
  }
};
using Agenda = std::priority_queue<Event, std::vector<Event>, Later>;

/// Puts down what happens to application `n`, which stands in the first of `steps` stages.
void plan(const Oddities& odd, std::uint32_t n, const Application& application, std::size_t steps,
          Draw& draw, Instant end, Agenda& agenda) {
  const bool hired = falls_on(n, odd.application_hired, 13);
  const bool rejected = !hired && falls_on(n, odd.application_rejected, 2);
  const std::uint64_t moves = hired ? steps - 1 : draw.below(steps);
  Instant at = application.created_at;
  const auto wait = [&] {
    const auto longest = static_cast<std::uint64_t>((12 * day).count());
    at = std::min(end, at + hour + Duration(static_cast<std::int64_t>(draw.below(longest))));
  };
  for (std::uint64_t move = 0; move < moves; ++move) {
    wait();
    if (at == end && !hired) break;  // Has not happened yet.
    agenda.push({at, n, Event::What::advance});
  }
  if (!hired && !rejected) return;
  wait();
  agenda.push({at, n, hired ? Event::What::hire : Event::What::reject});
}

/// Lets everything happen that is due by `until`.
template <class Happens>
void drain(Agenda& agenda, Instant until, Happens happens) {
  while (!agenda.empty() && agenda.top().at <= until) {
    const Event event = agenda.top();
    agenda.pop();
    happens(event);
  }
}

}  // namespace

void Growth::applications() {
  const WorldOptions& options = world_.options_;
  std::vector<Job*> accepting;
  for (const Job& each : world_.all<Job>()) {
    Job& job = world_.table<Job>().any(each.id);
    if (job.opened_at && !job.is_template) accepting.push_back(&job);
  }
  const Table<RejectionReason>& reasons = world_.all<RejectionReason>();
  const auto happens = [&](const Event& event) {
    const Id id = world_.all<Application>().row(event.application).id;
    if (event.what != Event::What::reject) {
      world_.advance(id, event.at);
      return;
    }
    const std::uint64_t turn = event.application / std::max(1U, options.odd.application_rejected);
    const bool unsaid = falls_on(turn, options.odd.rejected_without_reason, 3);
    world_.reject(id, unsaid ? 0 : reasons.first_id() + turn % reasons.rows(), event.at);
  };
  Agenda agenda;
  for (const Arrival& arrival : arrivals(world_)) {
    drain(agenda, arrival.at, happens);
    const auto n = static_cast<std::uint32_t>(world_.all<Application>().rows());
    Draw draw(options.seed, Stream::history, (std::uint64_t{n} << 8) | 0xfe);
    Candidate& person =
        world_.table<Candidate>().any(world_.all<Candidate>().row(arrival.candidate).id);
    Job* const job = taking_applications(accepting, draw, arrival.at);
    const bool converted = falls_on(n, options.odd.prospect_converted, 11);
    const bool interested = falls_on(n, options.odd.prospect_with_job, 5);
    if (job == nullptr || converted || interested ||
        falls_on(n, options.odd.prospect_without_job, 8)) {
      const Id interest = job != nullptr && interested ? job->id : 0;
      Application& prospect = application(person, nullptr, interest, arrival.at);
      if (converted) prospect.status = ApplicationStatus::converted;
      continue;
    }
    Application& fresh = application(person, job, 0, arrival.at);
    plan(options.odd, n, fresh, job->stage_ids.size(), draw, end(), agenda);
  }
  drain(agenda, end(), happens);
}

}  // namespace crosswalk::sim
