// Writes that nobody knows the fate of, and those that fail for some, or later.

#include "unit/sim_server/faults/site.hpp"
#include "unit/simulator/linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

std::int64_t status_in(const Heard& heard, const std::string& id) {
  return status_of({heard.status(), {}, heard.body()}, EntityKind::candidate, id);
}

std::string task_status(Site& site, const std::string& urn) {
  const Heard heard = site.linkedin("GET", "/v2/simpleJobPostingTasks?ids=" + percent_encode(urn));
  const Json said = json_of(heard);
  const Json* const results = said.find("results");
  const Json* const task = results == nullptr ? nullptr : results->find(urn);
  return task == nullptr ? std::string() : std::string(task->text_of("status"));
}

}  // namespace

Cases write_cases() {
  using enum FaultKind;
  Cases all;
  all[lost_answer] = {"linkedin.candidates.put", {}, {}, [](Site& site) {
                        const Heard heard = site.put_candidates({"C-1"});
                        EXPECT_EQ(heard.end, Heard::End::reset) << name_of(heard.end);
                        EXPECT_EQ(heard.bytes, "");
                        EXPECT_TRUE(site.held(EntityKind::candidate, "C-1"));
                      }};
  all[partial_failure] = {"linkedin.candidates.put", {}, {}, [](Site& site) {
                            const Heard heard = site.put_candidates({"C-1", "C-2", "C-3"});
                            EXPECT_EQ(heard.status(), 200);
                            EXPECT_EQ(status_in(heard, "C-1"), 500);
                            EXPECT_EQ(status_in(heard, "C-2"), 500);
                            EXPECT_EQ(status_in(heard, "C-3") / 100, 2);
                            EXPECT_FALSE(site.held(EntityKind::candidate, "C-1"));
                            EXPECT_TRUE(site.held(EntityKind::candidate, "C-3"));
                          }};
  all[partial_failure].what.count = 2;
  all[partial_failure].what.status = 500;
  all[late_job_failure] = {"linkedin.jobs.create", {}, {}, [](Site& site) {
                             const Json posted = json_of(site.post_job("J-1"));
                             const Json& element = posted.find("elements")->items()->at(0);
                             EXPECT_EQ(element.integer_of("status"), 202) << "accepted at first";
                             const std::string urn(element.text_of("id"));
                             EXPECT_EQ(task_status(site, urn), "IN_PROGRESS");
                             std::this_thread::sleep_for(Millis{90});
                             EXPECT_EQ(task_status(site, urn), "FAILED");
                             EXPECT_FALSE(site.held(EntityKind::job, "J-1"));
                           }};
  all[late_job_failure].what.wait = Duration{80};
  for (auto& [kind, one] : all) one.what.kind = kind;
  return all;
}

}  // namespace crosswalk::sim
