#include "linkedin/linkedin.hpp"

#include <algorithm>
#include <utility>

#include "linkedin/call.hpp"
#include "linkedin/entities.hpp"
#include "linkedin/postings.hpp"

namespace crosswalk::sim {

namespace {

using namespace linkedin;

constexpr std::string_view token_path = "/oauth/v2/accessToken";
constexpr std::string_view api_path = "/v2/";

std::optional<std::vector<std::string>> read_segments(std::string_view path) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = path.find('/');
    auto segment = percent_decode(path.substr(0, end));
    if (!segment) return std::nullopt;
    out.push_back(*std::move(segment));
    if (end == std::string_view::npos) return out;
    path.remove_prefix(end + 1);
  }
}

// "atsApplications/{key}/stages" -> "atsApplications/stages".
std::string resource_of(const std::vector<std::string>& path) {
  return path.size() > 2 ? path.front() + "/" + path.back() : path.front();
}

bool is_write(const Call& call) { return call.method != "GET"; }

}  // namespace

struct LinkedIn::State {
  Peer peer;
  Gate gate;
  Postings postings;

  HttpResponse answer(const HttpRequest& request, Instant now) {
    const auto unwrapped = unwrap(request);
    if (const auto* const refusal = std::get_if<Refusal>(&unwrapped)) {
      return counted("unreadable", reply(*refusal));
    }
    const auto& wanted = std::get<Unwrapped>(unwrapped);
    if (wanted.path == token_path) {
      return counted("accessToken", gate.grant(wanted, peer.options, now));
    }
    Call call;
    call.now = now;
    const auto refusal = admit(request, wanted, call);
    if (refusal) return counted(call.resource, reply(*refusal));
    if (peer.options.unavailable > 0) {
      --peer.options.unavailable;
      return counted(call.resource, reply(Refusal{503, -1, "Service Unavailable", {}}));
    }
    HttpResponse out = counted(call.resource, route(call));
    if (out.status == 200 && is_write(call) && peer.options.lost_answers > 0) {
      --peer.options.lost_answers;
      return reply(Refusal{504, -1, "Gateway Timeout", {}});
    }
    return out;
  }

  // Fills `call` from the request, or says why it goes no further.
  std::optional<Refusal> admit(const HttpRequest& request, const Unwrapped& wanted, Call& call) {
    call.resource = "unknown";
    if (!wanted.path.starts_with(api_path)) return no_such_resource("at this path");
    auto path = read_segments(wanted.path.substr(api_path.size()));
    auto query = read_query(wanted.query);
    if (!path) return bad_request("The path cannot be decoded");
    call.path = *std::move(path);
    if (is_known(call.path)) call.resource = resource_of(call.path);
    const auto app = gate.admit(header(request.headers, "Authorization"), peer.options, call.now);
    if (const auto* const refusal = std::get_if<Refusal>(&app)) return *refusal;
    call.app = std::get<const LinkedInApp*>(app);
    if (call.resource == "unknown") return no_such_resource("at this path");
    if (!query) return bad_request("The query cannot be decoded");
    call.query = *std::move(query);
    call.method = wanted.method;
    call.body = wanted.body;
    call.content_type = wanted.content_type;
    call.rest_method = header(request.headers, "X-RestLi-Method");
    const std::string_view protocol = header(request.headers, "X-RestLi-Protocol-Version");
    if (!protocol.empty() && protocol != "1.0.0") {
      return bad_request("This generation of the API speaks Rest.li protocol 1.0.0");
    }
    if (!peer.meter.admit_request(call.resource, peer.options.quotas, call.now)) {
      return throttled(peer.options.quota_exceeded_wording);
    }
    return std::nullopt;
  }

  static bool is_known(const std::vector<std::string>& path) {
    static constexpr std::string_view jobs[] = {"simpleJobPostings", "simpleJobPostingTasks",
                                                "jobPostingStatus"};
    if (path.size() == 1 && std::ranges::find(jobs, path.front()) != std::end(jobs)) return true;
    return read_path(path).has_value();
  }

  HttpResponse route(const Call& call) {
    postings.settle(peer, call.now);
    if (call.resource == "simpleJobPostings") return postings.create(call, peer);
    const bool tasks = call.resource == "simpleJobPostingTasks";
    if (tasks || call.resource == "jobPostingStatus") {
      if (call.method != "GET" || !may_be(call, "batch_get")) {
        return reply(bad_request("This resource is read by GET with ids"));
      }
      return tasks ? postings.tasks(call, peer) : postings.status(call, peer);
    }
    static constexpr std::string_view methods[] = {"GET", "PUT", "POST", "DELETE"};
    if (std::ranges::find(methods, call.method) == std::end(methods)) {
      return reply(Refusal{405, -1, "Method Not Allowed", {}});
    }
    const auto path = *read_path(call.path);
    if (const auto* const refusal = std::get_if<Refusal>(&path)) return reply(*refusal);
    return answer_entities(call, std::get<EntityPath>(path), peer);
  }

  HttpResponse counted(std::string_view resource, HttpResponse out) {
    Tally& tally = peer.ledger.tally(resource);
    ++tally.requests;
    if (out.status >= 400) ++tally.refusals[out.status];
    if (out.status == 429) ++tally.quota_breaches;
    return out;
  }
};

LinkedIn::LinkedIn(LinkedInOptions options) : state_(std::make_unique<State>()) {
  state_->peer.options = std::move(options);
}
LinkedIn::~LinkedIn() = default;
LinkedIn::LinkedIn(LinkedIn&&) noexcept = default;
LinkedIn& LinkedIn::operator=(LinkedIn&&) noexcept = default;

HttpResponse LinkedIn::answer(const HttpRequest& request, Instant now) {
  return state_->answer(request, now);
}

const Ledger& LinkedIn::ledger(Instant now) {
  state_->postings.settle(state_->peer, now);
  return state_->peer.ledger;
}

LinkedInOptions& LinkedIn::options() { return state_->peer.options; }

void LinkedIn::expire_tokens() { state_->gate.expire_all(); }

void LinkedIn::reset() {
  auto fresh = std::make_unique<State>();
  fresh->peer.options = std::move(state_->peer.options);
  state_ = std::move(fresh);
}

}  // namespace crosswalk::sim
