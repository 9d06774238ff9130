#pragma once

/// \file
/// A client of Harvest v1 for tests: a world, a clock and an API key. It follows links as the
/// documentation asks clients to.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "vendors/greenhouse/greenhouse.hpp"

namespace crosswalk::sim {

class HarvestClient {
 public:
  explicit HarvestClient(WorldOptions options = {}, GreenhouseOptions account = no_limit())
      : world(options), peer(world, account), now(options.start) {}

  static GreenhouseOptions no_limit() {
    GreenhouseOptions account;
    account.requests_per_window = 0;
    return account;
  }

  HttpRequest request(std::string target, std::string method = "GET") const {
    HttpRequest made{.method = std::move(method), .origin = "https://ats.test"};
    made.target = std::move(target);
    made.headers = {{"Authorization", "Basic " + to_base64(key + ":")}};
    return made;
  }

  HttpResponse get(std::string target) { return peer.answer(request(std::move(target)), now); }

  HttpResponse post(std::string target, std::string body, std::string user = "3001") {
    HttpRequest made = request(std::move(target), "POST");
    made.headers.emplace_back("Content-Type", "application/json");
    if (!user.empty()) made.headers.emplace_back("On-Behalf-Of", user);
    made.body = std::move(body);
    return peer.answer(made, now);
  }

  /// The target of a link by its relation; empty when there is none.
  static std::string link(const HttpResponse& reply, const std::string& rel) {
    const std::string all(header(reply.headers, "Link"));
    const std::size_t end = all.find(">; rel=\"" + rel + "\"");
    if (end == std::string::npos) return {};
    const std::size_t begin = all.rfind('<', end) + 1;
    const std::string url = all.substr(begin, end - begin);
    constexpr std::string_view origin = "https://ats.test";
    EXPECT_TRUE(url.starts_with(origin)) << url;
    return url.substr(origin.size());
  }

  static Json body(const HttpResponse& reply) {
    auto parsed = parse_json(reply.body);
    EXPECT_TRUE(parsed) << reply.body;
    return parsed ? *std::move(parsed) : Json();
  }

  static std::vector<Json> rows(const HttpResponse& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    const Json parsed = body(reply);
    return parsed.items() != nullptr ? *parsed.items() : std::vector<Json>{};
  }

  static Id id_of(const Json& row, std::string_view name = "id") {
    const Json* const id = row.find(name);
    if (id == nullptr) return 0;
    if (id->text() != nullptr) return std::stoull(*id->text());
    return id->integer() == nullptr ? 0 : static_cast<Id>(*id->integer());
  }

  static std::vector<Id> ids(const HttpResponse& reply) {
    std::vector<Id> found;
    for (const Json& row : rows(reply)) found.push_back(id_of(row));
    return found;
  }

  /// Follows the links to the end.
  std::vector<Id> walk(std::string target) {
    std::vector<Id> all;
    while (!target.empty()) {
      const HttpResponse reply = get(target);
      for (const Id id : ids(reply)) all.push_back(id);
      target = link(reply, "next");
    }
    return all;
  }

  /// The first living record that is as wanted; there must be one.
  template <class T, class Wanted>
  const T& some(Wanted wanted) const {
    for (const T& row : world.all<T>()) {
      if (wanted(row)) return row;
    }
    ADD_FAILURE() << "this world has no such record";
    return world.all<T>().row(0);
  }

  World world;
  Greenhouse peer;
  Instant now;
  std::string key = "greenhouse-key";
};

}  // namespace crosswalk::sim
