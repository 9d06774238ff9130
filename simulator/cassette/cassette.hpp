#pragma once

/// \file
/// A conversation with a peer as a file: a line about it, a line of JSON for each exchange, and a
/// closing line with their number and a digest over all before, so that a cassette that was cut or
/// edited is refused and not half believed. Whatever is in one has been scrubbed; see scrub.hpp.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "base/text/digest.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

inline constexpr std::size_t cassette_bytes_max = 512U << 20;
inline constexpr std::size_t cassette_line_bytes_max = 64U << 20;
inline constexpr std::size_t cassette_exchanges_max = 100'000;

/// One request and what came of it. Tenant, resource and version are its key.
struct Exchange {
  std::string tenant;         ///< "tenant-1" in order of appearance; "nobody" showed no credential.
  std::string resource;       ///< As resource_of() writes it.
  std::uint32_t version = 1;  ///< Counts how the same resource answered over time.
  std::string asked;          ///< Method and target as sent, scrubbed.
  Duration latency{0};        ///< From the request's last byte to the reply's.
  int status = 0;             ///< 0: nothing came back.
  Headers headers;            ///< Those that matter to a client.
  std::string body;

  friend bool operator==(const Exchange&, const Exchange&) = default;
};

struct Cassette {
  std::string peer;  ///< The origin that was recorded.
  Instant recorded_at{};
  std::string salt;  ///< StandIns::salt_name(): equal ones have equal stand-ins.
  std::vector<Exchange> exchanges;

  friend bool operator==(const Cassette&, const Cassette&) = default;
};

/// Writes a cassette line by line; every text it gives ends with a line end and belongs right
/// behind the one before.
class CassetteWriter {
 public:
  /// The first line; `about` gives everything but the exchanges.
  std::string open(const Cassette& about);

  /// `refused` when the cassette is full or the line too long; then nothing was added. The
  /// version must be the next of its resource.
  Result<std::string> add(const Exchange& exchange);

  /// The last line. Nothing may follow.
  std::string close();

  std::size_t exchanges() const { return exchanges_; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::string counted_in(std::string line);

  std::size_t exchanges_ = 0;
  std::size_t bytes_ = 0;
  Sha256 chain_{};  ///< Over each line and the digest before it.
};

/// All at once; for tests and small ones.
Result<std::string> write_cassette(const Cassette& cassette);

/// A whole, untouched cassette. invalid_input with "file:line" and the remedy for any other: cut,
/// edited, of another version, out of order. `unsupported` for one of a later version.
Result<Cassette> read_cassette(std::string_view text, std::string_view file);

/// Where each resource of each tenant is found in `exchanges`, in order of version.
using ResourceKey = std::pair<std::string, std::string>;  ///< Tenant, resource.
std::map<ResourceKey, std::vector<std::size_t>> by_resource(const Cassette& cassette);

}  // namespace crosswalk::sim
