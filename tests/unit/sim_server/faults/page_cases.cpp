// Listings that are not what they seem, and clocks that are not right.

#include <algorithm>

#include "base/text/dates.hpp"
#include "unit/sim_server/faults/site.hpp"

namespace crosswalk::sim {
namespace {

using Ids = std::vector<std::int64_t>;

constexpr const char* first_page = "/v3/candidates?per_page=5";

Case at_page(FaultKind kind, std::uint32_t page, std::function<void(Site&)> see) {
  Case one{"greenhouse.candidates.list", {}, {}, std::move(see)};
  one.what.kind = kind;
  one.when.page = page;
  return one;
}

// What a client reads that follows the links, at most so many pages.
std::vector<Ids> walk(Site& site, std::size_t pages) {
  std::vector<Ids> all;
  std::string target = first_page;
  while (!target.empty() && all.size() < pages) {
    const Heard page = site.vendor(target);
    EXPECT_EQ(page.status(), 200) << target;
    all.push_back(ids_on(page));
    target = next_of(page);
  }
  return all;
}

// The listing as it is without faults.
Ids truth(Site& site) {
  Ids ids;
  site.look([&](Control& control) {
    for (const Candidate& each : control.peers().world.all<Candidate>()) {
      ids.push_back(static_cast<std::int64_t>(each.id));
    }
  });
  std::ranges::sort(ids, std::greater<>());
  return ids;
}

Ids part(const Ids& ids, std::size_t from, std::size_t count) {
  return {ids.begin() + static_cast<std::ptrdiff_t>(from),
          ids.begin() + static_cast<std::ptrdiff_t>(std::min(from + count, ids.size()))};
}

Instant date_of(const Heard& heard) {
  const auto date = parse_http_date(heard.field("Date"));
  EXPECT_TRUE(date) << heard.field("Date");
  return date.value_or(Instant{});
}

void see_clock_ahead(Site& site) {
  const Instant now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  const Duration ahead = date_of(site.vendor(first_page)) - now;
  EXPECT_GT(ahead, std::chrono::minutes(59));
  EXPECT_LT(ahead, std::chrono::minutes(62));
}

}  // namespace

Cases page_cases() {
  using enum FaultKind;
  Cases all;
  all[page_doubled] = at_page(page_doubled, 2, [](Site& site) {
    const Ids ids = truth(site);
    const auto pages = walk(site, 2);
    EXPECT_EQ(pages[0], part(ids, 0, 5));
    Ids twice;
    for (const auto id : part(ids, 5, 5)) twice.insert(twice.end(), 2, id);
    EXPECT_EQ(pages[1], twice);
  });
  all[page_reordered] = at_page(page_reordered, 2, [](Site& site) {
    const Ids ids = truth(site);
    Ids second = walk(site, 2)[1];
    EXPECT_NE(second, part(ids, 5, 5));
    std::ranges::sort(second, std::greater<>());
    EXPECT_EQ(second, part(ids, 5, 5));
  });
  all[page_overlapping] = at_page(page_overlapping, 2, [](Site& site) {
    EXPECT_EQ(walk(site, 2)[1], part(truth(site), 3, 7));
  });
  all[page_overlapping].what.count = 2;
  all[page_looping] = at_page(page_looping, 2, [](Site& site) {
    const auto pages = walk(site, 5);
    ASSERT_EQ(pages.size(), 5U);
    for (std::size_t at = 2; at < pages.size(); ++at) EXPECT_EQ(pages[at], pages[1]);
    EXPECT_NE(pages[1], pages[0]);
  });
  all[page_empty] = at_page(page_empty, 2, [](Site& site) {
    const Ids ids = truth(site);
    const auto pages = walk(site, 3);
    EXPECT_EQ(pages, (std::vector<Ids>{part(ids, 0, 5), {}, part(ids, 5, 5)}));
  });
  all[page_empty].when.attempts = 1;
  all[page_capped] = at_page(page_capped, 2, [](Site& site) {
    EXPECT_EQ(walk(site, 9).size(), 2U);
    EXPECT_GT(truth(site).size(), 10U);
  });
  all[mutation] = at_page(mutation, 2, [](Site& site) {
    const Ids before = truth(site);
    const auto pages = walk(site, 99);
    EXPECT_EQ(truth(site).size(), before.size() - 1) << "while it was read";
    EXPECT_EQ(pages[0], part(before, 0, 5));
  });
  all[mutation].what.mutations = {{Kind::candidate, Operation::remove, {}, 1, {}}};
  all[late_commit] = at_page(late_commit, 1, [](Site& site) {
    const Ids before = truth(site);
    const auto made = site.change(Kind::candidate, Operation::insert);
    EXPECT_EQ(walk(site, 1)[0], part(before, 0, 4)) << "the newest is not listed yet";
    EXPECT_EQ(static_cast<std::int64_t>(made.at(0)), truth(site).at(0));
  });
  all[late_commit].what.wait = std::chrono::hours(1);
  all[tied_times] = at_page(tied_times, 1, [](Site& site) {
    const Json items = json_of(site.vendor(first_page));
    for (const Json& item : *items.items()) {
      const auto at = parse_instant(item.text_of("updated_at"));
      ASSERT_TRUE(at) << item.text_of("updated_at");
      EXPECT_EQ(to_ms(*at) % Duration{std::chrono::hours(1)}.count(), 0);
    }
  });
  all[tied_times].what.wait = std::chrono::hours(1);
  all[clock_skew] = at_page(clock_skew, 1, see_clock_ahead);
  all[clock_skew].what.wait = std::chrono::hours(1);
  all[clock_drift] = at_page(clock_drift, 1, [](Site& site) {
    // A second of drift in a millisecond of the run.
    const Instant first = date_of(site.vendor(first_page));
    std::this_thread::sleep_for(Millis{20});
    EXPECT_GT(date_of(site.vendor(first_page)) - first, std::chrono::seconds(15));
  });
  all[clock_drift].what.spread = 3'600'000;
  return all;
}

}  // namespace crosswalk::sim
