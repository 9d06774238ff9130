#include "scenario/real/tenant_words.hpp"

#include <algorithm>

#include "base/text/json.hpp"
#include "scenario/virtual/product_policy.hpp"
#include "sdk/fields.hpp"
#include "server/settings.hpp"

namespace crosswalk::sim::real {
namespace {

// As YAML reads it: quoted JSON text is YAML, too.
std::string quoted(std::string_view text) { return write_json(Json(text)); }

std::string field_word(Field field) {
  const FieldSpec& spec = spec_of(field);
  return std::string(name_of(spec.kind)) + "." + std::string(spec.name);
}

template <class Each, class Word>
std::string list_line(const char* name, const std::vector<Each>& all, Word word) {
  if (all.empty()) return {};
  std::string line = std::string("        ") + name + ": [";
  for (std::size_t at = 0; at < all.size(); ++at) {
    line += (at == 0 ? "" : ", ") + quoted(word(all[at]));
  }
  return line + "]\n";
}

std::string flag_line(const char* name, bool value) {
  return std::string("      ") + name + (value ? ": true\n" : ": false\n");
}

std::string record_lines(const std::vector<RecordRule>& rules) {
  if (rules.empty()) return {};
  std::string text = "        records:\n";
  for (const RecordRule& rule : rules) {
    text += "          - name: " + rule.name +
            "\n            kind: " + std::string(name_of(rule.kind)) +
            "\n            field: " + std::string(spec_of(rule.field).name) + "\n    " +
            list_line("values", rule.values, [](const std::string& each) { return each; });
  }
  return text;
}

std::string policy_lines(const ProductPolicy& ours) {
  const crosswalk::TenantPolicy& policy = ours.policy;
  std::string withhold = list_line("fields", policy.withheld_fields, field_word);
  withhold += list_line("kinds", policy.withheld_kinds,
                        [](RecordKind kind) { return std::string(name_of(kind)); });
  withhold += record_lines(policy.rules);
  std::string text = "    policy:\n";
  text += flag_line("private_candidates", policy.private_candidates);
  text += flag_line("confidential_jobs", policy.confidential_jobs);
  text += flag_line("private_notes", policy.private_notes);
  if (!withhold.empty()) text += "      withhold:\n" + withhold;
  return text + "    exports:\n" + flag_line("email", ours.grants.email) +
         flag_line("profile_url", ours.grants.profile_url);
}

std::string linkedin_lines(const TenantSpec& spec, const ProductPolicy& ours) {
  std::string text = "      availability: " + ours.availability + "\n";
  if (!spec.linkedin_version.empty())
    text += "      version: " + quoted(spec.linkedin_version) + "\n";
  if (!ours.members.empty()) text += "      members:\n";
  for (const auto& [user, member] : ours.members) {
    text += "        " + quoted(user) + ": " + quoted(member) + "\n";
  }
  return text;
}

}  // namespace

Result<InstallOptions> install_options(const TenantSpec& spec, const TenantPolicy& judged) {
  TenantPolicy asked = spec.policy;
  asked.members = judged.members;
  const auto ours = product_policy(asked);
  if (!ours) return ours.error();
  const auto vendor = std::ranges::find(vendors(), spec.vendor, &Vendor::word);
  const bool hooks = spec.hooks && vendor != vendors().end() && vendor->calls_hooks;
  InstallOptions options;
  options.poll = "24h";  // Steps say when it is read.
  options.listens = spec.exports || hooks;
  options.activated = false;
  options.settings = {ours->settings.begin(), ours->settings.end()};
  options.linkedin_lines = linkedin_lines(spec, *ours);
  options.tenant_lines = policy_lines(*ours);
  return options;
}

}  // namespace crosswalk::sim::real
