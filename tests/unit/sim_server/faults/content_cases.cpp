// Replies that say something else, refusals, and tokens that are worth nothing.

#include "unit/sim_server/faults/site.hpp"

namespace crosswalk::sim {
namespace {

constexpr const char* five_a_page = "/v3/candidates?per_page=5";

Case at_page(FaultKind kind, std::function<void(Site&)> see) {
  Case one{"greenhouse.candidates.list", {}, {}, std::move(see)};
  one.what.kind = kind;
  return one;
}

Case spoiling(FaultKind kind, std::function<void(const Heard&)> see) {
  Case one = at_page(kind, [see = std::move(see)](Site& site) {
    const Heard heard = site.vendor(five_a_page);
    EXPECT_EQ(heard.end, Heard::End::complete) << "framing is right";
    EXPECT_EQ(heard.status(), 200);
    see(heard);
  });
  one.what.path = "/1/first_name";
  return one;
}

const Json* second_name(const Json& items) { return items.items()->at(1).find("first_name"); }

// The first page comes well, then the peer has changed its mind.
Case turning(FaultKind kind, int status, int after_new_token) {
  Case one = at_page(kind, [=](Site& site) {
    EXPECT_EQ(site.vendor("/v3/jobs?per_page=5").status(), 200);
    EXPECT_EQ(site.vendor(five_a_page).status(), status);
    const Heard token = site.vendor_token();
    if (after_new_token == 0) {
      EXPECT_EQ(token.status(), 401);
      return;
    }
    EXPECT_EQ(token.status(), 200);
    EXPECT_EQ(site.vendor(five_a_page).status(), after_new_token);
  });
  one.when.first = 1;
  one.when.attempts = 1;
  return one;
}

}  // namespace

Cases content_cases() {
  using enum FaultKind;
  Cases all;
  all[malformed_json] = spoiling(malformed_json, [](const Heard& heard) {
    EXPECT_FALSE(parse_json(heard.body()));
    EXPECT_TRUE(heard.body().starts_with("[{"));
  });
  all[wrong_type] = spoiling(wrong_type, [](const Heard& heard) {
    EXPECT_NE(second_name(json_of(heard))->integer(), nullptr);
  });
  all[null_value] = spoiling(
      null_value, [](const Heard& heard) { EXPECT_TRUE(second_name(json_of(heard))->is_null()); });
  all[bad_utf8] = spoiling(bad_utf8, [](const Heard& heard) {
    const auto read = parse_json(heard.body());
    EXPECT_FALSE(read);
    const auto odd = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    EXPECT_TRUE(std::ranges::any_of(heard.body(), odd));
  });
  all[html] = at_page(html, [](Site& site) {
    const Heard heard = site.vendor(five_a_page);
    EXPECT_EQ(heard.status(), 200);
    EXPECT_TRUE(heard.field("Content-Type").starts_with("text/html"));
    EXPECT_TRUE(heard.body().starts_with("<!doctype html>"));
  });
  all[status] = at_page(status, [](Site& site) {
    const Heard heard = site.vendor(five_a_page);
    EXPECT_EQ(heard.status(), 429);
    EXPECT_EQ(heard.field("Retry-After"), "7");
    EXPECT_EQ(site.vendor(five_a_page).status(), 200) << "only the first attempt";
  });
  all[status].what.status = 429;
  all[status].what.retry_after = RetryAfter::seconds;
  all[status].what.wait = Duration{7000};
  all[status].when.attempts = 1;
  all[quota] = at_page(quota, [](Site& site) {
    std::vector<int> statuses;
    for (int turn = 0; turn < 4; ++turn) statuses.push_back(site.vendor(five_a_page).status());
    EXPECT_EQ(statuses, (std::vector<int>{200, 200, 429, 429}));
    EXPECT_FALSE(site.vendor(five_a_page).field("Retry-After").empty());
    EXPECT_EQ(site.vendor("/v3/jobs?per_page=5").status(), 200) << "of that endpoint only";
  });
  all[quota].what.count = 2;
  all[quota].what.per = std::chrono::hours(24 * 365);  // So that no window ends in between.
  all[quota].what.retry_after = RetryAfter::seconds;
  all[token_expired] = turning(token_expired, 401, 200);
  all[token_revoked] = turning(token_revoked, 401, 200);
  all[secret_rotated] = turning(secret_rotated, 401, 0);
  all[scope_missing] = turning(scope_missing, 403, 403);
  all[scope_missing].what.scope = "candidates";
  return all;
}

}  // namespace crosswalk::sim
