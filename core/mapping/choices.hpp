#pragma once

/// \file
/// Settings that somebody gives before a manifest is compiled with them. A manifest has several
/// variants, and compiled with a word that is none it would be none of them; so the words are
/// looked at first, against all that the manifest declares.

#include <string_view>
#include <vector>

#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// Every setting the manifest declares, of whichever variant; Plan::settings has those of one.
/// invalid_input, as of compile_manifest(), where they cannot be read; mistakes elsewhere in the
/// manifest are not looked for.
Result<std::vector<SettingSpec>> declared_settings(std::string_view yaml, std::string_view file);

/// That `value` is one of the setting's words, where it has some: else invalid_input with all of
/// them and the nearest. `where` is left to the caller.
Result<Done> check_word(const SettingSpec& spec, const std::string& value);

/// Choices made by hand, for a table or a trial without a tenant: each is declared, no secret, and
/// a word of its setting; and whatever has words and no default is chosen. invalid_input for the
/// first that is not so, with the nearest known word.
Result<Done> check_choices(const std::vector<SettingSpec>& declared, const Settings& chosen);

/// After compiling: invalid_input for a choice that the chosen variant leaves out, which would
/// change nothing and look as if it had.
Result<Done> check_in_force(const Plan& plan, const Settings& chosen);

}  // namespace crosswalk
