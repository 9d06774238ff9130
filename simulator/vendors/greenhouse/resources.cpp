#include "vendors/greenhouse/resources.hpp"

#include "vendors/greenhouse/records.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

bool says(std::string_view value, bool flag) { return value == (flag ? "true" : "false"); }

/// A list without filters of its own.
template <class T>
std::unique_ptr<Listing> plain(const World& world, std::string_view name,
                               void (*write)(const T&, std::string&)) {
  Shape<T> shape;
  shape.name = name;
  shape.write = write;
  return std::make_unique<TableListing<T>>(world.all<T>(), std::move(shape));
}

/// A list of something each job has one of.
std::unique_ptr<Listing> of_jobs(const World& world, std::string_view name,
                                 void (*write)(const Job&, std::string&)) {
  Shape<Job> shape;
  shape.name = name;
  shape.write = write;
  shape.parents = {"job_ids"};
  shape.children = [](int, Id job, std::vector<Id>& ids) { ids.push_back(job); };
  return std::make_unique<TableListing<Job>>(world.all<Job>(), std::move(shape));
}

std::unique_ptr<Listing> jobs(const World& world) {
  Shape<Job> shape;
  shape.name = "jobs";
  shape.write = write_job;
  shape.words = {"status", "is_template", "confidential"};
  shape.passes = [](const Job& job, int which, std::string_view value) {
    if (which == 0) return value == word_of(job.status);
    return says(value, which == 1 ? job.is_template : job.confidential);
  };
  return std::make_unique<TableListing<Job>>(world.all<Job>(), std::move(shape));
}

std::unique_ptr<Listing> job_posts(const World& world) {
  constexpr int active = 0;
  Shape<JobPost> shape;
  shape.name = "job_posts";
  shape.write = write_job_post;
  shape.parents = {"job_ids"};
  shape.children = [&world](int, Id id, std::vector<Id>& ids) {
    const Job* const job = world.find<Job>(id);
    if (job != nullptr) ids.insert(ids.end(), job->post_ids.begin(), job->post_ids.end());
  };
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
  return std::make_unique<TableListing<JobPost>>(world.all<JobPost>(), std::move(shape));
}

std::unique_ptr<Listing> job_stages(const World& world) {
  Shape<JobStage> shape;
  shape.name = "job_interview_stages";
  shape.write = write_job_stage;
  shape.parents = {"job_ids"};
  shape.children = [&world](int, Id id, std::vector<Id>& ids) {
    const Job* const job = world.find<Job>(id);
    if (job != nullptr) ids.insert(ids.end(), job->stage_ids.begin(), job->stage_ids.end());
  };
  shape.words = {"active"};
  shape.passes = [](const JobStage& stage, int, std::string_view value) {
    return says(value, stage.active);
  };
  return std::make_unique<TableListing<JobStage>>(world.all<JobStage>(), std::move(shape));
}

std::unique_ptr<Listing> candidates(const World& world, const GreenhouseOptions& options) {
  Shape<Candidate> shape;
  shape.name = "candidates";
  shape.write = [&options](const Candidate& person, std::string& out) {
    person.is_private && !options.sees_private ? write_redacted_candidate(person, out)
                                               : write_candidate(person, out);
  };
  shape.words = {"private"};
  shape.passes = [](const Candidate& person, int, std::string_view value) {
    return says(value, person.is_private);
  };
  return std::make_unique<TableListing<Candidate>>(world.all<Candidate>(), std::move(shape));
}

std::unique_ptr<Listing> applications(const World& world) {
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
    return which == 0 ? value == word_of(row.status) : says(value, row.prospect);
  };
  // The record shows the candidate's answer and the stage's name, which change on their own.
  shape.version = [&world](const Application& row) {
    const Candidate* const person = world.find<Candidate>(row.candidate_id);
    const JobStage* const stage = world.find<JobStage>(row.job_stage_id);
    return std::uint64_t{row.revision} + (person == nullptr ? 0 : person->revision) +
           (stage == nullptr ? 0 : stage->revision);
  };
  return std::make_unique<TableListing<Application>>(world.all<Application>(), std::move(shape));
}

std::unique_ptr<Listing> application_stages(const World& world) {
  Shape<ApplicationStage> shape;
  shape.name = "application_stages";
  shape.write = write_application_stage;
  shape.parents = {"application_ids"};
  shape.children = [&world](int, Id id, std::vector<Id>& ids) {
    const Application* const application = world.find<Application>(id);
    if (application == nullptr) return;
    for (const ApplicationStage* each : world.stages_of(*application)) ids.push_back(each->id);
  };
  shape.words = {"current"};
  shape.passes = [](const ApplicationStage& row, int, std::string_view value) {
    return says(value, row.current);
  };
  return std::make_unique<TableListing<ApplicationStage>>(world.all<ApplicationStage>(),
                                                          std::move(shape));
}

std::unique_ptr<Listing> rejection_details(const World& world) {
  Shape<RejectionDetail> shape;
  shape.name = "rejection_details";
  shape.write = write_rejection_detail;
  shape.parents = {"application_ids"};
  shape.children = [&world](int, Id id, std::vector<Id>& ids) {
    const Application* const application = world.find<Application>(id);
    if (application != nullptr) ids.push_back(application->rejection_id);
  };
  return std::make_unique<TableListing<RejectionDetail>>(world.all<RejectionDetail>(),
                                                         std::move(shape));
}

}  // namespace

std::vector<std::unique_ptr<Listing>> resources(const World& world,
                                                const GreenhouseOptions& options) {
  std::vector<std::unique_ptr<Listing>> all;
  all.push_back(candidates(world, options));
  all.push_back(applications(world));
  all.push_back(application_stages(world));
  all.push_back(rejection_details(world));
  all.push_back(jobs(world));
  all.push_back(job_posts(world));
  all.push_back(job_stages(world));
  all.push_back(of_jobs(world, "job_owners", write_job_owner));
  all.push_back(of_jobs(world, "job_hiring_managers", write_job_hirer));
  all.push_back(plain(world, "departments", write_department));
  all.push_back(plain(world, "offices", write_office));
  all.push_back(plain(world, "sources", write_source));
  all.push_back(plain(world, "rejection_reasons", write_rejection_reason));
  all.push_back(plain(world, "users", write_user));
  all.push_back(plain(world, "user_emails", write_user_email));
  return all;
}

}  // namespace crosswalk::sim::greenhouse
