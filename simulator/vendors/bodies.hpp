#pragma once

/// \file
/// The bodies of requests that write a person or an application, read member by member: what
/// Greenhouse's versions and their copies have in common. Strict: the first member that cannot be
/// taken refuses the whole.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "vendors/greenhouse/listing.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// A member that cannot be taken: its name and why.
struct BodyFault {
  std::string field;
  std::string what;
};

/// The first member that is not among the known; `body` must be an object.
std::optional<BodyFault> unknown_member(const Json& body, std::span<const std::string_view> known);

/// Reads members of one body until the first fault. Both must outlive it.
class BodyReader {
 public:
  /// With `loose` flags and ids may be texts: "true", "4003".
  BodyReader(World& world, const Json& body, bool loose = false)
      : world_(world), body_(body), loose_(loose) {}

  std::optional<BodyFault> fault;

  Text text(std::string_view name, bool required = false);
  bool flag(std::string_view name, bool fallback);
  Id id(std::string_view name, bool required = false);
  /// The values of [{"value":...,"type":...}], at most `most`, the types one of `types`.
  std::vector<Text> typed(std::string_view name, std::span<const std::string_view> types,
                          std::size_t most);
  std::vector<Text> texts(std::string_view name);

  void complain(std::string_view name, std::string_view what);

 private:
  const Json* member(std::string_view name) const;

  World& world_;
  const Json& body_;
  bool loose_;
};

/// A person: names, company, title, tags, and lists of value and type for their addresses.
Candidate described(BodyReader& body);

/// An application somebody wants to write.
struct WantedApplication {
  Id candidate_id = 0;  ///< 0: a person who is not there yet.
  Id job_id = 0;        ///< 0 for prospects.
  Id source_id = 0;
  Id initial_stage_id = 0;  ///< A step of the job's plan; 0 for its first.
  Text location;
  bool prospect = false;
};

/// What an account adds to the rules of writing.
struct WriteRules {
  Duration lag{0};                      ///< How long what was written cannot be read.
  bool one_application_per_job = true;  ///< Of one person; a second is refused.
};

/// Why it cannot be: nobody by that id, no open job, a template, one there already, no such source
/// or stage.
std::optional<BodyFault> fault_of(const World& world, const WantedApplication& wanted,
                                  const WriteRules& rules);

/// Writes one without a fault, and returns its id.
Id enter(World& world, const WantedApplication& wanted, Instant now);

/// Neither the application nor its stages can be read before `until`.
void hide(const World& world, Id application, greenhouse::Unready& unready, Instant until);

}  // namespace crosswalk::sim
