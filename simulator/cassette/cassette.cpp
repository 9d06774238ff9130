#include "cassette/cassette.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/text/dates.hpp"
#include "base/text/json.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::int64_t format_version = 1;
constexpr std::size_t about_bytes_max = 4096;
constexpr std::string_view again = "; record it again";

Json json_of(const Exchange& exchange) {
  Json line;
  line.set("tenant", exchange.tenant);
  line.set("resource", exchange.resource);
  line.set("version", exchange.version);
  line.set("asked", exchange.asked);
  line.set("latency_ms", std::int64_t{exchange.latency.count()});
  line.set("status", exchange.status);
  Json headers = Json::list();
  for (const auto& [name, value] : exchange.headers) {
    headers.push(Json(Json::List{Json(name), Json(value)}));
  }
  line.set("headers", std::move(headers));
  line.set("body", exchange.body);
  return line;
}

/// Says where a line is wrong and what to do about it.
class Place {
 public:
  explicit Place(std::string_view file) : file_(file) {}
  std::size_t line = 1;

  Error wrong(std::string what, ErrorCode code = ErrorCode::invalid_input) const {
    return {code, std::move(what) + std::string(again),
            std::string(file_) + ":" + std::to_string(line)};
  }

 private:
  std::string_view file_;
};

const std::string* text_in(const Json& json, std::string_view name) {
  const Json* const member = json.find(name);
  return member == nullptr ? nullptr : member->text();
}

std::optional<std::int64_t> number_in(const Json& json, std::string_view name, std::int64_t most) {
  const Json* const member = json.find(name);
  const std::int64_t* const number = member == nullptr ? nullptr : member->integer();
  const bool good = number != nullptr && *number >= 0 && *number <= most;
  return good ? std::optional(*number) : std::nullopt;
}

std::optional<Headers> headers_in(const Json& json) {
  const Json* const all = json.find("headers");
  if (all == nullptr || all->items() == nullptr) return std::nullopt;
  Headers headers;
  for (const Json& field : *all->items()) {
    const auto* const pair = field.items();
    if (pair == nullptr || pair->size() != 2) return std::nullopt;
    const std::string* const name = pair->front().text();
    const std::string* const value = pair->back().text();
    if (name == nullptr || value == nullptr) return std::nullopt;
    headers.emplace_back(*name, *value);
  }
  return headers;
}

std::optional<Exchange> exchange_in(const Json& json) {
  constexpr std::int64_t longest_ms = 3'600'000;
  constexpr std::size_t members = 8;
  const std::string* const tenant = text_in(json, "tenant");
  const std::string* const resource = text_in(json, "resource");
  const std::string* const asked = text_in(json, "asked");
  const std::string* const body = text_in(json, "body");
  const auto version = number_in(json, "version", cassette_exchanges_max);
  const auto latency = number_in(json, "latency_ms", longest_ms);
  const auto status = number_in(json, "status", 599);
  auto headers = headers_in(json);
  const bool whole = tenant && resource && asked && body && version && latency && status && headers;
  if (!whole || json.members()->size() != members) return std::nullopt;
  if (tenant->empty() || *version == 0 || (*status != 0 && *status < 100)) return std::nullopt;
  Exchange exchange;
  exchange.tenant = *tenant;
  exchange.resource = *resource;
  exchange.version = static_cast<std::uint32_t>(*version);
  exchange.asked = *asked;
  exchange.latency = Duration{*latency};
  exchange.status = static_cast<int>(*status);
  exchange.headers = *std::move(headers);
  exchange.body = *body;
  return exchange;
}

/// Reads lines in order and keeps the digest they must close with.
class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : rest_(text), place_(file) {}

  Result<Cassette> read();

 private:
  std::optional<Error> take_about(const Json& json);
  std::optional<Error> take_exchange(const Json& json);
  std::optional<Error> take_end(const Json& json);
  std::optional<Error> take_line(std::string_view line);

  std::string_view rest_;
  Place place_;
  Cassette cassette_;
  CassetteWriter twin_;  // Writing what was read must give the same bytes.
  std::map<ResourceKey, std::uint32_t> versions_;
  bool opened_ = false, closed_ = false;
};

std::optional<Error> Reader::take_about(const Json& json) {
  const auto version = number_in(json, "cassette", std::numeric_limits<std::int64_t>::max());
  if (!version) return place_.wrong("this is no cassette: its first line does not say so");
  if (*version != format_version) {
    return place_.wrong(
        "version " + std::to_string(*version) + " of the format is not known, only 1 is",
        ErrorCode::unsupported);
  }
  const auto at = parse_instant(json.text_of("recorded_at"));
  if (!at || text_in(json, "peer") == nullptr || text_in(json, "salt") == nullptr) {
    return place_.wrong("the first line must have peer, recorded_at and salt");
  }
  cassette_.peer = json.text_of("peer");
  cassette_.salt = json.text_of("salt");
  cassette_.recorded_at = *at;
  opened_ = true;
  return std::nullopt;
}

