#pragma once

/// \file
/// Everything that crosses a wire in a run, in order: a digest that two runs of one seed share, and
/// the happenings that a report shows. Told by the stage as it happens; cheap enough for every run.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

class Transcript {
 public:
  /// Happenings are kept unless `keeps` is false: explore needs the digest alone.
  explicit Transcript(bool keeps = true) : keeps_(keeps) {}

  /// One request and what the client received of it; null: nothing came back.
  void request(Instant at, std::string_view tenant, std::string_view peer,
               std::string_view endpoint, const HttpRequest& asked, const HttpResponse* reply,
               Duration took, const std::vector<std::string>& faults);
  /// One attempt of a push; null: nobody answered.
  void push(Instant at, std::string_view tenant, std::string_view peer, std::string_view endpoint,
            const HttpRequest& sent, const HttpResponse* reply,
            const std::vector<std::string>& faults);
  /// A push that rules kept from arriving then, with what becomes of it, such as "lost": shown, and
  /// no part of the digest, since nothing crossed the wire.
  void kept_back(Instant at, std::string_view tenant, std::string_view peer,
                 std::string_view endpoint, const HttpRequest& sent, std::string_view fate,
                 const std::vector<std::string>& faults);
  /// A step begins, an alarm is raised: shown, and no part of the digest.
  void note(Instant at, Happening::What what, std::string_view tenant, std::string_view words);

  /// 32 hex digits over every request and push so far, in the order they happened.
  std::string digest() const;
  const std::vector<Happening>& happenings() const { return happenings_; }
  std::uint64_t dropped() const { return dropped_; }

 private:
  bool has_room();  ///< For one more; counts it as dropped when not.

  bool keeps_;
  std::uint64_t high_ = 0x9e3779b97f4a7c15ull, low_ = 0x2545f4914f6cdd1dull;
  std::uint64_t dropped_ = 0;
  std::vector<Happening> happenings_;
};

}  // namespace crosswalk::sim
