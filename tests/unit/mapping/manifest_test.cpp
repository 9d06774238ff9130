// A mistake in a manifest is found by its author or by a customer. Every one is told with file,
// line and column, what was expected, and the nearest known word.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string mistake_in(const std::string& yaml, const Settings& settings = {}) {
  const Result<Plan> plan = compile_manifest(yaml, "m.yaml", settings);
  return plan ? "none" : to_string(plan.error());
}

// Line 13 is the first behind the head.
std::string behind_head(const std::string& rest) { return mistake_in(manifest(rest)); }

// Line 23 is the first of the map behind its id.
std::string in_map(const std::string& line) {
  return mistake_in(candidates("      " + line + "\n"));
}

// Line 21 is the first that is added to the object.
std::string in_object(const std::string& lines) { return mistake_in(candidates("", lines)); }

TEST(Manifest, TheSmallestOneCompiles) {
  const Result<Plan> plan = compile_manifest(candidates(""), "m.yaml", {});
  ASSERT_TRUE(plan) << to_string(plan.error());
  EXPECT_EQ(plan->connector, "acme");
  EXPECT_EQ(plan->settings.size(), 2u);
  EXPECT_EQ(plan->hosts[1].origin, "https://files.acme.test");
  ASSERT_EQ(plan->objects.size(), 1u);
  EXPECT_TRUE(plan->objects[0].full && plan->objects[0].by_id && !plan->objects[0].delta);
  EXPECT_EQ(plan->objects[0].by_id_batch, 2u);
}

TEST(Manifest, MistakesInItsHeadAreTold) {
  EXPECT_EQ(mistake_in("conector: x\n"),
            "m.yaml:1:1: unknown key 'conector'; did you mean 'connector'?");
  EXPECT_EQ(mistake_in("manifest: 2\n"),
            "m.yaml:1:11: expected the version of the manifest language: one of 1; did you mean "
            "'1'?");
  EXPECT_EQ(mistake_in("- a\n"), "m.yaml:1:1: expected a map of the parts of a manifest");
  EXPECT_EQ(mistake_in("manifest: 1\nconnector: a\n"),
            "m.yaml:1:1: the key 'version' is missing here");
}

TEST(Manifest, MistakesInSettingsHostsAndRateAreTold) {
  EXPECT_EQ(mistake_in("manifest: 1\nconnector: a\nversion: 1\ntitle: A\nsettings:\n"
                       "  key: { hlp: The key }\n"),
            "m.yaml:6:10: unknown key 'hlp'; did you mean 'help'?");
  EXPECT_EQ(mistake_in("manifest: 1\nconnector: a\nversion: 1\ntitle: A\nsettings:\n"
                       "  key: { help: K, secret: true, default: x }\n"),
            "m.yaml:6:42: a secret has no default");
  EXPECT_EQ(mistake_in("manifest: 1\nconnector: a\nversion: 1\ntitle: A\nhosts:\n"
                       "  api: http://plain.test\n"),
            "m.yaml:6:8: expected an origin: https://host or https://host:port");
  EXPECT_EQ(behind_head("rate: { window_s: 0 }\n"),
            "m.yaml:13:19: expected a whole number from 1 to 86400");
  EXPECT_EQ(behind_head("rate: { limits: X }\n"),
            "m.yaml:13:9: unknown key 'limits'; did you mean 'limit'?");
}

TEST(Manifest, MistakesInAuthAreTold) {
  const std::string head =
      "manifest: 1\nconnector: a\nversion: 1\ntitle: A\nsettings:\n"
      "  client: { help: C }\nhosts:\n  api: https://a.test\nauth:\n";
  EXPECT_EQ(mistake_in(head + "  basik: { user: client }\n"),
            "m.yaml:10:3: unknown key 'basik'; did you mean 'basic'?");
  EXPECT_EQ(mistake_in(head + "  basic: { user: clint }\n"),
            "m.yaml:10:18: expected a setting: one of client; did you mean 'client'?");
  EXPECT_EQ(mistake_in(head + "  oauth2_client_credentials:\n    client: client\n"
                              "    secret: client\n    token: POST aip:/token\n"),
            "m.yaml:13:12: unknown host 'aip'; did you mean 'api'?");
}

