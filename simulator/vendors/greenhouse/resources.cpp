#include "vendors/greenhouse/resources.hpp"

#include <algorithm>

#include "vendors/greenhouse/records.hpp"
#include "vendors/query.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

// A sum would be the same when one of them rises as another, newer one takes a third's place.
std::uint64_t mixed(std::uint64_t version, std::uint64_t revision) {
  return version * 0x9e3779b97f4a7c15 + revision;
}

/// What every listing is made from.
struct Ground {
  const World& world;
  const GreenhouseOptions& options;
  const Unready& unready;

  template <class T>
  std::unique_ptr<Listing> listing(Shape<T> shape) const {
    return std::make_unique<TableListing<T>>(world.all<T>(), std::move(shape), unready);
  }
};

bool says(std::string_view value, bool flag) { return value == (flag ? "true" : "false"); }

/// A list without filters of its own.
template <class T>
std::unique_ptr<Listing> plain(const Ground& ground, std::string_view name,
                               void (*write)(const T&, std::string&)) {
  Shape<T> shape;
  shape.name = name;
  shape.write = write;
  return ground.listing(std::move(shape));
}

/// A list of something each job has one of.
std::unique_ptr<Listing> of_jobs(const Ground& ground, std::string_view name,
                                 void (*write)(const Job&, std::string&)) {
  Shape<Job> shape;
  shape.name = name;
  shape.write = write;
  shape.parents = {"job_ids"};
  shape.children = [](int, Id job, std::vector<Id>& ids) { ids.push_back(job); };
  return ground.listing(std::move(shape));
}

/// The children that each parent names.
template <class Parent>
auto named_by(const Ground& ground, std::vector<Id> Parent::*names) {
  return [&world = ground.world, names](int, Id id, std::vector<Id>& ids) {
    const Parent* const parent = world.find<Parent>(id);
    if (parent == nullptr) return;
    ids.insert(ids.end(), (parent->*names).begin(), (parent->*names).end());
  };
}

/// The children that the world finds for each parent.
template <class Parent, class Child>
auto hanging_on(const Ground& ground,
                std::vector<const Child*> (World::*children_of)(const Parent&) const) {
  return [&world = ground.world, children_of](int, Id id, std::vector<Id>& ids) {
    const Parent* const parent = world.find<Parent>(id);
    if (parent == nullptr) return;
    for (const Child* each : (world.*children_of)(*parent)) ids.push_back(each->id);
  };
}

