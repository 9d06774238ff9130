#include "linkedin/fields/rules.hpp"

#include <string_view>

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::string_view missing = "field is required but not found and has no default value";
constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t expiry_days_max = 365;

// One entity under examination.
class Examination {
 public:
  Examination(const Draft& draft, const Schema& schema, Generation generation,
              std::vector<Complaint>& complaints)
      : draft_(draft), schema_(schema), generation_(generation), complaints_(complaints) {}

  bool has(std::string_view name) const { return !draft_.value(schema_, name).empty(); }
  std::int64_t number(std::string_view name) const { return draft_.number(schema_, name); }
  std::string text(std::string_view name) const { return draft_.text(schema_, name); }
  bool is_empty_list(std::string_view name) const { return draft_.value(schema_, name) == "[]"; }
  void complain(std::string_view field, std::string_view reason) {
    const Field& known = schema_.fields[*schema_.place_of(field)];
    complaints_.push_back({std::string(known.shown(generation_)), std::string(reason)});
  }

 private:
  const Draft& draft_;
  const Schema& schema_;
  Generation generation_;
  std::vector<Complaint>& complaints_;
};

void require_of_job(Examination& job) {
  if (!job.has("integrationContext") && !job.has("company")) {
    job.complain("integrationContext", missing);
  }
  if (!job.has("location") && !(job.has("countryCode") && job.has("postalCode"))) {
    job.complain("location", missing);
  }
  if (!job.has("state") && !job.has("jobPostingOperationType")) job.complain("state", missing);
  if (job.text("listingType") == "PREMIUM" && !job.has("contract")) {
    job.complain("contract", missing);
  }
}

void check_job(Examination& job, Instant now, bool strict_timestamps) {
  const std::string operation = job.text("jobPostingOperationType");
  const std::string state = job.text("state");
  if (!operation.empty() && !state.empty() && (operation == "CLOSE") != (state == "CLOSED")) {
    job.complain("state", "value contradicts jobPostingOperationType");
  }
  if (!strict_timestamps) return;
  if (job.number("listedAt") > to_ms(now)) job.complain("listedAt", "value is in the future");
  const bool closes = operation == "CLOSE" || state == "CLOSED";
  if (closes || !job.has("expireAt")) return;
  const std::int64_t ahead = job.number("expireAt") - to_ms(now);
  if (ahead <= day_ms || ahead > expiry_days_max * day_ms) {
    job.complain("expireAt", "value is not between 1 and 365 days ahead");
  }
}

void check_times(Examination& entity) {
  if (!entity.has("atsCreatedAt") || !entity.has("atsLastModifiedAt")) return;
  if (entity.number("atsLastModifiedAt") < entity.number("atsCreatedAt")) {
    entity.complain("atsLastModifiedAt", "value is less than atsCreatedAt");
  }
}

}  // namespace

void require(const Draft& draft, const Schema& schema, const Place* above, Generation generation,
             std::vector<Complaint>& complaints) {
  for (std::size_t place = 0; place < schema.fields.size(); ++place) {
    const Field& field = schema.fields[place];
    if (field.required && draft.values[place].empty()) {
      complaints.push_back({to_string({above, field.shown(generation), 0}), std::string(missing)});
    }
  }
}

void check(EntityKind kind, const Draft& draft, bool member, Instant now,
           const LinkedInOptions& options, Generation generation,
           std::vector<Complaint>& complaints) {
  const Schema& schema = schema_of(kind);
  Examination entity(draft, schema, generation, complaints);
  if (options.strict_required) {
    require(draft, schema, nullptr, generation, complaints);
    if (kind == EntityKind::job) require_of_job(entity);
    const bool reachable = entity.has("emailAddresses") && !entity.is_empty_list("emailAddresses");
    if (kind == EntityKind::candidate && !reachable && !member &&
        !entity.has("manualMatchedMember")) {
      entity.complain("emailAddresses", missing);
    }
  }
  if (kind == EntityKind::job) check_job(entity, now, options.strict_timestamps);
  if (kind == EntityKind::stage && entity.text("stage") == "Not Available") {
    entity.complain("stage", "value is not a stage");
  }
  if (options.strict_timestamps) check_times(entity);
}

}  // namespace crosswalk::sim::linkedin
