// A matrix is many runs in one line, and a fragment many lines in one. At stake: that they stand
// for exactly what they say, and that neither can fill the memory of whoever reads them.

#include <gtest/gtest.h>

#include <map>

#include "language/language.hpp"

namespace crosswalk::sim {
namespace {

using Files = std::map<std::string, std::string>;

Result<std::vector<Scenario>> read(const std::string& text, const Files& files = {}) {
  return read_scenarios(text, "delta/a.yaml", [&](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found != files.end()) return found->second;
    return Error{ErrorCode::invalid_input, "there is no such file", path};
  });
}

std::vector<Scenario> must(Result<std::vector<Scenario>> result) {
  EXPECT_TRUE(result) << (result ? "" : to_string(result.error()));
  return result ? *std::move(result) : std::vector<Scenario>(1);
}

std::string refused(const std::string& text, const Files& files = {}) {
  const auto result = read(text, files);
  return result ? "it was read" : to_string(result.error());
}

TEST(Matrix, EveryCombinationIsARunAndTheLastNameChangesFastest) {
  const auto runs = must(read("steps: [sync]\nmatrix: {seed: [7, 1..2], jobs: [3, 4]}\n"));
  ASSERT_EQ(runs.size(), 6u);
  EXPECT_EQ(runs[0].name, "a seed=7 jobs=3");
  EXPECT_EQ(runs[1].name, "a seed=7 jobs=4");
  EXPECT_EQ(runs[5].name, "a seed=2 jobs=4");
  EXPECT_EQ(runs[5].seed, 2u);
  EXPECT_EQ(runs[5].tenants.front().world.jobs, 4u);
}

TEST(Matrix, AVariableIsPutInWhereverItStands) {
  const auto runs =
      must(read("matrix: {status: [429, 503], vendor: [greenhouse, gem]}\n"
                "world: {vendor: \"${vendor}\"}\n"
                "faults:\n  - {id: \"f${status}\", at: \"${vendor}.jobs.list\", do: {status: "
                "\"${status}\"}}\n"
                "steps:\n  - advance: ${status}s\n"
                "expect: {requests: {\"${vendor}.jobs.*\": \">= 1\"}}\n"));
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs[3].faults.front().id, "f503");
  EXPECT_EQ(runs[3].faults.front().at, "gem.jobs.list");
  EXPECT_EQ(runs[3].faults.front().what.status, 503);
  EXPECT_EQ(std::get<AdvanceStep>(runs[3].steps.front().what).by, std::chrono::seconds(503));
  EXPECT_TRUE(runs[3].expect.requests.contains("gem.jobs.*"));
}

TEST(Matrix, ADollarBeforeTheBraceKeepsIt) {
  EXPECT_EQ(must(read("why: costs $${seed}\nsteps: [sync]\n")).front().why, "costs ${seed}");
}

TEST(Matrix, AMistakeInOneRunSaysWhichRun) {
  EXPECT_EQ(
      refused("matrix: {count: [1, 0]}\nsteps:\n  - vendor: {do: update, count: \"${count}\"}\n"),
      "delta/a.yaml:3:33: this must be a whole number from 1 to 1000000 (in the run count=0)");
}

