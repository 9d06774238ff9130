#pragma once

/// \file
/// The fingerprint that tells whether a record changed since LinkedIn took it. Keyed with the
/// tenant's own key, because a plain digest of an e-mail address can be guessed.

#include <string_view>

#include "sync/entity.hpp"

namespace crosswalk {

/// Of the bytes encode_record() gives, after policy stripped what must not leave and before any
/// dialect. `key` is 32 bytes.
RecordDigest digest_of(std::string_view encoded, std::string_view key);

}  // namespace crosswalk
