#include "scenario/installation.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "scenario/binaries.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::chrono::seconds command_patience{60};

Result<Done> write_private(const std::string& path, std::string_view text) {
  const mode_t before = umask(077);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  umask(before);
  file << text;
  file.close();
  if (!file) return Error{ErrorCode::unavailable, "cannot be written", path};
  return Done{};
}

std::string text_at(const Json& json, std::string_view section, std::string_view name) {
  const Json* inner = json.find(section);
  return inner ? std::string(inner->text_of(name)) : std::string();
}

std::string credential(const Json& announcement, std::string_view whose, std::string_view name) {
  const Json* all = announcement.find("credentials");
  return all ? text_at(*all, whose, name) : std::string();
}

// Whose application makes the tenant's; empty when the tenant's is announced for use.
std::string partner_in(const Json& announcement) {
  return credential(announcement, "partner", "client_id");
}

// What the announcement says of the vendor; null when it knows none of that name.
const Json* vendor_in(const Json& announcement, const InstallOptions& options) {
  const Json* all = announcement.find("vendors");
  const std::string_view word =
      options.vendor.empty() ? announcement.text_of("vendor") : std::string_view(options.vendor);
  return all ? all->find(word) : nullptr;
}

using Texts = std::vector<std::pair<std::string, std::string>>;

Texts texts_of(const Json& vendor, std::string_view section) {
  Texts texts;
  const Json* inner = vendor.find(section);
  if (inner == nullptr || inner->members() == nullptr) return texts;
  for (const auto& [name, value] : *inner->members()) {
    if (value.text() != nullptr) texts.emplace_back(name, *value.text());
  }
  return texts;
}

Texts secrets_of(const Json& vendor) {
  Texts secrets = texts_of(vendor, "secrets");
  const Json* hooks = vendor.find("webhooks");
  if (hooks != nullptr && hooks->flag() != nullptr && *hooks->flag()) {
    secrets.emplace_back("webhook_secret", trial_hook_secret);
  }
  return secrets;
}

// A port nobody has now; whoever asks for it in the next moment gets it.
std::uint16_t free_port() {
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  return acceptor.local_endpoint().port();
}

std::string webhooks_of(const Installation& made, const Json& announcement) {
  if (made.callback.empty()) return {};
  const std::string ca(announcement.text_of("ca_file"));
  std::string text = "webhooks:\n  listen: " + made.callback.substr(made.callback.find("//") + 2) +
                     "\n  public_url: " + made.callback + "\n";
  if (ca.empty()) return text;
  const std::string folder = ca.substr(0, ca.rfind('/'));
  return text + "  certificate: " + folder + "/callback.pem\n  key: " + folder + "/callback.key\n";
}

std::string configuration(const Installation& made, const Programs& programs,
                          const Json& announcement, const Json& vendor,
                          const InstallOptions& options) {
  const std::string linkedin = text_at(announcement, "origins", "linkedin");
  std::string text = "# Written for a trial against the simulator.\nstate_dir: state\n";
  text += "connectors_dir: " + programs.connectors + "\n";
  text += "worker: " + programs.binaries + "/crosswalk-worker\n";
  text += "keys:\n  root: file:secrets/root.key\n";
  const std::string_view ca = announcement.text_of("ca_file");
  if (!ca.empty()) text += "tls:\n  ca_file: " + std::string(ca) + "\n";
  text += webhooks_of(made, announcement);
  const std::string partner = partner_in(announcement);
  if (!partner.empty()) {
    text +=
        "partner:\n  client_id: " + partner + "\n  client_secret: file:secrets/partner_secret\n";
  }
  text += "tenants:\n  - name: " + std::string(announcement.text_of("tenant")) + "\n";
  text += "    connector: " + std::string(vendor.text_of("connector")) + "\n    settings:\n";
  for (const auto& [name, value] : texts_of(vendor, "settings")) {
    text += "      " + name + ": \"" + value + "\"\n";
  }
  for (const auto& [name, value] : options.settings) {
    text += "      " + name + ": \"" + value + "\"\n";
  }
  text += "    secrets:\n";
  for (const auto& [name, unused] : secrets_of(vendor)) {
    text += "      " + name + ": file:secrets/" + name + "\n";
  }
  text += "    hosts:\n";
  for (const auto& [name, origin] : texts_of(vendor, "hosts")) {
    text += "      " + name + ": " + origin + "\n";
  }
  text += "    allow_loopback: true\n    poll: " + options.poll + "\n    linkedin:\n";
  text += "      organization: \"" + std::string(announcement.text_of("organization")) + "\"\n";
  if (partner.empty()) {
    text += "      client_id: " + credential(announcement, "linkedin", "client_id") +
            "\n      client_secret: file:secrets/linkedin_secret\n";
  }
  text += "      api: " + linkedin + "\n      token: " + linkedin + "\n";
  if (!options.quotas) text += "      requests_per_day: 0\n      records_per_minute: 0\n";
  return text + options.linkedin_lines + options.tenant_lines;
}

