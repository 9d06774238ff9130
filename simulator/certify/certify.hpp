#pragma once

/// \file
/// `crosswalk-sim certify`: LinkedIn's own certification rules, tried on the real host.

#include <functional>
#include <string>
#include <vector>

#include "base/text/json.hpp"
#include "certify/rules.hpp"
#include "scenario/installation.hpp"

namespace crosswalk::sim {

struct CertifySettings {
  Programs programs;
  std::vector<std::string> only;  ///< Ids; empty: all.
  /// Told before each rule, for a progress display; may be empty.
  std::function<void(const Rule&)> progress;
};

/// Tries the rules in order. A trial that cannot be set up is a failed rule with the cause, never
/// the end of the others. invalid_input, with the nearest, for an id there is not.
Result<std::vector<RuleOutcome>> certify(const CertifySettings& settings);

/// A table for a terminal with the evidence below each rule, and {"rules":[..],"passed":..}.
std::string write_rulings(const std::vector<RuleOutcome>& outcomes);
Json to_json(const std::vector<RuleOutcome>& outcomes);

/// Whether no rule failed.
bool all_good(const std::vector<RuleOutcome>& outcomes);

}  // namespace crosswalk::sim