TEST(Manifest, MistakesInErrorsAndHooksAreTold) {
  EXPECT_EQ(behind_head("errors:\n  42: gone\n"),
            "m.yaml:14:3: expected a whole number from 100 to 599");
  EXPECT_EQ(behind_head("errors:\n  422: cursor_expird\n"),
            "m.yaml:14:8: expected the meaning of a status: one of ok, credential, forbidden, "
            "gone, throttled, transient, cursor_expired, refused; did you mean 'cursor_expired'?");
  EXPECT_EQ(behind_head("errors:\n  422: { full: gone, delta: gone }\n"),
            "m.yaml:14:8: the key 'by_id' is missing here");
  EXPECT_EQ(mistake_in(candidates("") + "hooks:\n  amend_records: { people: [] }\n"),
            "m.yaml:24:3: unknown key 'amend_records'; did you mean 'amend_record'?");
  EXPECT_EQ(mistake_in(candidates("") + "hooks:\n  amend_record: { peple: [/a] }\n"),
            "m.yaml:24:19: unknown key 'peple'; did you mean 'people'?");
}

TEST(Manifest, MistakesInRequestsAreTold) {
  const auto full = [](const std::string& request) {
    return behind_head("objects:\n  people:\n    kind: candidate\n    full: " + request +
                       "\n    map: { id: /id }\n");
  };
  EXPECT_EQ(full("/people"),
            "m.yaml:16:11: a request is written 'GET /path?query' or 'GET host:/path?query'");
  EXPECT_EQ(full("POST /people"),
            "m.yaml:16:11: a request is written 'GET /path?query' or 'GET host:/path?query'");
  EXPECT_EQ(full("GET fles:/people"), "m.yaml:16:11: unknown host 'fles'; did you mean 'files'?");
  EXPECT_EQ(full("GET /people?x={unil}"),
            "m.yaml:16:11: unknown blank '{unil}': expected ids, from, until, from_ms, until_ms or "
            "a setting; did you mean 'until'?");
  EXPECT_EQ(full("GET /people?x={key}").substr(0, 40), "m.yaml:16:11: unknown blank '{key}': exp");
  EXPECT_EQ(full("GET /people?x={from"), "m.yaml:16:11: '{' without '}'");
  EXPECT_EQ(full("GET /people?ids={ids}"), "m.yaml:16:11: {ids} has no meaning here");
  EXPECT_EQ(full("GET /people?a={from}"), "m.yaml:16:11: {from} has no meaning here");
  EXPECT_EQ(in_object("    delta: GET /people\n"),
            "m.yaml:21:12: this request must say {from} or {from_ms}");
  EXPECT_EQ(full("GET /people?region={region}"), "none");
}

TEST(Manifest, MistakesInObjectsAreTold) {
  EXPECT_EQ(in_object("    ful: GET /people\n"),
            "m.yaml:21:5: unknown key 'ful'; did you mean 'full'?");
  EXPECT_EQ(in_object("    items: /data[]\n"), "m.yaml:21:12: brackets have no place in this path");
  EXPECT_EQ(in_object("    skip_when: { /a: b }\n"), "m.yaml:21:16: expected a list of conditions");
  EXPECT_EQ(in_object("    skip_when: [ { a: b } ]\n"),
            "m.yaml:21:20: in the path 'a': a path begins with '/'");
  EXPECT_EQ(behind_head("objects:\n  people:\n    kind: candidat\n    full: GET /p\n"),
            "m.yaml:15:11: expected a kind: one of job, candidate, application, stage, "
            "candidate_note, application_note, feedback; did you mean "
            "'candidate'?");
  EXPECT_EQ(behind_head("objects:\n  people:\n    kind: candidate\n    map: { id: /id }\n"),
            "m.yaml:15:5: an object is read by 'full', 'delta' or 'by_id'; none is here");
}

