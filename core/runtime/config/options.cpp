#include "runtime/config/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace crosswalk {
namespace {

using enum OptionType;

constexpr std::int64_t second = 1000;
constexpr std::int64_t hour = 3600 * second;
constexpr std::int64_t day = 24 * hour;

constexpr std::string_view kind_words =
    "job|candidate|application|stage|candidate_note|application_note|feedback";

constexpr auto table = std::to_array<OptionSpec>({
    {"state_dir", path, true, "", 0, 0, "",
     "where all state lives; made with mode 0700, and refused when others can write it"},
    {"erasures_dir", path, false, "", 0, 0, "",
     "where the journals of erasures are kept; state_dir when not given. A folder that is there, "
     "and that restoring a backup of the state leaves alone"},
    {"socket", path, false, "", 0, 0, "",
     "the admin socket; admin.sock in state_dir when not given"},
    {"connectors_dir", path, true, "", 0, 0, "", "where the NAME.connector.so files lie"},
    {"worker", path, false, "", 0, 0, "",
     "the crosswalk-worker program; the one beside this program when not given"},
    {"log", section, false, "", 0, 0, "", "what is written to standard error"},
    {"log.level", word, false, "info", 0, 0, "debug|info|warning|error",
     "the least important line that is written"},
    {"keys", section, true, "", 0, 0, "", "what state is sealed with"},
    {"keys.root", secret, true, "", 0, 0, "", "the root key, made by 'crosswalk keys init'"},
    {"tls", section, false, "", 0, 0, "", "whom to trust"},
    {"tls.ca_file", path, false, "", 0, 0, "",
     "certificates to trust instead of the system's, in PEM"},
    {"webhooks", section, false, "", 0, 0, "",
     "where LinkedIn and the ATS push to; without it they are only asked"},
    {"webhooks.listen", text, false, "", 0, 0, "",
     "HOST:PORT to listen at, such as 127.0.0.1:8443"},
    {"webhooks.public_url", text, false, "", 0, 0, "",
     "how the peers reach it: https, without a slash at the end"},
    {"webhooks.certificate", path, false, "", 0, 0, "",
     "certificate chain in PEM; without it plain HTTP, behind a proxy on this machine"},
    {"webhooks.key", path, false, "", 0, 0, "", "its private key in PEM, mode 0400 or 0600"},
    {"partner", section, false, "", 0, 0, "",
     "the partner's own application at LinkedIn, which makes one for each tenant"},
    {"partner.client_id", text, false, "", 0, 0, "", "of that application"},
    {"partner.client_secret", secret, false, "", 0, 0, "", "its secret, by reference"},
    {"tenants", sections, true, "", 0, 0, "", "one entry per customer"},
    {"tenants[].name", name, true, "", 0, 0, "", "names the tenant's state: never change it"},
    {"tenants[].connector", name, true, "", 0, 0, "", "which connector reads this tenant's ATS"},
    {"tenants[].settings", pairs, false, "", 0, 0, "", "what the connector's manifest asks for"},
    {"tenants[].secrets", secrets, false, "", 0, 0, "",
     "the secrets the connector's manifest asks for, by reference"},
    {"tenants[].hosts", pairs, false, "", 0, 0, "",
     "origins to use for hosts the manifest names, by that name"},
    {"tenants[].allow_loopback", flag, false, "false", 0, 0, "",
     "let origins name this machine, for trials; status shows it"},
    {"tenants[].linkedin", section, true, "", 0, 0, "", "the tenant at LinkedIn"},
    {"tenants[].linkedin.organization", urn, true, "", 0, 0, "",
     "the organization whose records these are; two tenants never share one"},
    {"tenants[].linkedin.client_id", text, false, "", 0, 0, "",
     "of the tenant's application; not given where the partner's makes one"},
    {"tenants[].linkedin.client_secret", secret, false, "", 0, 0, "", "its secret, by reference"},
    {"tenants[].linkedin.title", text, false, "", 0, 0, "",
     "how Recruiter shows the integration: 'ATS - Customer', at most 50 characters"},
    {"tenants[].linkedin.version", text, false, "", 0, 0, "",
     "YYYYMM of LinkedIn's versioned API; the unversioned v2 when not given"},
    {"tenants[].linkedin.members", pairs, false, "", 0, 0, "",
     "which member (urn:li:person:ID) a user of the ATS is; given, each job is seen by its hiring "
     "team alone, else by all users of Recruiter"},
    {"tenants[].linkedin.api", origin, false, "https://api.linkedin.com", 0, 0, "",
     "where records are sent"},
    {"tenants[].linkedin.token", origin, false, "https://www.linkedin.com", 0, 0, "",
     "where tokens are fetched"},
    {"tenants[].linkedin.availability", word, false, "PRIVATE_TO_ATS_INTEGRATION", 0, 0,
     "PUBLIC|PRIVATE_TO_ATS_INTEGRATION",
     "who may see the jobs at LinkedIn. A public one is closed before fewer see it"},
    {"tenants[].linkedin.requests_per_day", integer, false, "100000", 0, 100'000'000, "",
     "LinkedIn's limit for the application; 0 for none"},
    {"tenants[].linkedin.records_per_minute", integer, false, "10000", 0, 100'000'000, "",
     "LinkedIn's limit for the application; 0 for none"},
    {"tenants[].policy", section, false, "", 0, 0, "", "what may leave"},
    {"tenants[].policy.withhold", section, false, "", 0, 0, "", "what stays at home"},
    {"tenants[].policy.withhold.groups", texts, false, "", 0, 0, "",
     "groups of optional fields: contact, employment, profile and so on"},
    {"tenants[].policy.withhold.fields", texts, false, "", 0, 0, "",
     "optional fields, as KIND.FIELD"},
    {"tenants[].policy.withhold.kinds", texts, false, "", 0, 0, "",
     "whole data sets: stage, candidate_note, application_note, feedback"},
    {"tenants[].policy.withhold.records", sections, false, "", 0, 0, "",
     "whole records, by the value of a field"},
    {"tenants[].policy.withhold.records[].name", name, true, "", 0, 0, "",
     "how 'explain' calls the rule"},
    {"tenants[].policy.withhold.records[].kind", word, true, "", 0, 0, kind_words, "which records"},
    {"tenants[].policy.withhold.records[].field", text, true, "", 0, 0, "",
     "a field of the kind that the connector provides"},
    {"tenants[].policy.withhold.records[].values", texts, true, "", 0, 0, "",
     "any of these; true or false for a flag"},
    {"tenants[].policy.private_candidates", flag, false, "false", 0, 0, "",
     "send candidates the ATS marks private"},
    {"tenants[].policy.confidential_jobs", flag, false, "false", 0, 0, "",
     "send jobs the ATS marks confidential"},
    {"tenants[].policy.private_notes", flag, false, "false", 0, 0, "",
     "send notes and feedback the ATS shows to some of its users only"},
    {"tenants[].exports", section, false, "", 0, 0, "",
     "what of an exported profile may enter the ATS beside names, headline, company, title and "
     "place"},
    {"tenants[].exports.email", flag, false, "false", 0, 0, "",
     "the e-mail address a recruiter typed"},
    {"tenants[].exports.profile_url", flag, false, "false", 0, 0, "", "the LinkedIn profile's URL"},
    {"tenants[].poll", duration, false, "5m", second, day, "",
     "from one reading of changes to the next"},
    {"tenants[].sweep", duration, false, "7d", 60 * second, 90 * day, "",
     "from one complete listing to the next; finds what was deleted without a word"},
    {"tenants[].overlap", duration, false, "2m", 0, day, "",
     "how much before the last reading the next one begins, for records that appear late"},
});

}  // namespace

