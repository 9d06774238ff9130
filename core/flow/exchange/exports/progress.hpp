#pragma once

/// \file
/// How far an export has come, as it is kept in the store before anything is asked of the ATS. It
/// holds no more of a person than finishing takes: the member, sealed, until the notice is over.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace crosswalk {

/// What may have been done at the ATS already. Stored: append only.
enum class ExportStage : std::uint8_t {
  nothing = 0,           ///< Nothing was asked of the ATS.
  creating_candidate,    ///< A candidate may have been created: look before doing it again.
  creating_application,  ///< `candidate` is there; an application may have been created.
  reading_back           ///< All is done at the ATS; the records are being read.
};

struct ExportProgress {
  ExportStage stage = ExportStage::nothing;
  std::string member;  ///< From creating_candidate on: whom nobody else may create meanwhile.
  std::string job;
  std::string candidate;
  std::string application;     ///< Empty while its id is not known.
  Instant since{};             ///< The vendor's time of the first attempt,
  Instant last{};              ///< and of the last one: nothing of it arrives any more.
  bool unsure = true;          ///< `last` is only when it was meant to begin.
  std::uint32_t failures = 0;  ///< Looks in all that came to nothing.
  bool refused = false;        ///< The ATS refused the application; it may be there already.
};

/// As text, for AdvanceNotice.
std::string write_progress(const ExportProgress& progress);

/// Reads what write_progress() gave; an empty text is an export not yet begun. Nothing when the
/// text is something else: then nobody knows what was done at the ATS.
std::optional<ExportProgress> read_progress(std::string_view text);

}  // namespace crosswalk
