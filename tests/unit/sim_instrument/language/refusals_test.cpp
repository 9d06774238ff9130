// A scenario that is not quite right must never run as if it were. At stake: each mistake is
// refused where it was made, in words that name it, with what to write instead.

#include <gtest/gtest.h>

#include "language/language.hpp"

namespace crosswalk::sim {
namespace {

struct Mistake {
  const char* name;
  const char* text;
  const char* place;   ///< Line and column.
  const char* says;    ///< Part of what is wrong.
  const char* remedy;  ///< Part of what to write instead.
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class Refusal : public ::testing::TestWithParam<Mistake> {};

TEST_P(Refusal, NamesPlaceMistakeAndRemedy) {
  const Mistake& mistake = GetParam();
  const auto read = read_scenarios(mistake.text, "delta/a.yaml", {});
  ASSERT_FALSE(read) << mistake.text;
  EXPECT_EQ(read.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(read.error().where, std::string("delta/a.yaml:") + mistake.place);
  EXPECT_NE(read.error().what.find(mistake.says), std::string::npos) << read.error().what;
  EXPECT_NE(read.error().what.find(mistake.remedy), std::string::npos) << read.error().what;
}

// Whoever is told of every mistake is told of this one, and of none that only follows from it.
TEST_P(Refusal, IsTheOnlyMistakeOfItsFile) {
  std::vector<Error> mistakes;
  const auto read = read_scenarios(GetParam().text, "delta/a.yaml", {}, {&mistakes});
  ASSERT_FALSE(read);
  std::string all;
  for (const Error& each : mistakes) all += to_string(each) + "\n";
  ASSERT_EQ(mistakes.size(), 1u) << all;
  EXPECT_EQ(mistakes.front().where, read.error().where);
}

std::string name_of_case(const ::testing::TestParamInfo<Mistake>& info) { return info.param.name; }

// Words, and the values they can have.
const Mistake words[] = {
    {"a_section", "stepps: []\n", "1:1", "no word of a scenario 'stepps'", "did you mean 'steps'"},
    {"no_map", "- sync\n", "1:1", "a map of sections", "`steps`"},
    {"nothing_at_all", "", "1:1", "a map of sections", "`steps`"},
    {"a_world_word", "world: {candidate: 5}\n", "1:9", "'candidate'", "did you mean 'candidates'"},
    {"an_oddity", "world: {odd: {job_darft: 5}}\n", "1:15", "'job_darft'",
     "did you mean 'job_draft'"},
    {"a_quirk", "world:\n  quirks: {pages: 5}\n", "2:12", "'pages'", "known are page_items"},
    {"a_number", "world: {candidates: many}\n", "1:21", "must be a whole number",
     "from 0 to 10000000"},
    {"too_large", "world: {notes_per_candidate: 9}\n", "1:30", "must be a number", "from 0 to 8"},
    {"not_finite", "world: {notes_per_candidate: nan}\n", "1:30", "must be a number",
     "from 0 to 8"},
    {"negative", "world: {candidates: -1}\n", "1:21", "must be a whole number", "from 0"},
    {"a_vendor", "world: {vendor: greenhous}\n", "1:17", "no vendor 'greenhous'",
     "did you mean 'greenhouse'"},
    {"a_version", "world: {linkedin_version: 202613}\n", "1:27", "must be a month", "202603"},
    {"a_flag", "steps: [sync: {full: yes}]\n", "1:22", "must be true or false", "true"},
    {"a_value", "steps: [sync: {full: }]\n", "1:22", "a value is missing", "true or false"},
    {"a_duration", "steps: [advance: 30]\n", "1:18", "must be a duration", "30m"},
    {"a_long_duration", "steps: [advance: 900000000d]\n", "1:18", "must be a duration", "30m"},
    {"a_moment", "start: yesterday\n", "1:8", "must be a moment", "2026-01-01T00:00:00Z"},
    {"a_seed", "seed: 9007199254740992\n", "1:7", "must be a whole number", "9007199254740991"},
    {"a_product", "tenants: [{products: [exports]}]\n", "1:23", "no product 'exports'",
     "did you mean 'export'"},
    {"no_tenants", "tenants: []\n", "1:10", "list of tenants", "- name: acme"},
    {"a_tenants_name", "tenants: [{name: A B}]\n", "1:18", "name", "a-z, 0-9 and -"},
    {"tenants_alike", "tenants: [{name: one}, {name: one}]\n", "1:31", "two tenants 'one'",
     "a `name` of its own"},
    {"a_field_to_withhold", "tenants: [{policy: {withheld_fields: [candidate.email]}}]\n", "1:39",
     "no field that can be withheld", "known are application.candidateEmail"},
    {"a_mode", "mode: virtuel\n", "1:7", "no mode 'virtuel'", "did you mean 'virtual'"},
    {"a_mode_without_a_reason", "mode: real\nsteps: [sync]\n", "1:7", "one mode only",
     "`mode_reason`"},
    {"a_mode_that_cannot_be", "mode: real\nmode_reason: sockets\nsteps: [{advance: 1h}]\n", "1:7",
     "cannot run in real mode", "only virtual time can be advanced"},
    {"a_word_twice", "seed: 1\nseed: 2\n", "2:1", "the key 'seed' is there twice",
     "take one of them away"},
    {"a_permission", "faults: [{id: f, at: greenhouse.users.list, do: {scope_missing: bananas}}]\n",
     "1:65", "no permission 'bananas'", "known are"},
    {"a_permission_in_a_map",
     "faults: [{id: f, at: gem.*, do: {scope_missing: {scope: candidate}}}]\nworld: {vendor: "
     "gem}\n",
     "1:57", "no permission 'candidate'", "did you mean 'candidates'"},
    {"a_permission_of_another_vendor", "world: {quirks: {denied: stages}}\n", "1:26",
     "no permission 'stages'", "job_interview_stages"},
    {"a_permission_denied_by_a_step", "steps: [set: {denied: [user]}]\n", "1:24",
     "no permission 'user'", "did you mean 'users'"},
    {"no_request_at_all",
     "faults: [{id: f, at: greenhouse.users.list, when: {nth: []}, do: stall}]\n", "1:57",
     "names no request", "[1, 3]"},
    {"the_first_none",
     "faults: [{id: f, at: greenhouse.users.list, when: {first: 0}, do: stall}]\n", "1:59",
     "must be a whole number", "from 1"},
    {"a_department", "tenants: [{policy: {withheld_departments: [Sale]}}]\n", "1:44",
     "no department 'Sale'", "did you mean 'Sales'"},
    {"a_department_from_then_on", "steps: [restart: {policy: {withheld_departments: Bakery}}]\n",
     "1:50", "no department 'Bakery'", "known are Engineering"},
    {"nobody_by_ids", "steps: [vendor: {do: delete, ids: []}]\n", "1:35", "this is nobody",
     "some are drawn"},
    {"no_job_again", "steps: [resync: []]\n", "1:17", "this is no job", "all are asked for"},
    {"a_request_as_an_id",
     "steps:\n  - export: {member: anna, as: req}\n  - erase: {candidate: $req}\n", "3:24",
     "the request of an export", "`vendor` steps keep ids"},
    {"a_request_as_a_job", "steps:\n  - export: {member: anna, as: req}\n  - resync: $req\n",
     "3:13", "the request of an export", "not the id of a job"},
    {"a_job_as_a_candidate",
     "steps:\n  - vendor: {do: insert, kind: job, as: made}\n  - vendor: {do: delete, ids: "
     "$made}\n",
     "3:31", "of the kind job", "must be a candidate"},
    {"a_job_as_whose_application",
     "steps:\n  - vendor: {do: insert, kind: job, as: made}\n  - vendor: {do: insert, kind: "
     "application, fields: {candidate_id: $made}}\n",
     "3:68", "of the kind job", "must be a candidate"},
};
INSTANTIATE_TEST_SUITE_P(Words, Refusal, ::testing::ValuesIn(words), name_of_case);

// What goes wrong: kinds, endpoints, parameters.
const Mistake faults[] = {
    {"a_kind", "faults: [{id: f, at: linkedin.token, do: stal}]\n", "1:42", "no kind of fault",
     "did you mean 'stall'"},
    {"two_kinds", "faults: [{id: f, at: linkedin.token, do: {stall: 1, html: 2}}]\n", "1:42",
     "one kind of fault", "{latency: 2s}"},
    {"an_endpoint", "faults: [{id: f, at: greenhouse.candidate.list, do: stall}]\n", "1:22",
     "no endpoint", "did you mean 'greenhouse.candidates.list'"},
    {"an_endpoint_of_nobody", "faults: [{id: f, at: gem.candidates.list, do: stall}]\n", "1:22",
     "no tenant ever meets 'gem.candidates.list': acme uses greenhouse", "another `vendor`"},
    {"an_endpoint_without_its_product",
     "tenants: [{products: [sync]}]\n"
     "faults: [{id: f, at: hook.linkedin.export, do: hook_lost}]\n",
     "2:22", "no tenant ever meets", "other `products`"},
    {"hooks_of_gem",
     "world: {vendor: gem}\nfaults: [{id: f, at: hook.greenhouse, do: hook_lost}]\n", "2:22",
     "no tenant ever meets", "another `vendor`"},
    {"a_kind_elsewhere", "faults: [{id: f, at: linkedin.candidates.put, do: page_capped}]\n",
     "1:22", "`page_capped` cannot happen at", "another endpoint"},
    {"a_parameter", "faults: [{id: f, at: linkedin.token, do: {status: {wiat: 5s}}}]\n", "1:52",
     "no word of a status 'wiat'", "did you mean 'wait'"},
    {"a_parameter_of_another", "faults: [{id: f, at: linkedin.token, do: {status: {path: /a}}}]\n",
     "1:52", "no word of a status 'path'", "known are status, retry_after, wait"},
    {"a_parameter_of_none", "faults: [{id: f, at: linkedin.token, do: {stall: 5s}}]\n", "1:50",
     "`stall` takes nothing", "do: stall"},
    {"no_duration", "faults: [{id: f, at: linkedin.token, do: latency}]\n", "1:42",
     "`latency` does nothing this way", "{latency: 2s}"},
    {"no_window", "faults: [{id: f, at: linkedin.token, do: {quota: 5}}]\n", "1:50",
     "`quota` does nothing this way", "per: 10s"},
    {"no_mutation", "faults: [{id: f, at: greenhouse.jobs.list, do: mutation}]\n", "1:48",
     "`mutation` does nothing this way", "do: delete"},
    {"a_parameter_that_is_not_read",
     "faults: [{id: f, at: linkedin.token, do: {latency: {wait: 1s, most: 2s}}}]\n", "1:69",
     "`most` is read with", "distribution: uniform"},
    {"a_range_upside_down",
     "faults:\n  - {id: f, at: linkedin.token,\n"
     "     do: {latency: {wait: 3s, most: 2s, distribution: uniform}}}\n",
     "3:20", "`most` must not be less", "`wait`"},
    {"a_negative_wait", "faults: [{id: f, at: linkedin.token, do: {status: {wait: -5s}}}]\n",
     "1:58", "only a clock can be behind", "must not be negative"},
    {"a_status", "faults: [{id: f, at: linkedin.token, do: {status: 200}}]\n", "1:51",
     "must be a whole number", "from 400 to 599"},
    {"a_form", "faults: [{id: f, at: linkedin.token, do: {status: {retry_after: second}}}]\n",
     "1:65", "no form of Retry-After 'second'", "did you mean 'seconds'"},
    {"a_mutations_field",
     "faults:\n  - id: f\n    at: greenhouse.candidates.list\n"
     "    do: {mutation: [{do: update, fields: {titel: Baker}}]}\n",
     "4:43", "no field of this kind 'titel'", "did you mean 'title'"},
    {"no_id", "faults: [{at: linkedin.token, do: stall}]\n", "1:10", "`id` is missing",
     "How reports call it"},
    {"an_id", "faults: [{id: F 1, at: linkedin.token, do: stall}]\n", "1:15", "id", "a-z, 0-9"},
    {"ids_alike",
     "faults:\n  - {id: f, at: linkedin.token, do: stall}\n"
     "  - {id: f, at: linkedin.token, do: html}\n",
     "3:10", "two faults 'f'", "an id of its own"},
    {"a_trigger", "faults: [{id: f, at: linkedin.token, do: stall, when: {nht: 3}}]\n", "1:56",
     "no word of a when 'nht'", "did you mean 'nth'"},
    {"a_probability", "faults: [{id: f, at: linkedin.token, do: stall, when: {probability: 2}}]\n",
     "1:69", "must be a number", "from 0 to 1"},
    {"never", "faults: [{id: f, at: linkedin.token, do: stall, when: {from: 2h, until: 1h}}]\n",
     "1:73", "`until` must be after `from`", "after"},
    {"no_pointer", "faults: [{id: f, at: greenhouse.jobs.list, do: {null_value: {path: foo}}}]\n",
     "1:68", "must be a JSON pointer", "say `/foo`, or `/*/foo`"},
    {"no_pointer_in_brief", "faults: [{id: f, at: greenhouse.jobs.list, do: {wrong_type: id}}]\n",
     "1:61", "must be a JSON pointer", "say `/id`"},
    {"no_chance", "faults: [{id: f, at: linkedin.token, do: stall, when: {probability: 0}}]\n",
     "1:69", "never strikes", "more than 0"},
    {"beyond_the_first",
     "faults: [{id: f, at: linkedin.token, do: stall, when: {first: 2, nth: [5, 9]}}]\n", "1:71",
     "no request is all of", "take one of them away"},
    {"the_first_of_every",
     "faults: [{id: f, at: linkedin.token, do: stall, when: {first: 2, every: 3}}]\n", "1:73",
     "no request is all of", "take one of them away"},
    {"none_of_every",
     "faults: [{id: f, at: linkedin.token, do: stall, when: {nth: 5, every: 2}}]\n", "1:61",
     "no request is all of", "take one of them away"},
    {"a_page_that_is_not_there",
     "faults: [{id: f, at: linkedin.candidates.put, do: stall, when: {page: 3}}]\n", "1:71",
     "has a second page", "say `nth`"},
};
INSTANTIATE_TEST_SUITE_P(Faults, Refusal, ::testing::ValuesIn(faults), name_of_case);

// What is done.
const Mistake steps[] = {
    {"no_steps", "why: It says nothing else.\n", "1:1", "nothing is done here",
     "steps: [sync, quiet]"},
    {"an_empty_list_of_steps", "steps: []\n", "1:8", "nothing is done here", "[sync, quiet]"},
    {"a_map_of_steps", "steps: {sync: true}\n", "1:8", "`steps` is a list", "begin each with `- `"},
    {"a_job_as_an_application",
     "steps:\n  - vendor: {do: insert, kind: job, as: made}\n  - vendor: {do: reject, kind: "
     "application, ids: $made}\n",
     "3:50", "of the kind job", "must be an application"},
    {"the_only_member", "steps: [export: anna, opt_out: somebody]\n", "1:32",
     "no member exported before 'somebody'", "the only one is anna"},
    {"a_step", "steps: [synk]\n", "1:9", "no step 'synk'", "did you mean 'sync'"},
    {"a_step_with_words", "steps:\n  - sinc: {full: true}\n", "2:5", "no step 'sinc'",
     "did you mean 'sync'"},
    {"two_words", "steps:\n  - sync: {full: true}\n    tenant: acme\n", "3:5",
     "one step has one word", "- sync: {full: true}"},
    {"no_step", "steps: [[sync]]\n", "1:9", "must be a step", "`sync`"},
    {"a_bare_step", "steps: [advance]\n", "1:9", "`advance` needs to know more", "by"},
    {"a_word_of_a_step", "steps: [sync: {ful: true}]\n", "1:16", "no word of a sync 'ful'",
     "did you mean 'full'"},
    {"a_word_that_must_be_there", "steps: [vendor: {kind: job}]\n", "1:17", "`do` is missing",
     "What happens"},
    {"a_change", "steps: [vendor: {do: remove}]\n", "1:22", "no change 'remove'",
     "known are insert, update, delete"},
    {"a_kind_of_record", "steps: [vendor: {do: update, kind: candidat}]\n", "1:36",
     "no kind of record 'candidat'", "did you mean 'candidate'"},
    {"a_change_of_another", "steps: [vendor: {do: close, kind: candidate}]\n", "1:22",
     "this does not happen to a candidate, but to one of job", "another `kind`"},
    {"an_insert_of_what_comes_along", "steps: [vendor: {do: insert, kind: user}]\n", "1:22",
     "this does not happen to a user", "another `kind`"},
    {"an_insert_with_ids", "steps: [vendor: {do: insert, ids: [4]}]\n", "1:35",
     "an insert takes no ids", "keep them with `as`"},
    {"ids_and_a_count", "steps: [vendor: {do: update, ids: [4], count: 3}]\n", "1:47",
     "`ids` say how many", "take `count` away"},
    {"fields_of_a_deletion", "steps: [vendor: {do: delete, fields: {title: A}}]\n", "1:38",
     "only insert, update and merge take fields", "insert"},
    {"a_field", "steps: [vendor: {do: update, fields: {titel: A}}]\n", "1:39",
     "no field of this kind 'titel'", "did you mean 'title'"},
    {"a_value_of_a_field", "steps: [vendor: {do: update, fields: {is_private: yes}}]\n", "1:51",
     "must be true or false", "true"},
    {"a_word_of_a_field",
     "steps: [vendor: {do: update, kind: note, fields: {visibility: everybody}}]\n", "1:63",
     "no word for `visibility`", "did you mean 'everyone'"},
    {"a_field_of_a_merge", "steps: [vendor: {do: merge, fields: {onto: 5}}]\n", "1:38",
     "no field of a merge 'onto'", "did you mean 'into'"},
    {"a_tenant", "steps: [sync: {tenant: acne}]\n", "1:24", "no tenant 'acne'",
     "did you mean 'acme'"},
    {"a_capture",
     "steps:\n  - vendor: {do: update, as: changed}\n  - erase: {candidate: $change}\n", "3:24",
     "no kept value 'change'", "did you mean 'changed'"},
    {"a_capture_that_comes_later",
     "steps:\n  - vendor: {do: delete, ids: $x}\n  - vendor: {do: update, as: x}\n", "2:31",
     "no kept value 'x'", "An earlier step keeps one with `as: x`"},
    {"a_capture_of_nothing", "steps: [sync: {as: x}]\n", "1:16", "no word of a sync 'as'", "known"},
    {"a_capture_twice",
     "steps:\n  - vendor: {do: update, as: x}\n  - vendor: {do: update, as: x}\n", "3:30",
     "keeps something as 'x' already", "another name"},
    {"the_name_of_a_capture", "steps: [vendor: {do: update, as: 1st}]\n", "1:34",
     "begins with a letter", "a-z"},
    {"an_export_nobody_bought", "tenants: [{products: [sync]}]\nsteps: [export: anna]\n", "2:17",
     "has the product export", "`products`"},
    {"an_erasure_of_nobody", "steps: [erase: {}]\n", "1:16", "an erasure is of one person",
     "candidate, email and member"},
    {"an_erasure_of_two", "steps: [erase: {candidate: 4, email: a@b.test}]\n", "1:16",
     "an erasure is of one person", "candidate, email and member"},
    {"a_peer", "steps: [rotate: greenhouse]\n", "1:17", "no peer 'greenhouse'",
     "known are vendor, linkedin"},
    {"an_integration", "steps: [integration: no]\n", "1:22", "must be on or off", "on or off"},
    {"a_setting", "steps: [set: {page_item: 5}]\n", "1:15", "no word of a set 'page_item'",
     "did you mean 'page_items'"},
    {"a_setting_s_value", "steps: [set: {page_items: some}]\n", "1:27", "must be a whole number",
     "from 0 to 500"},
    {"no_setting", "steps: [set: {}]\n", "1:14", "sets nothing", "`quirks`"},
    {"a_fault_to_switch",
     "faults: [{id: slow, at: linkedin.token, do: stall}]\nsteps: [faults: {on: [slw]}]\n", "2:23",
     "no fault 'slw'", "did you mean 'slow'"},
    {"faults_both_ways",
     "faults: [{id: f, at: linkedin.token, do: stall}]\nsteps: [faults: {on: f, off: f}]\n", "2:30",
     "one step switches one way", "a second one"},
    {"no_fault_to_switch", "steps: [faults: {}]\n", "1:17", "switches nothing", "name a fault"},
    {"nothing_expected", "steps: [expect: {}]\n", "1:17", "expects nothing", "what must hold"},
    {"somebody_who_was_never_exported", "steps: [export: anna, opt_out: ana]\n", "1:32",
     "no member exported before 'ana'", "did you mean 'anna'"},
    {"somebody_exported_later", "steps: [close_account: anna, export: anna]\n", "1:24",
     "no member exported before", "anna"},
    {"invariants_of_one_step", "steps: [expect: {invariants: [I1]}]\n", "1:30",
     "said of a whole run", "`expect` at the end"},
    {"requests_of_one_tenant",
     "tenants: [{name: a}, {name: b}]\nsteps: [expect: {tenant: a, requests: {linkedin.token: "
     "1}}]\n",
     "2:39", "counted for all tenants", "without `tenant`"},
};
INSTANTIATE_TEST_SUITE_P(Steps, Refusal, ::testing::ValuesIn(steps), name_of_case);

// What could never hold.
const Mistake expectations[] = {
    {"a_kind_there_is_not", "expect: {held: {candidats: 5}}\n", "1:17",
     "no kind at LinkedIn 'candidats'", "did you mean 'candidate'"},
    {"a_child_without_its_parent", "expect: {records: [{stage: 5, held: false}]}\n", "1:28",
     "hangs on another record", "PARENT/ID"},
    {"time_of_one_tenant",
     "tenants: [{name: a}, {name: b}]\nexpect: {tenant: a, virtual_time: \"<= 2h\"}\n", "2:35",
     "counted for all tenants", "without `tenant`"},
    {"a_kind_of_the_vendor_s", "expect: {held: {user: 5}}\n", "1:17", "no kind at LinkedIn 'user'",
     "known are job"},
    {"an_amount", "expect: {held: {job: \"> 5\"}}\n", "1:22", "must be an amount", "\">= 30\""},
    {"bounds", "expect: {held: {job: {at_least: 9, at_most: 3}}}\n", "1:22", "no number is this",
     "at_least is above at_most"},
    {"a_bound", "expect: {held: {job: {at_lest: 9}}}\n", "1:23", "no word of an amount 'at_lest'",
     "did you mean 'at_least'"},
    {"no_bound", "expect: {held: {job: {}}}\n", "1:22", "asks for nothing", "at_least or at_most"},
    {"more_than_there_are", "world: {jobs: 5}\nexpect: {held: {job: \">= 6\"}}\n", "2:22",
     "never more than 5 of these", "make more in `world`"},
    {"more_than_ever_were_made",
     "world: {candidates: 5}\nsteps: [vendor: {do: insert, count: 2}]\n"
     "expect: {vendor: {candidate: 8}}\n",
     "3:30", "never more than 7 of these", "by a step"},
    {"a_request", "expect: {requests: {linkedin.candidate.put: 5}}\n", "1:21", "no endpoint",
     "did you mean 'linkedin.candidates.put'"},
    {"a_request_to_nobody", "expect: {requests: {gem.*: 0}}\n", "1:21", "no tenant ever meets",
     "another `vendor`"},
    {"exports_nobody_bought",
     "tenants: [{products: [sync, hooks]}]\nexpect: {requests: {linkedin.exports.find: \">= "
     "1\"}}\n",
     "2:21", "acme uses greenhouse without export", "other `products`"},
    {"a_fault_there_is_not",
     "faults: [{id: slow, at: linkedin.token, do: stall}]\nexpect: {fired: {slw: 1}}\n", "2:18",
     "no fault 'slw'", "did you mean 'slow'"},
    {"a_fault_that_is_off",
     "steps: [sync]\nfaults: [{id: f, at: linkedin.token, do: stall, off: true}]\n"
     "expect: {fired: {f: 1}}\n",
     "2:54", "no step switches it on", "- faults: {on: [f]}"},
    {"a_fault_that_is_only_switched_off",
     "faults: [{id: f, at: linkedin.token, do: stall, off: true}]\nsteps: [faults: {off: f}]\n",
     "1:54", "no step switches it on", "take it away"},
    {"an_invariant", "expect: {invariants: [I13]}\n", "1:23", "no invariant 'I13'",
     "known are I1..I12"},
    {"invariants_downwards", "expect: {invariants: I5..I2}\n", "1:22", "must run upwards",
     "say I2..I5"},
    {"an_invariant_at_the_end_of_a_range", "expect: {invariants: [I9..I31]}\n", "1:23",
     "no invariant 'I31'", "known are I1..I12"},
    {"a_flag_at_linkedin", "expect: {records: [{candidate: 4, fields: {doNotContact: perhaps}}]}\n",
     "1:58", "must be true or false", "true"},
    {"a_moment_at_linkedin", "expect: {records: [{candidate: 4, fields: {atsCreatedAt: soon}}]}\n",
     "1:58", "milliseconds since 1970", "1767225600000"},
    {"a_state_at_linkedin", "expect: {records: [{job: 4, fields: {state: LISTD}}]}\n", "1:45",
     "no word for `state` 'LISTD'", "did you mean 'LISTED'"},
    {"a_member_at_linkedin",
     "expect: {records: [{candidate: 4, fields: {manualMatchedMember: anna}}]}\n", "1:65",
     "must be a URN", "urn:li:person:anna"},
    {"an_invariant_asked_and_not", "expect: {invariants: I1..I5, not_invariants: [I3]}\n", "1:46",
     "I3 is asked for and left out", "take it out of one list"},
    {"a_record_without_a_kind", "expect: {records: [{held: true}]}\n", "1:20", "which record?",
     "`candidate: 4711`"},
    {"a_record_of_two_kinds", "expect: {records: [{job: 4, candidate: 5}]}\n", "1:40",
     "about a job already", "say one of them"},
    {"a_field_of_linkedin_s", "expect: {records: [{job: 4, fields: {titel: A}}]}\n", "1:38",
     "no field of LinkedIn's 'titel'", "did you mean 'title'"},
    {"fields_of_what_is_gone", "expect: {records: [{job: 4, held: false, fields: {title: A}}]}\n",
     "1:50", "what is not held has no fields", "take one of them away"},
    {"a_field_of_the_vendor_s", "expect: {vendor_records: [{candidate: 4, fields: {titel: A}}]}\n",
     "1:51", "no field of this kind 'titel'", "did you mean 'title'"},
    {"a_tenant_there_is_not", "expect: {tenant: acne}\n", "1:18", "no tenant 'acne'",
     "did you mean 'acme'"},
    {"a_captured_record", "expect: {records: [{candidate: $x}]}\n", "1:32", "no kept value 'x'",
     "`as: x`"},
    {"less_time_than_passes", "steps: [{advance: 2h}]\nexpect: {virtual_time: \"<= 1h\"}\n", "2:24",
     "advance the clock further", "ask for more"},
    {"a_time", "expect: {virtual_time: 1500ms}\n", "1:24", "amount of whole seconds", "\"<= 2h\""},
    {"a_request_as_a_record",
     "steps: [{export: {member: anna, as: req}}]\nexpect: {records: [{candidate: $req}]}\n", "2:32",
     "the request of an export", "not the id of a candidate"},
    {"a_note_as_its_own_parent",
     "steps: [{vendor: {do: insert, kind: note, as: it}}]\nexpect: {records: [{candidate_note: "
     "$it/$it}]}\n",
     "2:37", "of the kind note", "must be a candidate"},
    {"a_job_as_a_record_of_the_vendor_s",
     "steps: [{vendor: {do: insert, kind: job, as: it}}]\nexpect: {vendor_records: [{candidate: "
     "$it}]}\n",
     "2:39", "of the kind job", "must be a candidate"},
    {"no_id_at_the_vendor", "expect: {vendor_records: [{candidate: anna}]}\n", "1:39",
     "must be an id", "$name"},
    {"any_number", "expect: {held: {job: \">= 0\"}}\n", "1:22", "asks for nothing",
     "a bound above"},
    {"any_time", "expect: {virtual_time: \">= 0s\"}\n", "1:24", "asks for nothing",
     "a bound above"},
    {"an_empty_text", "expect: {not_told: [\"\"]}\n", "1:21", "part of everything", "some words"},
    {"no_records", "expect: {records: []}\n", "1:19", "expects nothing", "what must hold"},
    {"no_amounts", "expect: {held: {}}\n", "1:16", "expects nothing", "take it away"},
    {"no_fields", "expect: {records: [{job: 4, fields: {}}]}\n", "1:37", "expects nothing",
     "what must hold"},
};
INSTANTIATE_TEST_SUITE_P(Expectations, Refusal, ::testing::ValuesIn(expectations), name_of_case);

// Matrices and fragments.
const Mistake matrices[] = {
    {"a_value_twice", "steps: [sync]\nmatrix: {seed: [1, 2, 1]}\n", "2:16", "the value 1 of `seed`",
     "take one away"},
    {"a_value_in_a_range_as_well", "steps: [sync]\nmatrix: {seed: [1..3, 2]}\n", "2:16",
     "the value 2 of `seed`", "take one away"},
    {"a_word_that_all_tenants_say",
     "matrix: {candidates: [5, 50]}\ntenants: [{name: a, candidates: 10}]\n", "1:10",
     "every tenant says `candidates`", "write ${candidates}"},
    {"out_of_the_folder", "use: ../../../../../../etc/passwd\nsteps: [sync]\n", "1:6",
     "leads out of the scenario's folder", "`fragments`"},
    {"out_by_a_way_round", "use: x/../../secrets/a.yaml\nsteps: [sync]\n", "1:6",
     "leads out of the scenario's folder", "`fragments`"},
    {"through_fragments", "use: ../fragments/../secrets/a.yaml\nsteps: [sync]\n", "1:6",
     "leads out of the scenario's folder", "`fragments`"},
};
INSTANTIATE_TEST_SUITE_P(Matrices, Refusal, ::testing::ValuesIn(matrices), name_of_case);

}  // namespace
}  // namespace crosswalk::sim
