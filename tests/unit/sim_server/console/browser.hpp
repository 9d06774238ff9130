#pragma once

/// \file
/// A headless Chromium that a test drives over a pipe: it opens a page at a width, asks it for a
/// value, presses keys and keeps what the console says. Nothing goes over the network but what the
/// page itself asks for.

#include <sys/types.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/text/json.hpp"

namespace crosswalk::test {

class Browser {
 public:
  /// The program's path; empty where there is none, and then the test says so and is skipped.
  static std::string installed();

  /// Starts it, with a profile of its own that is deleted with it.
  Browser();
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  /// Opens the address in a window of that size and waits until its html element says
  /// data-ready="yes"; false when it does not within twenty seconds.
  bool open(const std::string& url, int width, int height, bool dark = false);

  /// The value of an expression in the page; a promise is awaited. Null when it throws.
  Json value_of(const std::string& expression);
  /// Whether the expression becomes true within ten seconds.
  bool becomes(const std::string& expression);
  void press(const std::string& key);
  /// The whole page as a PNG.
  bool picture(const std::string& path);

  /// What went wrong in the page so far: exceptions, errors of the console, refused loads.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  Json ask(const std::string& method, Json parameters);
  bool send(const std::string& message);
  Json receive();

  pid_t pid_ = -1;
  int to_ = -1, from_ = -1;
  std::string profile_, session_, read_;
  std::int64_t last_ = 0;
  std::vector<std::string> complaints_;
};

}  // namespace crosswalk::test
