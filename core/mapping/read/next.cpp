#include "mapping/read/next.hpp"

#include <algorithm>
#include <charconv>

namespace crosswalk {
namespace {

constexpr std::size_t link_bytes_max = 8 * 1024;

Error unreadable(const char* what) { return {ErrorCode::invalid_input, what, "the next link"}; }

Result<std::optional<PlannedRequest>> followed(Result<PlannedRequest> request) {
  if (!request) return std::move(request).error();
  return std::optional<PlannedRequest>(*std::move(request));
}

// The value of a query parameter as it stands, or nothing.
std::optional<std::string_view> parameter(std::string_view target, std::string_view name) {
  std::size_t at = target.find('?');
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(target.find('&', at + 1), target.size());
    const std::string_view pair = target.substr(at + 1, end - at - 1);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    at = end == target.size() ? std::string_view::npos : end;
  }
  return std::nullopt;
}

Result<std::optional<PlannedRequest>> counted(const Paging& paging, const PageFacts& page) {
  if (page.items == 0) return std::optional<PlannedRequest>();
  std::uint64_t count = paging.kind == Paging::Kind::page ? 1 : 0;
  if (const auto given = parameter(page.asked, paging.parameter)) {
    const char* behind = given->data() + given->size();
    const auto [end, trouble] = std::from_chars(given->data(), behind, count);
    if (trouble != std::errc{} || end != behind || count > UINT32_MAX) {
      return unreadable("the page's own number is not one");
    }
  }
  count += paging.kind == Paging::Kind::page ? 1 : page.items;
  PlannedRequest next{.host = page.host, .http = {}};
  next.http.target = with_parameter(page.asked, paging.parameter, std::to_string(count));
  return std::optional<PlannedRequest>(std::move(next));
}

}  // namespace

Result<PlannedRequest> request_of_link(std::string_view url, const std::string& host) {
  if (url.size() > link_bytes_max) return unreadable("a next link is longer than 8 KiB");
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7F || c == '#' || c == '\\') {
      return unreadable("a next link has a character that no request may carry");
    }
  }
  PlannedRequest next{.host = host, .http = {}};
  if (url.starts_with("//")) return unreadable("a next link has no scheme");
  if (!url.starts_with('/')) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return unreadable("a next link is no URL");
    const std::string_view word = url.substr(0, scheme);
    if (word != "https" && word != "http") return unreadable("a next link has another scheme");
    const std::size_t path = std::min(url.find_first_of("/?", scheme + 3), url.size());
    const std::string_view authority = url.substr(scheme + 3, path - scheme - 3);
    if (authority.empty() || authority.find('@') != std::string_view::npos) {
      return unreadable("a next link names no host, or a user");
    }
    next.http.origin = url.substr(0, path);
    url.remove_prefix(path);
    if (!url.starts_with('/')) return unreadable("a next link has no path");
  }
  next.http.target = url;
  return next;
}

std::string with_parameter(std::string_view target, std::string_view name, std::string_view value) {
  std::string made(target);
  if (const auto given = parameter(target, name)) {
    made.replace(static_cast<std::size_t>(given->data() - target.data()), given->size(), value);
    return made;
  }
  made += target.find('?') == std::string_view::npos ? '?' : '&';
  return made.append(name).append("=").append(value);
}

Result<std::optional<PlannedRequest>> next_request(const Paging& paging, const PageFacts& page) {
  const Cell* cell = nullptr;
  switch (paging.kind) {
    case Paging::Kind::none:
      return std::optional<PlannedRequest>();
    case Paging::Kind::link: {
      Result<std::optional<std::string>> link = next_link(page.reply.headers);
      if (!link) return std::move(link).error();
      if (!*link) return std::optional<PlannedRequest>();
      return followed(request_of_link(**link, page.host));
    }
    case Paging::Kind::page:
    case Paging::Kind::offset:
      return counted(paging, page);
    case Paging::Kind::url:
    case Paging::Kind::cursor:
      cell = page.around.first(paging.slot);
      break;
  }
  if (cell == nullptr || (cell->kind == CellKind::text && cell->text.empty())) {
    return std::optional<PlannedRequest>();
  }
  if (cell->kind == CellKind::wrong || cell->kind == CellKind::flag) {
    return unreadable("what should lead to the next page is no text");
  }
  if (paging.kind == Paging::Kind::url) {
    return followed(request_of_link(cell->text, page.host));
  }
  if (cell->text.size() > link_bytes_max) return unreadable("a cursor is longer than 8 KiB");
  PlannedRequest next{.host = page.host, .http = {}};
  next.http.target = with_parameter(page.asked, paging.parameter, percent_encode(cell->text));
  return std::optional<PlannedRequest>(std::move(next));
}

ReplyClass classify(const MappingProgram& program, ReadMode mode, int status) {
  for (const ErrorRule& rule : program.errors) {
    if (rule.status == status) return rule.by_mode[static_cast<std::size_t>(mode)];
  }
  if (status >= 200 && status < 300) return ReplyClass::ok;
  if (status >= 500) return ReplyClass::transient;
  switch (status) {
    case 401:
      return ReplyClass::credential;
    case 403:
      return ReplyClass::forbidden;
    case 404:
    case 410:
      return mode == ReadMode::by_id ? ReplyClass::gone : ReplyClass::refused;
    case 408:
    case 425:
      return ReplyClass::transient;
    case 429:
      return ReplyClass::throttled;
    default:
      return ReplyClass::refused;
  }
}

}  // namespace crosswalk
