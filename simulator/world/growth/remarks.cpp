#include <algorithm>
#include <string>
#include <tuple>

#include "world/growth/growth.hpp"
#include "world/growth/invent.hpp"

namespace crosswalk::sim {
namespace {

constexpr Duration hour = std::chrono::hours(1);
constexpr Duration day = std::chrono::hours(24);

constexpr std::size_t long_note_bytes = 64 * 1024;
constexpr int stages_at_once = 50;

constexpr Text beginnings[] = {"Spoke on the phone", "Met at the open day",   "Short call today",
                               "Wrote back at once", "Coffee in the canteen", "Left a message"};
constexpr Text findings[] = {"asks good questions and listens to the answers",
                             "could start in about six weeks",
                             "prefers mornings; weekends only in turn",
                             "knows the trade from both sides, workshop & office",
                             "would like to see the place before deciding",
                             "salary wish is within reach",
                             "said \"only if the team is small\"",
                             "moved here last year – références to follow"};
constexpr Text endings[] = {"Call again on Monday.", "No hurry.", "Let us be quick here.",
                            "See the other file, too.", "To be talked over in the team."};
constexpr Text rated_on[] = {"Care with tools", "Works with others", "Plans the week",
                             "Explains simply", "Safety first",      "Learns fast"};
constexpr Text praise[] = {
    "Clear answers, calm under pressure.", "Good hands, needs help with the paperwork.",
    "Knew the product better than I do.", "Not sure yet: the trial day will tell.",
    "Friendly, a little late, well prepared."};

constexpr Rating overall[] = {Rating::strong_yes,  Rating::yes, Rating::yes,
                              Rating::no_decision, Rating::no,  Rating::yes,
                              Rating::strong_no};
constexpr Rating single[] = {Rating::strong_yes, Rating::yes,         Rating::mixed,
                             Rating::yes,        Rating::no_decision, Rating::no};

/// Something that is said of row `about` of a table, as its `turn`-th.
struct Remark {
  Instant at;
  std::uint32_t about;
  std::uint32_t turn;
};

/// How many of a record there are, so that the average comes out as asked for.
std::uint32_t how_many(double average, Draw& draw) {
  return static_cast<std::uint32_t>(std::clamp(average, 0.0, 8.0) * 2 * draw.unit() + 0.5);
}

Instant later(Instant from, Duration longest, Instant end, Draw& draw) {
  const auto most =
      static_cast<std::uint64_t>(std::max(Duration{1}, std::min(longest, end - from)).count());
  return std::min(end, from + Duration(static_cast<std::int64_t>(draw.below(most))));
}

void in_order_of_time(std::vector<Remark>& remarks) {
  std::ranges::sort(remarks, {}, [](const Remark& r) { return std::tuple(r.at, r.about, r.turn); });
}

std::string told(Draw& draw) {
  std::string text(draw.pick(beginnings));
  text += ": ";
  text += draw.pick(findings);
  text += ".\n";
  text += draw.pick(endings);
  return text;
}

template <class T>
void append(Table<T>& table, Id& head, Id T::*next, Id id) {
  Id* link = &head;
  while (*link != 0) link = &(table.any(*link).*next);
  *link = id;
}

}  // namespace

void Growth::attributes(Job& job) {
  Table<JobAttribute>& table = world_.table<JobAttribute>();
  Draw draw(world_.options_.seed, Stream::job_attribute, job.id);
  const std::uint64_t first = draw.below(std::size(rated_on));
  for (std::uint32_t at = 0; at < 3; ++at) {
    JobAttribute& attribute = table.add(job.created_at);
    attribute.job_id = job.id;
    attribute.name = rated_on[(first + at) % std::size(rated_on)];
    attribute.sort_order = at;
    job.attribute_ids.push_back(attribute.id);
  }
}

Note& Growth::note(Candidate& person, const Application* about, Instant at, bool odd) {
  const Oddities& oddities = world_.options_.odd;
  Table<Note>& table = world_.table<Note>();
  const std::uint64_t n = table.rows();
  Draw draw(world_.options_.seed, Stream::note, (n << 1) | 1);
  Note& note = table.add(at);
  note.candidate_id = person.id;
  note.application_id = about == nullptr ? 0 : about->id;
  const Table<User>& users = world_.all<User>();
  if (!draw.one_in(12)) note.user_id = users.first_id() + draw.below(users.rows());
  std::string text = told(draw);
  const std::uint64_t sort = draw.below(10);
  if (odd && falls_on(n, oddities.note_of_64_kib, 9)) {
    while (text.size() < long_note_bytes) text += text.substr(0, long_note_bytes - text.size());
    // Not in the middle of a character.
    while ((text.back() & 0x80) != 0) text.pop_back();
    text.resize(long_note_bytes, '.');
  } else if (odd && sort >= 6) {
    note.type = static_cast<NoteType>(sort - 5);
    if (note.type == NoteType::email) note.subject = "Your application";
  }
  note.body = world_.keep(text);
  if (odd && falls_on(n, oddities.note_for_team, 4)) {
    note.visibility = Visibility::hiring_team;
  } else if (odd && falls_on(n, oddities.note_for_admins, 6)) {
    note.visibility = Visibility::admins;
  }
  append(table, person.first_note, &Note::next_of_candidate, note.id);
  return note;
}

Scorecard& Growth::scorecard(Application& about, Instant at, Instant submitted, bool odd) {
  Table<Scorecard>& table = world_.table<Scorecard>();
  const std::uint64_t n = table.rows();
  Draw draw(world_.options_.seed, Stream::scorecard, (n << 1) | 1);
  Scorecard& card = table.add(at);
  card.application_id = about.id;
  card.interviewed_at = at;
  const auto stages = world_.stages_of(about);
  if (!stages.empty()) card.job_stage_id = draw.pick(stages)->job_stage_id;
  const JobStage* const step = world_.find<JobStage>(card.job_stage_id);
  card.interview = step == nullptr ? Text("Interview") : step->name;
  const Table<User>& users = world_.all<User>();
  card.interviewer_id = users.first_id() + draw.below(users.rows());
  append(table, about.first_scorecard, &Scorecard::next_of_application, card.id);
  if (odd && falls_on(n, world_.options_.odd.scorecard_draft, 3)) return card;
  card.complete = true;
  card.submitter_id = draw.one_in(9) ? users.first_id() : card.interviewer_id;
  card.submitted_at = submitted;
  card.updated_at = submitted;
  card.rating = draw.pick(overall);
  if (!draw.one_in(6)) card.public_notes = draw.pick(praise);
  if (draw.one_in(3)) card.private_notes = "Between us: compare with the last one.";
  const Job* const job = world_.find<Job>(about.job_id);
  if (job == nullptr) return card;
  const std::uint64_t most = std::min<std::uint64_t>(world_.options_.attributes_per_scorecard, 3);
  const std::uint64_t rated = draw.below(most + 1);
  Table<ScorecardAttribute>& ratings = world_.table<ScorecardAttribute>();
  for (std::size_t each = 0; each < rated && each < job->attribute_ids.size(); ++each) {
    ScorecardAttribute& rating = ratings.add(submitted);
    rating.scorecard_id = card.id;
    rating.attribute_id = job->attribute_ids[each];
    rating.rating = draw.pick(single);
    append(ratings, card.first_attribute, &ScorecardAttribute::next_of_scorecard, rating.id);
  }
  return card;
}

void Growth::notes() {
  const WorldOptions& options = world_.options_;
  if (options.notes_per_candidate <= 0) return;
  std::vector<Remark> remarks;
  Table<Candidate>& people = world_.table<Candidate>();
  for (std::uint32_t n = 0; n < people.rows(); ++n) {
    Draw draw(options.seed, Stream::note, std::uint64_t{n} << 1);
    const std::uint32_t count = how_many(options.notes_per_candidate, draw);
    for (std::uint32_t turn = 0; turn < count; ++turn) {
      remarks.push_back({later(people.row(n).created_at, 200 * day, end(), draw), n, turn});
    }
  }
  in_order_of_time(remarks);
  for (const Remark& each : remarks) {
    Candidate& person = people.any(people.first_id() + each.about);
    const Application* about = nullptr;
    const Id first = (each.about + each.turn) % 2 == 0 ? person.first_application : 0;
    if (first != 0) about = world_.find<Application>(first);
    if (about != nullptr && about->created_at > each.at) about = nullptr;
    note(person, about, each.at, true);
  }
}

void Growth::scorecards() {
  const WorldOptions& options = world_.options_;
  if (options.scorecards_per_application <= 0) return;
  // A card's ratings are rows of their own in order of time, so cards are made as submitted.
  std::vector<Remark> remarks;
  Table<Application>& applications = world_.table<Application>();
  for (std::uint32_t n = 0; n < applications.rows(); ++n) {
    const Application& about = applications.row(n);
    if (about.job_id == 0 || about.first_stage == 0) continue;
    Draw draw(options.seed, Stream::scorecard, std::uint64_t{n} << 1);
    const std::uint32_t count = how_many(options.scorecards_per_application, draw);
    for (std::uint32_t turn = 0; turn < count; ++turn) {
      remarks.push_back({later(about.created_at, 40 * day, end(), draw), n, turn});
    }
  }
  in_order_of_time(remarks);
  for (const Remark& each : remarks) {
    Application& about = applications.any(applications.first_id() + each.about);
    if (world_.stages_of(about).empty()) continue;
    scorecard(about, each.at, each.at, true).interviewed_at =
        std::max(about.created_at, each.at - hour);
  }
}

void Growth::odd_histories() {
  const Oddities& odd = world_.options_.odd;
  Table<ApplicationStage>& stages = world_.table<ApplicationStage>();
  for (const Application& row : world_.all<Application>()) {
    const std::uint64_t n = row.id - world_.all<Application>().first_id();
    const Job* const job = world_.find<Job>(row.job_id);
    if (job == nullptr || job->stage_ids.empty()) continue;
    if (falls_on(n, odd.stages_at_once, 21)) {
      Application& application = world_.table<Application>().any(row.id);
      for (std::size_t at = 0; at < stages_at_once; ++at) {
        ApplicationStage& stage = stages.add(end());
        stage.application_id = row.id;
        stage.job_stage_id = job->stage_ids[at % job->stage_ids.size()];
        stage.entered_at = row.created_at;
        stage.exited_at = row.created_at;
        append(stages, application.first_stage, &ApplicationStage::next_of_application, stage.id);
      }
    } else if (falls_on(n, odd.without_stages, 18) && row.stage_id == 0) {
      for (const ApplicationStage* each : world_.stages_of(row)) {
        stages.remove(stages.any(each->id), end());
      }
    }
  }
}

}  // namespace crosswalk::sim
