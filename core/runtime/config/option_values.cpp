#include "runtime/config/option_values.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "access/origin.hpp"
#include "base/text/yaml.hpp"
#include "runtime/keys/secret.hpp"

namespace crosswalk {
namespace {

using Rule = std::optional<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

std::vector<std::string_view> words_of(std::string_view words) {
  std::vector<std::string_view> list;
  while (!words.empty()) {
    list.push_back(words.substr(0, words.find('|')));
    words.remove_prefix(std::min(words.size(), list.back().size() + 1));
  }
  return list;
}

std::string duration_text(std::int64_t ms) {
  constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
  if (ms != 0 && ms % day == 0) return std::to_string(ms / day) + "d";
  if (ms != 0 && ms % hour == 0) return std::to_string(ms / hour) + "h";
  if (ms != 0 && ms % minute == 0) return std::to_string(ms / minute) + "m";
  return std::to_string(ms / second) + "s";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (const std::string_view word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return list;
}

Rule broken_word(const OptionSpec& option, std::string_view value) {
  const std::vector<std::string_view> words = words_of(option.words);
  if (std::ranges::find(words, value) != words.end()) return std::nullopt;
  return with_nearest("must be one of " + listed(words), value, words);
}

Rule broken_integer(const OptionSpec& option, std::string_view value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = error == std::errc{} && end == value.data() + value.size();
  if (whole && number >= option.least && number <= option.most) return std::nullopt;
  return "must be a number from " + std::to_string(option.least) + " to " +
         std::to_string(option.most);
}

Rule broken_duration(const OptionSpec& option, std::string_view value) {
  const std::optional<Duration> duration = parse_duration(value);
  if (!duration) return "must be a duration such as 30s, 5m, 12h or 7d";
  if (duration->count() >= option.least && duration->count() <= option.most) return std::nullopt;
  return "must be from " + duration_text(option.least) + " to " + duration_text(option.most);
}

Rule broken_urn(std::string_view value) {
  constexpr std::string_view head = "urn:li:organization:";
  const bool named =
      value.starts_with(head) && value.size() > head.size() && value.size() <= head.size() + 20;
  if (named && std::ranges::all_of(value.substr(head.size()), is_digit)) return std::nullopt;
  return "must be urn:li:organization: and a number";
}

Rule broken_name(std::string_view value) {
  constexpr std::size_t name_bytes_max = 64;
  const auto fits = [](char c) { return starts_name(c) || c == '-' || c == '_'; };
  if (!value.empty() && value.size() <= name_bytes_max && starts_name(value.front()) &&
      std::ranges::all_of(value, fits)) {
    return std::nullopt;
  }
  return "must be 1 to 64 of a-z, 0-9, '-' and '_', beginning with a letter or digit";
}

Rule broken_text(std::string_view value) {
  if (value.empty()) return "must not be empty";
  if (value.size() > option_bytes_max) return "must be at most 4096 bytes long";
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::ranges::any_of(value, control)) return "must not hold control characters";
  return std::nullopt;
}

// Whether loopback is allowed stands elsewhere, and is asked there.
Rule broken_origin(std::string_view value) {
  const Result<std::string> checked = checked_origin(value, true);
  if (checked) return std::nullopt;
  return "must be an origin such as https://host or https://host:8443: " + checked.error().what;
}

}  // namespace

Rule broken_rule(const OptionSpec& option, std::string_view value) {
  if (Rule rule = broken_text(value)) return rule;
  switch (option.type) {
    case OptionType::name:
      return broken_name(value);
    case OptionType::word:
      return broken_word(option, value);
    case OptionType::flag:
      if (value == "true" || value == "false") return std::nullopt;
      return "must be true or false";
    case OptionType::integer:
      return broken_integer(option, value);
    case OptionType::duration:
      return broken_duration(option, value);
    case OptionType::origin:
      return broken_origin(value);
    case OptionType::urn:
      return broken_urn(value);
    case OptionType::secret:
      if (const Result<SecretRef> ref = parse_secret_ref(value, {}, {}); !ref) {
        return "must be a reference, 'file:PATH' or 'credential:NAME', never the secret itself";
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::string with_nearest(std::string what, std::string_view given,
                         const std::vector<std::string_view>& known) {
  const std::optional<std::string> nearest = nearest_word(given, known);
  return nearest ? std::move(what) + "; did you mean '" + *nearest + "'?" : std::move(what);
}

std::string with_known(std::string what, std::string_view given,
                       const std::vector<std::string_view>& known) {
  if (nearest_word(given, known)) return with_nearest(std::move(what), given, known);
  return std::move(what) + (known.empty() ? "; there is none" : "; there are: " + listed(known));
}

std::string article(OptionType type) {
  switch (type) {
    case OptionType::flag:
      return "true or false";
    case OptionType::origin:
    case OptionType::urn:
      return "an " + std::string(name_of(type));
    default:
      return "a " + std::string(name_of(type));
  }
}

}  // namespace crosswalk
