#include "commands/serve.hpp"

#include <malloc.h>

#include <CLI/CLI.hpp>

#include <cstdio>

#include "base/text/dates.hpp"
#include "commands/words.hpp"

namespace crosswalk::sim {

void declare_serve(CLI::App& serve, ServeWords& words) {
  ServeSettings& s = words.settings;
  serve
      .add_option("--vendor", words.vendor,
                  "whom the tenant uses: greenhouse, greenhouse-v1 or gem; all answer")
      ->capture_default_str();
  serve.add_option("--seed", s.world.seed, "everything follows from it")->capture_default_str();
  serve.add_option("--candidates", s.world.candidates, "how many people")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  serve.add_option("--jobs", s.world.jobs, "how many jobs")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  serve.add_option("--applications-per-candidate", s.world.applications_per_candidate)
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--notes-per-candidate", s.world.notes_per_candidate, "0: nobody wrote any")
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--scorecards-per-application", s.world.scorecards_per_application)
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--start", words.start, "the moment the generated history ends, ISO 8601");
  serve.add_option("--greenhouse-port", s.greenhouse_port, "0: any free one")
      ->capture_default_str();
  serve.add_option("--gem-port", s.gem_port, "0: any free one")->capture_default_str();
  serve.add_option("--linkedin-port", s.linkedin_port, "0: any free one")->capture_default_str();
  serve.add_option("--control-port", s.control_port, "0: any free one; always plain HTTP")
      ->capture_default_str();
  serve.add_flag("--plain,!--tls", words.plain, "HTTP instead of TLS for the peers");
  serve.add_flag("--no-quotas,!--quotas", words.no_quotas, "no rate limits on any peer");
  serve.add_flag("--prepare", s.prepare, "write all records' text before serving, for benchmarks");
  serve.add_option("--dir", s.directory, "where ca.pem and simulator.json are written")
      ->check(CLI::ExistingDirectory);
  serve.add_option("--tenant", s.tenant)->capture_default_str();
  serve.add_option("--organization", s.organization)->capture_default_str();
  serve.add_option("--greenhouse-client-id", s.greenhouse_client_id)->capture_default_str();
  serve.add_option("--greenhouse-client-secret", s.greenhouse_client_secret);
  serve.add_option("--greenhouse-api-key", s.greenhouse_api_key, "of Harvest v1");
  serve.add_option("--gem-api-key", s.gem_api_key);
  serve.add_option("--gem-application-secret", s.gem_application_secret);
  serve.add_option("--linkedin-client-id", s.linkedin_client_id)->capture_default_str();
  serve.add_option("--linkedin-client-secret", s.linkedin_client_secret);
  serve.add_option("--partner-client-id", s.partner_client_id,
                   "a parent application, which makes the tenant's; without it there is none");
  serve.add_option("--partner-client-secret", s.partner_client_secret)->capture_default_str();
  serve.add_flag("--announce", words.announce, "print simulator.json on one line when ready");
  serve.footer("Example: crosswalk-sim serve --candidates 1000 --no-quotas --dir /tmp/sim");
}

int run_serve(ServeWords& words) {
  if (!words.start.empty()) {
    const auto start = parse_instant(words.start);
    if (!start) {
      return wrong_usage("--start must be a time such as 2026-01-01T00:00:00Z");
    }
    words.settings.world.start = *start;
  }
  if (const auto known = use_vendor(words.settings, words.vendor); !known) {
    return wrong_usage("--vendor: " + known.error().what);
  }
  words.settings.tls = !words.plain;
  words.settings.quotas = !words.no_quotas;
  // Replies of half a megabyte come and go all the time; keep their memory instead of asking the
  // system for it page by page.
  mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);

  const auto server = Server::start(words.settings);
  if (!server) {
    std::fprintf(stderr, "crosswalk-sim: %s\n", to_string(server.error()).c_str());
    return exit_needs_you;
  }
  (*server)->stop_at_signals();
  if (words.announce) {
    std::printf("%s\n", write_json((*server)->announcement()).c_str());
  } else {
    std::printf("greenhouse %s\ngem        %s\nlinkedin   %s\ncontrol    %s\n",
                (*server)->greenhouse_origin().c_str(), (*server)->gem_origin().c_str(),
                (*server)->linkedin_origin().c_str(), (*server)->control_origin().c_str());
    if (words.no_quotas) std::puts("quotas     off");
  }
  std::fflush(stdout);
  (*server)->run();
  return exit_good;
}

}  // namespace crosswalk::sim
