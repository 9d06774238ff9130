// A vendor's "next" link is the one place where an outsider proposes where the next request goes,
// with the customer's token in it. Hundreds of links that some URL reader would take for the
// vendor's host are cut in every way a reader might cut them, and none may resolve.

#include <gtest/gtest.h>

#include <set>

#include "access/origin.hpp"
#include "access/wallet.hpp"

namespace crosswalk {
namespace {

Origins vendor_only() {
  return {.vendor = {{"api", "https://harvest.example.com"}, {"auth", "https://auth.example.com"}},
          .linkedin_api = "https://api.linkedin.example",
          .linkedin_token = "https://www.linkedin.example"};
}

PlannedRequest planned(std::string origin, std::string target) {
  PlannedRequest request{.host = "api", .http = {}};
  request.http.origin = std::move(origin);
  request.http.target = std::move(target);
  return request;
}

// Every way to part a link into origin and target that a careless reader could take.
std::vector<PlannedRequest> cuts(const std::string& link) {
  std::vector<PlannedRequest> all = {planned(link, "/")};
  const auto scheme = link.find("://");
  const auto from = scheme == std::string::npos ? 0 : scheme + 3;
  for (const char stop : {'/', '?', '#', '\\', '@', ';', '%', ' ', '\t'}) {
    const auto at = link.find(stop, from);
    if (at == std::string::npos) continue;
    all.push_back(planned(link.substr(0, at), link.substr(at)));
    all.push_back(planned(link.substr(0, at), "/" + link.substr(at)));
    all.push_back(planned("", link.substr(at)));
  }
  return all;
}

// A cut that resolves must have kept exactly the allowed origin and a plain target of the link
// itself: then the bytes go to the vendor, whatever the link was meant to be.
void expect_nothing_leaves(const std::string& link) {
  for (const PlannedRequest& cut : cuts(link)) {
    const auto request = resolve(cut, vendor_only());
    if (!request) {
      EXPECT_EQ(request.error().code, ErrorCode::refused) << link;
      continue;
    }
    EXPECT_EQ(request->origin, "https://harvest.example.com") << link;
    EXPECT_TRUE(plain_target(request->target)) << link;
  }
}

std::set<std::string> hostile_links() {
  const std::string good = "harvest.example.com";
  std::set<std::string> links;
  const auto add = [&](std::string link) { links.insert(std::move(link)); };
  for (const std::string evil : {"evil.example",
                                 "harvest.example.com.evil.example",
                                 "harvest.example.comevil.example",
                                 "evilharvest.example.com",
                                 "harvest-example.com",
                                 "harvest.example.co",
                                 "example.com",
                                 "xn--hrvest-lva.example.com",
                                 "h\xc3\xa4rvest.example.com",
                                 "harvest.ex\xd0\xb0mple.com",
                                 "harvest\xe3\x80\x82"
                                 "example.com",
                                 "harvest.example\xef\xbc\x8e"
                                 "com",
                                 "\xef\xbd\x88"
                                 "arvest.example.com",
                                 "harvest.example.com\xe2\x80\x8b",
                                 "localhost",
                                 "127.0.0.1",
                                 "127.1",
                                 "2130706433",
                                 "0177.0.0.1",
                                 "0x7f000001",
                                 "0x7f.0.0.1",
                                 "[::1]",
                                 "[::ffff:7f00:1]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:93.184.216.34]",
                                 "169.254.169.254",
                                 "0",
                                 "0.0.0.0",
                                 "[::]",
                                 "[fe80::1%25eth0]",
                                 "%65vil.example",
                                 "evil%2eexample",
                                 "harvest.example.com%00.evil.example",
                                 "harvest.example.com%2f.evil.example"}) {
    for (const std::string scheme : {"https://", "http://", "HTTPS://", "https:/", "//", "https:",
                                     "https:\\\\", "https:///", "\thttps://", "ht\ntps://"}) {
      add(scheme + evil + "/v3/candidates?cursor=x");
    }
    for (const std::string mark : {"@", ":x@", ":443@", "%40", "\\@", "#@", "?@", "/@", ";@", " @",
                                   "\t@", "\r\n@", "&@", "%23@"}) {
      add("https://" + good + mark + evil + "/v3/candidates");
      add("https://" + good + ":443" + mark + evil + "/v3/candidates");
    }
    add("https://" + evil + "#" + good + "/v3");
    add("https://" + evil + "\\" + good + "/v3");
    add("https://" + evil + "?" + good + "/v3");
  }
  for (const std::string port : {"80", "8443", "444", "0", "0443", "65536", "443443", "+443",
                                 "-443", "443a", "4 43", "", "443.", "443:443"}) {
    add("https://" + good + ":" + port + "/v3/candidates");
    add("http://" + good + ":" + port + "/v3/candidates");
  }
  for (const std::string scheme : {"http", "ftp", "ws", "wss", "file", "gopher", "javascript",
                                   "data", "blob", "unix", "httpss", "https+unix", "ldap"}) {
    add(scheme + "://" + good + "/v3/candidates");
  }
  for (const std::string path : {"/../x",
                                 "/v3/../../x",
                                 "/v3/%2e%2e/x",
                                 "/v3/.%2E/x",
                                 "/./x",
                                 "/v3/..",
                                 "//evil.example/x",
                                 "/\\evil.example",
                                 "/v3\\..\\x",
                                 "/v3\r\nHost: evil.example",
                                 "/v3 HTTP/1.1",
                                 "/v3\tx",
                                 "/v3\x01",
                                 "/v3\x7f",
                                 "/v3#x",
                                 "/v3%",
                                 "/v3%0",
                                 "/v3%gg",
                                 "/caf\xc3\xa9",
                                 "/v3?x=\x80",
                                 "/v3?x=\"",
                                 "/v3?x=<y>"}) {
    add("https://" + good + path);
  }
  return links;
}

TEST(Resolve, GivesAPlannedRequestItsHostsOrigin) {
  const auto request = resolve(planned("", "/v3/jobs?per_page=500"), vendor_only());
  ASSERT_TRUE(request);
  EXPECT_EQ(request->origin, "https://harvest.example.com");
  EXPECT_EQ(request->target, "/v3/jobs?per_page=500");
}

TEST(Resolve, FollowsALinkOfThatVeryHost) {
  for (const auto* origin : {"https://harvest.example.com", "https://harvest.example.com:443",
                             "HTTPS://HARVEST.example.com"}) {
    const auto request = resolve(planned(origin, "/v3/jobs?cursor=abc"), vendor_only());
    ASSERT_TRUE(request) << origin;
    EXPECT_EQ(request->origin, "https://harvest.example.com");
  }
}

TEST(Resolve, AnotherNamedHostIsStillAnotherHost) {
  EXPECT_FALSE(resolve(planned("https://auth.example.com", "/token"), vendor_only()));
}

TEST(Resolve, AHostTheManifestDoesNotNameIsRefusedWithoutItsName) {
  PlannedRequest request = planned("", "/");
  request.host = "metadata";
  const auto resolved = resolve(request, vendor_only());
  ASSERT_FALSE(resolved);
  EXPECT_EQ(resolved.error().code, ErrorCode::refused);
  EXPECT_EQ(to_string(resolved.error()).find("metadata"), std::string::npos);
}

TEST(Resolve, NoHostileLinkLeadsAnywhereElse) {
  const auto links = hostile_links();
  EXPECT_GE(links.size(), 500U);
  for (const std::string& link : links) expect_nothing_leaves(link);
}

TEST(Resolve, AHostileLinkTakenWholeIsRefused) {
  for (const std::string& link : hostile_links()) {
    EXPECT_FALSE(resolve(planned(link, "/"), vendor_only())) << link;
  }
}

TEST(Resolve, ALoopbackTenantsLinkStaysOnItsPort) {
  Origins origins = vendor_only();
  origins.vendor["api"] = "http://127.0.0.1:8080";
  EXPECT_TRUE(resolve(planned("http://127.0.0.1:8080", "/v3"), origins));
  for (const auto* link : {"http://127.0.0.1:8081", "https://127.0.0.1:8080",
                           "http://localhost:8080", "http://[::1]:8080", "http://127.0.0.1"}) {
    EXPECT_FALSE(resolve(planned(link, "/v3"), origins)) << link;
  }
}

TEST(Resolve, AConnectorCannotSetWhatBelongsToTheHost) {
  for (const auto* name : {"Authorization", "AUTHORIZATION", "Host", "Cookie", "Content-Length",
                           "Transfer-Encoding", "Connection", "Proxy-Authorization", "Expect"}) {
    PlannedRequest request = planned("", "/v3");
    request.http.headers = {{name, "x"}};
    EXPECT_FALSE(resolve(request, vendor_only())) << name;
  }
  PlannedRequest request = planned("", "/v3");
  request.http.headers = {{"X-Signature", "abc"}, {"Accept", "application/json"}};
  EXPECT_TRUE(resolve(request, vendor_only()));
}

TEST(Resolve, AHeaderFieldCannotBringALineOfItsOwn) {
  const std::vector<Headers> hostile = {{{"X-A", "1\r\nHost: evil.example"}},
                                        {{"X-A", "\n"}},
                                        {{"X A", "1"}},
                                        {{"", "1"}},
                                        {{"X-A:", "1"}},
                                        {{"X-A", std::string("\0", 1)}},
                                        {{"X-A", "\x80"}},
                                        {{"X-A", std::string(9000, 'a')}}};
  for (const Headers& headers : hostile) {
    PlannedRequest request = planned("", "/v3");
    request.http.headers = headers;
    EXPECT_FALSE(resolve(request, vendor_only()));
  }
}

TEST(Resolve, OnlyPlainMethodsAreSent) {
  for (const auto* method : {"CONNECT", "TRACE", "get", "", "GET /x HTTP/1.1\r\n", "OPTIONS"}) {
    PlannedRequest request = planned("", "/v3");
    request.http.method = method;
    EXPECT_FALSE(resolve(request, vendor_only())) << method;
  }
}

}  // namespace
}  // namespace crosswalk
