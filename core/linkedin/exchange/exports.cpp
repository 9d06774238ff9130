#include "linkedin/exchange/exports.hpp"

#include <algorithm>

#include "base/text/json.hpp"
#include "base/utf8.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t body_bytes_max = 1024 * 1024;
constexpr std::size_t text_bytes_max = 1000;
constexpr std::size_t list_items_max = 20;
constexpr std::string_view person_urn = "urn:li:person:";

// A text for people: cut where it grows too long, between characters.
std::string shown(std::string_view text) {
  if (text.size() <= text_bytes_max) return std::string(text);
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t length = std::max<std::size_t>(utf8_sequence(text, end), 1);
    if (end + length > text_bytes_max) break;
    end += length;
  }
  return std::string(text.substr(0, end));
}

// A text that names or reaches something: cut, it would name something else.
std::string exact(std::string_view text) {
  return text.size() <= text_bytes_max ? std::string(text) : std::string();
}

using Form = std::string (*)(std::string_view);

std::vector<std::string> texts(const Json& object, std::string_view name, Form form) {
  std::vector<std::string> out;
  const Json* list = object.find(name);
  if (list == nullptr || list->items() == nullptr) return out;
  for (const Json& item : *list->items()) {
    if (out.size() == list_items_max) break;
    if (item.text() == nullptr) continue;
    if (std::string text = form(*item.text()); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

std::string first_title(const Json& candidate) {
  const Json* positions = candidate.find("positions");
  if (positions == nullptr || positions->items() == nullptr) return {};
  return positions->items()->empty() ? std::string()
                                     : shown(positions->items()->front().text_of("title"));
}

std::string member_of(const Json& candidate) {
  const std::string_view urn = candidate.text_of("member");
  const bool fine = urn.starts_with(person_urn) && urn.size() > person_urn.size() &&
                    std::ranges::all_of(urn, [](char c) { return c > ' ' && c <= '~'; });
  return fine ? exact(urn) : std::string();
}

ExportedProfile profile(const Json& candidate) {
  ExportedProfile person;
  person.member = member_of(candidate);
  person.first_name = shown(candidate.text_of("firstName"));
  person.last_name = shown(candidate.text_of("lastName"));
  person.headline = shown(candidate.text_of("headline"));
  person.location = shown(candidate.text_of("location"));
  person.profile_url = exact(candidate.text_of("profileUrl"));
  person.employers = texts(candidate, "currentEmployerNames", shown);
  person.title = first_title(candidate);
  person.emails = texts(candidate, "emailAddresses", exact);
  // The stub of an InMail has one, in a member of its own.
  std::string email = exact(candidate.text_of("emailAddress"));
  if (person.emails.empty() && !email.empty()) person.emails.push_back(std::move(email));
  return person;
}

std::string job_of(const Json& element) {
  std::string job = exact(element.text_of("externalJobPostingId"));
  return job.empty() ? exact(element.text_of("referenceEntityId")) : job;
}

}  // namespace

HttpRequest export_request(const Dialect& dialect, const LinkedInTarget& target,
                           std::string_view request_id) {
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = dialect.exchange.exports_path,
                                  .query = "q=request&requestId=" + percent_encode(request_id),
                                  .json = {},
                                  .restli_method = {}});
}

ExportReply read_export(const Dialect& dialect, const LinkedInTarget& target,
                        const HttpResponse& reply) {
  ExportReply out;
  out.status = reply.status;
  if (reply.status / 100 != 2) return out;
  const Result<Json> body = parse_json(reply.body, body_bytes_max);
  const Json* elements = body ? body->find("elements") : nullptr;
  if (elements == nullptr || elements->items() == nullptr) return out;
  if (elements->items()->empty()) {
    out.readable = true;
    return out;
  }
  const Json& element = elements->items()->front();
  if (element.members() == nullptr) return out;
  out.readable = true;
  out.found = true;
  out.ours = element.text_of(dialect.context_name) == target.organization;
  out.job = job_of(element);
  if (const Json* candidate = element.find("candidate")) out.person = profile(*candidate);
  return out;
}

}  // namespace crosswalk
