#pragma once

/// \file
/// Both sides of a run on one axis of time, as inline SVG: the vendor above, LinkedIn below, the
/// host between them; steps as bands, faults where they fired, checks that failed where they did.
/// What falls on the same pixel is drawn once, so a long history costs no more than a short one and
/// nothing is left out.

#include <string>

#include "report/html/markup.hpp"

namespace crosswalk::sim::html {

/// <figure> with the drawing, its legend and a sentence about what it shows. Tenants have a group
/// of lanes each, up to tenants_max.
std::string timeline(const History& history, Page& page, std::size_t scenario);
inline constexpr std::size_t tenants_max = 6;

}  // namespace crosswalk::sim::html
