#include "commands/certify.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>

#include "certify/certify.hpp"
#include "commands/words.hpp"

namespace crosswalk::sim {

void declare_certify(CLI::App& certify, CertifyWords& words) {
  declare_programs(certify, words.programs);
  certify.add_option("--rule", words.rules, "only this one, such as RSC-301; may be repeated");
  certify.add_flag("--json", words.json, "print one JSON object");
  certify.footer(
      "Rules whose text is not public are listed as such: to pass here is not to be certified.\n"
      "Exit codes: 0 no rule failed, 1 one failed, 2 wrong usage.\n"
      "Example: crosswalk-sim certify --rule RSC-303");
}

int run_certify(CertifyWords& words) {
  if (!find_programs(words.programs)) return exit_usage;
  CertifySettings settings{words.programs, words.rules, {}};
  const bool shows = isatty(STDERR_FILENO) != 0;
  if (shows) {
    settings.progress = [](const Rule& rule) {
      std::fprintf(stderr, "\r\033[K  %s %s", std::string(rule.id).c_str(),
                   std::string(rule.title).c_str());
    };
  }
  const auto outcomes = certify(settings);
  if (shows) std::fputs("\r\033[K", stderr);
  if (!outcomes) return wrong_usage(to_string(outcomes.error()));
  if (words.json) {
    std::printf("%s\n", write_json(to_json(*outcomes)).c_str());
  } else {
    std::fputs(write_rulings(*outcomes).c_str(), stdout);
  }
  return all_good(*outcomes) ? exit_good : exit_needs_you;
}

}  // namespace crosswalk::sim
