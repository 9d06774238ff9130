#pragma once

/// \file
/// A tenant's way to LinkedIn: its own application, named and configured integrations, somebody's
/// agreement to the list of fields, and LinkedIn's word that the customer enabled them. Until all
/// of it is there nothing is sent; a change LinkedIn tells of stops and resumes sending. Every
/// step may be taken twice: what is done already is done again to the same end.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/context.hpp"
#include "linkedin/exchange/integrations.hpp"

namespace crosswalk {

/// Why nothing may be sent yet, in words for a person; empty when it may.
std::string closed_because(const OnboardingSetup& setup, const Onboarding& known);

/// One per flow.
class OnboardingDesk {
 public:
  /// `changed` runs after the gate opened or closed.
  OnboardingDesk(Context& context, std::function<void()> changed);

  /// What the store knows. Before any of the others. What was enabled may have been disabled while
  /// nobody listened, so nothing is sent before check() has asked.
  void open(Onboarding known);

  /// Makes the application where the partner has one of its own, names and configures the
  /// integrations, and asks how they stand. Answered in FlowReport::told.
  void connect(const ConnectAsked& asked);

  /// Records who agreed, where a name is given, and asks LinkedIn how the integrations stand.
  void activate(const ActivateAsked& asked);

  /// LinkedIn's push says that something changed; `then` hears whether it could be read: an answer
  /// that names no integration of this tenant changes nothing.
  void hear_change(const std::string& request_id, std::function<void(bool read)> then);

  /// A push may have been lost: asks LinkedIn how the integrations stand, if that decides anything.
  void check();

  bool idle() const { return busy_ == 0; }

  /// When LinkedIn is asked again after it gave no answer; nothing when nobody waits for one.
  std::optional<Instant> due() const { return ask_at_; }

 private:
  struct Course;  // One connect or activate under way.
  using Then = std::function<void()>;

  void provision(std::shared_ptr<Course> course);
  void hear_provisioned(std::shared_ptr<Course> course, Result<HttpResponse> reply, bool first);
  void name(std::shared_ptr<Course> course);
  void configure(std::shared_ptr<Course> course, std::size_t type);
  void ask_standing(std::shared_ptr<Course> course);
  void hear_standing(std::shared_ptr<Course> course, Result<HttpResponse> reply,
                     std::uint64_t changes);
  void finish(const std::shared_ptr<Course>& course);
  void fail(const std::shared_ptr<Course>& course, const std::string& step,
            const Result<HttpResponse>& reply);
  // Takes over what LinkedIn said, of all integrations or of those that a push is about; the store
  // is told only of news.
  void learn_standing(const std::vector<Integration>& said, Then then);
  void learn(const std::vector<Integration>& said, Then then);
  void keep(Then then);
  void set_gate();
  void hear_check(const Result<HttpResponse>& reply, std::uint64_t changes);

  Context& context_;
  std::function<void()> changed_;
  Onboarding known_;
  std::uint32_t busy_ = 0;
  bool connecting_ = false;
  bool said_ = false;          // LinkedIn has told this life how all integrations stand.
  std::uint64_t changes_ = 0;  // That pushes told of; an answer from before one may be out of date.
  std::uint32_t unanswered_ = 0;
  std::optional<Instant> ask_at_;
};

}  // namespace crosswalk
