#include <random>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "runtime/host/host.hpp"
#include "runtime/host/required_fields.hpp"

namespace crosswalk {
namespace {

// Names a case in receipts and in status: the day and chance, nothing of the person.
std::string fresh_erasure() {
  std::random_device chance;
  std::string bytes;
  for (int at = 0; at < 6; ++at) bytes.push_back(static_cast<char>(chance() & 0xFFU));
  return "erasure-" + format_instant(system_now()).substr(0, 10) + "-" + to_hex(bytes);
}

Json words_of(const std::vector<std::string>& words) {
  return Json::List(words.begin(), words.end());
}

Result<Json> told_json(const Tenant& tenant, const Told& told) {
  if (told.error) return *told.error;
  Json json = Json::object();
  json.set("tenant", tenant.name());
  json.set("words", words_of(told.words));
  return json;
}

constexpr std::string_view urn_of_people = "urn:li:person:";

// What a script reads; `need` only while somebody must see to it that it goes on.
Json receipt_of(const Tenant& tenant, const Told& told, ErasureStanding standing) {
  std::vector<std::string> words = told.words;
  Json json = Json::object();
  if (standing == ErasureStanding::confirmed) {
    words.push_back("confirmed: LinkedIn, asked by id, has nothing left of " + told.erasure);
  }
  json.set("tenant", tenant.name());
  json.set("words", words_of(words));
  json.set("erasure", told.erasure);
  json.set("state", standing == ErasureStanding::open        ? "open"
                    : standing == ErasureStanding::confirmed ? "confirmed"
                                                             : "not_found");
  json.set("confirmed", standing == ErasureStanding::confirmed);
  return json;
}

// The case is open from here on, whatever becomes of the command that waits for it.
void follow_erasure(Tenant& tenant, const Told& told, const std::shared_ptr<AdminAnswer>& answer) {
  answer->notice("tenant " + tenant.name() + ": suppressed as " + told.erasure);
  SyncListener listener;
  listener.progress = [answer](std::string_view words) { answer->progress(words); };
  listener.notice = [answer](std::string_view words) { answer->notice(words); };
  listener.done = [answer, &tenant, told] {
    const auto standing = tenant.erasure_standing(told.erasure);
    if (!standing) return answer->finish(standing.error());
    Json json = receipt_of(tenant, told, *standing);
    if (*standing == ErasureStanding::open) {
      json.set("need", "LinkedIn has not confirmed every deletion of " + told.erasure +
                           " yet; it goes on with serve or the next sync, and status counts it");
    }
    answer->finish(std::move(json));
  };
  listener.stopped = [answer, &tenant, told] {
    Json json = receipt_of(tenant, told, ErasureStanding::open);
    json.set("need", "stopped: suppressed as " + told.erasure + "; serve or sync goes on with it");
    answer->finish(std::move(json));
  };
  tenant.when_quiet(std::move(listener));
}

}  // namespace

void Host::erase(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
  auto tenants = chosen(request.tenant);
  if (!tenants) return answer->finish(std::move(tenants).error());
  if (tenants->size() != 1) {
    return answer->finish(Error{ErrorCode::invalid_input, "name one tenant", "--tenant"});
  }
  const int named =
      int{!request.candidate.empty()} + int{!request.email.empty()} + int{!request.member.empty()};
  if (named != 1 || (request.release && request.candidate.empty())) {
    return answer->finish(Error{ErrorCode::invalid_input,
                                "say whom by exactly one of --candidate, --email, --member",
                                request.release ? "--release" : "--candidate"});
  }
  if (!request.email.empty() && request.email.find('@') == std::string::npos) {
    return answer->finish(
        Error{ErrorCode::invalid_input, "is an e-mail address, such as a@example.com", "--email"});
  }
  if (!request.member.empty() && !request.member.starts_with(urn_of_people)) {
    return answer->finish(
        Error{ErrorCode::invalid_input, "is a member's URN: urn:li:person:ID", "--member"});
  }
  Tenant* tenant = tenants->front();
  const Ticket ticket = tenant->fresh_ticket();
  if (request.release) {
    return tenant->ask(
        ReleaseAsked{ticket, request.candidate}, ticket,
        [answer, tenant](const Told& told) { answer->finish(told_json(*tenant, told)); });
  }
  tenant->ask(EraseAsked{ticket, fresh_erasure(), request.candidate, request.email, request.member},
              ticket, [answer, tenant](const Told& told) {
                if (told.error) return answer->finish(*told.error);
                follow_erasure(*tenant, told, answer);
              });
}

void Host::onboard(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
  auto tenants = chosen(request.tenant);
  if (!tenants) return answer->finish(std::move(tenants).error());
  if (tenants->size() != 1) {
    return answer->finish(Error{ErrorCode::invalid_input, "name one tenant", "--tenant"});
  }
  if (!request.agreed_by.empty() && says_nothing(request.agreed_by)) {
    return answer->finish(Error{ErrorCode::invalid_input,
                                "names nobody; give the name of who of the customer agreed",
                                "--agreed-by"});
  }
  Tenant* tenant = tenants->front();
  const Ticket ticket = tenant->fresh_ticket();
  const bool connects = request.command == "tenant connect";
  const auto tell = [answer, tenant, connects](const Told& told) {
    auto json = told_json(*tenant, told);
    if (!json) {
      // Whoever is refused sees the list all the same: it is what has to be agreed to.
      if (!connects) {
        for (const std::string& line : required_fields_lines()) answer->notice(line);
      }
      return answer->finish(std::move(json));
    }
    if (!connects) {
      std::vector<std::string> words = required_fields_lines();
      words.insert(words.end(), told.words.begin(), told.words.end());
      json->set("words", words_of(words));
      json->set("required", required_fields_json());
    }
    const std::string& closed = tenant->report().closed;
    json->set("open", closed.empty());
    // Connecting is done when it is done; what comes next is told among the words.
    if (!closed.empty() && !connects) json->set("need", "nothing is sent yet: " + closed);
    answer->finish(std::move(json));
  };
  if (connects) return tenant->ask(ConnectAsked{ticket}, ticket, tell);
  tenant->ask(ActivateAsked{ticket, request.agreed_by}, ticket, tell);
}

}  // namespace crosswalk
