#include "bench/observed.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace crosswalk::bench {
namespace {

constexpr double kib_per_mib = 1024;

// What follows the name, which stands in parentheses and may hold anything: state, parent, …
std::optional<std::istringstream> stat_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const std::size_t end = line.rfind(')');
  if (end == std::string::npos) return std::nullopt;
  return std::istringstream(line.substr(end + 1));
}

void skip(std::istringstream& words, int count) {
  std::string ignored;
  while (count-- > 0) words >> ignored;
}

}  // namespace

std::optional<Figures> figures_of(pid_t pid) {
  auto words = stat_of(pid);
  if (!words) return std::nullopt;
  std::string state;
  *words >> state;
  if (state == "Z") return std::nullopt;
  skip(*words, 10);
  double user = 0, system = 0;
  *words >> user >> system;
  Figures figures;
  figures.cpu_s = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string name; status >> name; status.ignore(4096, '\n')) {
    if (name == "VmHWM:" && status >> figures.peak_rss_mib) break;
  }
  figures.peak_rss_mib /= kib_per_mib;
  return figures;
}

double machine_cpu_s() {
  std::ifstream file("/proc/stat");
  std::string name;
  double user = 0, nice = 0, system = 0;
  file >> name >> user >> nice >> system;
  return (user + nice + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", failed)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t each = static_cast<pid_t>(std::stol(name));
    auto words = stat_of(each);
    pid_t parent = 0;
    if (!words) continue;
    skip(*words, 1);
    *words >> parent;
    if (parent == pid) children.push_back(each);
  }
  return children;
}

}  // namespace crosswalk::bench