std::optional<Error> Reader::take_exchange(const Json& json) {
  auto exchange = exchange_in(json);
  if (!exchange) {
    return place_.wrong(
        "an exchange has tenant, resource, version, asked, latency_ms, status, headers and body, "
        "and nothing else");
  }
  std::uint32_t& version = versions_[{exchange->tenant, exchange->resource}];
  if (exchange->version != ++version) {
    return place_.wrong("version " + std::to_string(exchange->version) + " stands where " +
                        std::to_string(version) + " of its resource belongs");
  }
  cassette_.exchanges.push_back(*std::move(exchange));
  return std::nullopt;
}

std::optional<Error> Reader::take_end(const Json& json) {
  const auto count = number_in(json, "exchanges", cassette_exchanges_max);
  if (!count || static_cast<std::size_t>(*count) != cassette_.exchanges.size()) {
    return place_.wrong(
        "the closing line counts other exchanges than there are: lines are missing");
  }
  closed_ = true;
  return std::nullopt;
}

std::optional<Error> Reader::take_line(std::string_view line) {
  const auto json = parse_json(line, cassette_line_bytes_max);
  if (!json || json->members() == nullptr) {
    return place_.wrong("this line is no JSON object: the cassette was cut or edited");
  }
  if (closed_) return place_.wrong("something follows the closing line");
  std::optional<Error> failed;
  std::string expected;
  if (!opened_) {
    failed = take_about(*json);
    if (!failed) expected = twin_.open(cassette_);
  } else if (json->find("closed") != nullptr) {
    failed = take_end(*json);
    if (!failed) expected = twin_.close();
  } else {
    failed = take_exchange(*json);
    if (failed) return failed;
    auto written = twin_.add(cassette_.exchanges.back());
    if (!written) return place_.wrong(written.error().what);
    expected = *std::move(written);
  }
  if (failed) return failed;
  expected.pop_back();
  if (expected == line) return std::nullopt;
  return place_.wrong(closed_ ? "the digest is another: a line before was edited"
                              : "this line was not written by record: it was edited");
}

Result<Cassette> Reader::read() {
  if (rest_.size() > cassette_bytes_max) return place_.wrong("the cassette is too large to be one");
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) {
      return place_.wrong("the cassette ends within this line: it was cut");
    }
    if (auto failed = take_line(rest_.substr(0, end))) return *std::move(failed);
    rest_.remove_prefix(end + 1);
    ++place_.line;
  }
  if (!opened_) return place_.wrong("the cassette is empty");
  if (!closed_) {
    return place_.wrong("the closing line is missing: the cassette was cut, or record did not end");
  }
  return std::move(cassette_);
}

}  // namespace

std::string CassetteWriter::counted_in(std::string line) {
  chain_ = sha256(std::string(bytes_of(chain_)) + line);
  line += '\n';
  bytes_ += line.size();
  return line;
}

std::string CassetteWriter::open(const Cassette& about) {
  Json line;
  line.set("cassette", format_version);
  line.set("peer", about.peer);
  line.set("recorded_at", format_instant(about.recorded_at));
  line.set("salt", about.salt);
  return counted_in(write_json(line));
}

Result<std::string> CassetteWriter::add(const Exchange& exchange) {
  std::string line = write_json(json_of(exchange));
  const bool fits = line.size() < cassette_line_bytes_max &&
                    bytes_ + line.size() + about_bytes_max < cassette_bytes_max &&
                    exchanges_ < cassette_exchanges_max;
  if (!fits) {
    return Error{ErrorCode::refused,
                 "the cassette is full: at most " + std::to_string(cassette_exchanges_max) +
                     " exchanges and 512 MiB fit; record less of it",
                 {}};
  }
  ++exchanges_;
  return counted_in(std::move(line));
}

std::string CassetteWriter::close() {
  Json line;
  line.set("closed", true);
  line.set("exchanges", static_cast<std::uint64_t>(exchanges_));
  line.set("digest", to_hex(bytes_of(chain_)));
  return counted_in(write_json(line));
}

Result<std::string> write_cassette(const Cassette& cassette) {
  CassetteWriter writer;
  std::string text = writer.open(cassette);
  for (const Exchange& exchange : cassette.exchanges) {
    auto line = writer.add(exchange);
    if (!line) return std::move(line).error();
    text += *line;
  }
  return text + writer.close();
}

Result<Cassette> read_cassette(std::string_view text, std::string_view file) {
  return Reader(text, file).read();
}

std::map<ResourceKey, std::vector<std::size_t>> by_resource(const Cassette& cassette) {
  std::map<ResourceKey, std::vector<std::size_t>> found;
  for (std::size_t at = 0; at < cassette.exchanges.size(); ++at) {
    const Exchange& exchange = cassette.exchanges[at];
    found[{exchange.tenant, exchange.resource}].push_back(at);
  }
  return found;
}

}  // namespace crosswalk::sim