TEST(Manifest, MistakesInPagingAreTold) {
  const auto next = [](const std::string& text) {
    return behind_head("objects:\n  people:\n    kind: candidate\n    full: GET /p\n    next: " +
                       text + "\n    map: { id: /id }\n");
  };
  EXPECT_EQ(next("linc"),
            "m.yaml:17:11: expected a form of paging: one of none, link; did you mean 'link'?");
  EXPECT_EQ(next("{ url: /next }"),
            "m.yaml:17:11: a body whose root is the list has no place for it; give 'items'");
  EXPECT_EQ(next("{ pages: page }"), "m.yaml:17:13: unknown key 'pages'; did you mean 'page'?");
  EXPECT_EQ(behind_head("objects:\n  people:\n    kind: candidate\n    full: GET /p\n"
                        "    items: /data\n    next: { cursor: /next }\n    map: { id: /id }\n"),
            "m.yaml:18:11: the key 'into' is missing here");
}

TEST(Manifest, MistakesInJoinsAndLookupsAreTold) {
  EXPECT_EQ(in_object("    joins:\n      posts: { list: GET /posts, by: /id, key: /job_id }\n"),
            "m.yaml:22:22: this request must say {ids}");
  EXPECT_EQ(in_object("    joins:\n      posts: { list: 'GET /posts?i={ids}', by: /id }\n"),
            "m.yaml:22:14: the key 'key' is missing here");
  EXPECT_EQ(in_object("    joins:\n      posts: { list: 'GET /p?i={ids}', by: /id, key: /id, "
                      "next: { page: page } }\n"),
            "m.yaml:22:65: a join is paged by link or url only");
  EXPECT_EQ(in_map("title: join:post/title"), "m.yaml:23:14: unknown join 'post'");
  EXPECT_EQ(in_map("title: lookup:offices(/office)/name"),
            "m.yaml:23:14: unknown lookup 'offices'");
  EXPECT_EQ(in_map("title: lookup:offices/name"),
            "m.yaml:23:14: a lookup is written lookup:name(/path/of/id)/path/in/entry");
  EXPECT_EQ(behind_head("lookups:\n  offices: { list: 'GET /o', ky: /id }\n"),
            "m.yaml:14:30: unknown key 'ky'; did you mean 'key'?");
}

TEST(Manifest, MistakesInTheMapAreTold) {
  EXPECT_EQ(in_map("frist_name: /a"),
            "m.yaml:23:7: unknown key 'frist_name'; did you mean 'first_name'?");
  EXPECT_EQ(in_map("first_name: a"),
            "m.yaml:23:19: a path begins with '/', 'join:' or 'lookup:'; a fixed text is "
            "{text: ...}");
  EXPECT_EQ(in_map("first_name: { frm: /a }"),
            "m.yaml:23:21: unknown key 'frm'; did you mean 'from'?");
  EXPECT_EQ(in_map("first_name: { trim: true }"),
            "m.yaml:23:19: a source is missing: from, text, first, concat, collect, min, max, "
            "rows or digest");
  EXPECT_EQ(in_map("first_name: { from: /a, text: b }"),
            "m.yaml:23:37: an expression has one source, this is a second");
  EXPECT_EQ(in_map("first_name: { from: /a, trim: yes }"),
            "m.yaml:23:37: expected a flag: one of false, true");
  EXPECT_EQ(in_map("first_name: { from: /a, otherwise: b }"),
            "m.yaml:23:42: 'otherwise' belongs to 'enum', which is not here");
  EXPECT_EQ(in_map("created_at: { from: /a, as: instnt }"),
            "m.yaml:23:35: expected a reading: one of text, instant, instant_s, instant_ms, phone, "
            "country; did you mean 'instant'?");
  EXPECT_EQ(in_map("first_name: { from: /a, as: instant }"),
            "m.yaml:23:19: the field 'first_name' is no instant");
  EXPECT_EQ(in_map("phones: /phones[]"),
            "m.yaml:23:15: the field 'phones' is a list of rows: write rows: {column: path}");
  EXPECT_EQ(in_map("title: { rows: { a: /b } }"),
            "m.yaml:23:14: the field 'title' is no list of rows");
  EXPECT_EQ(in_map("person: /a"), "m.yaml:23:15: the field 'person' is filled by the host");
  EXPECT_EQ(in_map("first_name: { first: [] }"), "m.yaml:23:28: expected at least one expression");
  EXPECT_EQ(in_map("first_name: \"/a[b\""), "m.yaml:23:19: in the path '/a[b': '[' without ']'");
}

