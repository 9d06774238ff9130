#pragma once

/// \file
/// Somebody who knocks at a receiver's socket, and how they sign what they bring.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text/digest.hpp"

namespace crosswalk::test {

enum class Verb : std::uint8_t { get, post, put };

struct Reply {
  unsigned status = 0;
  std::string body;
};

/// A port of this machine at which nobody listens.
std::uint16_t free_port();

/// Asks at that port of this machine, over a connection of its own, and waits for the answer.
Reply knock(std::uint16_t port, Verb method, const std::string& target,
            const std::string& body = {}, const std::string& proof_header = {},
            const std::string& proof = {});

inline const std::string acme_secret = "client-secret-of-acme";
inline const std::string export_push = R"({"id":"77","type":"EXPORT_CANDIDATE_PROFILE"})";

/// As LinkedIn signs for the application that has this secret.
inline std::string linkedin_proof(std::string_view secret, const std::string& body) {
  return to_hex(bytes_of(hmac_sha256(secret, "hmacsha256=" + body)));
}

/// As a vendor signs that puts "sha256 " before the digest.
inline std::string vendor_proof(std::string_view secret, const std::string& body) {
  return "sha256 " + to_hex(bytes_of(hmac_sha256(secret, body)));
}

}  // namespace crosswalk::test
