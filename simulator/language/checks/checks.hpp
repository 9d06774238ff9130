#pragma once

/// \file
/// What no single word can see: names that must be known, endpoints that somebody serves,
/// expectations that nothing could ever meet. A scenario that could not do what it says is refused
/// before it runs, at the place where it says so.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/scenario.hpp"
#include "language/tree/node.hpp"
#include "language/words/value.hpp"

namespace crosswalk::sim::language {

/// A name that a step keeps, and what it stands for.
struct Kept {
  std::string name;
  std::optional<Kind> kind{};  ///< The ids of such records; nothing: the request of an export.
};

/// What the parts of a check share. Each part tells what is wrong with every tenant, fault, step
/// and expectation, as far as the reader keeps mistakes.
struct Checking {
  const Scenario& scenario;
  const Node& root;
  const Reader& reader;
  std::vector<Kept> captured{};  ///< By the steps so far.
  Duration advanced{0};          ///< By the steps so far.

  /// The item of a section that is a list; the section itself where it is no list.
  const Node& item(std::string_view section, std::size_t at) const;
};

/// The value below the keys; the last of them that is there where one is not.
const Node& below(const Node& node, std::initializer_list<std::string_view> keys);

Problem check_tenants(const Checking& all);
Problem check_faults(const Checking& all);
/// Steps in order, with the names they keep; then the expectations at the end.
Problem check_steps(Checking& all);
Problem check_expect(const Checking& all, const Expectations& expect, const Node& node);

// Used by more than one of them.
bool is_month(const std::string& text);  ///< "202603"
Problem check_tenant_name(const Checking& all, const std::string& name, const Node& place);
Problem check_endpoint(const Checking& all, const std::string& pattern, const Node& place);
Problem check_captured(const Checking& all, const std::vector<std::string>& names,
                       const Node& place);
/// An id that is `$name` must stand for records of the kind.
Problem check_kept(const Checking& all, const std::string& id, Kind wanted, const Node& place);
/// The same of all that a step names.
Problem check_kept(const Checking& all, const Step& step, const Node& said);
/// Whether a step switches the fault on.
bool is_switched_on(const Scenario& scenario, const std::string& id);
/// Permissions that one of the vendors, or "linkedin", knows; `whose` are words of a tenant's
/// vendor.
Problem check_scope(const Checking& all, const std::string& scope,
                    const std::vector<std::string_view>& whose, const Node& place);
/// Departments that a policy withholds and no account has are a policy that does nothing.
Problem check_departments(const Checking& all, const TenantPolicy& policy, const Node& place);
/// The words of a change, in a step or in a fault: what happens to which kind, and the fields.
struct ChangeSaid {
  Kind kind = Kind::candidate;
  Operation operation = Operation::update;
  bool ids = false, count = false;
};
Problem check_change(const Checking& all, const ChangeSaid& said, const Node& words);
/// A field that records of the kind have, with a value that it can have; null: any value.
Problem check_field(const Checking& all, Kind kind, const Node& key, const Node* value);

/// The names after `$` in a text, and those that a step or expectations use.
std::vector<std::string> captured_in(std::string_view text);
std::vector<std::string> captured_in(const Step& step);
std::vector<std::string> captured_in(const Expectations& expect);

/// All of them.
Problem check(const Scenario& scenario, const Node& root, const Reader& reader);

}  // namespace crosswalk::sim::language
