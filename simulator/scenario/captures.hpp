#pragma once

/// \file
/// What steps gave and were kept under a name, and putting it in where a later step or expectation
/// says `$name`. In a list one name may stand for many values; anywhere else for one.

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "language/step.hpp"

namespace crosswalk::sim {

using Captures = std::map<std::string, std::vector<std::string>>;

/// The step, or the expectations, with all that was captured put in. invalid_input names the one
/// that nobody gave, or that has not exactly one value where one is needed.
Result<Step> filled_in(const Step& step, const Captures& captures);
Result<Expectations> filled_in(const Expectations& expect, const Captures& captures);

}  // namespace crosswalk::sim
