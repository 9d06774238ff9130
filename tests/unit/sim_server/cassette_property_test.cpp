// Whoever records a customer's system hands the file on. At stake: of whole invented worlds, in
// three dialects and in shapes that no vendor has, not one name, address, number, note or token is
// in the file, however it is written there.

#include <gtest/gtest.h>

#include <random>

#include "base/text/digest.hpp"
#include "cassette/diff.hpp"
#include "cassette/recording.hpp"
#include "cassette/scrub/shapes.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim::invented_worlds {
namespace {

constexpr const char* peer = "https://api.vendor.test";

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : draws_(seed) {}
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(draws_() % end); }
  std::string letters(std::size_t many) {
    std::string made;
    while (made.size() < many) made += static_cast<char>('a' + below(26));
    return made;
  }

 private:
  std::mt19937 draws_;
};

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string digits_of(const std::string& text) {
  std::string made;
  for (const char c : text) made += c >= '0' && c <= '9' ? std::string(1, c) : "";
  return made;
}

// Somebody whom no text of the world or of a stand-in names by chance.
struct Somebody {
  std::string first, last, email, phone, street, words;
};

Somebody invent(Chance& chance) {
  Somebody who;
  who.first = "Q" + chance.letters(8);
  who.last = "X" + chance.letters(8);
  who.email = chance.letters(9) + "@" + chance.letters(7) + ".test";
  who.phone = "+49 15" + std::to_string(10'000'000 + chance.below(89'999'999)) + " 77";
  who.street = std::to_string(1 + chance.below(99)) + " " + chance.letters(9) + " Street";
  who.words = "about " + chance.letters(9) + " and " + chance.letters(9);
  return who;
}

std::vector<std::string> marks_of(const Somebody& who) {
  return {lower(who.first), lower(who.last), who.email, digits_of(who.phone),
          who.phone,        who.street,      who.words};
}

// All of a world renamed, so that a mark that is found was somebody's.
std::vector<Somebody> rename_all(World& world, Chance& chance, Instant now) {
  std::vector<Somebody> all;
  const auto somebody = [&]() -> const Somebody& { return all.emplace_back(invent(chance)); };
  const auto ids = [](const auto& table) {
    std::vector<Id> found;
    for (const auto& row : table) found.push_back(row.id);
    return found;
  };
  for (const Id id : ids(world.all<Candidate>())) {
    const Somebody& who = somebody();
    world.edit<Candidate>(id, now, [&](Candidate& row) {
      row.first_name = world.keep(who.first);
      row.last_name = world.keep(who.last);
      row.preferred_name = world.keep(who.first);
      row.email = world.keep(who.email);
      row.work_email = Text{};
      row.phone = world.keep(who.phone);
      row.address = world.keep(who.street);
      row.company = row.title = world.keep(who.words);
      row.website = world.keep("https://" + who.last + ".test/");
      row.linkedin_url = world.keep("linkedin.com/in/" + who.last);
      row.tags = {world.keep(who.words)};
    });
  }
  for (const Id id : ids(world.all<User>())) {
    const Somebody& who = somebody();
    world.edit<User>(id, now, [&](User& row) {
      row.first_name = world.keep(who.first);
      row.last_name = world.keep(who.last);
      row.email = world.keep(who.email);
      row.job_title = world.keep(who.words);
    });
  }
  for (const Id id : ids(world.all<Note>())) {
    world.edit<Note>(id, now, [&](Note& row) { row.body = world.keep(somebody().words); });
  }
  for (const Id id : ids(world.all<Scorecard>())) {
    world.edit<Scorecard>(id, now, [&](Scorecard& row) {
      row.public_notes = row.private_notes = world.keep(somebody().words);
    });
  }
  return all;
}

