#pragma once

/// \file
/// The list of requests and pushes, each with what was sent and what came back on demand. A long
/// list is shortened to what went wrong, what stands around it, and the beginning; where something
/// was left out, the list says so at that place.

#include <cstddef>
#include <string>
#include <vector>

#include "report/html/markup.hpp"

namespace crosswalk::sim::html {

/// How many a scenario shows: one that is alone or did not pass, and any other.
inline constexpr std::size_t calls_max = 400;
inline constexpr std::size_t calls_of_passed_max = 60;

/// How many bytes of bodies one page shows in all, before stand-ins and markup, and of one that
/// passed among many.
inline constexpr std::size_t page_body_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t bodies_of_passed_max = 48 * 1024;

/// Which of the happenings to show, as ascending indices: all calls and alarms when they are no
/// more than `most`.
std::vector<std::size_t> chosen_calls(const History& history, std::size_t most);

/// The list with the sentence above it.
std::string calls(const History& history, Page& page, std::size_t most);

}  // namespace crosswalk::sim::html
