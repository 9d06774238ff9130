#include "runtime/config/peers_config.hpp"

#include <charconv>
#include <utility>

#include "access/origin.hpp"
#include "runtime/config/tenant_config.hpp"

namespace crosswalk {
namespace {

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

bool names_this_machine(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

Result<Done> read_listen(const Section& section, WebhookConfig& webhooks) {
  const std::string listen = section.text("listen");
  const std::size_t colon = listen.rfind(':');
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  const std::string_view digits =
      colon == std::string::npos ? std::string_view{} : std::string_view(listen).substr(colon + 1);
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), webhooks.listen_port);
  const bool whole = !digits.empty() && end == digits.data() + digits.size();
  if (host.empty() || failed != std::errc{} || !whole) {
    return wrong("is written HOST:PORT, such as 127.0.0.1:8443", section.place("listen"));
  }
  webhooks.listen_host = std::move(host);
  return Done{};
}

Result<Done> read_webhooks(const Section& section, std::string_view folder,
                           WebhookConfig& webhooks) {
  const bool listens = section.has("listen");
  if (listens != section.has("public_url")) {
    return wrong("listen and public_url are given together", section.place());
  }
  if (section.has("certificate") != section.has("key")) {
    return wrong("certificate and key are given together", section.place());
  }
  if (!listens) return Done{};
  if (Result<Done> read = read_listen(section, webhooks); !read) return read;
  webhooks.certificate = below_folder(folder, section.text("certificate"));
  webhooks.key = below_folder(folder, section.text("key"));
  if (webhooks.certificate.empty() && !names_this_machine(webhooks.listen_host)) {
    return wrong(
        "without a certificate it listens on this machine only: 127.0.0.1:PORT, behind a "
        "proxy that speaks HTTPS",
        section.place("listen"));
  }
  // What the peers are told is never opened by us; on a trial it may name this machine.
  const Result<std::string> address = checked_origin(section.text("public_url"), true);
  if (!address) return wrong(address.error().what, section.place("public_url"));
  webhooks.public_url = *address;
  return Done{};
}

}  // namespace

Result<Done> read_peers(const Section& top, std::string_view folder, HostConfig& host) {
  const Section webhooks = top.section("webhooks");
  if (Result<Done> read = read_webhooks(webhooks, folder, host.webhooks); !read) return read;
  host.places.emplace("webhooks.certificate", webhooks.place("certificate"));
  host.places.emplace("webhooks.key", webhooks.place("key"));
  host.places.emplace("webhooks.listen", webhooks.place("listen"));
  const Section partner = top.section("partner");
  if (partner.has("client_id") != partner.has("client_secret")) {
    return wrong("client_id and client_secret are given together", partner.place());
  }
  if (!partner.has("client_id")) return Done{};
  host.partner.client_id = partner.text("client_id");
  Result<SecretRef> secret =
      parse_secret_ref(partner.text("client_secret"), folder, partner.place("client_secret"));
  if (!secret) return std::move(secret).error();
  host.places.emplace("partner", partner.place("client_secret"));
  host.partner.client_secret = *std::move(secret);
  return Done{};
}

}  // namespace crosswalk
