#include "runtime/host/peer_watch.hpp"

#include <chrono>
#include <utility>

namespace crosswalk {
namespace {

constexpr std::chrono::seconds busy_tolerated{5};

bool is_busy(int status) { return status == 429 || status >= 500; }

std::string words_for(Peer peer) {
  switch (peer) {
    case Peer::vendor:
      return "the vendor";
    case Peer::linkedin:
      return "LinkedIn";
    case Peer::provisioning:
      break;
  }
  return "LinkedIn, asked for the partner's application,";
}

}  // namespace

void PeerWatch::asked(const Effects& effects) {
  for (const Effect& effect : effects) {
    if (const auto* http = std::get_if<SendHttp>(&effect)) {
      on_their_way_.emplace(http->slot, http->peer);
    } else if (const auto* token = std::get_if<FetchToken>(&effect)) {
      on_their_way_.emplace(token->slot, token->peer);
    }
  }
}

void PeerWatch::heard(const Event& event, Instant now) {
  const auto* http = std::get_if<HttpDone>(&event);
  const auto* token = std::get_if<TokenDone>(&event);
  if (http == nullptr && token == nullptr) return;
  const auto asked = on_their_way_.extract(http ? http->slot : token->slot);
  if (asked.empty()) return;
  const Peer peer = asked.mapped();
  const Error* failed = nullptr;
  if (http && !http->reply) failed = &http->reply.error();
  if (token && !token->good_until) failed = &token->good_until.error();
  if (failed) {
    // What is refused is not tried again, and the flow's own alarm says so.
    if (failed->code == ErrorCode::unavailable) note(peer, failed->what, true, now);
  } else if (http && is_busy(http->reply->status)) {
    note(peer, "status " + std::to_string(http->reply->status), false, now);
  } else {
    troubles_[static_cast<std::size_t>(peer)].reset();
  }
}

void PeerWatch::note(Peer peer, std::string cause, bool at_once, Instant now) {
  auto& trouble = troubles_[static_cast<std::size_t>(peer)];
  if (!trouble) trouble = Trouble{.cause = {}, .at_once = false, .since = now, .last = now};
  trouble->cause = std::move(cause);
  trouble->at_once = at_once;
  trouble->last = now;
}

std::vector<std::string> PeerWatch::words() const {
  std::vector<std::string> words;
  for (const Peer peer : all_peers) {
    const auto& trouble = troubles_[static_cast<std::size_t>(peer)];
    if (!trouble || (!trouble->at_once && trouble->last - trouble->since < busy_tolerated)) {
      continue;
    }
    words.push_back(words_for(peer) + " does not serve us: " + trouble->cause +
                    "; it is asked again by itself");
  }
  return words;
}

}  // namespace crosswalk
