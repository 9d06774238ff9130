#include "linkedin/exchange/acls.hpp"

#include "base/check.hpp"
#include "linkedin/rsc/reply_reader.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view list_part = "atsEntityAclId";

KeyWriter keys_named(const Dialect& dialect, const LinkedInTarget& target, std::string_view name) {
  KeyParts others = dialect.key_constants;
  others.emplace_back(dialect.context_name, target.organization);
  others.emplace_back("atsEntityType", "JOB_POSTING");
  return {dialect.key_syntax, name, list_part, others};
}

// The value of an entry is empty, so the body is its keys alone. They hold no character that JSON
// would escape: the writer leaves none but letters, digits and the marks of a key.
HttpRequest change_of(const Dialect& dialect, const LinkedInTarget& target, AclChange change,
                      std::string_view path, const KeyWriter& keys,
                      std::span<const EntityName> names) {
  CROSSWALK_CHECK(!names.empty() && names.size() <= batch_entities_max);
  RestliCall call{.method = "DELETE", .origin = target.api_origin, .path = path};
  for (std::size_t at = 0; at < names.size(); ++at) {
    keys.append_query(call.query, at, names[at].id, names[at].parent);
  }
  keys.close_query(call.query);
  if (change == AclChange::remove) return restli_request(dialect, std::move(call));
  call.method = "PUT";
  call.restli_method = "batch_update";
  call.json = R"({"entities":{)";
  for (std::size_t at = 0; at < names.size(); ++at) {
    call.json += at == 0 ? "\"" : ",\"";
    keys.append_text(call.json, names[at].id, names[at].parent);
    call.json += "\":{}";
  }
  call.json += "}}";
  return restli_request(dialect, std::move(call));
}

}  // namespace

HttpRequest acl_request(const Dialect& dialect, const LinkedInTarget& target, AclChange change,
                        std::span<const AclEntry> entries) {
  std::vector<EntityName> names;
  names.reserve(entries.size());
  for (const AclEntry& entry : entries) names.push_back({entry.job, entry.list});
  return change_of(dialect, target, change, dialect.exchange.acls_path,
                   keys_named(dialect, target, "atsEntityId"), names);
}

HttpRequest acl_assignees_request(const Dialect& dialect, const LinkedInTarget& target,
                                  AclChange change, std::span<const AclAssignee> assignees) {
  std::vector<EntityName> names;
  names.reserve(assignees.size());
  for (const AclAssignee& one : assignees) names.push_back({one.person, one.list});
  return change_of(dialect, target, change, dialect.exchange.acl_assignees_path,
                   keys_named(dialect, target, "assignee"), names);
}

bool acl_taken(AclChange change, const HttpResponse& reply) {
  if (reply.status / 100 != 2) return false;
  bool any = false;
  bool good = true;
  const auto visit = [&](ReplyPart part, std::string_view, std::size_t, const OutcomeFacts& facts) {
    if (part == ReplyPart::statuses) return;
    any = true;
    const bool taken = part == ReplyPart::results && facts.status / 100 == 2;
    const bool gone = change == AclChange::remove && (facts.status == 404 || facts.status == 410);
    good = good && (taken || gone);
  };
  return visit_outcomes(reply.body, false, visit) && any && good;
}

}  // namespace crosswalk
