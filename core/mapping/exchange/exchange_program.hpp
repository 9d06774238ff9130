#pragma once

/// \file
/// What `webhook:` and `writes:` of a manifest become. Plain values, made once; exchange.hpp
/// follows them.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mapping/manifest/program.hpp"

namespace crosswalk {

/// What one action of a webhook says happened, and at which paths the ids stand.
struct SignalRule {
  RecordKind kind = RecordKind::candidate;
  Signal::What what = Signal::What::changed;
  std::vector<SlotId> ids;
  SlotId into = no_slot;  ///< Who has taken in whoever is gone.
};

struct WebhookEvent {
  std::string action;
  std::vector<SignalRule> signals;
};

struct WebhookProgram {
  Shape shape;  ///< Of the whole body.
  SlotId action = no_slot;
  std::vector<WebhookEvent> events;
};

/// Where a value of a write comes from. Settings are filled in when the manifest is compiled.
struct WrittenValue {
  enum class From : std::uint8_t { fixed, marker, candidate, job, person };
  From from = From::fixed;
  std::string text;  ///< The fixed text, or the person's value by name.
};

/// "{title|headline}": the first value that is there.
struct Blank {
  std::vector<WrittenValue> first_of;
  bool whole_number = false;  ///< "{job:number}": written as a JSON number, or not at all.
};

/// A part of a body.
struct BodyPart {
  enum class Kind : std::uint8_t { text, bare, blank, list, object };
  Kind kind = Kind::text;
  std::string text;  ///< Of `text`, and of `bare`: true, false or a whole number.
  Blank blank;
  std::vector<BodyPart> parts;
  std::vector<std::string> names;  ///< Of an object's parts.
};

/// The item found must have this text at the path.
struct Match {
  SlotId slot = no_slot;
  Blank wanted;
};

/// One request that writes, or that finds what was written, and how its reply is read.
struct WriteRoute {
  RequestTemplate request;
  Headers headers;
  std::optional<BodyPart> body;
  Envelope envelope;
  Paging paging;
  Shape shape;
  std::vector<SlotId> candidate;  ///< The first that has a value.
  std::vector<SlotId> application;
  std::vector<Match> match;  ///< Of a search: all must hold.
};

inline constexpr std::size_t write_steps = 3;

struct ExchangeProgram {
  std::optional<WebhookProgram> webhook;
  std::array<std::optional<WriteRoute>, write_steps> routes;  ///< In the order of WriteStep.
};

}  // namespace crosswalk
