#include "history/transcript.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace crosswalk::sim {
namespace {

// Two lanes of 64 bits, each multiplied and folded for every eight bytes: not for secrets, and as
// cheap as reading the bytes. The length goes in with each text, so that parts cannot be moved.
class Mixer {
 public:
  Mixer(std::uint64_t& high, std::uint64_t& low) : high_(high), low_(low) {}

  void add(std::uint64_t word) {
    high_ = std::rotl((high_ ^ word) * 0x9fb21c651e98df25ull, 27) + low_;
    low_ = (low_ ^ std::rotl(word, 32)) * 0xd6e8feb86659fd93ull;
    low_ ^= low_ >> 32;
  }
  void add(std::string_view text) {
    add(text.size());
    while (text.size() >= sizeof(std::uint64_t)) {
      add(word_at(text, sizeof(std::uint64_t)));
      text.remove_prefix(sizeof(std::uint64_t));
    }
    if (!text.empty()) add(word_at(text, text.size()));
  }
  void add(const Headers& headers) {
    add(headers.size());
    for (const auto& [name, value] : headers) {
      add(name);
      add(value);
    }
  }

 private:
  static std::uint64_t word_at(std::string_view text, std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), size);
    return word;
  }

  std::uint64_t& high_;
  std::uint64_t& low_;
};

enum class Mark : std::uint64_t { request = 1, push, nothing };

void add_exchange(Mixer& mixer, Mark mark, Instant at, std::string_view tenant,
                  std::string_view peer, const HttpRequest& asked, const HttpResponse* reply) {
  mixer.add(static_cast<std::uint64_t>(mark));
  mixer.add(static_cast<std::uint64_t>(to_ms(at)));
  mixer.add(tenant);
  mixer.add(peer);
  mixer.add(asked.method);
  mixer.add(asked.origin);
  mixer.add(asked.target);
  mixer.add(asked.headers);
  mixer.add(asked.body);
  if (reply == nullptr) return mixer.add(static_cast<std::uint64_t>(Mark::nothing));
  mixer.add(static_cast<std::uint64_t>(reply->status));
  mixer.add(reply->headers);
  mixer.add(reply->body);
}

std::string beginning(std::string_view body) { return std::string(body.substr(0, body_kept)); }

Happening told(Instant at, Happening::What what, std::string_view tenant, std::string_view peer,
               std::string_view endpoint, const HttpRequest& asked, const HttpResponse* reply) {
  Happening told;
  told.at = at;
  told.what = what;
  told.tenant = tenant;
  told.peer = peer;
  told.endpoint = endpoint;
  told.words = asked.method + " " + asked.target;
  told.request_body = beginning(asked.body);
  if (reply != nullptr) {
    told.status = reply->status;
    told.reply_body = beginning(reply->body);
  }
  return told;
}

}  // namespace

void Transcript::request(Instant at, std::string_view tenant, std::string_view peer,
                         std::string_view endpoint, const HttpRequest& asked,
                         const HttpResponse* reply, Duration took,
                         const std::vector<std::string>& faults) {
  Mixer mixer(high_, low_);
  add_exchange(mixer, Mark::request, at, tenant, peer, asked, reply);
  mixer.add(static_cast<std::uint64_t>(took.count()));
  if (!has_room()) return;
  Happening happening = told(at, Happening::What::request, tenant, peer, endpoint, asked, reply);
  happening.took = took;
  happening.faults = faults;
  happenings_.push_back(std::move(happening));
}

void Transcript::push(Instant at, std::string_view tenant, std::string_view peer,
                      std::string_view endpoint, const HttpRequest& sent, const HttpResponse* reply,
                      const std::vector<std::string>& faults) {
  Mixer mixer(high_, low_);
  add_exchange(mixer, Mark::push, at, tenant, peer, sent, reply);
  if (!has_room()) return;
  Happening happening = told(at, Happening::What::push, tenant, peer, endpoint, sent, reply);
  happening.faults = faults;
  happenings_.push_back(std::move(happening));
}

void Transcript::kept_back(Instant at, std::string_view tenant, std::string_view peer,
                           std::string_view endpoint, const HttpRequest& sent,
                           std::string_view fate, const std::vector<std::string>& faults) {
  if (!has_room()) return;
  Happening happening = told(at, Happening::What::push, tenant, peer, endpoint, sent, nullptr);
  happening.words += " (" + std::string(fate) + ")";
  happening.faults = faults;
  happenings_.push_back(std::move(happening));
}

void Transcript::note(Instant at, Happening::What what, std::string_view tenant,
                      std::string_view words) {
  if (!has_room()) return;
  Happening happening;
  happening.at = at;
  happening.what = what;
  happening.tenant = tenant;
  happening.words = words;
  happenings_.push_back(std::move(happening));
}

bool Transcript::has_room() {
  if (keeps_ && happenings_.size() < happenings_max) return true;
  ++dropped_;
  return false;
}

std::string Transcript::digest() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (const std::uint64_t half : {high_, low_}) {
    for (int shift = 60; shift >= 0; shift -= 4) hex += digits[(half >> shift) & 15];
  }
  return hex;
}

}  // namespace crosswalk::sim