// Shapes in which systems and customers hide people.
Json hidden(const Somebody& who, Chance& chance) {
  const std::string name = who.first + " " + who.last;
  const std::string slug = lower(who.first) + "-" + lower(who.last) + "-1234";
  const auto called = [&] {
    return Json(Json::Members{{"id", 7}, {"name", name}, {"title", who.words}});
  };
  Json made = Json::object();
  const char* const people[] = {"hiring_manager", "approver",  "coordinator", "created_by",
                                "credited_to",    "job_owner", "submittedBy", "recruiter",
                                "sourcer",        "assignee",  "reviewed_by", "somebody_else"};
  made.set(people[chance.below(12)], called());
  made.set("interviewers", Json(Json::List{called(), Json(name)}));
  made.set("external_id", slug);
  made.set("ref_ids", Json(Json::List{Json(slug), Json(lower(who.last) + "99")}));
  made.set("version", to_base64("version of " + who.email));
  made.set("last_call_at", digits_of(who.phone));
  made.set("call_date", static_cast<std::int64_t>(std::stoll(digits_of(who.phone))));
  made.set("status", "told by " + digits_of(who.phone));
  made.set("extension_phone", 55'321);
  made.set("next_cursor", to_base64("after " + who.email));
  made.set("address", Json(Json::Members{{"state", who.street}, {"label", who.street}}));
  made.set("reason", "see " + who.email + ", " + who.phone);
  Json keyed = Json::object();
  keyed.set("first_name", who.first);
  keyed.set("last_name", who.last);
  keyed.set(who.email, 1);
  keyed.set(name, true);
  keyed.set(who.phone, "x");
  keyed.set(slug, 2);
  keyed.set(lower(who.last), 3);
  keyed.set(digits_of(who.phone), 4);
  made.set("by_person", std::move(keyed));
  return made;
}

void texts_in(const Json& json, std::string& all) {
  if (const auto* members = json.members()) {
    for (const auto& [name, value] : *members) {
      all += name + '\n';
      texts_in(value, all);
    }
  } else if (const auto* items = json.items()) {
    for (const Json& item : *items) texts_in(item, all);
  } else if (json.text() != nullptr) {
    all += *json.text() + '\n';
    if (const auto inner = parse_json(*json.text()); inner && inner->members() != nullptr) {
      texts_in(*inner, all);
    }
  }
}

// The file as it is, as it reads once JSON, percent-encoding and base64 are undone.
std::string read_in_every_way(const std::string& file) {
  std::string all = file;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = file.find('\n', at);
    if (const auto json = parse_json(file.substr(at, end - at), 64U << 20)) texts_in(*json, all);
    at = end == std::string::npos ? file.size() : end + 1;
  }
  std::string more;
  std::string run;
  for (const char c : all + "\n") {
    const bool base64 = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '-' || c == '_';
    if (base64) {
      run += c;
      continue;
    }
    for (std::size_t skip = 0; skip < 4 && run.size() >= 8 + skip; ++skip) {
      std::string part = run.substr(skip);
      part.resize(part.size() - part.size() % 4);
      if (const auto plain = from_base64(part)) more += *plain + '\n';
    }
    run.clear();
  }
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto hex = all[at] == '%' ? percent_decode(all.substr(at, 3)) : std::nullopt;
    more += hex ? *hex : std::string(1, all[at]);
    at += hex ? 2 : 0;
  }
  return lower(all + more);
}

// One recording of everything a dialect lists, with every shape beside what it says.
class Session {
 public:
  Session(std::uint32_t seed, std::string_view salt)
      : chance(seed), peers_(settings(seed)), recording_(salt, peer), salt_(salt) {
    people = rename_all(peers_.world, chance, now_);
    cassette = recording_.about(now_);
  }

