#pragma once

/// \file
/// What the targets of a vendor's replies share: the smallest connector there can be, with the
/// sections that are to be tried, and the mapper made of it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "mapping/read/reader.hpp"

namespace crosswalk::fuzz {

/// A mapper of one object "people" and of `sections`, which begin at column 1.
inline Mapper small_connector(std::string_view sections) {
  const std::string head = R"(manifest: 1
connector: fuzz
version: 1.0.0
title: Fuzz
settings:
  key: { help: The key, secret: true }
hosts: { api: https://api.fuzz.test }
auth: { basic: { user: key } }
objects:
  people: { kind: candidate, full: GET /people, map: { id: /id } }
)";
  Result<Plan> plan = compile_manifest(head + std::string(sections), "fuzz.yaml", {});
  CROSSWALK_CHECK(plan.has_value());
  return Mapper(*std::move(plan), nullptr);
}

/// The bytes a target is given, as the body of a reply.
inline std::string body_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace crosswalk::fuzz
