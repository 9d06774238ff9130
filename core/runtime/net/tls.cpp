#include "runtime/net/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdint>

namespace crosswalk {
namespace {

// A record of ours shorter than this is an alert or a key update, which a peer can provoke, and
// not the beginning of a request.
constexpr std::size_t request_record_bytes_min = 64;

int verify_and_remember(X509_STORE_CTX* context, void* verify_error) {
  const int verified = X509_verify_cert(context);
  const long why = verified == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context);
  static_cast<VerifyError*>(verify_error)->store(why);
  return verified;
}

int received_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

// Counts what arrives since our last request, by the lengths in the record headers.
void count_record(int written, int, int type, const void* bytes, size_t size, SSL* ssl,
                  void* answer_bytes_max) {
  if (type != SSL3_RT_HEADER || size < SSL3_RT_HEADER_LENGTH) return;
  const auto* head = static_cast<const unsigned char*>(bytes);
  const std::size_t length = std::size_t{head[3]} << 8 | head[4];
  const int index = received_index();
  auto received = reinterpret_cast<std::uintptr_t>(SSL_get_ex_data(ssl, index));
  if (written != 0) {
    if (length >= request_record_bytes_min) received = 0;
  } else {
    received += length;
  }
  SSL_set_ex_data(ssl, index, reinterpret_cast<void*>(received));
  if (received > reinterpret_cast<std::uintptr_t>(answer_bytes_max)) {
    SSL_set_shutdown(ssl, SSL_RECEIVED_SHUTDOWN | SSL_SENT_SHUTDOWN);
  }
}

}  // namespace

Result<TrustStore> load_trust(const std::string& ca_file) {
  if (ca_file.empty()) return TrustStore{};
  TrustStore store(X509_STORE_new(), X509_STORE_free);
  if (X509_STORE_load_file(store.get(), ca_file.c_str()) != 1) {
    ERR_clear_error();
    return Error{ErrorCode::invalid_input,
                 "holds no readable certificate; name a PEM file of certificate authorities",
                 ca_file};
  }
  return store;
}

void harden(SSL_CTX* context, const Endpoint& endpoint, const TrustStore& trust,
            std::size_t answer_bytes_max, VerifyError& verify_error) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  if (trust != nullptr) SSL_CTX_set1_cert_store(context, trust.get());

  X509_VERIFY_PARAM* wanted = SSL_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (endpoint.is_address) {
    X509_VERIFY_PARAM_set1_ip_asc(wanted, endpoint.host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_host(wanted, endpoint.host.c_str(), endpoint.host.size());
  }
  SSL_CTX_set_cert_verify_callback(context, verify_and_remember, &verify_error);
  SSL_CTX_set_msg_callback(context, count_record);
  SSL_CTX_set_msg_callback_arg(context, reinterpret_cast<void*>(answer_bytes_max));
}

std::string verify_words(long verify_error) {
  switch (verify_error) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_APPLICATION_VERIFICATION:
      return "the certificate is for another host name";
    default:
      return std::string("the certificate does not verify (") +
             X509_verify_cert_error_string(verify_error) + ")";
  }
}

}  // namespace crosswalk
