// The admin socket can start a synchronisation and read what the store knows of a person. What
// is at stake: only the daemon's own user gets in, and no line, however long or wrong, does more
// than end its own connection.

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <future>
#include <thread>

#include "runtime/admin/client.hpp"
#include "runtime/admin/server.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

std::string fresh_path() {
  static int number = 0;
  return ::testing::TempDir() + "cw-admin-" + std::to_string(getpid()) + "-" +
         std::to_string(++number);
}

// A server on a thread of its own; commands are answered by the function given.
struct Running {
  explicit Running(AdminCommands commands, AdminLimits limits = {}) {
    auto opened = open_admin_server(io, path, std::move(commands), limits);
    EXPECT_TRUE(opened) << to_string(opened.error());
    server = *std::move(opened);
    thread = std::thread([this] { io.run(); });
  }
  ~Running() {
    boost::asio::post(io, [this] { server.reset(); });
    thread.join();
  }

  Result<Json> ask(const AdminRequest& request, std::vector<std::string>* lines = nullptr) {
    auto client = AdminClient::connect(path);
    if (!client) return std::move(client).error();
    return client->ask(request, [&](const AdminProgress& news) {
      if (lines != nullptr) lines->push_back((news.notice ? "notice: " : "") + news.words);
    });
  }

  // Writes raw bytes and reads what comes until the server closes.
  std::string say(const std::string& bytes) {
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    // Whoever is turned away may find the door closed, and the reason lying before it.
    EXPECT_TRUE(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0 || errno == EPIPE);
    std::string heard;
    char block[4096];
    for (ssize_t got = 0; (got = recv(fd, block, sizeof block, 0)) > 0;) {
      heard.append(block, static_cast<std::size_t>(got));
    }
    close(fd);
    return heard;
  }

  boost::asio::io_context io;
  std::string path = fresh_path();
  std::unique_ptr<AdminServer> server;
  std::thread thread;
};

void echo(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
  answer->progress("half way");
  answer->notice("the vendor does not serve us");
  Json result = Json::object();
  result.set("command", request.command);
  result.set("id", request.id);
  answer->finish(std::move(result));
}

TEST(AdminProtocol, ARequestSurvivesItsLine) {
  const AdminRequest request{.command = "explain",
                             .tenant = "acme",
                             .full = true,
                             .absence_confirmed = true,
                             .kind = "job",
                             .id = "4\"2\n"};
  const auto parsed = parse_admin_request(write_admin_request(request));
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  EXPECT_EQ(*parsed, request);
}

TEST(AdminProtocol, WhomToEraseAndWhoAgreedSurviveTheLineToo) {
  const AdminRequest whom{.command = "erase", .tenant = "acme", .email = "nadja@example.com"};
  const AdminRequest let_go{
      .command = "erase", .tenant = "acme", .candidate = "4021", .release = true};
  const AdminRequest member{.command = "erase", .tenant = "acme", .member = "urn:li:person:nadja"};
  const AdminRequest agreed{
      .command = "tenant activate", .tenant = "acme", .agreed_by = "Jo \"HR\" Example"};
  for (const AdminRequest& request : {whom, let_go, member, agreed}) {
    const auto parsed = parse_admin_request(write_admin_request(request));
    ASSERT_TRUE(parsed) << to_string(parsed.error());
    EXPECT_EQ(*parsed, request);
  }
  EXPECT_EQ(write_admin_request({.command = "tenant connect", .tenant = "acme"}),
            "{\"command\":\"tenant connect\",\"tenant\":\"acme\"}\n");
}

TEST(AdminProtocol, WhatIsWrongIsNamed) {
  const auto where = [](std::string_view line) {
    const auto parsed = parse_admin_request(line);
    return parsed ? std::string("taken") : parsed.error().where;
  };
  EXPECT_EQ(where(R"({"command":"sync","full":"yes"})"), "full");
  EXPECT_EQ(where(R"({"command":"sync","absence_confirmed":1})"), "absence_confirmed");
  EXPECT_EQ(where(R"({"command":"sync","tenant":7})"), "tenant");
  EXPECT_EQ(where(R"({"command":"erase","release":"yes"})"), "release");
  EXPECT_EQ(where(R"({"command":"erase","candidate":4021})"), "candidate");
  EXPECT_EQ(where(R"({"command":"erase","email":[]})"), "email");
  EXPECT_EQ(where(R"({"command":"erase","member":null})"), "member");
  EXPECT_EQ(where(R"({"command":"tenant activate","agreed_by":true})"), "agreed_by");
  EXPECT_EQ(where(R"({"command":"erase","email":")" + std::string(1025, 'x') + R"("})"), "email");
  EXPECT_EQ(where(R"({"command":"tenant connect"})"), "taken");
  EXPECT_EQ(where(R"({"tenant":"acme"})"), "command");
  EXPECT_EQ(where(R"({"command":"sync","force":true})"), "admin request");
  EXPECT_EQ(where(R"(["sync"])"), "admin request");
  EXPECT_NE(where("{"), "taken");
  EXPECT_NE(where(""), "taken");
  for (const char* unknown : {"explode", "tenant", "tenant  connect", "release"}) {
    const auto parsed = parse_admin_request(R"({"command":")" + std::string(unknown) + R"("})");
    ASSERT_FALSE(parsed) << unknown;
    EXPECT_EQ(parsed.error().code, ErrorCode::unsupported) << unknown;
  }
}

