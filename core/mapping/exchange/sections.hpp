#pragma once

/// \file
/// The manifest's sections `webhook:` and `writes:`, from YAML to a program. This is where their
/// grammar stands; plugins/README.md tells it to authors.

#include "mapping/exchange/exchange_program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `webhook:`: how a push is proven goes to the plan, what it tells to the program.
void read_webhook_section(ManifestReading& reading, const YamlNode& node, Plan& plan,
                          ExchangeProgram& program);

/// `writes:`. All three routes must be there, because none is safe without the others: a create
/// whose answer was lost is searched before it is made again. Where `only_if` leaves one out,
/// exports cannot be taken in.
void read_writes_section(ManifestReading& reading, const YamlNode& node, Plan& plan,
                         ExchangeProgram& program);

}  // namespace crosswalk
