#include "sync/digest.hpp"

#include <algorithm>

#include "base/text/digest.hpp"

namespace crosswalk {

RecordDigest digest_of(std::string_view encoded, std::string_view key) {
  const Sha256 whole = hmac_sha256(key, encoded);
  RecordDigest half{};
  std::copy_n(whole.begin(), half.size(), half.begin());
  return half;
}

}  // namespace crosswalk
