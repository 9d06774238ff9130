// `crosswalk-sim run` as a person types it. At stake: whatever cannot be understood or written is
// said before anything is played, with exit code 2; that two runs were the same is said with what
// they were; and no name of a file or a scenario breaks a line of the report.

#include <filesystem>
#include <fstream>

#include "site.hpp"

namespace crosswalk {
namespace {

using test::Ended;

class SimulatorRun : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = site.folder + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Ended run(std::vector<std::string> words) const {
    words.insert(words.begin(), "run");
    words.insert(words.end(), {"--binaries", CROSSWALK_BINARY_DIR "/bin", "--connectors",
                               CROSSWALK_BINARY_DIR "/lib/connectors"});
    return test::run_program("crosswalk-sim", words, site.folder);
  }

  test::Site site;
  const std::string good = "world: {candidates: 5, jobs: 2}\nsteps: [sync]\n";
};

TEST_F(SimulatorRun, EveryMistakeOfEveryFileIsToldAtOnce) {
  const std::string a = write("a.yaml", "steps: [sycn, quite]\n"), b = write("b.yaml", "sed: 1\n");
  const Ended end = run({a, b});
  EXPECT_EQ(end.code, 2);
  EXPECT_EQ(end.error, "crosswalk-sim: " + a +
                           ":1:9: there is no step 'sycn'; did you mean 'sync'?\n"
                           "crosswalk-sim: " +
                           a +
                           ":1:15: there is no step 'quite'; did you mean 'quiet'?\n"
                           "crosswalk-sim: " +
                           b +
                           ":1:1: there is no word of a scenario 'sed'; did you mean 'seed'?\n");
}

TEST_F(SimulatorRun, ReportsThatCannotBeWrittenAreRefusedBeforePlaying) {
  const std::string file = write("a.yaml", good);
  for (const char* const option : {"--html", "--junit"}) {
    const Ended nowhere = run({file, option, site.folder + "/nowhere/report"});
    EXPECT_EQ(nowhere.code, 2);
    EXPECT_EQ(nowhere.out, "") << "nothing was played";
    EXPECT_NE(nowhere.error.find("a folder that is there"), std::string::npos) << nowhere.error;
    EXPECT_EQ(run({file, option, site.folder}).code, 2);
  }
  const Ended both = run({file, "--html", "x", "--junit", "x"});
  EXPECT_EQ(both.code, 2);
  EXPECT_NE(both.error.find("give each its own"), std::string::npos) << both.error;
}

TEST_F(SimulatorRun, AFixtureThatIsNotThereIsRefusedAtItsPlace) {
  const std::string file = write("a.yaml", "world: {fixture: nowhere}\nsteps: [sync]\n");
  const Ended end = run({file});
  EXPECT_EQ(end.code, 2);
  EXPECT_EQ(end.out, "");
  EXPECT_TRUE(end.error.starts_with("crosswalk-sim: " + file + ":1:18: 'nowhere' is no folder"))
      << end.error;
}

TEST_F(SimulatorRun, ASecondRunThatIsTheSameIsSaidWithItsTranscript) {
  const Ended end = run({write("a.yaml", good), "--twice"});
  ASSERT_EQ(end.code, 0) << end.error << end.out;
  const std::size_t at = end.out.find("transcript ") + 11;
  const std::string digest = end.out.substr(at, 32);
  EXPECT_NE(end.out.find("    played twice, and both times the transcript was " + digest + "\n"),
            std::string::npos)
      << end.out;
  EXPECT_EQ(run({write("a.yaml", good), "--twice", "--real"}).code, 2);
}

TEST_F(SimulatorRun, NamesStayOnTheirLine) {
  const std::string file = write("bad\nname \x1b[31m.yaml", good + "expect: {held: {job: 1}}\n");
  const Ended end = run({file});
  EXPECT_EQ(end.code, 1) << end.error;
  EXPECT_EQ(test::lines(end.out), 3u) << end.out;
  EXPECT_EQ(end.out.find('\x1b'), std::string::npos) << end.out;
  EXPECT_NE(end.out.find("bad\\x0aname \\x1b[31m.yaml'"), std::string::npos) << end.out;
  const std::string wrong = write("worse\n.yaml", "steps: [sycn]\n");
  EXPECT_EQ(test::lines(run({wrong}).error), 1u);
}

TEST_F(SimulatorRun, AFragmentOutsideIsRefused) {
  write("secrets/a.yaml", "world: {jobs: 7}\n");
  write("fragments/a.yaml", "world: {candidates: 5, jobs: 2}\n");
  const std::string in = write("theme/in.yaml", "use: ../fragments/a.yaml\nsteps: [sync]\n");
  const std::string out = write("theme/out.yaml", "use: ../secrets/a.yaml\nsteps: [sync]\n");
  EXPECT_EQ(run({in}).code, 0);
  const Ended end = run({out});
  EXPECT_EQ(end.code, 2);
  EXPECT_NE(end.error.find("leads out of the scenario's folder"), std::string::npos) << end.error;
}

}  // namespace
}  // namespace crosswalk
