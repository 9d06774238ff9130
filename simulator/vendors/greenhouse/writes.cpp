#include "vendors/greenhouse/writes.hpp"

#include <algorithm>
#include <span>

#include "vendors/greenhouse/replies.hpp"
#include "vendors/json_text.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

constexpr std::size_t body_bytes_max = 256 * 1024;

constexpr std::string_view candidate_members[] = {"first_name",
                                                  "last_name",
                                                  "preferred_name",
                                                  "company",
                                                  "title",
                                                  "addresses",
                                                  "email_addresses",
                                                  "phone_numbers",
                                                  "tags",
                                                  "private",
                                                  "website_addresses",
                                                  "social_media_addresses",
                                                  "linked_user_ids",
                                                  "can_email",
                                                  "custom_fields",
                                                  "time_zone"};
constexpr std::string_view application_members[] = {
    "candidate_id", "job_id",        "source_id",        "job_interview_stage_id",
    "prospect",     "recruiter_id",  "coordinator_id",   "prospective_job_ids",
    "referrer_id",  "custom_fields", "location_address", "job_post_id"};

/// A member that cannot be taken: its name and why.
struct Fault {
  std::string field;
  std::string what;
};

HttpResponse refused(const Fault& fault) {
  return refusal(422, fault.field + ' ' + fault.what, fault.field);
}

std::optional<Fault> unknown_member(const Json& body, std::span<const std::string_view> known) {
  for (const auto& [name, unused] : *body.members()) {
    if (std::ranges::find(known, name) == known.end()) return Fault{name, "is not a known field"};
  }
  return std::nullopt;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Reads members of one body until the first fault.
class Reader {
 public:
  Reader(World& world, const Json& body) : world_(world), body_(body) {}

  std::optional<Fault> fault;

  Text text(std::string_view name, bool required = false) {
    const Json* const value = member(name);
    if (value == nullptr) {
      if (required) complain(name, "is required");
      return {};
    }
    if (value->text() == nullptr) return complain(name, "must be a text"), Text{};
    if (required && is_blank(*value->text())) complain(name, "is required");
    return world_.keep(*value->text());
  }

  bool flag(std::string_view name, bool fallback) {
    const Json* const value = member(name);
    if (value == nullptr) return fallback;
    if (value->flag() == nullptr) return complain(name, "must be true or false"), fallback;
    return *value->flag();
  }

  Id id(std::string_view name, bool required = false) {
    const Json* const value = member(name);
    if (value == nullptr) {
      if (required) complain(name, "is required");
      return 0;
    }
    if (value->integer() == nullptr || *value->integer() <= 0) complain(name, "must be an id");
    return fault ? 0 : static_cast<Id>(*value->integer());
  }

  /// The values of [{"value":...,"type":...}], at most `most`, the types one of `types`.
  std::vector<Text> typed(std::string_view name, std::span<const std::string_view> types,
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

  std::vector<Text> texts(std::string_view name) {
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

  void complain(std::string_view name, std::string_view what) {
    if (!fault) fault = Fault{std::string(name), std::string(what)};
  }

 private:
  const Json* member(std::string_view name) const {
    const Json* const value = body_.find(name);
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  World& world_;
  const Json& body_;
};

constexpr std::string_view email_types[] = {"personal", "work", "other"};
constexpr std::string_view phone_types[] = {"mobile", "home", "work", "skype", "other"};
constexpr std::string_view address_types[] = {"home", "work", "other"};
constexpr std::string_view website_types[] = {"personal", "company", "portfolio", "blog", "other"};

Candidate described(Reader& body) {
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

}  // namespace

HttpResponse Writes::create(std::string_view name, const HttpRequest& request, Instant now) {
  const auto body = parse_json(request.body, body_bytes_max);
  if (!body || body->members() == nullptr) return refusal(400, "The body must be a JSON object");
  return name == "candidates" ? candidate(*body, now) : application(*body, now);
}

HttpResponse Writes::candidate(const Json& body, Instant now) {
  if (const auto fault = unknown_member(body, candidate_members)) return refused(*fault);
  Reader reader(world_, body);
  const Candidate person = described(reader);
  if (reader.fault) return refused(*reader.fault);
  const Id id = world_.admit(person, now);
  if (options_.write_lag > Duration{0}) unready_.until[id] = now + options_.write_lag;
  std::string reply;
  JsonObject(reply).number("id", id).close();
  return json_reply(201, std::move(reply));
}

HttpResponse Writes::application(const Json& body, Instant now) {
  if (const auto fault = unknown_member(body, application_members)) return refused(*fault);
  Reader reader(world_, body);
  const Id candidate_id = reader.id("candidate_id", true);
  const bool prospect = reader.flag("prospect", false);
  const Id job_id = reader.id("job_id", !prospect);
  const Id source_id = reader.id("source_id");
  const Text location = reader.text("location_address");
  if (reader.fault) return refused(*reader.fault);
  const Candidate* const person = world_.find<Candidate>(candidate_id);
  if (person == nullptr) return refused({"candidate_id", "does not exist"});
  const Job* const job = prospect ? nullptr : world_.find<Job>(job_id);
  if (!prospect) {
    if (job == nullptr) return refused({"job_id", "does not exist"});
    if (job->status != JobStatus::open || job->is_template) {
      return refused({"job_id", "is not open"});
    }
    for (const Application* each : world_.applications_of(*person)) {
      if (each->job_id == job_id && each->status != ApplicationStatus::converted) {
        return refused({"job_id", "has an application of this candidate already"});
      }
    }
  }
  if (source_id != 0 && world_.find<Source>(source_id) == nullptr) {
    return refused({"source_id", "does not exist"});
  }
  const Id id = world_.add_application(candidate_id, prospect ? 0 : job_id, now);
  world_.edit<Application>(id, now, [&](Application& row) {
    row.source_id = source_id;
    row.location = location;
  });
  const Application& fresh = *world_.find<Application>(id);
  if (options_.write_lag > Duration{0}) {
    const Instant until = now + options_.write_lag;
    unready_.until[id] = until;
    for (const ApplicationStage* each : world_.stages_of(fresh)) unready_.until[each->id] = until;
  }
  std::string reply;
  JsonObject(reply)
      .number("id", id)
      .number("candidate_id", candidate_id)
      .number_or_null("job_id", fresh.job_id)
      .close();
  return json_reply(201, std::move(reply));
}

}  // namespace crosswalk::sim::greenhouse
