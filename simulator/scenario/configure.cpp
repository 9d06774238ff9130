#include "scenario/configure.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{10};
constexpr std::chrono::milliseconds look_again{50};

// An announcement outlives its simulator, so that one is asked whether it is there.
Result<Json> announced_in(const std::string& directory) {
  const std::string path = directory + "/simulator.json";
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  Result<Json> announcement = parse_json(text.str());
  const Json* origins = announcement ? announcement->find("origins") : nullptr;
  const std::string control(origins ? origins->text_of("control") : std::string_view{});
  if (!control.empty() && ask_control(control, "/_sim/health")) return announcement;
  return Error{ErrorCode::unavailable,
               "no simulator serves from there; start 'crosswalk-sim serve --dir' first", path};
}

Result<Installation> configure(const ConfigureSettings& settings, Json& announcement) {
  const auto deadline = Clock::now() + patience;
  Result<Json> announced = announced_in(settings.directory);
  while (!announced && Clock::now() < deadline) {
    std::this_thread::sleep_for(look_again);
    announced = announced_in(settings.directory);
  }
  if (!announced) return std::move(announced).error();
  announcement = *std::move(announced);
  const Json* quotas = announcement.find("quotas");
  InstallOptions options;
  options.quotas = quotas == nullptr || quotas->flag() == nullptr || *quotas->flag();
  options.vendor = settings.vendor;
  options.listens = true;
  options.port = settings.port;
  options.activated = false;
  return install(settings.directory, settings.programs, announcement, options);
}

void print_next(const Installation& installed, const Json& announcement) {
  const std::string tenant(announcement.text_of("tenant"));
  const std::string with = " -c " + installed.config;
  const std::string control(announcement.find("origins")->text_of("control"));
  std::printf("wrote    %s\ncallback %s\nnext:\n", installed.config.c_str(),
              installed.callback.c_str());
  if (std::filesystem::exists(installed.directory + "/state")) {
    std::printf("  rm -r %s/state    # knows what an earlier simulator was sent\n",
                installed.directory.c_str());
  }
  for (const std::string& each :
       {"tenant connect --tenant " + tenant,
        "tenant activate --tenant " + tenant + " --agreed-by 'A Trial'", std::string("sync")}) {
    std::printf("  crosswalk %s%s\n", each.c_str(), with.c_str());
  }
  std::printf("  curl -s %s/_sim/agreement\n", control.c_str());
}

}  // namespace

int run_configure(const ConfigureSettings& settings) {
  Json announcement;
  const Result<Installation> installed = configure(settings, announcement);
  if (!installed) {
    std::fprintf(stderr, "crosswalk-sim: %s\n", to_string(installed.error()).c_str());
    return 1;
  }
  print_next(*installed, announcement);
  return 0;
}

}  // namespace crosswalk::sim
