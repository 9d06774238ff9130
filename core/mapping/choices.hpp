#pragma once

/// \file
/// Settings that somebody gives before a manifest is compiled with them: of the variants a manifest
/// has, a word that is none would mean none. Errors are invalid_input and name the nearest word.

#include <string>
#include <string_view>
#include <vector>

#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// Every setting the manifest declares, of whichever variant; Plan::settings has those of one.
Result<std::vector<SettingSpec>> declared_settings(std::string_view yaml, std::string_view file);

/// That `value` is one of the setting's words, where it has some. `where` is left to the caller.
Result<Done> check_word(const SettingSpec& spec, const std::string& value);

/// Choices made by hand, for a table without a tenant: each is declared, no secret and a word of
/// its setting, and whatever has words and no default is chosen.
Result<Done> check_choices(const std::vector<SettingSpec>& declared, const Settings& chosen);

/// That the chosen variant leaves none of them out: such a one would only seem to change something.
Result<Done> check_in_force(const Plan& plan, const Settings& chosen);

}  // namespace crosswalk
