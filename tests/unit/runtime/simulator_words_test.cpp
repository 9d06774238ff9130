// The simulator's own command line, and the demo through it. What is at stake: whoever mistypes
// learns the word that was meant, whoever keeps a demo finds it again, in a script too, and whoever
// types what the simulator's page says has a product that runs.

#include <signal.h>
#include <sys/wait.h>

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text/json.hpp"
#include "site.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::run_program;

Ended simulator(const std::vector<std::string>& words) {
  const test::Site site;  // A folder of its own.
  return run_program("crosswalk-sim", words, site.folder);
}

TEST(SimulatorWords, AMistypedWordIsToldWithTheNearest) {
  const auto said = [](const std::vector<std::string>& words, const std::string& meant) {
    const Ended end = simulator(words);
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(test::lines(end.error), 1u) << end.error;
    EXPECT_NE(end.error.find("did you mean '" + meant + "'?"), std::string::npos) << end.error;
  };
  said({"sevre"}, "serve");
  said({"serve", "--candidate", "3"}, "--candidates");
  said({"serve", "--no-qoutas"}, "--no-quotas");
  said({"demo", "--kep=1"}, "--keep");
}

TEST(SimulatorWords, OtherMistakesAreToldAsBefore) {
  EXPECT_EQ(simulator({}).code, 2);
  const Ended range = simulator({"serve", "--candidates", "-4"});
  EXPECT_EQ(range.code, 2);
  EXPECT_NE(range.error.find("--candidates"), std::string::npos) << range.error;
  EXPECT_EQ(simulator({"serve", "--help"}).code, 0);
}

TEST(SimulatorWords, AKeptDemoIsNamedInItsJsonAndOnStandardError) {
  const Ended end =
      simulator({"demo", "--binaries", CROSSWALK_BINARY_DIR "/bin", "--connectors",
                 CROSSWALK_BINARY_DIR "/lib/connectors", "--candidates", "20", "--json", "--keep"});
  ASSERT_EQ(end.code, 0) << end.error;
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out;
  const std::string kept(json->text_of("kept"));
  ASSERT_FALSE(kept.empty()) << end.out;
  EXPECT_TRUE(std::filesystem::exists(kept + "/crosswalk.yaml"));
  EXPECT_NE(end.error.find("kept: " + kept), std::string::npos) << end.error;
  std::filesystem::remove_all(kept);
}

// The lines of the simulator's page between a fence and the next, from where `configure` is typed.
std::vector<std::string> lines_of_the_page() {
  std::string page = test::file_text(CROSSWALK_SOURCE_DIR "/simulator/peers.md");
  const std::size_t inside = page.find("crosswalk-sim configure --dir");
  EXPECT_NE(inside, std::string::npos);
  const std::size_t begin = page.rfind("```\n", inside) + 4;
  std::istringstream text(page.substr(begin, page.find("```", inside) - begin));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

void replace_all(std::string& text, const std::string& what, const std::string& instead) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += instead.size()) {
    text.replace(at, what.size(), instead);
  }
}

// What curl asks of the control side, at the port this simulator took.
std::string controlled(const std::string& folder, const std::string& request) {
  const auto story = parse_json(test::file_text(folder + "/simulator.json"));
  if (!story) return "no announcement";
  const std::string origin(story->find("origins")->text_of("control"));
  const std::size_t host = origin.find("://") + 3, colon = origin.rfind(':');
  boost::asio::ip::tcp::iostream control(origin.substr(host, colon - host),
                                         origin.substr(colon + 1));
  control << request << " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
          << "Content-Length: 2\r\n\r\n{}" << std::flush;
  std::stringstream reply;
  reply << control.rdbuf();
  return reply.str();
}

std::string judged(const std::string& folder) { return controlled(folder, "GET /_sim/agreement"); }