  void greenhouse() {
    const HttpResponse minted = ask({.method = "POST",
                                     .target = "/token",
                                     .headers = {{"Authorization", basic("greenhouse-client:"
                                                                         "greenhouse-secret")},
                                                 form_},
                                     .body = "grant_type=client_credentials&sub=3001"});
    const std::string token(parse_json(minted.body)->text_of("access_token"));
    ASSERT_FALSE(token.empty()) << minted.body;
    secrets.push_back(token);
    for (const char* list : {"candidates", "applications", "jobs", "job_posts", "users", "notes",
                             "scorecards", "user_emails", "offices", "sources"}) {
      ask({.target = std::string("/v3/") + list + "?per_page=50",
           .headers = {{"Authorization", "Bearer " + token}}});
    }
  }

  void harvest_v1() {
    for (const char* list :
         {"candidates", "applications", "jobs", "job_posts", "users", "scorecards"}) {
      ask({.target = std::string("/v1/") + list + "?per_page=50",
           .headers = {{"Authorization", basic("greenhouse-key:")}}});
    }
  }

  void gem() {
    for (const char* list : {"candidates", "applications", "jobs", "users", "scorecards"}) {
      ask({.target = std::string("/ats/v0/") + list + "?per_page=50",
           .headers = {{"x-api-key", "gem-key"}, {"x-application-secret", "gem-secret"}}});
    }
  }

  void in_strange_shapes() {
    for (int at = 0; at < 12; ++at) {
      const Somebody& who = people[chance.below(static_cast<std::uint32_t>(people.size()))];
      const std::string slug = lower(who.first) + "-" + lower(who.last) + "-1234";
      const char* const lists[] = {"jobs", "users", "stages", "offices", "candidates", "anything"};
      const std::string list = lists[chance.below(6)];
      Json body;
      body.push(hidden(who, chance));
      HttpResponse reply{200, strange_fields(who), write_json(body)};
      for (const std::string& target :
           {"/v3/" + list + "/" + slug, "/v3/users/" + lower(who.last),
            "/v3/" + list + "?mobile=" + digits_of(who.phone) + "&x=" + digits_of(who.phone),
            "/v3/" + list + "?called_after=" + digits_of(who.phone) + "&" + who.first + "=1",
            "/v3/" + list + "?name=" + who.first + "&ids=7," + slug + "&q=" + who.words,
            "/v3/" + list + "/" + percent_encode(who.email)}) {
        take({.target = target, .headers = {{"x-api-key", "gem-key"}}}, reply);
      }
    }
  }

  void grants() {
    const auto secret = [this](const char* name) {
      return secrets.emplace_back(std::string(name) + chance.letters(12));
    };
    const std::string code = secret("code"), state = secret("state"), again = secret("again");
    const std::string proof = secret("proof"), next = secret("next"), verifier = secret("very");
    take({.target = "/oauth/callback?code=" + code + "&state=" + state}, {204, {}, ""});
    const std::string body = "grant_type=refresh_token&refresh_token=" + again + "&state=" + state +
                             "&client_assertion=" + proof + "&code_verifier=" + verifier;
    take({.method = "POST", .target = "/oauth/token", .headers = {form_}, .body = body},
         {200,
          {{"Location", "/cb?code=" + code + "&state=" + state}},
          "{\"refresh_token\":\"" + next + "\",\"status\":\"for " + again + " " + proof + "\"}"});
    take({.method = "POST", .target = "/oauth/token", .headers = {form_}, .body = body},
         {200, {form_}, "refresh_token=" + next + "&code=" + code + "&device_code=" + verifier});
  }

  std::string file() const { return *write_cassette(cassette); }

  Chance chance;
  std::vector<Somebody> people;
  std::vector<std::string> secrets = {"greenhouse-secret", "greenhouse-client", "greenhouse-key",
                                      "gem-secret", "gem-key"};
  Cassette cassette;

 private:
  static ServeSettings settings(std::uint32_t seed) {
    ServeSettings made;
    made.world.seed = seed;
    made.world.candidates = 14;
    made.world.jobs = 6;
    made.quotas = false;
    return made;
  }
  static std::string basic(const std::string& pair) { return "Basic " + to_base64(pair); }

