// What comes late, and connections that break.

#include "unit/sim_server/faults/site.hpp"

namespace crosswalk::sim {
namespace {

constexpr const char* twenty_a_page = "/v3/candidates?per_page=20";

FaultDeed deed(FaultKind kind, Duration wait = Duration{0}) {
  FaultDeed what;
  what.kind = kind;
  what.wait = wait;
  return what;
}

Case listing(FaultDeed what, std::function<void(Site&)> see) {
  return {"greenhouse.candidates.list", std::move(what), {}, std::move(see)};
}

void see_reset(Site& site, std::function<void(const Heard&)> how_far) {
  const Heard heard = site.vendor(twenty_a_page);
  EXPECT_EQ(heard.end, Heard::End::reset) << name_of(heard.end);
  how_far(heard);
}

void see_closed_early(Site& site, std::function<void(const Heard&)> how_far) {
  const Heard heard = site.vendor(twenty_a_page);
  EXPECT_EQ(heard.end, Heard::End::closed) << name_of(heard.end);
  EXPECT_EQ(heard.status(), 200);
  how_far(heard);
}

}  // namespace

Cases connection_cases() {
  using enum FaultKind;
  Cases all;
  all[latency] = listing(deed(latency, Duration{70}), [](Site& site) {
    const Heard heard = site.vendor(twenty_a_page);
    EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end);
    EXPECT_GE(heard.first, Millis{70});
    EXPECT_EQ(ids_on(heard).size(), 20U);
  });
  all[stall] = listing(deed(stall), [](Site& site) {
    const Heard heard = site.vendor(twenty_a_page, Millis{100});
    EXPECT_EQ(heard.end, Heard::End::silent) << name_of(heard.end);
    EXPECT_EQ(heard.bytes, "");
  });
  all[slow_headers] = listing(deed(slow_headers, Duration{80}), [](Site& site) {
    const Heard heard = site.vendor(twenty_a_page);
    EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end);
    EXPECT_GE(heard.head - heard.first, Millis{60});
    EXPECT_EQ(ids_on(heard).size(), 20U);
  });
  all[slow_body] = listing(deed(slow_body, Duration{80}), [](Site& site) {
    const Heard heard = site.vendor(twenty_a_page);
    EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end);
    EXPECT_GE(heard.last - heard.head, Millis{60});
    EXPECT_EQ(ids_on(heard).size(), 20U);
  });
  all[reset_before] = listing(deed(reset_before), [](Site& site) {
    see_reset(site, [](const Heard& heard) { EXPECT_EQ(heard.bytes, ""); });
  });
  all[reset_in_headers] = listing(deed(reset_in_headers), [](Site& site) {
    see_reset(site, [](const Heard& heard) {
      EXPECT_TRUE(heard.bytes.starts_with("HTTP/1.1 200"));
      EXPECT_FALSE(heard.head_complete());
    });
  });
  all[reset_in_body] = listing(deed(reset_in_body), [](Site& site) {
    see_reset(site, [](const Heard& heard) {
      EXPECT_TRUE(heard.head_complete());
      EXPECT_EQ(heard.body().size(), heard.told_length() / 2);
    });
  });
  all[truncate] = listing(deed(truncate), [](Site& site) {
    see_closed_early(
        site, [](const Heard& heard) { EXPECT_EQ(heard.body().size(), heard.told_length() / 2); });
  });
  FaultDeed shorter = deed(wrong_length);
  shorter.count = 9;
  all[wrong_length] = listing(shorter, [](Site& site) {
    see_closed_early(site, [](const Heard& heard) {
      EXPECT_EQ(heard.body().size(), heard.told_length() + 9);
      EXPECT_EQ(ids_on(heard).size(), 20U) << "all of it is there";
    });
  });
  all[bad_chunking] = listing(deed(bad_chunking), [](Site& site) {
    see_closed_early(site, [](const Heard& heard) {
      EXPECT_EQ(heard.field("Transfer-Encoding"), "chunked");
      EXPECT_NE(heard.body().find("\r\nno size\r\n"), std::string::npos);
    });
  });
  return all;
}

}  // namespace crosswalk::sim
