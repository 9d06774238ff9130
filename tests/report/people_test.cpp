// The bodies of every simulated peer, as they really come, in a report. At stake: that nobody of
// the invented world can be read in it. The peers are asked for all they have; names of members
// that stand-ins have not heard of would show here.

#include <gtest/gtest.h>

#include <set>

#include "report/report.hpp"
#include "unit/simulator/greenhouse_client.hpp"
#include "unit/simulator/harvest_v1_client.hpp"
#include "unit/simulator/linkedin_dialects.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class Conversation {
 public:
  Conversation() {
    history_.scenario = "people";
    history_.start = history_.end = noon;
  }

  void heard(std::string peer, std::string endpoint, std::string words, std::string sent,
             std::string back, Happening::What what = Happening::What::request) {
    Happening one;
    one.at = history_.end += 1s;
    one.what = what;
    one.tenant = "acme";
    one.peer = std::move(peer);
    one.endpoint = std::move(endpoint);
    one.words = std::move(words);
    one.status = 200;
    one.request_body = sent.substr(0, body_kept);
    one.reply_body = back.substr(0, body_kept);
    raw_ += one.words + ' ' + one.request_body + ' ' + one.reply_body + '\n';
    history_.happenings.push_back(std::move(one));
  }

  /// What crossed the wire, as far as it was kept.
  const std::string& raw() const { return raw_; }

  /// The list of requests, as it reads without markup.
  std::string page() const {
    const std::string text = write_html({history_});
    EXPECT_EQ(text.find("left out"), std::string::npos) << "the test shows less than it thinks";
    std::string out;
    bool inside = false;
    for (const char c : text.substr(text.find("<ol class=\"calls\">"))) {
      if (c == '<' || c == '>') out += ' ';
      inside = c == '<' || (inside && c != '>');
      if (!inside && c != '>') out += c;
    }
    for (const auto& [from, to] : {std::pair{"&#39;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
      for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + 1)) {
        out.replace(at, std::string_view(from).size(), to);
      }
    }
    return out;
  }

 private:
  History history_;
  std::string raw_;
};

/// Whatever says who somebody is.
std::set<std::string> values_of(const World& world) {
  std::set<std::string> out;
  const auto add = [&](Text text) {
    if (text.size() > 1) out.emplace(text);
  };
  for (const Candidate& each : world.all<Candidate>()) {
    for (const Text text : {each.first_name, each.last_name, each.preferred_name, each.email,
                            each.work_email, each.phone, each.website, each.linkedin_url}) {
      add(text);
    }
    std::string address(each.address);
    if (const std::size_t end = address.find('\n'); end != std::string::npos) address.resize(end);
    add(address);
  }
  for (const User& each : world.all<User>()) {
    for (const Text text : {each.first_name, each.last_name, each.email}) add(text);
  }
  for (const Note& each : world.all<Note>()) add(each.body);
  for (const Scorecard& each : world.all<Scorecard>()) {
    add(each.public_notes);
    add(each.private_notes);
  }
  return out;
}

bool is_word(const std::string& text, std::size_t at) {
  return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                              (static_cast<unsigned char>(text[at]) & 0x80) != 0);
}

// As a word of its own: "Ann" is not in "Announcement".
bool reads(const std::string& page, const std::string& value) {
  for (std::size_t at = page.find(value); at != std::string::npos; at = page.find(value, at + 1)) {
    if ((at == 0 || !is_word(page, at - 1)) && !is_word(page, at + value.size())) return true;
  }
  return false;
}

void expect_nobody(const Conversation& talk, const std::set<std::string>& values) {
  const std::string page = talk.page();
  std::size_t found = 0, said = 0;
  for (const std::string& each : values) {
    said += reads(talk.raw(), each) ? 1U : 0U;
    if (!reads(page, each)) continue;
    const std::size_t at = page.find(each);
    if (++found <= 12) {
      ADD_FAILURE() << each << " in: " << page.substr(at < 80 ? 0 : at - 80, 200);
    }
  }
  EXPECT_EQ(found, 0U) << "of " << said;
  EXPECT_GT(said, 60U) << "hardly anybody was in the bodies to begin with";
}

WorldOptions small() {
  WorldOptions out;
  out.candidates = 60;
  out.jobs = 12;
  return out;
}

TEST(People, NobodyOfGreenhouseCanBeRead) {
  GreenhouseOptions account = GreenhouseClient::no_limit();
  account.sees_private = true;
  account.hooks = {{"https://crosswalk.test/hooks", "hook-secret", {}}};
  GreenhouseClient client(small(), account);
  Conversation talk;
  talk.heard("greenhouse", "greenhouse.token", "POST /token",
             "grant_type=client_credentials&client_secret=greenhouse-secret",
             "{\"access_token\":\"" + client.token + "\"}");
  for (const char* resource :
       {"candidates", "applications", "users", "user_emails", "notes", "scorecards", "jobs",
        "job_posts", "job_owners", "application_stages", "rejection_details", "sources",
        "departments", "offices", "job_interview_stages"}) {
    std::string target = "/v3/" + std::string(resource) + "?per_page=6";
    for (int pages = 0; pages < 12 && !target.empty(); ++pages) {
      const HttpResponse reply = client.get(target);
      EXPECT_EQ(reply.status, 200) << target;
      talk.heard("greenhouse", "greenhouse." + std::string(resource) + ".list", "GET " + target, "",
                 reply.body);
      target = GreenhouseClient::next(reply);
    }
  }
  for (int at = 0; at < 20; ++at) {
    client.now += 1min;
    ASSERT_TRUE(mutate(client.world, {.kind = Kind::candidate}, static_cast<std::uint64_t>(at),
                       client.now));
    for (Outgoing& each : client.peer.outbox().take_due(client.now)) {
      client.peer.answered(each.id, 200, client.now);
      talk.heard("greenhouse", "hook.greenhouse", "POST /hooks", each.request.body, "",
                 Happening::What::push);
    }
  }
  std::set<std::string> values = values_of(client.world);
  values.insert(client.token);
  values.insert("greenhouse-secret");
  expect_nobody(talk, values);
}