// Another folder, no fixed ports and fewer people; all else is typed as it stands there.
TEST(SimulatorWords, WhatThePageSaysRunsForEveryVendor) {
  for (const std::string vendor : {"greenhouse", "greenhouse-v1", "gem"}) {
    const bool built =
        std::filesystem::exists(CROSSWALK_BINARY_DIR "/lib/connectors/gem.connector.so");
    if (vendor == "gem" && !built) continue;
    const test::Site site;
    std::string script;
    std::vector<std::string> served;
    for (std::string line : lines_of_the_page()) {
      replace_all(line, "$OLDPWD/build/dev", "@built@");
      replace_all(line, "build/dev", "@built@");
      replace_all(line, "@built@", CROSSWALK_BINARY_DIR);
      replace_all(line, "/tmp/sim", site.folder);
      replace_all(line, "--candidates 1000", "--candidates 40");
      replace_all(line, "--vendor greenhouse ", "--vendor " + vendor + " ");
      for (const char* port : {"18445", "18446"}) replace_all(line, port, "0");
      if (line.find("crosswalk-sim serve") != std::string::npos) {
        ASSERT_TRUE(line.ends_with(" &"));
        std::istringstream words(line.substr(0, line.size() - 2));
        for (std::string word; words >> word;) served.push_back(word);
        EXPECT_NE(std::ranges::find(served, vendor), served.end());
      } else if (!line.starts_with("curl")) {
        script += line + "\n";
      }
    }
    ASSERT_GT(served.size(), 2u);
    served.erase(served.begin());
    test::RunningProgram simulator("crosswalk-sim", served, site.folder);
    const std::string said = site.folder + "/said";
    std::ofstream(site.folder + "/typed.sh") << script;
    const std::string shell = "sh " + site.folder + "/typed.sh >" + said + " 2>&1";
    const int ended = std::system(shell.c_str());  // 1: somebody is held back, as `status` tells.
    ASSERT_LE(WEXITSTATUS(ended), 1) << vendor << ": " << test::file_text(said);
    const std::string verdict = judged(site.folder);
    EXPECT_NE(verdict.find("\"agrees\":true"), std::string::npos)
        << vendor << ": " << verdict << test::file_text(said);
    simulator.signal(SIGTERM);
    EXPECT_EQ(simulator.wait().code, 0);
  }
}

// A tenant that LinkedIn makes the application for, with the daemon up as its page says.
TEST(SimulatorWords, APartnersApplicationMakesTheTenantsAndTheDaemonLivesOn) {
  const test::Site site;
  test::RunningProgram simulator(
      "crosswalk-sim",
      {"serve", "--candidates", "20", "--no-quotas", "--dir", site.folder, "--partner-client-id",
       "partner", "--partner-client-secret", "of-the-partner"},
      site.folder);
  const Ended configured =
      run_program("crosswalk-sim",
                  {"configure", "--dir", site.folder, "--binaries", CROSSWALK_BINARY_DIR "/bin",
                   "--connectors", CROSSWALK_BINARY_DIR "/lib/connectors"},
                  site.folder);
  ASSERT_EQ(configured.code, 0) << configured.error;
  const std::string written = test::file_text(site.config());
  EXPECT_NE(written.find("partner:\n  client_id: partner\n"), std::string::npos) << written;
  EXPECT_EQ(written.find("client_id:", written.find("    linkedin:")), std::string::npos)
      << written;
  test::RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
  ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
  const Ended connected = site.run({"tenant", "connect", "--tenant", "demo"});
  EXPECT_EQ(connected.code, 0) << connected.out << connected.error;
  EXPECT_NE(connected.out.find("application"), std::string::npos) << connected.out;
  EXPECT_NE(controlled(site.folder, "POST /_sim/enable").find(" 200 "), std::string::npos);
  const Ended agreed =
      site.run({"tenant", "activate", "--tenant", "demo", "--agreed-by", "A Trial"});
  EXPECT_EQ(agreed.code, 0) << agreed.out << agreed.error;
  const Ended synced = site.run({"sync"});
  EXPECT_LE(synced.code, 1) << synced.error;  // 1: somebody is held back.
  EXPECT_NE(judged(site.folder).find("\"agrees\":true"), std::string::npos) << synced.error;
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait().code, 0);
  simulator.signal(SIGTERM);
  EXPECT_EQ(simulator.wait().code, 0);
}

TEST(SimulatorWords, AWrongVendorOrOptionIsToldWithTheNearest) {
  const Ended unknown = simulator({"configure", "--dri", "x"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.error.find("did you mean '--dir'?"), std::string::npos) << unknown.error;
  const Ended vendor = simulator({"serve", "--vendor", "gme"});
  EXPECT_EQ(vendor.code, 2);
  EXPECT_NE(vendor.error.find("did you mean 'gem'?"), std::string::npos) << vendor.error;
}

}  // namespace
}  // namespace crosswalk
