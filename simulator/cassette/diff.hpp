#pragma once

/// \file
/// What differs between two cassettes: resources that only one has, and between replies to the same
/// question their status, headers, shape and values, by JSON path. Stand-ins of different salts
/// are taken as equal while each one on the left goes with one and the same on the right; cursors
/// are opaque and never compared, and of what differs from one asking to the next only whether it
/// is there.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "cassette/cassette.hpp"

namespace crosswalk::sim {

inline constexpr std::size_t differences_max = 1000;

struct Difference {
  enum class What { only_left, only_right, answers, status, header, shape, value };

  What what = What::value;
  std::string tenant, resource;
  std::uint32_t version = 0;  ///< 0 where the whole resource is meant.
  std::string path;           ///< JSON pointer, or the header's name.
  std::string left, right;    ///< As JSON, cut after 80 bytes.

  friend bool operator==(const Difference&, const Difference&) = default;
};

struct CassetteDiff {
  std::vector<Difference> differences;  ///< In order of resource, at most differences_max.
  std::uint64_t total = 0;              ///< With those that were not kept.
  std::uint64_t compared = 0;           ///< Pairs of replies.
  std::uint64_t expected = 0;           ///< Values that differ and were expected to.

  bool same() const { return total == 0; }
};

/// What an unchanged peer says otherwise each time: squeezed names of header fields (by how they
/// begin) and of members of bodies.
inline constexpr std::string_view fields_that_differ[] = {"xratelimit", "ratelimit", "retryafter"};
inline constexpr std::string_view members_that_differ[] = {
    "expiresat", "expiresin",     "requestid", "requestuuid",
    "traceid",   "correlationid", "timestamp", "servertime"};

/// Times on the way and when it was recorded are not compared.
CassetteDiff diff_of(const Cassette& left, const Cassette& right);

std::string words_of(const Difference& difference);
std::string_view name_of(Difference::What what);
Json to_json(const CassetteDiff& diff);

}  // namespace crosswalk::sim
