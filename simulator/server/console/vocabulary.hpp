#pragma once

/// \file
/// The words a form can offer: kinds of records with their fields and what can be done to them,
/// kinds of faults with what they take, endpoints. The page knows none of them by itself, so a new
/// kind or fault shows up in it without a change.

#include "base/text/json.hpp"

namespace crosswalk::sim {

/// {"kinds":[{"kind":..,"fields":[{"name":..,"type":..,"words":[..]}],"places":[..],
/// "operations":[..]}],"entities":[..],"faults":[{"do":..,"family":..,"helps":..,
/// "takes":[{"name":..,"type":..,"words":[..]}]}],"triggers":[..],"endpoints":[..]}. Types are
/// "text", "flag", "id", "whole", "real", "ms", "list_of_ms", "mutations" and "word".
Json vocabulary();

}  // namespace crosswalk::sim
