#include "vendors/bodies.hpp"

#include <algorithm>
#include <charconv>

namespace crosswalk::sim {
namespace {

constexpr std::string_view email_types[] = {"personal", "work", "other"};
constexpr std::string_view phone_types[] = {"mobile", "home", "work", "skype", "other"};
constexpr std::string_view address_types[] = {"home", "work", "other"};
constexpr std::string_view website_types[] = {"personal", "company", "portfolio", "blog", "other"};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::optional<BodyFault> unknown_member(const Json& body, std::span<const std::string_view> known) {
  for (const auto& [name, unused] : *body.members()) {
    if (std::ranges::find(known, name) == known.end())
      return BodyFault{name, "is not a known field"};
  }
  return std::nullopt;
}

const Json* BodyReader::member(std::string_view name) const {
  const Json* const value = body_.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

void BodyReader::complain(std::string_view name, std::string_view what) {
  if (!fault) fault = BodyFault{std::string(name), std::string(what)};
}

Text BodyReader::text(std::string_view name, bool required) {
  const Json* const value = member(name);
  if (value == nullptr) {
    if (required) complain(name, "is required");
    return {};
  }
  if (value->text() == nullptr) return complain(name, "must be a text"), Text{};
  if (required && is_blank(*value->text())) complain(name, "is required");
  return world_.keep(*value->text());
}

bool BodyReader::flag(std::string_view name, bool fallback) {
  const Json* const value = member(name);
  if (value == nullptr) return fallback;
  if (loose_ && value->text() != nullptr && *value->text() == "true") return true;
  if (loose_ && value->text() != nullptr && *value->text() == "false") return false;
  if (value->flag() == nullptr) return complain(name, "must be true or false"), fallback;
  return *value->flag();
}

Id BodyReader::id(std::string_view name, bool required) {
  const Json* const value = member(name);
  if (value == nullptr) {
    if (required) complain(name, "is required");
    return 0;
  }
  Id id = 0;
  if (loose_ && value->text() != nullptr) {
    const std::string& text = *value->text();
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (wrong != std::errc{} || end != text.data() + text.size()) id = 0;
  } else if (value->integer() != nullptr && *value->integer() > 0) {
    id = static_cast<Id>(*value->integer());
  }
  if (id == 0) complain(name, "must be an id");
  return fault ? 0 : id;
}

std::vector<Text> BodyReader::typed(std::string_view name, std::span<const std::string_view> types,
                                    std::size_t most) {
  std::vector<Text> values;
  const Json* const list = member(name);
  if (list == nullptr) return values;
  if (list->items() == nullptr) return complain(name, "must be a list"), values;
  for (const Json& each : *list->items()) {
    const std::string_view value = each.text_of("value");
    const std::string_view type = each.text_of("type");
    if (each.members() == nullptr || is_blank(value)) complain(name, "needs a value in each");
    if (!types.empty() && std::ranges::find(types, type) == types.end()) {
      complain(name, "has an unknown type");
    }
    values.push_back(world_.keep(value));
  }
  if (values.size() > most) complain(name, "has too many entries");
  return values;
}

std::vector<Text> BodyReader::texts(std::string_view name) {
  std::vector<Text> values;
  const Json* const list = member(name);
  if (list == nullptr) return values;
  if (list->items() == nullptr) return complain(name, "must be a list"), values;
  for (const Json& each : *list->items()) {
    if (each.text() == nullptr || is_blank(*each.text())) {
      complain(name, "must hold texts");
    } else if (std::ranges::find(values, std::string_view(*each.text())) == values.end()) {
      values.push_back(world_.keep(*each.text()));
    }
  }
  return values;
}

Candidate described(BodyReader& body) {
  Candidate person;
  person.first_name = body.text("first_name", true);
  person.last_name = body.text("last_name", true);
  person.preferred_name = body.text("preferred_name");
  person.company = body.text("company");
  person.title = body.text("title");
  person.is_private = body.flag("private", false);
  person.can_email = body.flag("can_email", true);
  person.tags = body.texts("tags");
  const auto emails = body.typed("email_addresses", email_types, 2);
  for (const Text each : emails) {
    if (each.find('@') == Text::npos) body.complain("email_addresses", "is invalid");
  }
  if (!emails.empty()) person.email = emails[0];
  if (emails.size() > 1) person.work_email = emails[1];
  const auto phones = body.typed("phone_numbers", phone_types, 1);
  if (!phones.empty()) person.phone = phones[0];
  const auto addresses = body.typed("addresses", address_types, 1);
  if (!addresses.empty()) person.address = addresses[0];
  for (const Text each : body.typed("website_addresses", website_types, 2)) {
    const bool profile = each.find("linkedin.com/") != Text::npos;
    (profile ? person.linkedin_url : person.website) = each;
    if (profile) person.linkedin_place = LinkedInPlace::website;
  }
  for (const Text each : body.typed("social_media_addresses", {}, 1)) {
    person.linkedin_url = each;
    person.linkedin_place = LinkedInPlace::social_media;
  }
  return person;
}

std::optional<BodyFault> fault_of(const World& world, const WantedApplication& wanted,
                                  const WriteRules& rules) {
  const Candidate* const person = world.find<Candidate>(wanted.candidate_id);
  if (wanted.candidate_id != 0 && person == nullptr)
    return BodyFault{"candidate_id", "does not exist"};
  const Job* const job = wanted.prospect ? nullptr : world.find<Job>(wanted.job_id);
  if (!wanted.prospect) {
    if (job == nullptr) return BodyFault{"job_id", "does not exist"};
    if (job->status != JobStatus::open || job->is_template)
      return BodyFault{"job_id", "is not open"};
    if (person != nullptr && rules.one_application_per_job) {
      for (const Application* each : world.applications_of(*person)) {
        if (each->job_id == job->id && each->status != ApplicationStatus::converted) {
          return BodyFault{"job_id", "has an application of this candidate already"};
        }
      }
    }
  }
  if (wanted.source_id != 0 && world.find<Source>(wanted.source_id) == nullptr) {
    return BodyFault{"source_id", "does not exist"};
  }
  const bool plan = wanted.initial_stage_id != 0 &&
                    (job == nullptr || std::ranges::find(job->stage_ids, wanted.initial_stage_id) ==
                                           job->stage_ids.end());
  if (plan) return BodyFault{"initial_stage_id", "is no stage of the job"};
  return std::nullopt;
}

Id enter(World& world, const WantedApplication& wanted, Instant now) {
  const Id id =
      world.add_application(wanted.candidate_id, wanted.prospect ? 0 : wanted.job_id, now);
  world.edit<Application>(id, now, [&](Application& row) {
    row.source_id = wanted.source_id;
    row.location = wanted.location;
    row.admitted = true;
  });
  const Application& fresh = *world.find<Application>(id);
  while (wanted.initial_stage_id != 0 && fresh.job_stage_id != wanted.initial_stage_id) {
    if (!world.advance(id, now)) break;
  }
  return id;
}

void hide(const World& world, Id application, greenhouse::Unready& unready, Instant until) {
  unready.until[application] = until;
  for (const ApplicationStage* each : world.stages_of(*world.find<Application>(application))) {
    unready.until[each->id] = until;
  }
}

}  // namespace crosswalk::sim
