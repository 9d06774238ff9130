#include "commands/cassette.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

#include "base/text/counted.hpp"
#include "base/text/dates.hpp"
#include "base/text/json.hpp"
#include "cassette/diff.hpp"
#include "cassette/replay.hpp"
#include "commands/words.hpp"

namespace crosswalk::sim {
namespace {

CLI::App& add_word(CLI::App& cassette, CassetteWords& words, const char* word, const char* helps) {
  CLI::App& sub = *cassette.add_subcommand(word, helps);
  sub.add_flag("--json", words.json, "print JSON");
  sub.final_callback([&words, word] { words.word = word; });
  return sub;
}

void declare_record(CLI::App& record, CassetteWords& words) {
  RecordSettings& s = words.record;
  record.add_option("--to", s.to, "the peer's origin, such as https://api.example.com")->required();
  record.add_option("--out", s.file, "the cassette, which must not be there yet")->required();
  record.add_option("--listen", s.port, "0: any free port of 127.0.0.1")->capture_default_str();
  record.add_option("--ca", s.ca_file, "PEM; whom TLS believes in place of the system's")
      ->check(CLI::ExistingFile);
  record.add_option("--tenant", s.tenant,
                    "whoever shows a credential is this tenant; else each client id or key is one");
  record.footer(
      "Credentials and personal data are replaced before anything is written. Give the client the\n"
      "origin that is printed in place of the peer's; SIGINT or SIGTERM closes the cassette.\n"
      "Example: crosswalk-sim cassette record --to https://harvest.greenhouse.io --out a.cassette "
      "--listen 18450");
}

void declare_replay(CLI::App& replay, CassetteWords& words) {
  replay.add_option("FILE", words.file, "the cassette")->required();
  replay.add_option("--port", words.replay.port, "0: any free port of 127.0.0.1")
      ->capture_default_str();
  replay
      .add_option("--speed", words.replay.speed,
                  "2 answers in half the time it took; 0 without waiting")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  replay.footer("Example: crosswalk-sim cassette replay a.cassette --port 18451 --speed 10");
}

int broken(const Error& error) { return wrong_usage(to_string(error)); }

/// For whoever starts a program that listens: where, and under `named` what they should know.
void announce(const CassetteWords& words, const char* doing, const std::string& origin,
              const char* named, const std::string& note) {
  if (words.json) {
    Json line;
    line.set("origin", origin);
    line.set(named, note);
    std::printf("%s\n", write_json(line).c_str());
  } else {
    std::printf("%s at %s\n%s\n", doing, origin.c_str(), note.c_str());
  }
  std::fflush(stdout);
}

int record(const CassetteWords& words) {
  RecordSettings settings = words.record;
  settings.tell = [](const Error& error) {
    std::fprintf(stderr, "crosswalk-sim: %s\n", to_string(error).c_str());
  };
  auto recorder = Recorder::start(settings);
  if (!recorder) return broken(recorder.error());
  (*recorder)->stop_at_signals();
  announce(words, "recording", (*recorder)->origin(), "trust", (*recorder)->trust());
  const auto sum = (*recorder)->run();
  if (!sum) {
    std::fprintf(stderr, "crosswalk-sim: %s\n", to_string(sum.error()).c_str());
    return exit_needs_you;
  }
  if (words.json) {
    Json line;
    line.set("exchanges", sum->exchanges);
    line.set("unanswered", sum->unanswered);
    line.set("bytes", sum->bytes);
    std::printf("%s\n", write_json(line).c_str());
  } else {
    std::printf("%s in %s, %s without an answer\n", counted(sum->exchanges, "exchange").c_str(),
                words.record.file.c_str(), grouped(sum->unanswered).c_str());
  }
  return exit_good;
}

int replay(const CassetteWords& words) {
  auto cassette = load_cassette(words.file);
  if (!cassette) return broken(cassette.error());
  const std::string who = who_may_ask(*cassette);
  auto playback = Playback::start(*std::move(cassette), words.replay);
  if (!playback) return broken(playback.error());
  (*playback)->stop_at_signals();
  announce(words, "replaying", (*playback)->origin(), "credentials", who);
  const Playback::Sum sum = (*playback)->run();
  if (words.json) {
    Json line;
    line.set("answered", sum.answered);
    line.set("not_recorded", sum.missed);
    std::printf("%s\n", write_json(line).c_str());
  } else {
    std::printf("%s answered, %s not recorded\n", grouped(sum.answered).c_str(),
                grouped(sum.missed).c_str());
  }
  return exit_good;
}

int compare(const CassetteWords& words) {
  const auto left = load_cassette(words.file);
  if (!left) return broken(left.error());
  const auto right = load_cassette(words.other);
  if (!right) return broken(right.error());
  const CassetteDiff diff = diff_of(*left, *right);
  if (words.json) {
    std::printf("%s\n", write_json(to_json(diff), true).c_str());
  } else {
    for (const Difference& each : diff.differences) std::printf("%s\n", words_of(each).c_str());
    if (diff.total > diff.differences.size()) {
      std::printf("and %s more\n", grouped(diff.total - diff.differences.size()).c_str());
    }
    std::printf("%s compared, %s", counted(diff.compared, "answer").c_str(),
                counted(diff.total, "difference").c_str());
    if (diff.expected > 0) {
      std::printf("; %s differed as in any two askings, such as what a limit has left",
                  counted(diff.expected, "value").c_str());
    }
    std::printf("\n");
  }
  return diff.same() ? exit_good : exit_needs_you;
}

Json resource_row(const Cassette& cassette, const ResourceKey& key,
                  const std::vector<std::size_t>& exchanges) {
  std::vector<std::int64_t> latencies;
  Json statuses = Json::list();
  for (const std::size_t at : exchanges) {
    latencies.push_back(cassette.exchanges[at].latency.count());
    statuses.push(cassette.exchanges[at].status);
  }
  std::ranges::sort(latencies);
  Json row;
  row.set("tenant", key.first);
  row.set("resource", key.second);
  row.set("first", static_cast<std::uint64_t>(exchanges.front() + 1));
  row.set("statuses", std::move(statuses));
  row.set("median_ms", latencies[latencies.size() / 2]);
  row.set("longest_ms", latencies.back());
  return row;
}

int show_one(const CassetteWords& words, const Cassette& cassette) {
  if (words.exchange > cassette.exchanges.size()) {
    return wrong_usage("--exchange: the cassette has " + std::to_string(cassette.exchanges.size()) +
                       " of them");
  }
  const Exchange& exchange = cassette.exchanges[words.exchange - 1];
  const auto body = parse_json(exchange.body, cassette_line_bytes_max);
  if (words.json) {
    Json one;
    one.set("tenant", exchange.tenant);
    one.set("resource", exchange.resource);
    one.set("version", exchange.version);
    one.set("asked", exchange.asked);
    one.set("latency_ms", std::int64_t{exchange.latency.count()});
    one.set("status", exchange.status);
    one.set("body", body ? *body : Json(exchange.body));
    std::printf("%s\n", write_json(one, true).c_str());
    return exit_good;
  }
  std::printf("%s\n%s, answer %u, %lld ms\n\n%d\n", exchange.asked.c_str(), exchange.tenant.c_str(),
              exchange.version, static_cast<long long>(exchange.latency.count()), exchange.status);
  for (const auto& [name, value] : exchange.headers) {
    std::printf("%s: %s\n", name.c_str(), value.c_str());
  }
  std::printf("\n%s\n", body ? write_json(*body, true).c_str() : exchange.body.c_str());
  return exit_good;
}

int show(const CassetteWords& words) {
  const auto cassette = load_cassette(words.file);
  if (!cassette) return broken(cassette.error());
  if (words.exchange > 0) return show_one(words, *cassette);
  Json rows = Json::list();
  for (const auto& [key, exchanges] : by_resource(*cassette)) {
    rows.push(resource_row(*cassette, key, exchanges));
  }
  if (words.json) {
    Json all;
    all.set("peer", cassette->peer);
    all.set("recorded_at", format_instant(cassette->recorded_at));
    all.set("exchanges", static_cast<std::uint64_t>(cassette->exchanges.size()));
    all.set("resources", std::move(rows));
    std::printf("%s\n", write_json(all, true).c_str());
    return exit_good;
  }
  std::printf("%s of %s, recorded at %s\n\n  first  answers  median ms  resource\n",
              counted(cassette->exchanges.size(), "exchange").c_str(), cassette->peer.c_str(),
              format_instant(cassette->recorded_at).c_str());
  for (const Json& row : *rows.items()) {
    std::printf(
        "%7lld  %7zu  %9lld  %s  %s\n", static_cast<long long>(row.integer_of("first")),
        row.find("statuses")->items()->size(), static_cast<long long>(row.integer_of("median_ms")),
        std::string(row.text_of("tenant")).c_str(), std::string(row.text_of("resource")).c_str());
  }
  return exit_good;
}

}  // namespace

void declare_cassette(CLI::App& cassette, CassetteWords& words) {
  cassette.require_subcommand(1);
  declare_record(
      add_word(cassette, words, "record", "Stands before a peer and writes what is said"), words);
  declare_replay(add_word(cassette, words, "replay", "Serves a cassette as a vendor until SIGTERM"),
                 words);
  CLI::App& diff = add_word(cassette, words, "diff", "What a peer answers otherwise than before");
  diff.add_option("A", words.file, "a cassette")->required();
  diff.add_option("B", words.other, "another")->required();
  diff.footer(
      "Exit code 0: the same, 1: they differ, 2: one cannot be read.\n"
      "Example: crosswalk-sim cassette diff before.cassette after.cassette --json");
  CLI::App& shown = add_word(cassette, words, "show", "What is in a cassette");
  shown.add_option("FILE", words.file, "the cassette")->required();
  shown.add_option("--exchange", words.exchange, "one of them whole, counted from 1");
  shown.footer("Example: crosswalk-sim cassette show a.cassette --exchange 3");
  cassette.footer(
      "Example: crosswalk-sim cassette record --to https://127.0.0.1:18441 --ca /tmp/sim/ca.pem "
      "--out a.cassette");
}

int run_cassette(CassetteWords& words) {
  if (words.word == "record") return record(words);
  if (words.word == "replay") return replay(words);
  return words.word == "diff" ? compare(words) : show(words);
}

}  // namespace crosswalk::sim
