#include "privacy/identity.hpp"

#include <algorithm>
#include <cstring>
#include <initializer_list>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view domain = "crosswalk identity";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Only ASCII letters change: what other scripts mean by case is not ours to decide.
std::string folded(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (is_blank(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out.push_back(' ');
    blank = false;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Each part's length stands before it, so that no two lists of parts make the same bytes.
Identity made_of(HmacSha256& hmac, IdentityKind kind,
                 std::initializer_list<std::string_view> parts) {
  std::string bytes(domain);
  bytes.push_back('\0');
  bytes.push_back(static_cast<char>(kind));
  for (const std::string_view part : parts) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<char>((part.size() >> shift) & 0xff));
    }
    bytes.append(part);
  }
  const Sha256 whole = hmac.of(bytes);
  Identity identity{.kind = kind, .digest = {}};
  std::memcpy(identity.digest.data(), whole.data(), identity.digest.size());
  return identity;
}

Identity of_email(HmacSha256& hmac, std::string_view email) {
  return made_of(hmac, IdentityKind::email, {folded(email)});
}

Identity of_email_and_name(HmacSha256& hmac, std::string_view email, std::string_view first_name,
                           std::string_view last_name) {
  return made_of(hmac, IdentityKind::email_and_name,
                 {folded(email), folded(first_name), folded(last_name)});
}

std::string_view text_or_empty(const Record& record, Field field) {
  const std::string* text = record.text(field);
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

}  // namespace

Identity candidate_identity(std::string_view id, std::string_view key) {
  HmacSha256 hmac(key);
  return made_of(hmac, IdentityKind::candidate, {id});
}

Identity member_identity(std::string_view urn, std::string_view key) {
  HmacSha256 hmac(key);
  return made_of(hmac, IdentityKind::member, {trimmed(urn)});
}

Identity email_identity(std::string_view email, std::string_view key) {
  HmacSha256 hmac(key);
  return of_email(hmac, email);
}

Identity email_and_name_identity(std::string_view email, std::string_view first_name,
                                 std::string_view last_name, std::string_view key) {
  HmacSha256 hmac(key);
  return of_email_and_name(hmac, email, first_name, last_name);
}

std::vector<Identity> identities_of(const Record& candidate, std::string_view key) {
  std::vector<Identity> identities;
  if (candidate.key.kind != RecordKind::candidate) return identities;
  HmacSha256 hmac(key);
  const std::string_view first = text_or_empty(candidate, Field::candidate_first_name);
  const std::string_view last = text_or_empty(candidate, Field::candidate_last_name);
  const bool named = !trimmed(first).empty() && !trimmed(last).empty();
  const Value* emails = candidate.find(Field::candidate_emails);
  const auto* list = emails ? std::get_if<std::vector<std::string>>(emails) : nullptr;
  const std::vector<std::string> none;
  for (const std::string& email : list ? *list : none) {
    if (trimmed(email).empty()) continue;
    identities.push_back(of_email(hmac, email));
    if (named) identities.push_back(of_email_and_name(hmac, email, first, last));
  }
  const std::string_view urn = trimmed(text_or_empty(candidate, Field::candidate_person));
  if (!urn.empty()) identities.push_back(made_of(hmac, IdentityKind::member, {urn}));
  std::ranges::sort(identities);
  identities.erase(std::unique(identities.begin(), identities.end()), identities.end());
  return identities;
}

}  // namespace crosswalk