TEST(AdminProtocol, AnErrorKeepsItsCodeOnTheWay) {
  const Error error{ErrorCode::conflict, "somebody else did it", "tenant acme"};
  auto line = parse_admin_line(write_admin_result(error));
  const auto* result = std::get_if<Result<Json>>(&line);
  ASSERT_NE(result, nullptr);
  ASSERT_FALSE(*result);
  EXPECT_EQ(result->error().code, ErrorCode::conflict);
  EXPECT_EQ(to_string(result->error()), to_string(error));
}

TEST(AdminSocket, ACommandIsAnsweredWithProgressAndResult) {
  Running running(echo);
  std::vector<std::string> lines;
  const auto result =
      running.ask({.command = "explain", .tenant = {}, .kind = {}, .id = "7"}, &lines);
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(result->text_of("command"), "explain");
  EXPECT_EQ(result->text_of("id"), "7");
  EXPECT_EQ(lines, (std::vector<std::string>{"half way", "notice: the vendor does not serve us"}));
}

TEST(AdminSocket, ASlowClientLosesProgressButNoNotice) {
  Running running([](const AdminRequest&, const std::shared_ptr<AdminAnswer>& answer) {
    for (int i = 0; i < 20; ++i) {
      answer->progress("how far");
      answer->notice("notice " + std::to_string(i));
    }
    answer->finish(Json::object());
  });
  std::vector<std::string> lines;
  ASSERT_TRUE(running.ask({.command = "sync", .tenant = {}, .kind = {}, .id = {}}, &lines));
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "how far"), 1);
  EXPECT_EQ(lines.size(), 21u);
}

TEST(AdminSocket, OnlyItsOwnUserMayOpenTheFile) {
  Running running(echo);
  struct stat there {};
  ASSERT_EQ(stat(running.path.c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777, 0600U);
}

TEST(AdminSocket, OnlyItselfAndRootAreAllowed) {
  EXPECT_TRUE(admin_peer_allowed(1000, 1000));
  EXPECT_TRUE(admin_peer_allowed(0, 1000));
  EXPECT_FALSE(admin_peer_allowed(1001, 1000));
  EXPECT_FALSE(admin_peer_allowed(1000, 0));
}

TEST(AdminSocket, NonsenseIsRefusedAndTheNextRequestIsServed) {
  Running running(echo);
  EXPECT_NE(running.say("not json\n").find("invalid_input"), std::string::npos);
  EXPECT_NE(running.say("{\"command\":\"format\"}\n").find("unsupported"), std::string::npos);
  EXPECT_NE(running.say(std::string(admin_request_bytes_max + 10, 'x')).find("too long"),
            std::string::npos);
  EXPECT_TRUE(running.ask({.command = "status", .tenant = {}, .kind = {}, .id = {}}));
}

TEST(AdminSocket, APeerThatNeverFinishesItsLineIsCut) {
  Running running(echo, {.connections_max = 4, .request_within = 20ms});
  EXPECT_EQ(running.say("{\"command\":"), "");
}

TEST(AdminSocket, MoreConnectionsThanAllowedAreTurnedAway) {
  Running running([](const AdminRequest&, const std::shared_ptr<AdminAnswer>&) {},
                  {.connections_max = 1, .request_within = 10s});
  auto first = AdminClient::connect(running.path);
  ASSERT_TRUE(first);
  EXPECT_NE(running.say("{\"command\":\"status\"}\n").find("too many"), std::string::npos);
}

TEST(AdminSocket, WhoFindsTheDoorClosedStillHearsWhy) {
  Running running([](const AdminRequest&, const std::shared_ptr<AdminAnswer>&) {},
                  {.connections_max = 1, .request_within = 10s});
  auto first = AdminClient::connect(running.path);
  auto second = AdminClient::connect(running.path);
  ASSERT_TRUE(first && second);
  running.say("{}\n");  // Whoever came before has been answered by now.
  AdminRequest status;
  status.command = "status";
  const Result<Json> answer = second->ask(status, {});
  ASSERT_FALSE(answer);
  EXPECT_NE(to_string(answer.error()).find("too many"), std::string::npos)
      << to_string(answer.error());
}

TEST(AdminSocket, ASocketFileLeftByADeadDaemonIsReplaced) {
  const std::string path = fresh_path();
  {
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    close(fd);
  }
  boost::asio::io_context io;
  EXPECT_TRUE(open_admin_server(io, path, echo));
}

TEST(AdminSocket, ASocketThatAnswersOrAFileIsNotReplaced) {
  Running running(echo);
  boost::asio::io_context io;
  const auto second = open_admin_server(io, running.path, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);

  const std::string file = fresh_path();
  std::ofstream(file) << "precious";
  const auto refused = open_admin_server(io, file, echo);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, file);
  EXPECT_EQ(access(file.c_str(), F_OK), 0);
}

TEST(AdminSocket, ADaemonThatLeavesEndsTheWait) {
  std::promise<void> asked;
  auto running = std::make_unique<Running>(
      [&](const AdminRequest&, const std::shared_ptr<AdminAnswer>&) { asked.set_value(); });
  auto client = AdminClient::connect(running->path);
  ASSERT_TRUE(client);
  std::thread leaving([&] {
    asked.get_future().wait();
    running.reset();
  });
  const auto result = client->ask({.command = "sync", .tenant = {}, .kind = {}, .id = {}}, {});
  leaving.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::unavailable);
}

TEST(AdminSocket, NoDaemonIsUnavailableAndAPathTooLongIsToldWithItsRemedy) {
  EXPECT_EQ(AdminClient::connect(fresh_path()).error().code, ErrorCode::unavailable);
  boost::asio::io_context io;
  const auto opened = open_admin_server(io, "/tmp/" + std::string(120, 'p'), echo);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().what.find("shorter"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
