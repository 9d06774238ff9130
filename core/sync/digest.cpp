#include "sync/digest.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

// Setting a key up costs more than the digest of a record, and records of one tenant come in
// long runs; only speed depends on what is remembered here.
HmacSha256& keyed(std::string_view key) {
  thread_local std::string last_key;
  thread_local std::optional<HmacSha256> mac;
  if (!mac || last_key != key) {
    last_key = key;
    mac.emplace(key);
  }
  return *mac;
}

}  // namespace

RecordDigest digest_of(std::string_view encoded, std::string_view key) {
  const Sha256 whole = keyed(key).of(encoded);
  RecordDigest half{};
  std::copy_n(whole.begin(), half.size(), half.begin());
  return half;
}

}  // namespace crosswalk
