#pragma once

/// \file
/// What a client may write: a person, and their application for a job. The vendor's pages name
/// the routes; the bodies follow the records that are read, which is a choice of ours.

#include <string_view>

#include "base/text/json.hpp"
#include "sdk/http.hpp"
#include "vendors/greenhouse/listing.hpp"
#include "vendors/greenhouse/options.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

class Writes {
 public:
  /// All three must outlive it; what is written is noted in `unready` while it cannot be read.
  Writes(World& world, const GreenhouseOptions& options, Unready& unready)
      : world_(world), options_(options), unready_(unready) {}

  /// Whether records of that list can be created.
  static bool knows(std::string_view name) {
    return name == "candidates" || name == "applications";
  }

  /// 201 with the new ids and nothing else; 400 for a body that is no JSON object; 422 with the
  /// field for a member that is unknown, missing or wrong. An application needs a living person, an
  /// open job that is no template, and, with one_application_per_job, that the person has none on
  /// it yet.
  HttpResponse create(std::string_view name, const HttpRequest& request, Instant now);

 private:
  HttpResponse candidate(const Json& body, Instant now);
  HttpResponse application(const Json& body, Instant now);

  World& world_;
  const GreenhouseOptions& options_;
  Unready& unready_;
};

}  // namespace crosswalk::sim::greenhouse
