#pragma once

/// \file
/// What our side of TLS insists on, set on OpenSSL itself because the HTTP library says nothing
/// of why a handshake failed: version 1.2 or newer, the host's name in the certificate, our own
/// authorities when configured, and a bound on what one answer may weigh on the wire.

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/net/wire.hpp"

using SSL_CTX = struct ssl_ctx_st;
using X509_STORE = struct x509_store_st;

namespace crosswalk {

/// Who is believed. Null: the system's authorities.
using TrustStore = std::shared_ptr<X509_STORE>;

/// The authorities of a PEM file, and nobody else; the system's for an empty path.
/// `invalid_input` when the file cannot be read or holds no certificate.
Result<TrustStore> load_trust(const std::string& ca_file);

/// Why the last verification of a peer failed, as OpenSSL's number; 0: it did not. Written by
/// the library's threads.
using VerifyError = std::atomic<long>;

/// Readies the context of one connection to `endpoint`. `verify_error` must live as long as the
/// connection. An answer of more than `answer_bytes_max` on the wire ends the connection: the
/// HTTP library reads one chunk or header block whole before anybody else can count it.
void harden(SSL_CTX* context, const Endpoint& endpoint, const TrustStore& trust,
            std::size_t answer_bytes_max, VerifyError& verify_error);

/// The reason in words for an operator.
std::string verify_words(long verify_error);

}  // namespace crosswalk