std::unique_ptr<Listing> jobs(const Ground& ground) {
  Shape<Job> shape;
  shape.name = "jobs";
  shape.write = write_job;
  shape.words = {"status", "is_template", "confidential"};
  shape.passes = [](const Job& job, int which, std::string_view value) {
    if (which == 0) return value == word_of(job.status);
    return says(value, which == 1 ? job.is_template : job.confidential);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> job_posts(const Ground& ground) {
  constexpr int active = 0;
  Shape<JobPost> shape;
  shape.name = "job_posts";
  shape.write = write_job_post;
  shape.parents = {"job_ids"};
  shape.children = named_by(ground, &Job::post_ids);
  shape.words = {"active", "live", "internal"};
  shape.passes = [](const JobPost& post, int which, std::string_view value) {
    return says(value, which == active ? post.active : which == 1 ? post.live : post.internal);
  };
  // Deleted posts are hidden unless active=false asks for them.
  shape.listed = [](const JobPost& post, const Filter& filter) {
    for (const auto& [which, unused] : filter.exact) {
      if (which == active) return true;
    }
    return post.active;
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> job_stages(const Ground& ground) {
  Shape<JobStage> shape;
  shape.name = "job_interview_stages";
  shape.write = write_job_stage;
  shape.parents = {"job_ids"};
  shape.children = named_by(ground, &Job::stage_ids);
  shape.words = {"active"};
  shape.passes = [](const JobStage& stage, int, std::string_view value) {
    return says(value, stage.active);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> candidates(const Ground& ground) {
  const GreenhouseOptions& options = ground.options;
  Shape<Candidate> shape;
  shape.name = "candidates";
  shape.write = [&options](const Candidate& person, std::string& out) {
    person.is_private && !options.sees_private ? write_redacted_candidate(person, out)
                                               : write_candidate(person, out);
  };
  shape.words = {"private", "email", "tag", "tags"};
  shape.passes = [&options](const Candidate& person, int which, std::string_view value) {
    if (which == 0) return says(value, person.is_private);
    // Whoever may not see a person in full may not find out their address either.
    if (person.is_private && !options.sees_private) return false;
    if (which > 1) return std::ranges::find(person.tags, value) != person.tags.end();
    return same_address(person.email, value) || same_address(person.work_email, value);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> applications(const Ground& ground) {
  const World& world = ground.world;
  Shape<Application> shape;
  shape.name = "applications";
  shape.write = [&world](const Application& row, std::string& out) {
    write_application(world, row, out);
  };
  shape.parents = {"candidate_ids", "job_ids"};
  shape.children = [&world](int which, Id id, std::vector<Id>& ids) {
    if (which == 0) {
      const Candidate* const person = world.find<Candidate>(id);
      if (person == nullptr) return;
      for (const Application* each : world.applications_of(*person)) ids.push_back(each->id);
    } else if (const Job* const job = world.find<Job>(id)) {
      ids.insert(ids.end(), job->application_ids.begin(), job->application_ids.end());
    }
  };
  shape.words = {"status", "prospect"};
  shape.passes = [](const Application& row, int which, std::string_view value) {
    if (which != 0) return says(value, row.prospect);
    // The word in a filter is another than the one in records; both are understood.
    return value == word_of(row.status) || value == old_word_of(row.status);
  };
  // The record shows the candidate's answer and the stage's name, which change on their own.
  shape.version = [&world](const Application& row) {
    const Candidate* const person = world.find<Candidate>(row.candidate_id);
    const JobStage* const stage = world.find<JobStage>(row.job_stage_id);
    return mixed(mixed(row.revision, person == nullptr ? 0 : person->revision),
                 stage == nullptr ? 0 : stage->revision);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> application_stages(const Ground& ground) {
  Shape<ApplicationStage> shape;
  shape.name = "application_stages";
  shape.write = write_application_stage;
  shape.parents = {"application_ids"};
  shape.children = hanging_on(ground, &World::stages_of);
  shape.words = {"current"};
  shape.passes = [](const ApplicationStage& row, int, std::string_view value) {
    return says(value, row.current);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> rejection_details(const Ground& ground) {
  const World& world = ground.world;
  Shape<RejectionDetail> shape;
  shape.name = "rejection_details";
  shape.write = write_rejection_detail;
  shape.parents = {"application_ids"};
  shape.children = [&world](int, Id id, std::vector<Id>& ids) {
    const Application* const application = world.find<Application>(id);
    if (application != nullptr) ids.push_back(application->rejection_id);
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> notes(const Ground& ground) {
  const World& world = ground.world;
  Shape<Note> shape;
  shape.name = "notes";
  shape.write = write_note;
  shape.parents = {"candidate_ids", "application_ids"};
  shape.children = [&world](int which, Id id, std::vector<Id>& ids) {
    const Application* const about = which == 1 ? world.find<Application>(id) : nullptr;
    const Candidate* const person =
        world.find<Candidate>(about != nullptr ? about->candidate_id : id);
    if (person == nullptr) return;
    for (const Note* each : world.notes_of(*person)) {
      if (which == 0 || each->application_id == id) ids.push_back(each->id);
    }
  };
  shape.words = {"type", "visibility"};
  shape.passes = [](const Note& note, int which, std::string_view value) {
    return value == (which == 0 ? word_of(note.type) : word_of(note.visibility));
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> scorecards(const Ground& ground) {
  const World& world = ground.world;
  Shape<Scorecard> shape;
  shape.name = "scorecards";
  shape.write = [&world, &options = ground.options](const Scorecard& row, std::string& out) {
    write_scorecard(world, row, options.embedded_attributes, out);
  };
  shape.parents = {"application_ids"};
  shape.children = hanging_on(ground, &World::scorecards_of);
  shape.words = {"status"};
  shape.passes = [](const Scorecard& row, int, std::string_view value) {
    return value == (row.complete ? "complete" : "draft");
  };
  // The ratings inside name attributes of the job, which can be renamed.
  shape.version = [&world](const Scorecard& row) {
    std::uint64_t version = row.revision;
    for (const ScorecardAttribute* each : world.attributes_of(row)) {
      const JobAttribute* const what = world.find<JobAttribute>(each->attribute_id);
      version = mixed(mixed(version, each->revision), what == nullptr ? 1'000'000 : what->revision);
    }
    return version;
  };
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> scorecard_attributes(const Ground& ground) {
  Shape<ScorecardAttribute> shape;
  shape.name = "scorecard_candidate_attributes";
  shape.write = write_scorecard_attribute;
  shape.parents = {"scorecard_ids"};
  shape.children = hanging_on(ground, &World::attributes_of);
  return ground.listing(std::move(shape));
}

std::unique_ptr<Listing> job_attributes(const Ground& ground) {
  Shape<JobAttribute> shape;
  shape.name = "job_candidate_attributes";
  shape.write = write_job_attribute;
  shape.parents = {"job_ids"};
  shape.children = named_by(ground, &Job::attribute_ids);
  return ground.listing(std::move(shape));
}

}  // namespace

std::vector<std::unique_ptr<Listing>> resources(const World& world,
                                                const GreenhouseOptions& options,
                                                const Unready& unready) {
  const Ground ground{world, options, unready};
  std::vector<std::unique_ptr<Listing>> all;
  all.push_back(candidates(ground));
  all.push_back(applications(ground));
  all.push_back(application_stages(ground));
  all.push_back(rejection_details(ground));
  all.push_back(notes(ground));
  all.push_back(scorecards(ground));
  all.push_back(scorecard_attributes(ground));
  all.push_back(jobs(ground));
  all.push_back(job_posts(ground));
  all.push_back(job_stages(ground));
  all.push_back(job_attributes(ground));
  all.push_back(of_jobs(ground, "job_owners", write_job_owner));
  all.push_back(of_jobs(ground, "job_hiring_managers", write_job_hirer));
  all.push_back(plain(ground, "departments", write_department));
  all.push_back(plain(ground, "offices", write_office));
  all.push_back(plain(ground, "sources", write_source));
  all.push_back(plain(ground, "rejection_reasons", write_rejection_reason));
  all.push_back(plain(ground, "users", write_user));
  all.push_back(plain(ground, "user_emails", write_user_email));
  return all;
}

}  // namespace crosswalk::sim::greenhouse
