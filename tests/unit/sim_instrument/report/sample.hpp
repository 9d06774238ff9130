#pragma once

// Runs as a report has to show them, made by hand: two tenants, faults on both sides, pushes,
// checks that failed, a night in between and three hundred happenings; beside it one that passed,
// one that was skipped and one that ended early. Everybody is invented.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"

namespace crosswalk::sim::sample {

inline const Instant morning = from_ms(1'767'225'600'000);  // 2026-01-01T00:00:00Z

// Nobody may meet one of these in a report.
inline constexpr std::array<const char*, 8> first_names = {"Ada",   "Grace", "Zoë",  "Anne-Marie",
                                                           "Linus", "Noor",  "Edda", "Tomasz"};
inline constexpr std::array<const char*, 8> last_names = {
    "Byron", "Okonkwo", "van der Berg", "O'Neill", "Sørensen", "Haddad", "Wiśniak", "Marlowe"};

inline bool shows(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

inline std::string first_name(int person) { return first_names[std::size_t(person) % 8]; }
inline std::string last_name(int person) { return last_names[std::size_t(person / 2) % 8]; }
inline std::string email(int person) {
  return "person." + std::to_string(person) + "@people.example.com";
}
inline std::string phone(int person) {
  return "+44 20 7946 0" + std::to_string(100 + person % 900);
}
inline std::string street(int person) { return std::to_string(7 + person) + " Weir Lane"; }

/// A page of a vendor's candidates, as Harvest v3 writes them.
inline std::string candidates_page(int from, int count) {
  std::string out = "[";
  for (int at = from; at < from + count; ++at) {
    if (at > from) out += ',';
    out += "{\"id\":" + std::to_string(4001 + at) + ",\"first_name\":\"" + first_name(at) +
           "\",\"last_name\":\"" + last_name(at) +
           "\",\"title\":\"Welder\",\"company\":\"Weir & "
           "Sons\",\"email_addresses\":[{\"value\":\"" +
           email(at) + "\",\"type\":\"personal\"}],\"phone_numbers\":[{\"value\":\"" + phone(at) +
           "\",\"type\":\"mobile\"}],\"addresses\":[{\"value\":\"" + street(at) +
           "\\nLeeds\",\"type\":\"home\"}],\"social_media_addresses\":[{\"value\":"
           "\"linkedin.com/in/person-" +
           std::to_string(at) +
           "\"}],\"tags\":[],\"private\":false,\"created_at\":\"2025-11-03T09:15:00.120Z\"}";
  }
  return out + "]";
}

/// A batch for LinkedIn.
inline std::string candidates_batch(int from, int count) {
  std::string out = "{\"entities\":{";
  for (int at = from; at < from + count; ++at) {
    if (at > from) out += ',';
    out += "\"(externalCandidateId:" + std::to_string(4001 + at) + ")\":{\"firstName\":\"" +
           first_name(at) + "\",\"lastName\":\"" + last_name(at) + "\",\"emailAddresses\":[\"" +
           email(at) + "\"],\"phoneNumbers\":[{\"number\":\"" + phone(at) +
           "\"}],\"addresses\":[{\"line1\":\"" + street(at) +
           "\",\"city\":\"Leeds\",\"country\":\"GB\"}],\"externalCreatedAt\":1760000000000}";
  }
  return out + "}}";
}

inline std::string batch_reply(int from, int count, int status) {
  std::string out = "{\"results\":{";
  for (int at = from; at < from + count; ++at) {
    if (at > from) out += ',';
    out += "\"(externalCandidateId:" + std::to_string(4001 + at) +
           ")\":{\"status\":" + std::to_string(status) + "}";
  }
  return out + "},\"errors\":{}}";
}

/// Writes a history happening by happening, with a clock of its own.
class Author {
 public:
  explicit Author(History& history) : history_(history), now_(history.start) {}

  void pass(Duration by) { now_ += by; }
  Instant now() const { return now_; }

  void step(std::string words, int line) {
    end_step();
    Happening note{.at = now_, .what = Happening::What::step, .words = words};
    history_.happenings.push_back(note);
    history_.steps.push_back({std::move(words), line, now_, now_});
  }
  void end_step() {
    if (!history_.steps.empty()) history_.steps.back().ended = now_;
    history_.end = now_;
  }

  void call(std::string tenant, std::string peer, std::string endpoint, std::string words,
            int status, std::string sent, std::string back, std::vector<std::string> faults = {}) {
    Happening one{.at = now_, .tenant = std::move(tenant), .peer = std::move(peer)};
    one.endpoint = std::move(endpoint);
    one.words = std::move(words);
    one.status = status;
    one.took = Duration{status == 0 ? 30'000 : 18 + static_cast<int>(calls_ * 37 % 90)};
    one.request_body = sent.substr(0, body_kept);
    one.reply_body = back.substr(0, body_kept);
    one.faults = std::move(faults);
    for (const std::string& rule : one.faults) ++history_.fired[rule];
    ++history_.requests[one.endpoint];
    now_ += one.took + Duration{static_cast<int>(calls_ * 53 % 160)};
    ++calls_;
    history_.happenings.push_back(std::move(one));
  }

  void push(std::string tenant, std::string peer, std::string endpoint, int status,
            std::string body, std::vector<std::string> faults = {}) {
    call(std::move(tenant), std::move(peer), std::move(endpoint), "POST /callback", status,
         std::move(body), "", std::move(faults));
    history_.happenings.back().what = Happening::What::push;
  }

  void alarm(std::string tenant, std::string words) {
    Happening one{.at = now_, .what = Happening::What::alarm, .tenant = std::move(tenant)};
    one.words = words;
    history_.happenings.push_back(std::move(one));
    history_.told.push_back(std::move(words));
  }

 private:
  History& history_;
  Instant now_;
  std::uint64_t calls_ = 0;
};

inline void token(Author& author, const std::string& tenant, const std::string& peer) {
  author.call(tenant, peer, peer + ".token", "POST /oauth/v2/accessToken", 200,
              "grant_type=client_credentials&client_id=app&client_secret=s%2Fe%3Dcret-" + tenant,
              "{\"access_token\":\"AQX-" + tenant +
                  "-9f31c0\",\"token_type\":\"Bearer\","
                  "\"expires_in\":1800}");
}

/// A walk through a tenant's candidates and what it sends to LinkedIn.
inline void walk(Author& author, const std::string& tenant, const std::string& vendor, int pages,
                 int from) {
  for (int page = 0; page < pages; ++page) {
    const int first = from + page * 6;
    const std::string target = "GET /v3/candidates?per_page=100&cursor=" + std::to_string(first);
    const std::string endpoint = vendor + ".candidates.list";
    if (page % 9 == 4) {
      author.call(tenant, vendor, endpoint, target, 429, "", "{\"message\":\"Too many requests\"}",
                  {"busy"});
      author.pass(Duration{2'000});
    }
    if (page % 13 == 7) author.call(tenant, vendor, endpoint, target, 0, "", "", {"cut-in-body"});
    const std::vector<std::string> mutated =
        page == 2 ? std::vector<std::string>{"mutation-p3"} : std::vector<std::string>{};
    author.call(tenant, vendor, endpoint, target, 200, "", candidates_page(first, 6), mutated);
    if (page % 3 != 2) continue;
    const std::string put = "PUT /rest/atsCandidates?ids=List(...)";
    if (page % 12 == 5) {
      author.call(tenant, "linkedin", "linkedin.candidates.put", put, 0,
                  candidates_batch(first - 12, 12), "", {"answer-lost"});
    }
    if (page % 10 == 8) {
      author.call(tenant, "linkedin", "linkedin.candidates.put", put, 503,
                  candidates_batch(first - 12, 12), "<html>Service Unavailable</html>",
                  {"linkedin-down"});
      author.pass(Duration{5'000});
    }
    author.call(tenant, "linkedin", "linkedin.candidates.put", put, 200,
                candidates_batch(first - 12, 12), batch_reply(first - 12, 12, 200));
  }
}

inline Json counts(int expected, int held, int equal, int differing, int missing, int extra) {
  return Json::Members{{"expected", expected},   {"held", held},       {"equal", equal},
                       {"differing", differing}, {"missing", missing}, {"extra", extra},
                       {"withheld", 12},         {"incomplete", 3}};
}

inline Json disagreement(const char* id, const char* what, Json::List fields = {}) {
  return Json::Members{
      {"kind", "candidate"}, {"id", id}, {"what", what}, {"fields", std::move(fields)}};
}

inline Json verdict(bool agrees) {
  Json::Members objects{
      {"job", counts(40, 40, 40, 0, 0, 0)},
      {"candidate", agrees ? counts(482, 482, 482, 0, 0, 0) : counts(482, 483, 480, 1, 1, 2)},
      {"application", counts(561, 561, 561, 0, 0, 0)}};
  Json::List list;
  if (!agrees) {
    list = {disagreement("4117", "of_a_deleted_person"), disagreement("4208", "missing"),
            disagreement("4093", "differs", {"emailAddresses", "currentJobTitle"})};
  }
  return Json::Members{
      {"agrees", agrees},
      {"objects", std::move(objects)},
      {"invariants", Json::Members{{"unknown_fields", 0}, {"of_deleted_persons", agrees ? 0 : 1}}},
      {"disagreements", std::move(list)}};
}

inline void add_checks(History& history) {
  for (int at = 1; at <= 11; ++at) {
    const std::string name = "I" + std::to_string(at);
    if (at != 5 && at != 6) history.checks.push_back({name, "", true, "held", 0});
  }
  history.checks.push_back(
      {"I5", history.steps[4].words, false,
       "candidate 4117 is at LinkedIn 41 minutes after its deletion at greenhouse; expected: gone "
       "once quiet",
       31});
  history.checks.push_back(
      {"I6", history.steps[1].words, false,
       "linkedin.candidates.put was asked 2.1 s after a 429; expected: not before its Retry-After "
       "of 7 s is over",
       24});
  history.checks.push_back({"agree", "", false,
                            "acme: 1 candidate differs, 1 is missing, 2 are too many; expected: "
                            "both sides agree",
                            44});
  history.checks.push_back(
      {"held.candidate", "", false, "found 483 at LinkedIn; expected exactly 482", 46});
  history.checks.push_back({"fired.answer-lost", "", true, "fired; expected at least once", 15});
  history.checks.push_back({"fired.never-met", "", false,
                            "never fired; expected at least once: no request met its trigger", 19});
  history.checks.push_back(
      {"requests.linkedin.candidates.put", "", true, "found 41; expected at most 700", 48});
}

/// The run that failed.
inline History failed() {
  History out;
  out.scenario = "export-under-mutation";
  out.why = "An export must be complete although people are deleted and inserted while it is read.";
  out.file = "tests/scenarios/deletion/export-under-mutation.yaml";
  out.seed = 42;
  out.mode = "virtual";
  out.transcript = "9f3c1d0a77e24b5580c1f6f2ad4e9b13";
  out.replay = "crosswalk-sim run tests/scenarios/deletion/export-under-mutation.yaml --seed 42";
  out.start = out.end = morning;
  out.wall_s = 0.418;
  out.fired = {{"never-met", 0}};
  out.fault_words = {
      {"busy", "429 with Retry-After 7 s, on 2 % of greenhouse.candidates.list"},
      {"cut-in-body", "reset in the middle of the body, on 1 % of greenhouse.candidates.list"},
      {"mutation-p3", "before page 3: 50 candidates updated, 5 deleted, 20 inserted"},
      {"answer-lost", "applied, then the connection is reset, on the 4th linkedin.candidates.put"},
      {"linkedin-down", "503 for 5 s, on linkedin.candidates.put"},
      {"hook-doubled", "hook.linkedin.* comes twice"},
      {"never-met", "bad UTF-8 at /0/first_name, on page 90 of gem.candidates.list"}};
  Author author(out);
  author.step("onboard acme, beta", 20);
  token(author, "acme", "greenhouse");
  token(author, "acme", "linkedin");
  token(author, "beta", "gem");
  token(author, "beta", "linkedin");
  author.step("sync every tenant, full", 24);
  walk(author, "acme", "greenhouse", 84, 0);
  walk(author, "beta", "gem", 40, 600);
  author.alarm("acme", "acme: greenhouse answered 429 for longer than usual; nothing is lost");
  author.step("advance 9 h", 28);
  author.pass(std::chrono::hours{9});
  author.step("greenhouse delete 1 candidate, as $gone", 29);
  author.push("acme", "greenhouse", "hook.greenhouse.candidate", 200,
              "{\"action\":\"delete_candidate\",\"payload\":{\"person_id\":4117}}");
  author.step("sync acme", 31);
  walk(author, "acme", "greenhouse", 30, 20);
  author.step("export $member to a job, as $request", 36);
  for (int at = 0; at < 6; ++at) {
    author.push(
        "acme", "linkedin", "hook.linkedin.export", at == 2 ? 0 : 202,
        "{\"type\":\"EXPORT_CANDIDATE\",\"member\":\"urn:li:person:p-" + std::to_string(at) +
            "\",\"candidate\":{\"firstName\":\"" + first_name(at) + "\",\"lastName\":\"" +
            last_name(at) +
            "\",\"profileUrl\":"
            "\"https://www.linkedin.com/in/person-" +
            std::to_string(at) + "\"}}",
        at % 2 == 0 ? std::vector<std::string>{"hook-doubled"} : std::vector<std::string>{});
    author.pass(Duration{400});
    author.call("acme", "greenhouse", "greenhouse.notes.create", "POST /v3/notes", 201,
                "{\"candidate_id\":" + std::to_string(4001 + at) + ",\"body\":\"" + first_name(at) +
                    " " + last_name(at) + " was exported by a recruiter\"}",
                "{\"id\":" + std::to_string(90 + at) + "}");
  }
  author.step("advance 3 d", 40);
  author.pass(std::chrono::hours{72});
  author.step("wait until quiet", 41);
  walk(author, "beta", "gem", 12, 700);
  token(author, "acme", "linkedin");
  author.alarm("acme", "acme: one deletion could not be confirmed and needs a person");
  author.end_step();
  add_checks(out);
  out.verdict = Json::Members{{"acme", verdict(false)}, {"beta", verdict(true)}};
  return out;
}

inline History passed() {
  History out;
  out.scenario = "first-load";
  out.why = "Everything the source shows arrives once.";
  out.file = "tests/scenarios/first-load/first-load.yaml";
  out.seed = 7;
  out.mode = "virtual";
  out.transcript = "51b0c2f96d8847f1a2e4d6c8b0917733";
  out.replay = "crosswalk-sim run tests/scenarios/first-load/first-load.yaml --seed 7";
  out.start = out.end = morning;
  out.wall_s = 0.093;
  Author author(out);
  author.step("sync acme", 12);
  token(author, "acme", "greenhouse");
  walk(author, "acme", "greenhouse", 4, 0);
  author.end_step();
  out.fired = {};
  for (Happening& each : out.happenings) each.faults.clear();
  for (int at = 1; at <= 8; ++at) {
    out.checks.push_back({"I" + std::to_string(at), "", true, "held", 0});
  }
  out.checks.push_back({"agree", "", true, "both sides agree", 15});
  out.verdict = Json::Members{{"acme", verdict(true)}};
  return out;
}

inline History skipped() {
  History out;
  out.scenario = "night-long-quota";
  out.why = "A quota of a day ends at midnight UTC.";
  out.file = "tests/scenarios/limits/night-long-quota.yaml";
  out.seed = 1;
  out.mode = "real";
  out.skipped = "advancing time is possible in virtual mode only";
  return out;
}

inline History broke() {
  History out = passed();
  out.scenario = "killed-amid-export";
  out.why = "A crash amid an export loses nothing.";
  out.file = "tests/scenarios/failures/killed-amid-export.yaml";
  out.seed = 18'446'744'073'709'551'615U;
  out.mode = "real";
  out.broke = "the host ended with signal 11 (segmentation fault) during step 1 of 4, sync acme";
  out.replay =
      "crosswalk-sim run tests/scenarios/failures/killed-amid-export.yaml --real "
      "--seed 18446744073709551615";
  return out;
}

inline std::vector<History> all() { return {passed(), failed(), skipped(), broke()}; }

/// More than a page shows: `count` calls, of which every 50th is refused.
inline History long_run(std::size_t count) {
  History out = passed();
  out.scenario = "long";
  out.happenings.clear();
  out.checks.push_back({"I1", "", false, "1 candidate is missing; expected: none", 9});
  Author author(out);
  for (std::size_t at = 0; at < count; ++at) {
    author.call("acme", at % 3 == 0 ? "linkedin" : "greenhouse", "greenhouse.candidates.list",
                "GET /v3/candidates?page=" + std::to_string(at), at % 50 == 49 ? 503 : 200, "",
                candidates_page(static_cast<int>(at), 3));
  }
  author.end_step();
  return out;
}

}  // namespace crosswalk::sim::sample
