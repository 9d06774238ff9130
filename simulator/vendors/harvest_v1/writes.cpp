#include "vendors/harvest_v1/writes.hpp"

#include <algorithm>
#include <charconv>

#include "vendors/greenhouse/replies.hpp"

namespace crosswalk::sim::harvest {
namespace {

constexpr std::size_t body_bytes_max = 256 * 1024;
constexpr std::size_t applications_max = 20;

constexpr std::string_view person_members[] = {"first_name",
                                               "last_name",
                                               "company",
                                               "title",
                                               "phone_numbers",
                                               "addresses",
                                               "email_addresses",
                                               "website_addresses",
                                               "social_media_addresses",
                                               "educations",
                                               "employments",
                                               "tags",
                                               "custom_fields",
                                               "recruiter",
                                               "coordinator",
                                               "activity_feed_notes",
                                               "applications"};
constexpr std::string_view application_members[] = {"job_id",
                                                    "source_id",
                                                    "initial_stage_id",
                                                    "referrer",
                                                    "attachments",
                                                    "prospect",
                                                    "job_ids",
                                                    "prospective_department_id",
                                                    "prospective_office_id",
                                                    "prospect_pool_id",
                                                    "prospect_pool_stage_id",
                                                    "prospect_owner_id"};

}  // namespace

bool Writes::knows(const Path& path) {
  if (path.name != "candidates") return false;
  return path.id.empty() ? path.sub.empty() : path.sub == "applications";
}

HttpResponse Writes::refused(const BodyFault& fault) const {
  return dialect_.refuse(422, fault.field + ' ' + fault.what, fault.field);
}

std::string Writes::id_text(Id id) const {
  return dialect_.text_ids ? '"' + std::to_string(id) + '"' : std::to_string(id);
}

HttpResponse Writes::create(const Path& path, const HttpRequest& request, const WriteRules& rules,
                            Instant now) {
  const auto body = parse_json(request.body, body_bytes_max);
  if (!body || body->members() == nullptr) {
    return dialect_.refuse(400, "The body must be a JSON object", {});
  }
  if (path.id.empty()) return person(*body, rules, now);
  Id id = 0;
  const auto [end, wrong] = std::from_chars(path.id.data(), path.id.data() + path.id.size(), id);
  const bool whole = wrong == std::errc{} && end == path.id.data() + path.id.size();
  if (!whole || world_.find<Candidate>(id) == nullptr) {
    return dialect_.refuse(404, "Resource not found", {});
  }
  return further(id, *body, rules, now);
}

std::optional<BodyFault> Writes::wanted(const Json& body, Id candidate, const WriteRules& rules,
                                        WantedApplication& out) {
  if (body.members() == nullptr) return BodyFault{"applications", "must hold objects"};
  if (const auto fault = unknown_member(body, application_members)) return fault;
  BodyReader reader(world_, body, true);
  out.candidate_id = candidate;
  out.prospect = reader.flag("prospect", false);
  out.job_id = reader.id("job_id", !out.prospect);
  out.source_id = reader.id("source_id");
  out.initial_stage_id = reader.id("initial_stage_id");
  if (reader.fault) return reader.fault;
  return fault_of(world_, out, rules);
}

HttpResponse Writes::person(const Json& body, const WriteRules& rules, Instant now) {
  if (const auto fault = unknown_member(body, person_members)) return refused(*fault);
  BodyReader reader(world_, body, true);
  const Candidate described_person = described(reader);
  if (reader.fault) return refused(*reader.fault);
  const Json* const list = body.find("applications");
  if (list == nullptr || list->items() == nullptr || list->items()->empty()) {
    return refused({"applications", "needs at least one"});
  }
  if (list->items()->size() > applications_max) {
    return refused({"applications", "has too many entries"});
  }
  std::vector<WantedApplication> all;
  for (const Json& each : *list->items()) {
    if (const auto fault = wanted(each, 0, rules, all.emplace_back())) return refused(*fault);
    const auto twin = std::ranges::find_if(all, [&](const WantedApplication& other) {
      return &other != &all.back() && !other.prospect && other.job_id == all.back().job_id;
    });
    if (twin != all.end()) return refused({"job_id", "is named twice"});
  }
  const Id id = world_.admit(described_person, now);
  std::string ids;
  for (WantedApplication& each : all) {
    each.candidate_id = id;
    const Id application = enter(world_, each, now);
    if (rules.lag > Duration{0}) hide(world_, application, unready_, now + rules.lag);
    ids += (ids.empty() ? "" : ",") + id_text(application);
  }
  std::string reply;
  if (rules.lag > Duration{0}) {
    unready_.until[id] = now + rules.lag;
    JsonObject(reply).raw("id", id_text(id)).raw("application_ids", '[' + ids + ']').close();
  } else {
    records_.write(*world_.find<Candidate>(id), reply);
  }
  return greenhouse::json_reply(201, std::move(reply));
}

HttpResponse Writes::further(Id candidate, const Json& body, const WriteRules& rules, Instant now) {
  WantedApplication application;
  if (const auto fault = wanted(body, candidate, rules, application)) return refused(*fault);
  const Id id = enter(world_, application, now);
  std::string reply;
  if (rules.lag > Duration{0}) {
    hide(world_, id, unready_, now + rules.lag);
    JsonObject(reply).raw("id", id_text(id)).close();
  } else {
    records_.write(*world_.find<Application>(id), reply);
  }
  return greenhouse::json_reply(201, std::move(reply));
}

}  // namespace crosswalk::sim::harvest
