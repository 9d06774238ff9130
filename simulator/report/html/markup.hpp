#pragma once

/// \file
/// The few pieces of HTML that all parts of the page are made of, and what the parts share.
/// Whatever came from outside passes marked_up() on its way in; there is no other way.

#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"
#include "report/standins/standins.hpp"

namespace crosswalk::sim::html {

/// What all parts of a page share.
struct Page {
  NumberedStandIns& stand_ins;
  std::size_t body_bytes_left;  ///< Of bodies that may still be shown.
  bool single = true;           ///< There is one scenario on it.
};

/// The letter under which a fault is marked on the timeline: "A" to "Z", then "27" and on. Empty
/// for an id that no rule of the run has.
std::string letter_of(const History& history, std::string_view rule);

/// <NAME class="CLASSES">TEXT</NAME>, the text escaped.
std::string element(std::string_view name, std::string_view classes, std::string_view text);

/// Words from a run: without anybody in them, escaped, stand-ins set off.
std::string words(Page& page, std::string_view text);
/// The same of what has its stand-ins already.
std::string with_stand_ins(std::string_view text);

/// "fell on 10000012, 10000013 and 4 more"; empty where a step fell on nothing and made nothing.
std::string ids_words(const Played& step);

/// A box of its own for what may be wider than the page; reachable by keyboard.
std::string scrolling(std::string_view label, std::string_view inner);

/// <table> with a row of headings; cells are markup. A heading may begin with one of two marks:
/// numbers stand at the right; what is wide has a line of its own where the page is narrow.
std::string table(std::string_view caption, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows);
inline constexpr char number_cell = '#', wide_cell = '~';

/// A number with a short form for none: "1,204", or a dash that does not draw the eye.
std::string number(std::uint64_t value);

/// The diamond of a fault with its letter, and its id.
std::string fault_chip(const History& history, std::string_view rule);

/// Which requests went wrong: a fault fired, nothing came back, or a refusal did.
bool is_odd(const Happening& happening);
bool is_call(const Happening& happening);

/// "s2-calls": the anchor of a part of a scenario.
std::string anchor(std::size_t scenario, std::string_view part);

}  // namespace crosswalk::sim::html
