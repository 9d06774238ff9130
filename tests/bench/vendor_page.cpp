#include "bench/vendor_page.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/check.hpp"
#include "base/text/dates.hpp"
#include "mapping/map/transforms.hpp"
#include "mapping/steps.hpp"
#include "vendors/greenhouse/records.hpp"

namespace crosswalk::bench {
namespace {

namespace ondemand = simdjson::ondemand;

std::string text_of(ondemand::value value) {
  std::string_view text;
  if (value.is_null()) return {};
  CROSSWALK_CHECK(value.get_string().get(text) == simdjson::SUCCESS);
  return std::string(text);
}

std::string text_of(const nlohmann::json& value) {
  return value.is_null() ? std::string() : value.get<std::string>();
}

ondemand::value member(ondemand::object& object, std::string_view name) {
  ondemand::value value;
  CROSSWALK_CHECK(object.find_field(name).get(value) == simdjson::SUCCESS);
  return value;
}

std::vector<std::string> values_of(ondemand::object& object, std::string_view name) {
  std::vector<std::string> texts;
  for (ondemand::object row : member(object, name).get_array()) {
    texts.push_back(text_of(member(row, "value")));
  }
  return texts;
}

std::vector<std::string> values_of(const nlohmann::json& object, const char* name) {
  std::vector<std::string> texts;
  for (const nlohmann::json& row : object.at(name)) texts.push_back(text_of(row.at("value")));
  return texts;
}

Person person_of(ondemand::object object) {
  Person person;
  person.id = std::string(member(object, "id").raw_json_token());
  person.created_at = text_of(member(object, "created_at"));
  person.updated_at = text_of(member(object, "updated_at"));
  person.first_name = text_of(member(object, "first_name"));
  person.last_name = text_of(member(object, "last_name"));
  person.company = text_of(member(object, "company"));
  person.title = text_of(member(object, "title"));
  person.emails = values_of(object, "email_addresses");
  person.phones = values_of(object, "phone_numbers");
  person.addresses = values_of(object, "addresses");
  person.websites = values_of(object, "website_addresses");
  person.social_media = values_of(object, "social_media_addresses");
  person.is_private = member(object, "private").get_bool();
  person.can_email = member(object, "can_email").get_bool();
  return person;
}

Person person_of(const nlohmann::json& object) {
  Person person;
  person.id = std::to_string(object.at("id").get<std::uint64_t>());
  person.created_at = text_of(object.at("created_at"));
  person.updated_at = text_of(object.at("updated_at"));
  person.first_name = text_of(object.at("first_name"));
  person.last_name = text_of(object.at("last_name"));
  person.company = text_of(object.at("company"));
  person.title = text_of(object.at("title"));
  person.emails = values_of(object, "email_addresses");
  person.phones = values_of(object, "phone_numbers");
  person.addresses = values_of(object, "addresses");
  person.websites = values_of(object, "website_addresses");
  person.social_media = values_of(object, "social_media_addresses");
  person.is_private = object.at("private").get<bool>();
  person.can_email = object.at("can_email").get<bool>();
  return person;
}

void set_text(Record& record, Field field, std::string_view text) {
  const std::string_view cut = trim(text);
  if (!cut.empty()) record.set(field, std::string(cut));
}

void set_instant(Record& record, Field field, std::string_view text) {
  const auto at = parse_instant(text);
  CROSSWALK_CHECK(at.has_value());
  record.set(field, to_ms(*at));
}

// A whole address is preferred to one without its scheme.
std::string linkedin_among(const std::vector<std::string>& addresses) {
  const auto is_linkedin = [](const std::string& each) {
    return each.find("linkedin.com/") != std::string::npos;
  };
  for (const std::string& each : addresses) {
    if (each.starts_with("http") && is_linkedin(each)) return each;
  }
  const auto found = std::ranges::find_if(addresses, is_linkedin);
  return found == addresses.end() ? std::string() : "https://" + *found;
}

std::vector<Row> rows_of(const char* name, const std::vector<std::string>& texts) {
  std::vector<Row> rows;
  for (const std::string& text : texts) {
    if (!text.empty()) rows.push_back({{name, text}});
  }
  return rows;
}

Record record_of(const Person& person) {
  Record record;
  record.key = {RecordKind::candidate, person.id};
  set_text(record, Field::candidate_id, person.id);
  set_text(record, Field::candidate_first_name, person.first_name);
  set_text(record, Field::candidate_last_name, person.last_name);
  std::vector<std::string> emails, phones, addresses;
  for (const std::string& each : person.emails) {
    if (is_email(trim(each))) emails.emplace_back(trim(each));
  }
  for (const std::string& each : person.phones) phones.push_back(phone(each));
  for (const std::string& each : person.addresses) addresses.emplace_back(trim(each));
  record.set(Field::candidate_emails, std::move(emails));
  record.set(Field::candidate_phones, rows_of("number", phones));
  record.set(Field::candidate_addresses, rows_of("line1", addresses));
  set_instant(record, Field::candidate_created_at, person.created_at);
  set_instant(record, Field::candidate_last_modified_at, person.updated_at);
  set_text(record, Field::candidate_company, person.company);
  set_text(record, Field::candidate_title, person.title);
  record.set(Field::candidate_do_not_contact, !person.can_email);
  const std::string linkedin = linkedin_among(person.social_media);
  set_text(record, Field::candidate_linkedin_url,
           linkedin.empty() ? linkedin_among(person.websites) : linkedin);
  record.set(Field::candidate_private, person.is_private);
  return record;
}

}  // namespace

std::string candidates_page(std::size_t candidates) {
  sim::WorldOptions options;
  options.candidates = static_cast<std::uint32_t>(candidates);
  const sim::World world(options);
  std::string page = "[";
  for (const sim::Candidate& row : world.all<sim::Candidate>()) {
    if (page.size() > 1) page += ',';
    sim::greenhouse::write_candidate(row, page);
  }
  return page + "]";
}

std::vector<Person> read_bare(ondemand::parser& parser, const simdjson::padded_string& page) {
  std::vector<Person> people;
  people.reserve(100);
  ondemand::document document = parser.iterate(page);
  for (ondemand::object object : document.get_array()) people.push_back(person_of(object));
  return people;
}

std::vector<Person> read_tree(std::string_view page) {
  std::vector<Person> people;
  people.reserve(100);
  for (const nlohmann::json& object : nlohmann::json::parse(page)) {
    people.push_back(person_of(object));
  }
  return people;
}

std::string records_of(const std::vector<Person>& people) {
  std::string mapped;
  for (const Person& person : people) {
    encode_record(record_of(person), mapped);
    append_findings({}, mapped);
  }
  return mapped;
}

}  // namespace crosswalk::bench
