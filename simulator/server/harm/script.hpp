#pragma once

/// \file
/// An arrival as the bytes of a socket: what is written, which part of it slowly, and how the
/// connection ends. The listener plays it; nothing here knows a socket, so that what a harm means
/// can be read in one place.

#include <cstddef>
#include <string>

#include "faults/arrival.hpp"

namespace crosswalk::sim {

struct Script {
  enum class End {
    keep,    ///< The connection serves the next request.
    finish,  ///< It ends orderly: close_notify under TLS, then FIN.
    reset,   ///< It ends with RST.
    hold     ///< Nothing more comes, and it stays open for as long as the client likes.
  };

  std::string bytes;
  std::size_t slow_from = 0, slow_to = 0;  ///< These bytes take `Arrival::over`, the others none.
  End end = End::keep;
};

/// What is written for an arrival, which is not Harm::none. `keep` says whether the client may ask
/// again on this connection; a harm that confuses who reads on ends it whatever `keep` says. A body
/// that is cut never arrives whole: of a reply without a body the head is cut.
Script script_of(const Arrival& arrival, bool keep);

/// How the slow part of a script is written: so many bytes at a time, and a pause after each but
/// the last.
struct Pace {
  std::size_t piece = 1;
  Duration gap{0};
};

/// A pace at which the slow part takes `over`, in pieces every 10 ms, at most 200 of them.
Pace pace_of(const Script& script, Duration over);

}  // namespace crosswalk::sim
