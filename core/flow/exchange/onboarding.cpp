#include "flow/exchange/onboarding.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk {
namespace {

// LinkedIn, "integration types": the only word these two keys take.
constexpr std::string_view everybody = "ALL_PRODUCT_USERS";

using Values = std::vector<std::pair<std::string, std::string>>;

Values configuration_of(const OnboardingSetup& setup, std::string_view type) {
  Values values;
  if (type == one_click_export) {
    if (!setup.callback_url.empty()) values.emplace_back("CALLBACK_URL", setup.callback_url);
    if (setup.lists_viewers) values.emplace_back("JOB_POSTING_VIEWERS", everybody);
  }
  if (type == in_ats_indicator && setup.lists_viewers) {
    values.emplace_back("APPLICATION_VIEWERS", everybody);
  }
  return values;
}

bool good(const Result<HttpResponse>& reply) {
  return reply && reply->status >= 200 && reply->status <= 299;
}

}  // namespace

// What one connect or activate has come to; told when it is over.
struct OnboardingDesk::Course {
  Told told;
  bool connects = false;  // The one that provisions, names and configures.
};

OnboardingDesk::OnboardingDesk(Context& context, std::function<void()> changed)
    : context_(context), changed_(std::move(changed)) {}

void OnboardingDesk::open(Onboarding known) {
  known_ = std::move(known);
  // What the configuration gives is the operator's later word.
  if (context_.setup.onboarding.provisions && !known_.client_id.empty()) {
    context_.desk.use_application(known_.client_id, known_.client_secret);
  }
  set_gate();
}

void OnboardingDesk::connect(const ConnectAsked& asked) {
  auto course = std::make_shared<Course>();
  course->told.ticket = asked.ticket;
  ++busy_;
  if (std::exchange(connecting_, true)) {
    course->told.error = Error{ErrorCode::conflict, "the tenant is being connected already", {}};
    return finish(course);
  }
  course->connects = true;
  if (context_.setup.onboarding.provisions && known_.client_id.empty()) return provision(course);
  name(course);
}

void OnboardingDesk::provision(std::shared_ptr<Course> course) {
  const OnboardingSetup& setup = context_.setup.onboarding;
  HttpRequest request = provision_request(context_.setup.target, setup.foreign_id, setup.title);
  context_.provisioning.ask(std::move(request), [this, course](Result<HttpResponse> reply) {
    hear_provisioned(course, std::move(reply), true);
  });
}

// The application may have been made before: by a run whose answer was lost, or by hand.
void OnboardingDesk::hear_provisioned(std::shared_ptr<Course> course, Result<HttpResponse> reply,
                                      bool first) {
  const bool there_already = reply && reply->status == 409;
  if (first && there_already) {
    HttpRequest request =
        provisioned_request(context_.setup.target, context_.setup.onboarding.foreign_id);
    return context_.provisioning.ask(std::move(request),
                                     [this, course](Result<HttpResponse> found) {
                                       hear_provisioned(course, std::move(found), false);
                                     });
  }
  const Provisioned made = reply ? read_provisioned(*reply) : Provisioned{};
  if (!made.readable || made.client_id.empty()) return fail(course, "application", reply);
  if (made.client_secret.empty()) {
    course->told.error = Error{ErrorCode::refused,
                               "LinkedIn has an application for this customer already and does not "
                               "tell its secret again; give client_id and client_secret in the "
                               "tenant's configuration",
                               "linkedin.parent"};
    return finish(course);
  }
  known_.client_id = made.client_id;
  known_.client_secret = made.client_secret;
  course->told.words.push_back("application " + made.client_id);
  keep([this, course] {
    context_.desk.use_application(known_.client_id, known_.client_secret);
    name(course);
  });
}

void OnboardingDesk::name(std::shared_ptr<Course> course) {
  HttpRequest request = name_request(context_.setup.dialect, context_.setup.target,
                                     integration_types(), context_.setup.onboarding.title);
  context_.linkedin.ask(std::move(request), [this, course](Result<HttpResponse> reply) {
    if (!good(reply) || !all_taken(*reply)) return fail(course, "integration names", reply);
    course->told.words.push_back("integrations named \"" + context_.setup.onboarding.title + "\"");
    configure(course, 0);
  });
}

