#pragma once

/// \file
/// `crosswalk-sim cassette record|replay|diff|show`: conversations with a peer as files, see
/// cassette/.

#include <string>

#include "server/recording/playback.hpp"
#include "server/recording/recorder.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

/// As they were typed.
struct CassetteWords {
  std::string word;  ///< Which of the four; filled in by parsing.
  RecordSettings record;
  PlaybackSettings replay;
  std::string file, other;
  std::size_t exchange = 0;  ///< Of show; 0: none.
  bool json = false;
};

/// Declares the four words; `words` outlives `cassette`.
void declare_cassette(CLI::App& cassette, CassetteWords& words);

/// The exit code: of diff 0 for equal ones and 1 for others; 2 for what cannot be read.
int run_cassette(CassetteWords& words);

}  // namespace crosswalk::sim
