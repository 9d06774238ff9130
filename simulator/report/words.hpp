#pragma once

/// \file
/// How a report says times, places and outcomes, the same in every form it has; and how text that
/// came from outside is made fit for a terminal, for XML and for HTML.

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "report/report.hpp"
#include "report/standins/standins.hpp"

namespace crosswalk::sim {

/// "passed", "failed", "broke", "skipped".
std::string_view word_of(Outcome outcome);

/// "0 ms", "350 ms", "12.4 s", "3 min 20 s", "2 h 5 min", "3 d 4 h"; with a sign where negative.
std::string span_words(Duration span);
/// The same of real seconds: "0.31 s".
std::string seconds_words(double seconds);

/// "2026-01-01 09:15:00 UTC", and "09:15:00.120" alone.
std::string moment_words(Instant at);
std::string clock_words(Instant at);

/// "FILE:LINE", or the file alone for a line of 0.
std::string place_words(const History& history, int line);

/// "I5 after sync acme", or the name alone for what was checked at the end.
std::string check_words(const Check& check);

/// False for what was skipped or never set up: it has no moments.
bool began(const History& history);

/// How many checks failed.
std::size_t failed_checks(const History& history);

/// Valid UTF-8 without control characters but line ends and tabs: what is neither becomes U+FFFD,
/// and so does what would turn the direction of a line or end it unseen; a control character
/// becomes its picture (U+2400 and on).
std::string printable(std::string_view text);

/// printable(), and on one line: of a name or a path its line ends are pictures, too.
std::string one_line(std::string_view text);

/// Faults that struck the last of what was asked of an endpoint: "fault f1 struck the last
/// linkedin.jobs.create and nothing came through since". None where happenings are missing.
std::vector<std::string> still_struck(const History& history);

/// Has the stand-ins know whoever is named in what crossed a wire in that run.
void learn(NumberedStandIns& stand_ins, const History& history);

/// printable(), with the five characters of markup escaped: for HTML and XML, in text and in
/// attributes. Line ends and tabs are kept as references where `attribute`.
std::string marked_up(std::string_view text, bool attribute = false);

}  // namespace crosswalk::sim
