#include "tls_peer.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

#include <fstream>

namespace crosswalk::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using TlsStream = asio::ssl::stream<tcp::socket>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

Certificate make_certificate(long serial, const std::string& name, EVP_PKEY* key, bool authority) {
  Certificate certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  const auto extend = [&](int what, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str());
    X509_add_ext(certificate.get(), extension, -1);
    X509_EXTENSION_free(extension);
  };
  extend(NID_basic_constraints, authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (authority) {
    extend(NID_key_usage, "critical,keyCertSign,cRLSign");
  } else {
    extend(NID_subject_alt_name, "DNS:" + name);
  }
  return certificate;
}

template <class Write>
std::string pem(Write write) {
  std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  write(out.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

class TlsLine final : public Line {
 public:
  explicit TlsLine(TlsStream& stream) : stream_(stream) {}

  bool write(const std::string& bytes) override {
    boost::system::error_code failed;
    asio::write(stream_, asio::buffer(bytes), failed);
    return !failed;
  }

  void reset() override {
    boost::system::error_code ignored;
    stream_.next_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    stream_.next_layer().close(ignored);
  }

 private:
  TlsStream& stream_;
};

std::size_t body_size(const std::string& head) {
  const auto at = head.find("Content-Length:");
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + 15));
}

}  // namespace

Identity make_identity(const std::string& name) {
  static std::atomic<long> serial{1};
  const long number = serial++;
  auto authority_key = make_key();
  auto authority = make_certificate(number * 2, "Test authority " + std::to_string(number),
                                    authority_key.get(), true);
  X509_set_issuer_name(authority.get(), X509_get_subject_name(authority.get()));
  X509_sign(authority.get(), authority_key.get(), EVP_sha256());

  auto key = make_key();
  auto certificate = make_certificate(number * 2 + 1, name, key.get(), false);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority.get()));
  X509_sign(certificate.get(), authority_key.get(), EVP_sha256());

  Identity identity;
  identity.ca_file = ::testing::TempDir() + "crosswalk-ca-" + std::to_string(getpid()) + "-" +
                     std::to_string(number) + ".pem";
  std::ofstream(identity.ca_file) << pem(
      [&](BIO* out) { PEM_write_bio_X509(out, authority.get()); });
  identity.certificate_pem = pem([&](BIO* out) { PEM_write_bio_X509(out, certificate.get()); });
  identity.key_pem = pem([&](BIO* out) {
    PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  return identity;
}

TlsPeer::TlsPeer(const Identity& identity, Script script, int tls_max)
    : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      script_(std::move(script)) {
  tls_.use_certificate_chain(asio::buffer(identity.certificate_pem));
  tls_.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
  if (tls_max != 0) {
    // Level 0, or this machine's own policy would refuse the old version before the client can.
    SSL_CTX_set_security_level(tls_.native_handle(), 0);
    SSL_CTX_set_min_proto_version(tls_.native_handle(), tls_max);
    SSL_CTX_set_max_proto_version(tls_.native_handle(), tls_max);
  }
  acceptor_thread_ = std::thread([this] { accept_all(); });
}

TlsPeer::~TlsPeer() {
  stopping_ = true;
  shutdown(acceptor_.native_handle(), SHUT_RDWR);
  acceptor_thread_.join();
  {
    const std::scoped_lock lock(guard_);
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  for (auto& thread : threads_) thread.join();
}

void TlsPeer::accept_all() {
  while (!stopping_) {
    boost::system::error_code failed;
    tcp::socket socket = acceptor_.accept(failed);
    if (failed) continue;
    ++connections_;
    const std::scoped_lock lock(guard_);
    sockets_.push_back(socket.native_handle());
    threads_.emplace_back([this, held = std::make_shared<tcp::socket>(std::move(socket))] {
      serve(std::move(*held));
    });
  }
}

void TlsPeer::serve(tcp::socket socket) {
  // A socket closed by the script gives its number back; the destructor must not touch it then.
  const int number = socket.native_handle();
  socket.set_option(tcp::no_delay(true));
  TlsStream stream(std::move(socket), tls_);
  TlsLine line(stream);
  boost::system::error_code failed;
  stream.handshake(TlsStream::server, failed);
  asio::streambuf buffer;
  while (!failed && !stopping_) {
    const std::size_t head = asio::read_until(stream, buffer, "\r\n\r\n", failed);
    if (failed) break;
    std::string request(asio::buffers_begin(buffer.data()),
                        asio::buffers_begin(buffer.data()) + static_cast<std::ptrdiff_t>(head));
    const std::size_t whole = head + body_size(request);
    if (buffer.size() < whole) {
      asio::read(stream, buffer, asio::transfer_exactly(whole - buffer.size()), failed);
    }
    if (failed) break;
    request.assign(asio::buffers_begin(buffer.data()),
                   asio::buffers_begin(buffer.data()) + static_cast<std::ptrdiff_t>(whole));
    buffer.consume(whole);
    if (!script_(request, line)) break;
  }
  const std::scoped_lock lock(guard_);
  std::erase(sockets_, number);
}

std::string reply(const std::string& body, const std::string& headers, const std::string& status) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         headers + "\r\n" + body;
}

std::string gzipped(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace crosswalk::test
