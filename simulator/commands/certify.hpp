#pragma once

/// \file
/// `crosswalk-sim certify`: LinkedIn's certification rules on the real programs.

#include <string>
#include <vector>

#include "scenario/installation.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

struct CertifyWords {
  Programs programs;
  std::vector<std::string> rules;
  bool json = false;
};

/// Declares the options; `words` outlives `certify`.
void declare_certify(CLI::App& certify, CertifyWords& words);

/// 0 when no rule failed, 1 when one did, 2 for a rule there is not.
int run_certify(CertifyWords& words);

}  // namespace crosswalk::sim