TEST(Manifest, AnObjectNeedsAnIdOfItsOwn) {
  const std::string head = "objects:\n  people:\n    kind: candidate\n    full: GET /p\n    map:\n";
  EXPECT_EQ(behind_head(head + "      title: /t\n"), "m.yaml:18:7: the field 'id' is missing here");
  EXPECT_EQ(behind_head(head + "      id: { text: one }\n"),
            "m.yaml:18:11: the id is a path of the item itself, or digest: [...] of such paths");
}

TEST(Manifest, AGroupNamesAnObjectThatIsReadById) {
  const std::string group =
      "  changes:\n    delta: GET /c?a={from}\n    group_by: /person\n"
      "    group_read: ";
  EXPECT_EQ(mistake_in(candidates("") + group + "peple\n"),
            "m.yaml:26:17: expected an object above that is read by_id: one of people; did you "
            "mean 'people'?");
  EXPECT_EQ(mistake_in(candidates("") + group + "people\n"), "none");
  EXPECT_EQ(mistake_in(candidates("") + group + "people\n    full: GET /c\n"),
            "m.yaml:27:5: unknown key 'full'; known here: name, scopes, delta, items, next, "
            "complete, group_by, group_read, only_if");
}

// The hook would be given the pages of names and its cut items taken for whole records.
TEST(Manifest, PagesOfNamesAreNotCutByAHook) {
  EXPECT_EQ(
      mistake_in(candidates("") + "  changes:\n    delta: GET /c?a={from}\n    group_by: /person\n"
                                  "    group_read: people\nhooks:\n  split_page: true\n"),
      "m.yaml:28:3: pages of an object with group_read cannot be cut by a hook");
}

TEST(Manifest, ADeepNestOfExpressionsIsRefused) {
  std::string nested = "/a";
  for (int i = 0; i < 12; ++i) nested = "{ first: [ " + nested + " ] }";
  EXPECT_NE(in_map("first_name: " + nested).find("nested more than 8 deep"), std::string::npos);
}

TEST(Manifest, SettingsChooseWhatIsLeftOut) {
  const std::string joins =
      "    joins:\n"
      "      extra: { only_if: { region: us }, list: 'GET /e?i={ids}', by: /id, key: /p }\n";
  const std::string map = "      title: join:extra/title\n";
  Mapper eu = mapper_of(candidates(map, joins));
  Mapper us = mapper_of(candidates(map, joins), nullptr, {{"region", "us"}});
  EXPECT_TRUE(eu.read_page(page_of("people", "[{\"id\":1}]"))->needs.empty());
  EXPECT_EQ(us.read_page(page_of("people", "[{\"id\":1}]"))->needs.size(), 1u);
  EXPECT_EQ(in_object("    only_if: { regoin: eu }\n"),
            "m.yaml:21:16: unknown key 'regoin'; did you mean 'region'?");
  EXPECT_EQ(in_object("    only_if: { region: ue }\n").substr(0, 60),
            "m.yaml:21:24: expected a word of that setting: one of eu, us");
}

TEST(TenantSettings, AreCompletedFromTheManifest) {
  const Result<Plan> plan = compile_manifest(candidates(""), "m.yaml", {});
  ASSERT_TRUE(plan);
  const Result<Settings> complete = complete_settings(*plan, {{"key", "file:/run/key"}});
  ASSERT_TRUE(complete);
  EXPECT_EQ(complete->at("region"), "eu");
  EXPECT_EQ(complete_settings(*plan, {}).error().what, "the setting 'key' is missing: The key");
  EXPECT_EQ(complete_settings(*plan, {{"key", "k"}, {"regin", "eu"}}).error().what,
            "unknown setting 'regin'; did you mean 'region'?");
  EXPECT_EQ(complete_settings(*plan, {{"key", "k"}, {"region", "mars"}}).error().what,
            "the setting 'region' must be one of its words: eu, us");
}

}  // namespace
}  // namespace crosswalk
