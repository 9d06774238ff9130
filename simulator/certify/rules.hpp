#pragma once

/// \file
/// LinkedIn's certification of Recruiter System Connect as far as its text is public: one row for
/// each rule, in the order of the modules. What could not be read stands here too, so that nobody
/// takes a passed run for a passed certification. Titles are in our own words; the source of each
/// is the page of its module at learn.microsoft.com, "rsc-cert-module1" to "rsc-cert-module5".

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sim {

class Trials;

/// What became of a rule.
enum class Ruling {
  pass,
  fail,
  not_applicable,  ///< It is about something this product does not have.
  not_public       ///< Its text could not be read; what may belong to it is told as evidence.
};
std::string_view word_of(Ruling ruling);

struct RuleOutcome {
  std::string id;  ///< "RSC-301"
  std::string title;
  Ruling ruling = Ruling::fail;
  std::vector<std::string> evidence;  ///< What was done and seen, a sentence each, of nobody.
};

/// Begins what leave_out() notes.
inline constexpr std::string_view left_out_mark = "not tried: ";

/// What a rule's trial found; fails as soon as one thing is not as it must be.
class Evidence {
 public:
  /// Notes what was seen; `good` false makes the rule fail.
  bool see(bool good, std::string words);
  /// What belongs to the rule and nothing here has tried, or what stands in its place.
  void leave_out(const std::string& words);
  bool good() const { return good_; }
  std::vector<std::string> take() { return std::move(evidence_); }

 private:
  bool good_ = true;
  std::vector<std::string> evidence_;
};

struct Rule {
  std::string_view id;
  std::string_view title;
  Ruling without = Ruling::pass;  ///< Of a rule that has no trial: why, in `reason`.
  std::string_view reason = {};
  void (*check)(Trials&, Evidence&) = nullptr;
};

/// All of them, in order.
std::span<const Rule> rules();

}  // namespace crosswalk::sim