  Headers strange_fields(const Somebody& who) const {
    return {{"Content-Type", "application/json; name=\"" + who.first + "\""},
            {"X-RateLimit-Owner", who.last},
            {"X-LinkedIn-Who", who.email},
            {"X-RestLi-Id", lower(who.last) + "-7"},
            {"ETag", "\"" + to_base64(who.email) + "\""},
            {"Link", "<https://api.vendor.test/v3/jobs?q=" + who.first +
                         ">; rel=\"next\"; title=\"" + who.last + "\""},
            {"Retry-After", who.phone},
            {"Allow", who.first},
            {"WWW-Authenticate", "Basic realm=\"" + who.last + "\""},
            {"X-Next-Page", to_base64(who.email)},
            {"X-Anything", who.words}};
  }

  HttpResponse ask(HttpRequest request) {
    request.origin = peer;
    const bool gem = request.target.starts_with(Gem::prefix);
    HttpResponse reply =
        gem ? peers_.gem.answer(request, now_) : peers_.greenhouse.answer(request, now_);
    EXPECT_EQ(reply.status, 200) << request.target << ' ' << reply.body;
    take(request, reply);
    return reply;
  }

  void take(const HttpRequest& request, const HttpResponse& reply) {
    cassette.exchanges.push_back(recording_.take(request, &reply, Duration{1}));
  }

  const std::pair<std::string, std::string> form_{"Content-Type",
                                                  "application/x-www-form-urlencoded"};
  Instant now_ = from_ms(1'795'000'000'000);
  Peers peers_;
  Recording recording_;
  std::string salt_;
};

TEST(CassetteOfAWorld, ShowsNobodyInAnyShape) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    Session session(seed, "salt " + std::to_string(seed));
    session.greenhouse();
    session.harvest_v1();
    session.gem();
    session.in_strange_shapes();
    session.grants();
    const std::string all = read_in_every_way(session.file());
    std::size_t looked = 0;
    for (const Somebody& who : session.people) {
      for (const std::string& mark : marks_of(who)) {
        const std::size_t at = all.find(lower(mark));
        ++looked;
        EXPECT_EQ(at, std::string::npos) << "seed " << seed << ": " << mark << " in ..."
                                         << all.substr(at < 60 ? 0 : at - 60, 120);
        if (at != std::string::npos) return;
      }
    }
    for (const std::string& secret : session.secrets) {
      EXPECT_EQ(all.find(lower(secret)), std::string::npos) << "seed " << seed << ": " << secret;
    }
    EXPECT_GT(looked, 200U);
  }
}

// The must-fail twin of the search: each way of writing is undone.
TEST(CassetteOfAWorld, TheSearchFindsWhatIsWrittenOtherwise) {
  for (const std::string& text : {std::string("{\"a\":\"Q\\u0061bc\"}"), std::string("%51abc"),
                                  "x " + to_base64("a Qabc"), "y=" + to_base64("ab Qabc 12"),
                                  std::string("{\"b\":\"{\\\"k\\\":\\\"Qab\\\\u0063\\\"}\"}")}) {
    EXPECT_NE(read_in_every_way(text + "\n").find("qabc"), std::string::npos) << text;
  }
}

TEST(CassetteOfAWorld, RecordedTwiceIsTheSame) {
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    Session one(seed, "salt one"), two(seed, "another salt");
    for (Session* each : {&one, &two}) {
      each->greenhouse();
      each->harvest_v1();
      each->gem();
      each->in_strange_shapes();
      each->grants();
    }
    const CassetteDiff diff = diff_of(one.cassette, two.cassette);
    EXPECT_TRUE(diff.same()) << words_of(diff.differences.at(0));
    EXPECT_GT(diff.compared, 20U);
  }
}

}  // namespace
}  // namespace crosswalk::sim::invented_worlds
