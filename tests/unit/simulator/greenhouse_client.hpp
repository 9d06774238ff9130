#pragma once

/// \file
/// A client of the Greenhouse stand-in for tests: holds a world, a clock and a token, asks, and
/// reads what comes back.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "vendors/greenhouse/greenhouse.hpp"

namespace crosswalk::sim {

class GreenhouseClient {
 public:
  explicit GreenhouseClient(WorldOptions options = {}, GreenhouseOptions account = no_limit())
      : world(options), peer(world, account), now(options.start) {
    token = mint();
  }

  static GreenhouseOptions no_limit() {
    GreenhouseOptions account;
    account.requests_per_window = 0;
    return account;
  }

  HttpResponse ask_for_token(std::string form, std::string secret = "greenhouse-secret") {
    HttpRequest request{.method = "POST", .target = "/token", .body = std::move(form)};
    request.headers = {{"Authorization", "Basic " + to_base64("greenhouse-client:" + secret)},
                       {"Content-Type", "application/x-www-form-urlencoded"}};
    return peer.answer(request, now);
  }

  std::string mint() {
    const HttpResponse reply = ask_for_token("grant_type=client_credentials&sub=3001");
    EXPECT_EQ(reply.status, 200);
    return std::string(parse_json(reply.body)->text_of("access_token"));
  }

  HttpResponse get(std::string target) {
    HttpRequest request{.origin = "https://ats.test", .target = std::move(target)};
    request.headers = {{"Authorization", "Bearer " + token}};
    return peer.answer(request, now);
  }

  HttpResponse post(std::string target, std::string body) {
    HttpRequest request{.method = "POST", .target = std::move(target), .body = std::move(body)};
    request.headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
    return peer.answer(request, now);
  }

  /// The id in a 201; 0 for anything else.
  Id created(std::string target, std::string body) {
    const HttpResponse reply = post(std::move(target), std::move(body));
    EXPECT_EQ(reply.status, 201) << reply.body;
    const auto parsed = parse_json(reply.body);
    return reply.status == 201 ? static_cast<Id>(*parsed->find("id")->integer()) : 0;
  }

  /// The target of the next link; empty on the last page.
  static std::string next(const HttpResponse& reply) {
    const std::string_view link = header(reply.headers, "Link");
    if (link.empty()) return {};
    constexpr std::string_view origin = "<https://ats.test";
    EXPECT_TRUE(link.starts_with(origin)) << link;
    EXPECT_TRUE(link.ends_with(">; rel=\"next\"")) << link;
    return std::string(link.substr(origin.size(), link.find('>') - origin.size()));
  }

  static std::vector<Json> rows(const HttpResponse& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto parsed = parse_json(reply.body);
    EXPECT_TRUE(parsed && parsed->items() != nullptr) << reply.body;
    return parsed && parsed->items() != nullptr ? *parsed->items() : std::vector<Json>{};
  }

  static std::vector<Id> ids(const HttpResponse& reply) {
    std::vector<Id> found;
    for (const Json& row : rows(reply))
      found.push_back(static_cast<Id>(*row.find("id")->integer()));
    return found;
  }

  /// Follows the links to the end.
  std::vector<Id> walk(std::string target) {
    std::vector<Id> all;
    while (!target.empty()) {
      const HttpResponse reply = get(target);
      for (const Id id : ids(reply)) all.push_back(id);
      target = next(reply);
    }
    return all;
  }

  /// The one row of an answer.
  Json only(const std::string& target) {
    const auto found = rows(get(target));
    EXPECT_EQ(found.size(), 1U) << target;
    return found.empty() ? Json() : found[0];
  }

  /// The first of the world's rows of which `holds` is true.
  template <class T, class Holds>
  const T& first(Holds holds) const {
    for (const T& row : world.all<T>()) {
      if (holds(row)) return row;
    }
    ADD_FAILURE() << "the world has none";
    return *world.all<T>().begin();
  }

  World world;
  Greenhouse peer;
  Instant now;
  std::string token;
};

}  // namespace crosswalk::sim
