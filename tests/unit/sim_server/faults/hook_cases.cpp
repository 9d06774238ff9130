// What the peers push, as a callback hears it.

#include "base/text/digest.hpp"
#include "unit/sim_server/faults/site.hpp"

namespace crosswalk::sim {
namespace {

using Message = RawReceiver::Message;

constexpr Millis soon{1500};
constexpr Millis a_moment{120};

std::string action_of(const Message& message) {
  const auto body = parse_json(message.body);
  return body ? std::string(body->text_of("action")) : std::string();
}

std::size_t count(const std::vector<Message>& messages, std::string_view action) {
  return static_cast<std::size_t>(std::ranges::count_if(
      messages, [&](const Message& each) { return action_of(each) == action; }));
}

std::string hook_signature(const std::string& body) {
  return "sha256 " + to_hex(bytes_of(hmac_sha256("s", body)));
}

// The ping is answered, then the case begins.
Case hook(FaultKind kind, std::function<void(Site&, RawReceiver&)> see) {
  Case one{"hook.greenhouse", {}, {}, [see = std::move(see)](Site& site) {
             RawReceiver receiver;
             site.hook_to("http://127.0.0.1:" + std::to_string(receiver.port()));
             ASSERT_EQ(receiver.messages(1, soon).size(), 1U);
             const auto on = [&] {
               bool is = false;
               site.look([&](Control& control) {
                 is = control.peers().greenhouse.hooks().states().at(0).on;
               });
               return is;
             };
             for (int look = 0; look < 100 && !on(); ++look) std::this_thread::sleep_for(Millis{5});
             see(site, receiver);
           }};
  one.what.kind = kind;
  return one;
}

Case late(FaultKind kind) {
  Case one = hook(kind, [](Site& site, RawReceiver& receiver) {
    const auto begun = std::chrono::steady_clock::now();
    const auto first = site.change(Kind::candidate, Operation::remove).at(0);
    std::this_thread::sleep_for(Millis{40});
    const auto second = site.change(Kind::candidate, Operation::remove).at(0);
    const auto messages = receiver.messages(3, soon);
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_NE(messages[1].body.find(std::to_string(second)), std::string::npos) << "it overtook";
    const Message& last = messages[2];
    EXPECT_NE(last.body.find(std::to_string(first)), std::string::npos);
    EXPECT_GE(last.at - begun, Millis{250});
  });
  one.what.wait = Duration{250};
  one.when.first = 1;
  return one;
}

// LinkedIn proves a callback before it is used, and again from time to time.
Case challenge() {
  Case one{
      "hook.linkedin.challenge", {}, {}, [](Site& site) {
        RawReceiver receiver;
        site.look([&](Control& control) {
          LinkedInOptions& options = control.peers().linkedin.options();
          options.apps.at(0).callback_url =
              "http://127.0.0.1:" + std::to_string(receiver.port()) + "/linkedin";
          options.push.challenge_every = Duration{60};
          control.peers().linkedin.reset();
        });
        site.linkedin("GET", "/v2/simpleJobPostingTasks?ids=x");
        EXPECT_EQ(receiver.messages(1, Millis{250}).size(), 0U);
        site.look([](Control& control) { control.traffic().faults().switch_rule("f", false); });
        EXPECT_GE(receiver.messages(1, soon).size(), 1U) << "it is the rule that keeps it away";
      }};
  one.what.kind = FaultKind::challenge_missed;
  return one;
}

}  // namespace

Cases hook_cases() {
  using enum FaultKind;
  Cases all;
  all[hook_lost] = hook(hook_lost, [](Site& site, RawReceiver& receiver) {
    site.change(Kind::candidate, Operation::remove);
    site.change(Kind::candidate, Operation::remove);
    EXPECT_EQ(count(receiver.messages(3, Millis{400}), "delete_candidate"), 1U);
  });
  all[hook_lost].when.nth = {1};
  all[hook_doubled] = hook(hook_doubled, [](Site& site, RawReceiver& receiver) {
    site.change(Kind::candidate, Operation::remove);
    const auto messages = receiver.messages(4, soon);
    ASSERT_EQ(count(messages, "delete_candidate"), 3U);
    EXPECT_EQ(messages[1].body, messages[2].body);
    EXPECT_EQ(messages[1].field("Greenhouse-Event-ID"), messages[3].field("Greenhouse-Event-ID"));
  });
  all[hook_doubled].what.count = 2;
  all[hook_reordered] = late(hook_reordered);
  all[hook_late] = late(hook_late);
  all[hook_early] = hook(hook_early, [](Site& site, RawReceiver& receiver) {
    const std::string id = std::to_string(site.change(Kind::job_post, Operation::insert).at(0));
    const auto messages = receiver.messages(2, soon);
    ASSERT_EQ(count(messages, "job_post_created"), 1U);
    EXPECT_NE(messages[1].body.find(id), std::string::npos);
    EXPECT_EQ(ids_on(site.vendor("/v3/job_posts?ids=" + id)).size(), 0U);
    std::this_thread::sleep_for(Millis{300});
    EXPECT_EQ(ids_on(site.vendor("/v3/job_posts?ids=" + id)).size(), 1U);
  });
  all[hook_early].what.wait = Duration{250};
  all[hook_missigned] = hook(hook_missigned, [](Site& site, RawReceiver& receiver) {
    site.change(Kind::candidate, Operation::remove);
    const auto messages = receiver.messages(2, soon);
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].field("Signature"), hook_signature(messages[0].body)) << "of the ping";
    EXPECT_NE(messages[1].field("Signature"), hook_signature(messages[1].body));
  });
  all[challenge_missed] = challenge();
  return all;
}

}  // namespace crosswalk::sim
