// An origin decides who receives a customer's token. Each test says which text is an origin,
// in which single spelling, and which texts are refused although some URL reader takes them.

#include <gtest/gtest.h>

#include "access/origin.hpp"

namespace crosswalk {
namespace {

std::string checked(std::string_view text, bool allow_loopback = false) {
  const auto origin = checked_origin(text, allow_loopback);
  return origin ? *origin : "refused";
}

TEST(Origin, HasOneSpelling) {
  EXPECT_EQ(checked("https://harvest.example.com"), "https://harvest.example.com");
  EXPECT_EQ(checked("HTTPS://Harvest.Example.COM"), "https://harvest.example.com");
  EXPECT_EQ(checked("https://harvest.example.com:443"), "https://harvest.example.com");
  EXPECT_EQ(checked("https://harvest.example.com:8443"), "https://harvest.example.com:8443");
  EXPECT_EQ(checked("https://xn--bcher-kva.example"), "https://xn--bcher-kva.example");
  EXPECT_EQ(checked("https://a.b.c.d.example.com"), "https://a.b.c.d.example.com");
  EXPECT_EQ(checked("https://3.example.com"), "https://3.example.com");
}

TEST(Origin, LoopbackNeedsTheTenantsWord) {
  for (const auto* text : {"http://127.0.0.1:8080", "https://127.0.0.1:8443",
                           "http://localhost:9000", "http://[::1]:9000", "https://localhost"}) {
    EXPECT_EQ(checked(text), "refused") << text;
    EXPECT_EQ(checked(text, true), text) << text;
  }
  EXPECT_EQ(checked("http://localhost:80", true), "http://localhost");
  EXPECT_EQ(checked("https://localhost:80", true), "https://localhost:80");
}

TEST(Origin, AllowingLoopbackAllowsNothingElse) {
  for (const auto* text : {"http://harvest.example.com",
                           "http://127.0.0.2:8080",
                           "http://127.1:8080",
                           "http://0.0.0.0:80",
                           "http://[::]:80",
                           "http://[::ffff:127.0.0.1]:80",
                           "http://localhost.example.com",
                           "http://app.localhost:80",
                           "http://localhost.",
                           "http://2130706433",
                           "http://0x7f.1",
                           "http://[::1",
                           "http://[::1]x:80",
                           "http://10.0.0.1",
                           "http://169.254.169.254",
                           "http://127.0.0.1.",
                           "file://localhost",
                           "ws://localhost:80",
                           "http://local host",
                           "http://127.0.0.1:80@evil.example"}) {
    EXPECT_EQ(checked(text, true), "refused") << text;
  }
}

TEST(Origin, IsRefusedWhenItIsMoreOrLessThanAnOrigin) {
  for (const auto* text : {"",
                           "https",
                           "https:",
                           "https:/",
                           "https://",
                           "https:///",
                           "//harvest.example.com",
                           "harvest.example.com",
                           "https:harvest.example.com",
                           "https:/harvest.example.com",
                           "https:\\\\harvest.example.com",
                           "https://harvest.example.com/",
                           "https://harvest.example.com/v3",
                           "https://harvest.example.com?x",
                           "https://harvest.example.com#x",
                           "https://harvest.example.com\\x",
                           "https://user@harvest.example.com",
                           "https://user:pass@harvest.example.com",
                           "https://@harvest.example.com",
                           " https://harvest.example.com",
                           "https://harvest.example.com ",
                           "https://harvest.example.com\n",
                           "https://harvest.example.com%2f",
                           "https://%68arvest.example.com",
                           "https://harvest..example.com",
                           "https://.example.com",
                           "https://example.com.",
                           "https://-a.example.com",
                           "https://a-.example.com",
                           "https://a_b.example.com",
                           "https://intranet",
                           "https://*.example.com",
                           "ftp://harvest.example.com",
                           "javascript:alert(1)",
                           "data:text/plain,x",
                           "file:///etc/passwd"}) {
    EXPECT_EQ(checked(text), "refused") << text;
    EXPECT_EQ(checked(text, true), "refused") << text;
  }
}

TEST(Origin, NeverNamesAHostByAnAddress) {
  for (const auto* text : {"https://93.184.216.34", "https://93.184.55330", "https://1572395042",
                           "https://0x5db8d822", "https://0135.0270.0330.042", "https://1.2.3",
                           "https://[2001:db8::1]", "https://[::ffff:93.184.216.34]",
                           "https://a.0x1f", "https://a.17", "https://0x7f.0x1", "https://a.0x"}) {
    EXPECT_EQ(checked(text), "refused") << text;
  }
}

TEST(Origin, HasAPlainPort) {
  for (const auto* port :
       {"", "0", "00443", "0443", "65536", "99999999999", "-1", "+443", " 443", "443 ", "443:443",
        "4e3", "0x1bb", "443/", "443@evil.example", "https"}) {
    EXPECT_EQ(checked("https://a.example.com:" + std::string(port)), "refused") << port;
  }
  EXPECT_EQ(checked("https://a.example.com:65535"), "https://a.example.com:65535");
}

TEST(Origin, HasBounds) {
  const std::string label(63, 'a');
  EXPECT_NE(checked("https://" + label + ".example.com"), "refused");
  EXPECT_EQ(checked("https://" + label + "a.example.com"), "refused");
  const std::string long_name = label + "." + label + "." + label + "." + label;
  EXPECT_EQ(checked("https://" + long_name), "refused");
  EXPECT_EQ(checked("https://" + std::string(1 << 20, 'a') + ".example.com"), "refused");
}

TEST(Origin, AnErrorSaysTheRuleAndNeverTheText) {
  const auto origin = checked_origin("https://user:hunter2@harvest.example.com", false);
  ASSERT_FALSE(origin);
  EXPECT_EQ(origin.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(to_string(origin.error()).find("hunter2"), std::string::npos);
  const auto loopback = checked_origin("http://127.0.0.1:1", false);
  ASSERT_FALSE(loopback);
  EXPECT_NE(to_string(loopback.error()).find("allow_loopback"), std::string::npos);
}

TEST(PlainTarget, IsAPathAndAQuery) {
  for (const auto* text : {"/", "/v3/candidates", "/v3/candidates?per_page=500&cursor=a%2Fb",
                           "/a/.../b", "/a.b/..c", "/v2/x?next=../y", "/a//b", "/a?b=/../",
                           "/v2/atsCandidates?ids%5B0%5D.a=1", "/v2/x;y=1,2/z:1@2"}) {
    EXPECT_TRUE(plain_target(text)) << text;
  }
}

TEST(PlainTarget, HasNothingThatTwoReadersReadDifferently) {
  for (const auto* text : {"",
                           "v3",
                           "//evil.example/x",
                           "/\\evil.example",
                           "\\evil",
                           "/a\\b",
                           "/..",
                           "/../x",
                           "/v3/../../x",
                           "/v3/..",
                           "/.",
                           "/a/./b",
                           "/a/%2e%2e/b",
                           "/a/%2E./b",
                           "/a/.%2e",
                           "/a/%2e",
                           "/a b",
                           "/a#b",
                           "/a%",
                           "/a%2",
                           "/a%zz",
                           "/a\r\nHost: x",
                           "/a\n",
                           "/a\tb",
                           "/\x7f",
                           "/caf\xc3\xa9",
                           "/<x>",
                           "/\"x\"",
                           "http://evil.example/",
                           "*"}) {
    EXPECT_FALSE(plain_target(text)) << text;
  }
  EXPECT_FALSE(plain_target(std::string_view("/a\0b", 4)));
  EXPECT_TRUE(plain_target("/" + std::string(16 * 1024 - 1, 'a')));
  EXPECT_FALSE(plain_target("/" + std::string(16 * 1024, 'a')));
}

}  // namespace
}  // namespace crosswalk