TEST(Matrix, AMillionRunsAreRefusedBeforeOneIsBuilt) {
  const std::string remedy =
      "delta/a.yaml:1:9: this matrix has more than 10000 runs; take values "
      "away, or split the file";
  EXPECT_EQ(refused("matrix: {seed: 1..1000000}\n"), remedy);
  EXPECT_EQ(refused("matrix: {seed: 1..9007199254740991, jobs: 1..9007199254740991}\n"), remedy);
  EXPECT_EQ(refused("matrix: {seed: 1..101, jobs: 1..100}\n"), remedy);
  EXPECT_EQ(must(read("steps: [sync]\nmatrix: {seed: 1..100, jobs: 1..100}\n")).size(), 10'000u);
}

TEST(Matrix, ManyRunsOfALargeFileAreRefused) {
  std::string text = "matrix: {seed: 1..10000}\nsteps:\n";
  for (int i = 0; i < 500; ++i) text += "  - sync: {full: true}\n";
  EXPECT_NE(refused(text).find("do not fit into memory"), std::string::npos);
}

TEST(Matrix, WhatActsOnNothingIsRefused) {
  EXPECT_EQ(refused("matrix: {candidate: [1, 2]}\n"),
            "delta/a.yaml:1:10: there is no word of `world` 'candidate'; did you mean "
            "'candidates'? Nothing uses it as ${candidate} either (in the run candidate=1)");
  EXPECT_NE(refused("matrix: {seed: 1..2}\nseed: 5\n").find("`seed` is said twice"),
            std::string::npos);
  EXPECT_NE(
      refused("steps: [advance: \"${tim}m\"]\nmatrix: {time: [1]}\n").find("did you mean 'time'?"),
      std::string::npos);
  EXPECT_NE(refused("steps: [advance: \"${time}\"]\n").find("there is no variable 'time'"),
            std::string::npos);
  EXPECT_NE(refused("why: ${time\n").find("there is no variable"), std::string::npos);
}

TEST(Matrix, ItsOwnMistakesAreRefused) {
  EXPECT_NE(refused("matrix: [1]\n").find("must be a map of names"), std::string::npos);
  EXPECT_NE(refused("matrix: {}\n").find("must be a map of names"), std::string::npos);
  EXPECT_NE(refused("matrix: {seed: []}\n").find("has no values"), std::string::npos);
  EXPECT_NE(refused("matrix: {seed: 5..1}\n").find("must run upwards"), std::string::npos);
  EXPECT_NE(refused("matrix: {seed: 1..x}\n").find("must run upwards"), std::string::npos);
  EXPECT_NE(refused("matrix: {seed: [[1]]}\n").find("a value of a matrix"), std::string::npos);
  EXPECT_NE(refused("matrix: {Seed: 1}\n").find("made of a-z"), std::string::npos);
  EXPECT_NE(refused("matrix: {a: [b]}\nexpect: {requests: {b: 1, \"${a}\": 1}}\n").find("twice"),
            std::string::npos);
}

TEST(Fragments, ListsAreJoinedMapsAreMergedAndTheFileWins) {
  const Files files{{"../fragments/base.yaml",
                     "why: of the fragment\n"
                     "world: {candidates: 10, jobs: 5, odd: {job_draft: 0}}\n"
                     "steps: [sync]\n"}};
  const auto runs =
      must(read("use: ../fragments/base.yaml\nworld: {jobs: 7}\nsteps: [quiet]\n", files));
  const Scenario& scenario = runs.front();
  EXPECT_EQ(scenario.why, "");
  EXPECT_EQ(scenario.tenants.front().world.candidates, 10u);
  EXPECT_EQ(scenario.tenants.front().world.jobs, 7u);
  EXPECT_EQ(scenario.tenants.front().world.odd.job_draft, 0u);
  ASSERT_EQ(scenario.steps.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<SyncStep>(scenario.steps[0].what));
  EXPECT_EQ(scenario.steps[0].line, 0);
  EXPECT_EQ(scenario.steps[1].line, 3);
}

TEST(Fragments, TheirsAreReadFromBesideThemAndOnlyOnce) {
  const Files files{{"../fragments/a.yaml", "use: [deep/c.yaml, b.yaml]\nsteps: [kill]\n"},
                    {"../fragments/b.yaml", "use: ./deep/../deep/c.yaml\nsteps: [quiet]\n"},
                    {"../fragments/deep/c.yaml", "steps: [sync]\n"}};
  const auto runs = must(read("use: [../fragments/a.yaml, ../fragments/b.yaml]\n", files));
  ASSERT_EQ(runs.front().steps.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<SyncStep>(runs.front().steps[0].what));
  EXPECT_TRUE(std::holds_alternative<KillStep>(runs.front().steps[2].what));
}

TEST(Fragments, AMistakeInOneIsToldAtItsPlace) {
  const Files files{{"../fragments/a.yaml", "steps:\n  - synk\n"}};
  EXPECT_EQ(refused("use: [../fragments/a.yaml]\n", files),
            "fragments/a.yaml:2:5: there is no step 'synk'; did you mean 'sync'?");
}

TEST(Fragments, OneThatUsesItselfIsRefused) {
  EXPECT_NE(refused("use: b.yaml\n", {{"b.yaml", "use: c.yaml\n"}, {"c.yaml", "use: [b.yaml]\n"}})
                .find("delta/c.yaml:1:7: this fragment uses itself"),
            std::string::npos);
  EXPECT_NE(refused("use: ./a.yaml\n", {{"a.yaml", "use: ./a.yaml\n"}}).find("uses itself"),
            std::string::npos);
}

TEST(Fragments, TooManyOrTooDeepAreRefused) {
  Files chain, many;
  std::string uses = "use:\n";
  for (int i = 0; i < 40; ++i) {
    chain[std::to_string(i)] = "use: [\"" + std::to_string(i + 1) + "\"]\n";
    many[std::to_string(i)] = "steps: [sync]\n";
    uses += "  - \"" + std::to_string(i) + "\"\n";
  }
  EXPECT_NE(refused("use: [\"0\"]\n", chain).find("more than 8 levels"), std::string::npos);
  EXPECT_NE(refused(uses, many).find("more than 32 fragments"), std::string::npos);
}

TEST(Fragments, OneThatIsNotThereOrElsewhereIsRefused) {
  EXPECT_EQ(refused("use: none.yaml\n"),
            "delta/a.yaml:1:6: this fragment cannot be read: there is no such file: "
            "delta/none.yaml");
  EXPECT_NE(refused("use: /etc/passwd\n").find("must be relative"), std::string::npos);
  EXPECT_NE(refused("use: {a: b}\n").find("must be the path of a fragment"), std::string::npos);
}

TEST(Files, OneThatIsTooLargeIsRefused) {
  EXPECT_NE(refused("why: " + std::string(300'000, 'a') + "\n").find("larger than 262144 bytes"),
            std::string::npos);
  std::string steps = "steps:\n";
  for (int i = 0; i < 5'001; ++i) steps += "  - sync\n";
  EXPECT_NE(refused(steps).find("longer than 5000"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk::sim