TEST(People, NobodyOfHarvestV1CanBeRead) {
  HarvestClient client(small());
  Conversation talk;
  for (const char* resource : {"candidates", "applications", "users", "jobs", "scorecards"}) {
    std::string target = "/v1/" + std::string(resource) + "?per_page=3";
    for (int pages = 0; pages < 25 && !target.empty(); ++pages) {
      const HttpResponse reply = client.get(target);
      EXPECT_EQ(reply.status, 200) << target;
      talk.heard("gem", "gem." + std::string(resource) + ".list", "GET " + target, "", reply.body);
      target = HarvestClient::link(reply, "next");
    }
  }
  for (const Candidate& each : client.world.all<Candidate>()) {
    const std::string target = "/v1/candidates/" + std::to_string(each.id) + "/activity_feed";
    talk.heard("gem", "gem.activity_feed.ids", "GET " + target, "", client.get(target).body);
  }
  expect_nobody(talk, values_of(client.world));
}

class PeopleOfLinkedIn : public BothGenerations {};

TEST_P(PeopleOfLinkedIn, NobodyCanBeRead) {
  const World world(small());
  Speaker client(GetParam(), with_callback());
  Conversation talk;
  client.post_jobs({job_json("J-1")});
  Entities batch;
  std::set<std::string> values;
  for (const Candidate& each : world.all<Candidate>()) {
    Json person = *parse_json(candidate_json(each.first_name));
    const std::string last(each.last_name.empty() ? Text("Mononym") : each.last_name);
    person.set("lastName", last);
    person.set("emailAddresses", Json::List{Json(each.email)});
    person.set("phoneNumbers", Json::List{Json::Members{{"number", each.phone}}});
    person.set("addresses",
               Json::List{Json::Members{{"line1", "12 Weir Lane"}, {"city", "Leeds"}}});
    person.set("linkedInProfileUrl", each.linkedin_url);
    person.set("currentJobTitle", each.title);
    batch = {{std::to_string(each.id), write_json(person)}};
    const std::string body = Client::body_of(EntityKind::candidate, batch);
    talk.heard("linkedin", "linkedin.candidates.put",
               "PUT /v2/atsCandidates?" + Client::ids(EntityKind::candidate, batch), body, "");
    for (const Text text : {each.first_name, each.email, each.phone, each.linkedin_url}) {
      if (text.size() > 1) values.emplace(text);
    }
    values.insert(last);
  }
  for (const char* each : {"12 Weir Lane", "Leeds", "s/e=c+r", "s%2Fe%3Dc%2Br"})
    values.insert(each);
  talk.heard("linkedin", "linkedin.token", "POST /oauth/v2/accessToken",
             "grant_type=client_credentials&client_id=app&client_secret=s%2Fe%3Dc%2Br",
             "{\"access_token\":\"" + client.token + "\",\"expires_in\":1800}");
  values.insert(client.token);
  const Ordered order =
      client.peer.order_export({.organization = std::string(org),
                                .job = "J-1",
                                .member = "urn:li:person:invented-ada",
                                .first_name = "Ada",
                                .last_name = "Byr\xC3\xB6n",
                                .headline = "Engineer of engines",
                                .location = "Weir upon Thames",
                                .profile_url = "https://www.linkedin.com/in/invented-ada",
                                .employers = {"Analytical Weir"},
                                .emails = {"ada@example.test"}},
                               client.now);
  for (Outgoing& each : client.peer.outbox().take_due(client.now + 1min)) {
    talk.heard("linkedin", "hook.linkedin.export", "POST /callback", each.request.body, "",
               Happening::What::push);
  }
  const std::string target = "exportedCandidates?q=request&requestId=" + order.request;
  const HttpResponse fetched = client.say("GET", target);
  EXPECT_NE(fetched.body.find("Ada"), std::string::npos) << fetched.body;
  talk.heard("linkedin", "linkedin.exports.find", "GET /" + target, "", fetched.body);
  for (const char* each : {"Ada", "Byr\xC3\xB6n", "Engineer of engines", "Weir upon Thames",
                           "invented-ada", "Analytical Weir", "ada@example.test"}) {
    values.insert(each);
  }
  expect_nobody(talk, values);
}

INSTANTIATE_TEST_SUITE_P(In, PeopleOfLinkedIn, testing::Bool(), generation_name);

}  // namespace
}  // namespace crosswalk::sim