std::string_view name_of(OptionType type) {
  switch (type) {
    case section:
      return "section";
    case sections:
      return "list of sections";
    case text:
      return "text";
    case name:
      return "name";
    case path:
      return "path";
    case word:
      return "word";
    case flag:
      return "true or false";
    case integer:
      return "number";
    case duration:
      return "duration";
    case origin:
      return "origin";
    case urn:
      return "organization URN";
    case secret:
      return "secret reference";
    case texts:
      return "list of text";
    case pairs:
      return "map of text";
    case secrets:
      return "map of secret references";
  }
  return "unknown";
}

std::span<const OptionSpec> option_table() { return table; }

const OptionSpec* find_option(std::string_view path) {
  const auto found = std::ranges::find(table, path, &OptionSpec::path);
  return found == table.end() ? nullptr : &*found;
}

std::vector<const OptionSpec*> options_below(std::string_view section) {
  std::vector<const OptionSpec*> below;
  for (const OptionSpec& option : table) {
    const std::size_t dot = option.path.rfind('.');
    const std::string_view parent =
        dot == std::string_view::npos ? std::string_view{} : option.path.substr(0, dot);
    if (parent == section) below.push_back(&option);
  }
  return below;
}

std::string_view key_of(const OptionSpec& option) {
  return option.path.substr(option.path.rfind('.') + 1);
}

std::optional<Duration> parse_duration(std::string_view text) {
  constexpr std::size_t digits_max = 12;
  using Unit = std::pair<std::string_view, std::int64_t>;
  constexpr std::array<Unit, 5> units{
      {{"ms", 1}, {"s", second}, {"m", 60 * second}, {"h", hour}, {"d", day}}};
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || digits == 0 || digits > digits_max || count < 0 ||
      text.front() == '-') {
    return std::nullopt;
  }
  const std::string_view unit = text.substr(digits);
  const auto found = std::ranges::find(units, unit, &Unit::first);
  if (found == units.end() || count > INT64_MAX / found->second) return std::nullopt;
  return Duration{count * found->second};
}

}  // namespace crosswalk
