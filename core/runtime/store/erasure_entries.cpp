#include "runtime/store/erasure_entries.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text/digest.hpp"

namespace crosswalk::store {
namespace {

constexpr std::string_view head_word = "crosswalk-erasures-1";
constexpr std::string_view none = "%";  // No escaped text is only that.
constexpr std::size_t check_digits = 16;
constexpr std::array<std::string_view, 3> words{"erased", "released", "kept-back"};

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
         c == '_' || c == '-';
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_plain(c)) {
      out.push_back(c);
    } else {
      out.append("%").append(to_hex({&c, 1}));
    }
  }
  return out.empty() ? std::string(none) : out;
}

std::optional<std::string> unhex(std::string_view digits) {
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string bytes;
  if (digits.size() % 2 != 0) return std::nullopt;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    const int high = value(digits[at]), low = value(digits[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  if (text == none) return out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_plain(text[at])) {
      out.push_back(text[at]);
      continue;
    }
    const auto byte = text[at] == '%' ? unhex(text.substr(at + 1, 2)) : std::nullopt;
    if (!byte || byte->size() != 1 || is_plain(byte->front())) return std::nullopt;
    out += *byte;
    at += 2;
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

std::string checked(const std::string& text) {
  return to_hex(bytes_of(sha256(text))).substr(0, check_digits) + " " + text + "\n";
}

std::string written(const Identity& identity) {
  const std::string_view digest(reinterpret_cast<const char*>(identity.digest.data()),
                                identity.digest.size());
  return std::to_string(static_cast<int>(identity.kind)) + ":" + to_hex(digest);
}

std::optional<Identity> identity_in(std::string_view text) {
  Identity identity;
  if (text.size() < 2 || text[0] < '1' || text[0] > '4' || text[1] != ':') return std::nullopt;
  identity.kind = static_cast<IdentityKind>(text[0] - '0');
  const auto digest = unhex(text.substr(2));
  if (!digest || digest->size() != identity.digest.size()) return std::nullopt;
  std::memcpy(identity.digest.data(), digest->data(), digest->size());
  return identity;
}

// The next word of a line; words stand one space apart.
std::string_view cut_word(std::string_view& rest) {
  const std::size_t end = rest.find(' ');
  const std::string_view word = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return word;
}

bool read_case(std::string_view& rest, ErasureEntry& entry) {
  const auto name = unescape(cut_word(rest));
  const std::string_view at = cut_word(rest);
  const std::string_view by = cut_word(rest);
  std::int64_t ms = 0;
  const auto read = std::from_chars(at.data(), at.data() + at.size(), ms);
  if (!name || read.ec != std::errc{} || std::to_string(ms) != at) return false;
  if (by != "id" && by != "identity") return false;
  entry.erasure = *name;
  entry.at = from_ms(ms);
  entry.by_identity = by == "identity";
  for (; !rest.empty();) {
    const auto identity = identity_in(cut_word(rest));
    if (!identity || entry.identities.size() == entry_identities_max) return false;
    entry.identities.push_back(*identity);
  }
  return true;
}

bool read_entry(std::string_view rest, ErasureEntry& entry) {
  const auto word = std::ranges::find(words, cut_word(rest));
  if (word == words.end()) return false;
  entry.what = static_cast<ErasureEntry::What>(word - words.begin());
  const auto candidate = unescape(cut_word(rest));
  if (!candidate) return false;
  entry.candidate = *candidate;
  if (entry.what == ErasureEntry::What::erased) return read_case(rest, entry);
  return rest.empty() && !entry.candidate.empty();
}

}  // namespace

std::string journal_head(std::string_view tenant) {
  return checked(std::string(head_word) + " " + escape(tenant));
}

std::string write_entry(const ErasureEntry& entry) {
  std::string text(words[static_cast<std::size_t>(entry.what)]);
  text.append(" ").append(escape(entry.candidate));
  if (entry.what != ErasureEntry::What::erased) return checked(text);
  text.append(" ").append(escape(entry.erasure)).append(" ");
  text.append(std::to_string(to_ms(entry.at))).append(entry.by_identity ? " identity" : " id");
  for (const Identity& identity : entry.identities) text.append(" ").append(written(identity));
  return checked(text);
}

Result<ErasureEntry> parse_entry(std::string_view line) {
  ErasureEntry entry;
  const bool readable = line.size() <= journal_line_bytes_max && line.find(' ') == check_digits &&
                        read_entry(line.substr(check_digits + 1), entry);
  if (readable && write_entry(entry) == std::string(line) + "\n") return entry;
  return Error{ErrorCode::invalid_input, "the line is not as it was written", ""};
}

void Remembered::take(const ErasureEntry& entry) {
  const std::string& id = entry.candidate;
  if (entry.what == ErasureEntry::What::released) {
    released.insert(id);
    return;
  }
  if (!id.empty()) released.erase(id);
  if (entry.what == ErasureEntry::What::kept_back) {
    kept_back.insert(id);
    return;
  }
  cases.try_emplace(entry.erasure, Case{entry.at, entry.by_identity});
  if (!id.empty()) erased[id] = entry.erasure;
  for (const Identity& identity : entry.identities) suppressed[identity] = entry.erasure;
}

}  // namespace crosswalk::store
