#pragma once

/// \file
/// The parts of a scenario's section below its timeline: what failed, what was expected, what went
/// wrong and how often, and what LinkedIn holds against what the source asks for. Each is empty
/// where there is nothing to say.

#include <string>

#include "report/html/markup.hpp"

namespace crosswalk::sim::html {

/// What failed, with its place and words, at the top of the section.
std::string failures(const History& history, Page& page);

/// The twelve invariants, each held, broken or not looked at.
std::string invariants(const History& history);

/// All else that was checked.
std::string expectations(const History& history, Page& page);

/// The rules, what each does and how often it fired.
std::string faults(const History& history, Page& page);

/// The judge's counts by kind for each tenant, and what disagrees.
std::string ledger(const History& history, Page& page);

std::string steps(const History& history, Page& page, std::size_t scenario);

/// The scenario as it was played, for whoever has nothing but the page.
std::string scenario_file(const History& history, Page& page);

/// Requests by endpoint.
std::string endpoints(const History& history);

/// What a person was shown.
std::string told(const History& history, Page& page);

}  // namespace crosswalk::sim::html
