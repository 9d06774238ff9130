#include <algorithm>

#include "certify/modules/modules.hpp"

namespace crosswalk::sim::certifying {
namespace {

constexpr std::string_view prefix = "urn:li:person:";

ExportOrder somebody(const std::string& organization, const std::string& name, Id job) {
  ExportOrder order;
  order.organization = organization;
  order.job = std::to_string(job);
  order.member = std::string(prefix) + name;
  order.first_name = name;
  order.last_name = "Invented";
  order.headline = "Welder at Acorn";
  order.location = "Leeds";
  order.employers = {"Acorn"};
  return order;
}

// What LinkedIn said to the order; empty when it took it.
std::string place(Trial& trial, const std::string& name, Id job,
                  const std::function<void(ExportOrder&)>& fill = {}) {
  return trial.seen([&](const Sides& sides) {
    ExportOrder order = somebody(sides.organization, name, job);
    if (fill) fill(order);
    const Ordered ordered = sides.peers.linkedin.order_export(order, sides.now);
    if (ordered.why_not.empty()) {
      sides.peers.exported.push_back({std::move(order), sides.now, false});
    }
    return std::string(ordered.why_not);
  });
}

// The candidates of the ATS that bear the name, living ones.
std::vector<Id> called(const Sides& sides, const std::string& name) {
  std::vector<Id> found;
  for (const Candidate& person : sides.peers.world.all<Candidate>()) {
    if (person.first_name == name && person.last_name == "Invented") found.push_back(person.id);
  }
  return found;
}

std::vector<const Application*> applications_of(const Sides& sides, Id candidate) {
  const Candidate* person = sides.peers.world.find<Candidate>(candidate);
  return person ? sides.peers.world.applications_of(*person) : std::vector<const Application*>{};
}

bool applied(const Sides& sides, Id candidate, Id job) {
  const auto all = applications_of(sides, candidate);
  return std::ranges::any_of(all, [job](const Application* each) { return each->job_id == job; });
}

// At LinkedIn with an application for the job, linked to the member.
bool back_at_linkedin(const Sides& sides, const std::string& name, Id job) {
  const std::vector<Id> found = called(sides, name);
  if (found.size() != 1 || !applied(sides, found.front(), job)) return false;
  const Entity* person = sides.held(EntityKind::candidate, std::to_string(found.front()));
  if (person == nullptr || person->member != std::string(prefix) + name) return false;
  for (const Application* each : applications_of(sides, found.front())) {
    const bool held = sides.held(EntityKind::application, std::to_string(each->id)) != nullptr;
    if (each->job_id == job && held) return true;
  }
  return false;
}

// What of a member's profile is found in the ATS after an export.
struct Arrived {
  bool names = false, work = false, place = false, email = false, profile = false;
};

Arrived export_everything(Trial& trial, const std::string& name) {
  const std::vector<Id> jobs = trial.seen([](const Sides& sides) { return sides.open_jobs(); });
  if (jobs.empty()) return {};
  const auto fill = [&](ExportOrder& order) {
    order.emails = {name + "@example.com"};
    order.profile_url = "https://www.linkedin.com/in/" + name;
  };
  if (!place(trial, name, jobs[0], fill).empty() || !trial.wait_until([&](const Sides& sides) {
        return back_at_linkedin(sides, name, jobs[0]);
      })) {
    return {};
  }
  return trial.seen([&](const Sides& sides) {
    const Candidate& person = *sides.peers.world.find<Candidate>(called(sides, name).front());
    const auto holds = [](Text text, std::string_view part) {
      return text.find(part) != Text::npos;
    };
    return Arrived{.names = person.first_name == name && person.last_name == "Invented",
                   .work = person.company == "Acorn" && holds(person.title, "Welder"),
                   .place = holds(person.address, "Leeds"),
                   .email = holds(person.email, name) || holds(person.work_email, name),
                   .profile = holds(person.linkedin_url, name) || holds(person.website, name)};
  });
}

std::vector<Id> two_jobs(Trial& trial, Evidence& evidence) {
  std::vector<Id> jobs = trial.seen([](const Sides& sides) { return sides.open_jobs(); });
  if (jobs.size() < 2) {
    evidence.see(false, "LinkedIn shows fewer than two open jobs to export to");
    jobs.clear();
  }
  return jobs;
}

}  // namespace

void exports_to_a_requisition(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const std::vector<Id> jobs = two_jobs(*trial, evidence);
  if (jobs.empty()) return;
  const std::string refused = place(*trial, "Certa", jobs[0]);
  if (!evidence.see(refused.empty(),
                    "a recruiter exports a member to job " + std::to_string(jobs[0]))) {
    return;
  }
  evidence.see(
      trial->wait_until(
          [&](const Sides& sides) { return back_at_linkedin(sides, "Certa", jobs[0]); }),
      "one candidate with one application for that job is in the ATS, and both are back at "
      "LinkedIn, linked to the member");
  const bool tagged = trial->seen([](const Sides& sides) {
    const auto found = called(sides, "Certa");
    if (found.empty()) return false;
    const Candidate* person = sides.peers.world.find<Candidate>(found.front());
    return std::ranges::find(person->tags, "LinkedIn") != person->tags.end();
  });
  evidence.see(tagged, "the source of the candidate in the ATS is LinkedIn (a tag)");
  const bool shown = trial->seen([](const Sides& sides) {
    const auto found = called(sides, "Certa");
    if (found.empty()) return false;
    const Candidate* person = sides.peers.world.find<Candidate>(found.front());
    return person->company == "Acorn" && person->title.find("Welder") != Text::npos;
  });
  evidence.see(shown, "the fields LinkedIn handed over stand in the ATS: names, headline, company");
}

void tells_what_an_export_brings(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const Result<Json> told = trial->command({"tenant", "activate", "--tenant", "demo"});
  evidence.see(told.has_value() && write_json(*told).find("first_name") != std::string::npos,
               "'crosswalk tenant activate' lists every field that goes to LinkedIn, with its "
               "meaning");
  const Arrived usual = export_everything(*trial, "Fielda");
  evidence.see(usual.names && usual.work && usual.place,
               "a member with every field is exported: names, headline, company and place are in "
               "the ATS");
  evidence.see(!usual.email && !usual.profile,
               "the address a recruiter typed and the profile's URL are not: nobody granted them");
  const std::string line = "    linkedin:\n";
  const std::string granted = "    exports:\n      email: true\n      profile_url: true\n" + line;
  if (!evidence.see(trial->restart_with(line, granted).has_value(),
                    "exports.email and exports.profile_url are granted")) {
    return;
  }
  const Arrived more = export_everything(*trial, "Granta");
  evidence.see(more.names && more.work && more.place && more.email && more.profile,
               "the next exported member's address and profile are in the ATS, too");
  evidence.see(trial->restart_with(granted, line).has_value(), "and the grant can be taken back");
  evidence.see(trial->seen([](const Sides& sides) {
    const auto& tallies = sides.ledger.conduct(sides.organization).tallies;
    return std::ranges::none_of(tallies, [](const auto& each) {
      return each.first.find("mail") != std::string::npos ||
             each.first.find("onversation") != std::string::npos;
    });
  }),
               "LinkedIn was asked for no mail: nothing comes from mail stubs");
  evidence.leave_out(
      "that the words agree: core/privacy.md, 'What comes from LinkedIn', says the same to people");
}

void exports_to_another_job(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const std::vector<Id> jobs = two_jobs(*trial, evidence);
  if (jobs.empty()) return;
  for (const Id job : {jobs[0], jobs[1]}) {
    if (!evidence.see(place(*trial, "Twinna", job).empty(),
                      "a recruiter exports the same member to job " + std::to_string(job))) {
      return;
    }
    evidence.see(trial->wait_until(
                     [&](const Sides& sides) { return back_at_linkedin(sides, "Twinna", job); }),
                 "there is one candidate, and an application for that job");
  }
  const bool both = trial->seen([&](const Sides& sides) {
    const auto found = called(sides, "Twinna");
    return found.size() == 1 && applied(sides, found.front(), jobs[0]) &&
           applied(sides, found.front(), jobs[1]);
  });
  evidence.see(both, "in the end there is still one candidate, with applications for both jobs");
}

void keeps_a_link(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const std::vector<Id> jobs = two_jobs(*trial, evidence);
  if (jobs.empty()) return;
  evidence.see(
      place(*trial, "Linka", jobs[0]).empty() && trial->wait_until([&](const Sides& sides) {
        return back_at_linkedin(sides, "Linka", jobs[0]);
      }),
      "a candidate is linked to a member");
  const Id person = trial->seen([](const Sides& sides) {
    const auto found = called(sides, "Linka");
    return found.empty() ? Id{0} : found.front();
  });
  if (person == 0 ||
      !mutate(*trial, evidence,
              {Kind::candidate, Operation::update, {person}, 1, {{"company", "Elsewhere"}}})) {
    return;
  }
  const std::string id = std::to_string(person);
  evidence.see(trial->sync_until([&](const Sides& sides) {
    const Entity* held = sides.held(EntityKind::candidate, id);
    return sides.field(EntityKind::candidate, id, "currentCompanyName") == "Elsewhere" &&
           held->member == std::string(prefix) + "Linka";
  }),
               "after an edit in the ATS the link is still there");
  evidence.leave_out(
      "a link made by hand: the profile panel for it is LinkedIn's and not part of this product; "
      "the link an export makes stands for it");
}

void forgets_who_left(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const std::vector<Id> jobs = two_jobs(*trial, evidence);
  if (jobs.empty()) return;
  evidence.see(
      place(*trial, "Leava", jobs[0]).empty() && trial->wait_until([&](const Sides& sides) {
        return back_at_linkedin(sides, "Leava", jobs[0]);
      }),
      "a member is exported, then closes the account");
  trial->look([](const Sides& sides) {
    sides.peers.linkedin.close_account(std::string(prefix) + "Leava", sides.now);
  });
  evidence.leave_out(
      "that LinkedIn's list of closed profiles is asked: its address is in no public text, the "
      "product does not ask, and a person passes the notice on");
  const Result<Json> erased =
      trial->command({"erase", "--tenant", "demo", "--member", std::string(prefix) + "Leava"});
  evidence.see(erased.has_value(), "'crosswalk erase --member' is that person's command");
  evidence.see(trial->wait_until([](const Sides& sides) {
    const auto found = called(sides, "Leava");
    return found.empty() ||
           sides.held(EntityKind::candidate, std::to_string(found.front())) == nullptr;
  }),
               "the candidate has left LinkedIn and does not come back");
}

}  // namespace crosswalk::sim::certifying
