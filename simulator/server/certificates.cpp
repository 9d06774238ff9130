#include "server/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace crosswalk::sim {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

Key new_key() { return Key(EVP_EC_gen("P-256")); }

bool add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

/// A certificate without extensions; `issuer` null makes it name itself.
Certificate new_certificate(EVP_PKEY* key, const char* name, X509* issuer) {
  constexpr long hour = 3600;
  Certificate made(X509_new());
  if (!made) return nullptr;
  X509* const certificate = made.get();
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  bool good = X509_set_version(certificate, X509_VERSION_3) == 1;
  good = good && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1;
  good = good && X509_gmtime_adj(X509_getm_notBefore(certificate), -hour) != nullptr;
  good = good && X509_gmtime_adj(X509_getm_notAfter(certificate), 240 * hour) != nullptr;
  good = good && X509_set_pubkey(certificate, key) == 1;
  X509_NAME* const subject = X509_get_subject_name(certificate);
  good = good &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(name), -1, -1, 0) == 1;
  X509_NAME* const by = issuer == nullptr ? subject : X509_get_subject_name(issuer);
  good = good && X509_set_issuer_name(certificate, by) == 1;
  return good ? std::move(made) : nullptr;
}

template <class Write>
std::string pem_text(Write write) {
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!memory || write(memory.get()) != 1) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string pem_of(X509* certificate) {
  return pem_text([&](BIO* out) { return PEM_write_bio_X509(out, certificate); });
}

Error failed() {
  return {ErrorCode::internal, "OpenSSL could not make a certificate", "certificates"};
}

}  // namespace

Result<Certificates> make_certificates() {
  const Key ca_key = new_key();
  const Key key = new_key();
  if (!ca_key || !key) return failed();
  const Certificate ca = new_certificate(ca_key.get(), "Crosswalk simulator CA", nullptr);
  if (!ca || !add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE") ||
      !add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash") ||
      X509_sign(ca.get(), ca_key.get(), EVP_sha256()) == 0) {
    return failed();
  }
  const Certificate server = new_certificate(key.get(), "localhost", ca.get());
  if (!server ||
      !add_extension(server.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension(server.get(), ca.get(), NID_key_usage, "critical,digitalSignature") ||
      !add_extension(server.get(), ca.get(), NID_ext_key_usage, "serverAuth") ||
      !add_extension(server.get(), ca.get(), NID_subject_alt_name,
                     "DNS:localhost,IP:127.0.0.1,IP:::1") ||
      !add_extension(server.get(), ca.get(), NID_authority_key_identifier, "keyid") ||
      X509_sign(server.get(), ca_key.get(), EVP_sha256()) == 0) {
    return failed();
  }
  Certificates made;
  made.ca_pem = pem_of(ca.get());
  made.server_pem = pem_of(server.get());
  made.key_pem = pem_text([&](BIO* out) {
    return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  if (made.ca_pem.empty() || made.server_pem.empty() || made.key_pem.empty()) return failed();
  return made;
}

}  // namespace crosswalk::sim
