#pragma once

/// \file
/// What a client may write in the style of Harvest v1: a person with the first applications, and
/// a further application of somebody.

#include <string_view>

#include "base/text/json.hpp"
#include "vendors/bodies.hpp"
#include "vendors/harvest_v1/lists.hpp"

namespace crosswalk::sim::harvest {

class Writes {
 public:
  /// All must outlive it; what is written is noted in `unready` while it cannot be read.
  Writes(World& world, const Dialect& dialect, const Records& records, greenhouse::Unready& unready)
      : world_(world), dialect_(dialect), records_(records), unready_(unready) {}

  /// Whether something can be created there: "candidates", "candidates/7/applications".
  static bool knows(const Path& path);

  /// 201 with the record, or with the new ids alone when a lag keeps it from being read;
  /// 400 for a body that is no JSON object, 404 for an unknown person, 422 with the field for a
  /// member that is unknown, missing or wrong. Nothing is written unless all can be.
  HttpResponse create(const Path& path, const HttpRequest& request, const WriteRules& rules,
                      Instant now);

 private:
  HttpResponse person(const Json& body, const WriteRules& rules, Instant now);
  HttpResponse further(Id candidate, const Json& body, const WriteRules& rules, Instant now);
  HttpResponse refused(const BodyFault& fault) const;
  /// Reads one application; `candidate` is 0 for a person who is not there yet.
  std::optional<BodyFault> wanted(const Json& body, Id candidate, const WriteRules& rules,
                                  WantedApplication& out);
  /// "7", in quotes where ids are texts.
  std::string id_text(Id id) const;

  World& world_;
  const Dialect& dialect_;
  const Records& records_;
  greenhouse::Unready& unready_;
};

}  // namespace crosswalk::sim::harvest
