#pragma once

/// \file
/// One case under fixtures/: a vendor's page, what is fetched beside it, and the account of what
/// the connector made of it. The account is written for people: whoever changes a manifest reads
/// its diff.
///
/// A case's folder holds NOTE.md, case.json ({"object","mode","settings"}), page-1.json,
/// join-NAME-N.json for the N-th reply of a join, join-group-OBJECT-N.json where the page only
/// names what to read anew, lookup-NAME.json, and expected.json. Beside a body X.json stands
/// X.headers where the reply's headers matter, one "Name: value" a line. fixtures/README.md says
/// it for authors.

#include <filesystem>
#include <string>
#include <vector>

namespace crosswalk::golden {

/// Every case of every connector, in order of path.
std::vector<std::filesystem::path> cases();

/// Maps the case's page and tells what came of it, as indented JSON.
std::string account_of(const std::filesystem::path& folder);

/// Files that nothing reads and settings that nobody knows: a misspelt name would leave a case
/// that proves less than it seems to. Empty for a sound case.
std::vector<std::string> mistakes_in(const std::filesystem::path& folder);

std::string read_text(const std::filesystem::path& file);

}  // namespace crosswalk::golden
