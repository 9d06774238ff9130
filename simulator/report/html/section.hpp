#pragma once

/// \file
/// One scenario of the page, and its line in the overview.

#include <string>

#include "report/html/markup.hpp"

namespace crosswalk::sim::html {

/// The section of a scenario; `index` counts from 0 and makes its anchors.
std::string section(const History& history, Page& page, std::size_t index);

/// The overview of all scenarios, with links to their sections.
std::string overview(const std::vector<const History*>& histories, Page& page);

}  // namespace crosswalk::sim::html