// The secrets and the configuration.
Result<Done> write_installation(const Installation& made, const Programs& programs,
                                const Json& announcement, const InstallOptions& options) {
  const Json* vendor = vendor_in(announcement, options);
  if (vendor == nullptr) {
    return Error{ErrorCode::invalid_input, "the simulator serves no such vendor", options.vendor};
  }
  std::error_code failed;
  const std::string secrets = made.directory + "/secrets";
  std::filesystem::create_directory(secrets, failed);
  std::filesystem::permissions(secrets, std::filesystem::perms::owner_all, failed);
  Texts files = secrets_of(*vendor);
  if (partner_in(announcement).empty()) {
    files.emplace_back("linkedin_secret", credential(announcement, "linkedin", "client_secret"));
  } else {
    files.emplace_back("partner_secret", credential(announcement, "partner", "client_secret"));
  }
  for (const auto& [name, text] : files) {
    if (auto written = write_private(secrets + "/" + name, text); !written) return written;
  }
  return write_private(made.config, configuration(made, programs, announcement, *vendor, options));
}

}  // namespace

Result<std::string> fresh_directory(const std::string& prefix) {
  std::string path = (std::filesystem::temp_directory_path() / (prefix + "-XXXXXX")).string();
  if (mkdtemp(path.data()) == nullptr) {
    return Error{ErrorCode::unavailable, "no directory can be made there; set TMPDIR", path};
  }
  return path;
}

namespace {

// One of the product's commands, as a person would type it.
Result<Done> command(const Programs& programs, std::vector<std::string> words,
                     const std::string& config) {
  words.insert(words.begin(), programs.crosswalk());
  words.insert(words.end(), {"-c", config});
  const Result<Ended> ended = run_program(words, command_patience);
  if (!ended) return ended.error();
  if (ended->status == 0) return Done{};
  return Error{ErrorCode::internal,
               "'crosswalk " + words[1] + " " + words[2] + "' failed: " + ended->errors, config};
}

}  // namespace

Result<Installation> install(const std::string& directory, const Programs& programs,
                             const Json& announcement, const InstallOptions& options) {
  Installation made{directory, directory + "/crosswalk.yaml", directory + "/crosswalk.log", {}};
  const bool tls = !announcement.text_of("ca_file").empty();
  if (options.listens) {
    made.callback = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") +
                    std::to_string(options.port != 0 ? options.port : free_port());
  }
  auto written = write_installation(made, programs, announcement, options);
  if (!written) return written.error();
  if (!std::filesystem::exists(directory + "/secrets/root.key")) {
    if (auto keys = command(programs, {"keys", "init"}, made.config); !keys) return keys.error();
  }
  if (!options.activated) return made;
  const std::string tenant(announcement.text_of("tenant"));
  auto done = command(programs, {"tenant", "connect", "--tenant", tenant}, made.config);
  if (done) {
    done = command(programs, {"tenant", "activate", "--tenant", tenant, "--agreed-by", "A Trial"},
                   made.config);
  }
  if (!done) return done.error();
  return made;
}

namespace {

Result<Json> exchange(const std::string& origin,
                      beast::http::request<beast::http::string_body> request,
                      const std::string& target) {
  const std::size_t host = origin.find("://") + 3;
  const std::size_t colon = origin.rfind(':');
  const Error nobody{ErrorCode::unavailable, "the simulator does not answer", origin + target};
  asio::io_context io;
  boost::system::error_code failed;
  asio::ip::tcp::socket socket(io);
  const auto address = asio::ip::make_address(origin.substr(host, colon - host), failed);
  if (failed) return nobody;
  const auto port = static_cast<std::uint16_t>(std::stoul(origin.substr(colon + 1)));
  socket.connect({address, port}, failed);
  if (failed) return nobody;
  request.set(beast::http::field::host, origin.substr(host));
  request.prepare_payload();
  beast::http::write(socket, request, failed);
  if (failed) return nobody;
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::string_body> reply;
  reply.body_limit(64 * 1024 * 1024);
  beast::http::read(socket, buffer, reply, failed);
  const unsigned status = failed ? 0 : reply.get().result_int();
  if (status == 400) {
    return Error{ErrorCode::invalid_input, "the simulator refuses: " + reply.get().body(),
                 origin + target};
  }
  if (status != 200 && status != 409) return nobody;
  return parse_json(reply.get().body(), 64 * 1024 * 1024);
}

}  // namespace

Result<Json> ask_control(const std::string& origin, const std::string& target) {
  return exchange(origin, {beast::http::verb::get, target, 11}, target);
}

Result<Json> order_control(const std::string& origin, const std::string& target,
                           const std::string& body) {
  return exchange(origin, {beast::http::verb::post, target, 11, body}, target);
}

}  // namespace crosswalk::sim
