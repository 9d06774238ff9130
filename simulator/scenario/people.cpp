#include "scenario/people.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "world/fields.hpp"

namespace crosswalk::sim {
namespace {

constexpr int draws_max = 50;

Result<std::vector<Id>> to_ids(const std::vector<std::string>& texts) {
  std::vector<Id> ids;
  for (const std::string& text : texts) {
    Id id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failed != std::errc{} || end != text.data() + text.size()) {
      return Error{ErrorCode::invalid_input, "'" + text.substr(0, 40) + "' is no id", "vendor"};
    }
    ids.push_back(id);
  }
  return ids;
}

bool is_open(const Entity& job) { return job.content.find("\"CLOSED\"") == std::string::npos; }

// The first by number, so that a scenario means the same job in every run.
std::string first_open_job(const Ledger& ledger, const std::string& organization) {
  std::string first;
  ledger.for_each(EntityKind::job, organization, [&](KeyText key, const Entity& job) {
    if (!is_open(job)) return;
    const auto before = [](std::string_view a, std::string_view b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    if (first.empty() || before(key.id, first)) first = key.id;
  });
  return first;
}

std::string recruiter_of(LinkedIn& linkedin, const TenantPolicy& judged, const std::string& job) {
  for (const auto& [user, member] : judged.members) {
    if (linkedin.sees_job(judged.organization, job, member)) return member;
  }
  return ExportOrder{}.recruiter;
}

std::string said_or(const std::string& said, std::string invented) {
  return said.empty() ? std::move(invented) : said;
}

void append_new(std::vector<std::string>& into, const std::vector<std::string>& words) {
  for (const std::string& each : words) {
    if (std::ranges::find(into, each) == into.end()) into.push_back(each);
  }
}

// Who is drawn must be there: fewer than were asked for would prove less than the step says.
std::optional<Error> too_few(const World& world, const VendorStep& step) {
  if (!step.ids.empty() || step.operation == Operation::insert) return std::nullopt;
  std::size_t living = 0;
  with_row_type(step.kind, [&](const auto* row) {
    living = world.all<std::remove_cvref_t<decltype(*row)>>().size();
    return true;
  });
  if (living >= step.count) return std::nullopt;
  return Error{ErrorCode::invalid_input,
               "there are only " + std::to_string(living) + " to draw " +
                   std::to_string(step.count) + " from; say a smaller `count`, or make more first",
               "vendor"};
}

}  // namespace

std::string member_urn(const std::string& name) {
  return name.starts_with("urn:li:") ? name : "urn:li:person:" + name;
}

Result<std::vector<std::string>> change_world(World& world, const VendorStep& step,
                                              std::uint64_t& turn, Instant now) {
  auto ids = to_ids(step.ids);
  if (!ids) return std::move(ids).error();
  if (auto problem = too_few(world, step)) return *std::move(problem);
  const Mutation mutation{step.kind, step.operation, *std::move(ids), step.count, step.fields};
  auto touched = mutate(world, mutation, ++turn, now);
  for (int again = 0; !touched && mutation.ids.empty() && again < draws_max; ++again) {
    touched = mutate(world, mutation, ++turn, now);
  }
  if (!touched) return std::move(touched).error();
  std::vector<std::string> given;
  for (const Id id : *touched) given.push_back(std::to_string(id));
  return given;
}

ExportOrder order_of(const ExportStep& step, LinkedIn& linkedin, const TenantPolicy& judged,
                     Instant now) {
  ExportOrder order;
  order.organization = judged.organization;
  order.member = member_urn(step.member);
  const std::string name = order.member.substr(order.member.rfind(':') + 1);
  order.first_name = said_or(step.first_name, name);
  order.last_name = said_or(step.last_name, "Invented");
  order.emails = {said_or(step.email, name + "@example.com")};
  order.headline = "Welder at Acorn";
  order.location = "Leeds";
  order.profile_url = "https://www.linkedin.com/in/invented-" + name;
  order.employers = {"Acorn"};
  order.job = said_or(step.job, first_open_job(linkedin.ledger(now), judged.organization));
  if (!order.job.empty()) order.recruiter = recruiter_of(linkedin, judged, order.job);
  return order;
}

void promise(Erased& erased, const World* world, const EraseStep& step, Instant now) {
  if (!step.member.empty()) erased.members.emplace(member_urn(step.member), now);
  if (world == nullptr) return;
  const auto& table = world->all<Candidate>();
  for (std::size_t at = 0; at < table.rows(); ++at) {
    const Candidate& each = table.row(at);
    const bool named = std::to_string(each.id) == step.candidate;
    const bool reached =
        !step.email.empty() && (each.email == step.email || each.work_email == step.email);
    if (named || reached) erased.candidates.emplace(each.id, now);
  }
}

TenantPolicy judged_policy(const TenantSpec& spec, const Vendor& vendor, const World* world,
                           const std::string& organization, const TenantPolicy& given) {
  TenantPolicy judged = given;
  judged.organization = organization;
  judged.without_history = judged.without_history || vendor.judged.without_history;
  append_new(judged.withheld_fields, vendor.judged.withheld_fields);
  append_new(judged.withheld_kinds, vendor.judged.withheld_kinds);
  if (spec.access && judged.members.empty() && world != nullptr) {
    for (const User& each : world->all<User>()) {
      judged.members[each.id] = "urn:li:person:u" + std::to_string(each.id);
    }
  }
  return judged;
}

}  // namespace crosswalk::sim