void OnboardingDesk::configure(std::shared_ptr<Course> course, std::size_t type) {
  const auto types = integration_types();
  if (type == types.size()) return ask_standing(course);
  const Values values = configuration_of(context_.setup.onboarding, types[type]);
  if (values.empty()) return configure(course, type + 1);
  HttpRequest request =
      configure_request(context_.setup.dialect, context_.setup.target, types[type], values);
  context_.linkedin.ask(std::move(request),
                        [this, course, type, values](Result<HttpResponse> reply) {
                          if (!good(reply) || !all_taken(*reply))
                            return fail(course, "configuration", reply);
                          for (const auto& [key, value] : values) {
                            course->told.words.push_back(key + " = " + value);
                            if (key == "CALLBACK_URL") known_.callback_url = value;
                          }
                          configure(course, type + 1);
                        });
}

void OnboardingDesk::activate(const ActivateAsked& asked) {
  auto course = std::make_shared<Course>();
  course->told.ticket = asked.ticket;
  ++busy_;
  if (known_.connected_at == Instant{}) {
    course->told.error = Error{ErrorCode::refused,
                               "connect the tenant first: crosswalk tenant "
                               "connect",
                               {}};
    return finish(course);
  }
  if (asked.agreed_by.empty()) return ask_standing(course);
  known_.agreed_by = asked.agreed_by;
  known_.agreed_at = context_.desk.now();
  known_.agreed_list = context_.setup.onboarding.list_version;
  course->told.words.push_back("agreed by " + known_.agreed_by);
  keep([this, course] {
    set_gate();
    ask_standing(course);
  });
}

void OnboardingDesk::ask_standing(std::shared_ptr<Course> course) {
  HttpRequest request =
      integrations_request(context_.setup.dialect, context_.setup.target, integration_types());
  context_.linkedin.ask(std::move(request),
                        [this, course, changes = changes_](Result<HttpResponse> reply) {
                          hear_standing(course, std::move(reply), changes);
                        });
}

void OnboardingDesk::hear_standing(std::shared_ptr<Course> course, Result<HttpResponse> reply,
                                   std::uint64_t changes) {
  if (changes != changes_) return ask_standing(course);
  const auto said = good(reply)
                        ? read_integrations(context_.setup.dialect, context_.setup.target, *reply)
                        : std::nullopt;
  if (!said) return fail(course, "how the integrations stand", reply);
  if (known_.connected_at == Instant{} && course->connects)
    known_.connected_at = context_.desk.now();
  learn_standing(*said, [this, course] {
    for (const IntegrationState& state : known_.integrations) {
      course->told.words.push_back(state.type + (state.enabled ? " enabled" : " not enabled"));
    }
    if (!context_.report.closed.empty()) course->told.words.push_back(context_.report.closed);
    finish(course);
  });
}

void OnboardingDesk::keep(Then then) {
  context_.desk.ask_store(KeepOnboarding{known_},
                          [then = std::move(then)](const StoreAnswer&) { then(); });
}

void OnboardingDesk::fail(const std::shared_ptr<Course>& course, const std::string& step,
                          const Result<HttpResponse>& reply) {
  std::string what = "LinkedIn did not take the " + step;
  ErrorCode code = ErrorCode::unavailable;
  if (reply) {
    what += ", status " + std::to_string(reply->status);
    if (reply->status >= 400 && reply->status < 500) code = ErrorCode::refused;
  } else {
    what += ": " + reply.error().what;
    code = reply.error().code;
  }
  course->told.error = Error{code, what + "; what was done before stands, run it again", {}};
  finish(course);
}

void OnboardingDesk::finish(const std::shared_ptr<Course>& course) {
  if (course->connects) connecting_ = false;
  --busy_;
  context_.answer(std::move(course->told));
}

void OnboardingDesk::hear_change(const std::string& request_id,
                                 std::function<void(bool read)> then) {
  ++busy_;
  HttpRequest request = changed_request(context_.setup.dialect, context_.setup.target, request_id);
  context_.linkedin.ask(
      std::move(request), [this, then = std::move(then)](Result<HttpResponse> reply) {
        const auto said =
            good(reply) ? read_integrations(context_.setup.dialect, context_.setup.target, *reply)
                        : std::nullopt;
        --busy_;
        if (!said) return then(false);
        ++changes_;
        learn(*said, [then] { then(true); });
      });
}

}  // namespace crosswalk
