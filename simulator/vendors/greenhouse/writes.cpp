#include "vendors/greenhouse/writes.hpp"

#include "vendors/bodies.hpp"
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

HttpResponse refused(const BodyFault& fault) {
  return refusal(422, fault.field + ' ' + fault.what, fault.field);
}

}  // namespace

HttpResponse Writes::create(std::string_view name, const HttpRequest& request, Instant now) {
  const auto body = parse_json(request.body, body_bytes_max);
  if (!body || body->members() == nullptr) return refusal(400, "The body must be a JSON object");
  return name == "candidates" ? candidate(*body, now) : application(*body, now);
}

HttpResponse Writes::candidate(const Json& body, Instant now) {
  if (const auto fault = unknown_member(body, candidate_members)) return refused(*fault);
  BodyReader reader(world_, body);
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
  BodyReader reader(world_, body);
  WantedApplication wanted;
  wanted.candidate_id = reader.id("candidate_id", true);
  wanted.prospect = reader.flag("prospect", false);
  wanted.job_id = reader.id("job_id", !wanted.prospect);
  wanted.source_id = reader.id("source_id");
  wanted.location = reader.text("location_address");
  if (reader.fault) return refused(*reader.fault);
  if (const auto fault =
          fault_of(world_, wanted, {options_.write_lag, options_.one_application_per_job}))
    return refused(*fault);
  const Id id = enter(world_, wanted, now);
  if (options_.write_lag > Duration{0}) hide(world_, id, unready_, now + options_.write_lag);
  std::string reply;
  JsonObject(reply)
      .number("id", id)
      .number("candidate_id", wanted.candidate_id)
      .number_or_null("job_id", world_.find<Application>(id)->job_id)
      .close();
  return json_reply(201, std::move(reply));
}

}  // namespace crosswalk::sim::greenhouse
