#pragma once

/// \file
/// A certificate authority and a server certificate for 127.0.0.1, ::1 and localhost, made anew
/// at each start, so that no key is ever part of a repository or lives longer than a run.

#include <string>

#include "base/result.hpp"

namespace crosswalk::sim {

struct Certificates {
  std::string ca_pem;      ///< What a client has to trust.
  std::string server_pem;  ///< Signed by it.
  std::string key_pem;     ///< Of the server; keep it in memory.
};

/// ECDSA P-256, valid from an hour ago for ten days. Takes about a millisecond.
Result<Certificates> make_certificates();

}  // namespace crosswalk::sim
