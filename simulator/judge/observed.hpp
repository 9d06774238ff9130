#pragma once

/// \file
/// What a client can have seen of an application's stages at a vendor that tells no history.

#include <optional>
#include <string>
#include <string_view>

#include "judge/truth.hpp"

namespace crosswalk::sim::judging {

/// A stage as LinkedIn holds it.
struct SeenStage {
  std::string name;
  Instant at{};
};

/// Nothing for a content of another form.
std::optional<SeenStage> seen_in(std::string_view content);

/// The entry in which it stands, or which it left last when it was rejected; null for the hired.
const ApplicationStage* shown_stage(const World& world, const Application& row);

/// Whether it was in such a stage by then. Nobody can see an entry before it is made, or tell a
/// time after the last thing that happened.
bool was_in(const World& world, const Truth& truth, const Application& row, std::string_view name,
            Instant seen);

}  // namespace crosswalk::sim::judging
