#pragma once

// Lanes over a store that already holds what must go, a LinkedIn, and a clock: nothing is read, so
// what leaves, and in which order, is the lanes' doing alone.

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "flow/lanes/lanes.hpp"
#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {

// A record that LinkedIn takes. `parents` in the order of parents_of().
Record sample_record(RecordKind kind, const std::string& id,
                     const std::vector<std::string>& parents);

// What left for LinkedIn, tokens aside.
struct Departure {
  Instant at{};
  std::string method;  // As meant, where it is tunnelled.
  std::string path;
  std::string body;

  bool is(std::string_view verb, std::string_view words) const {
    return method == verb && path.find(words) != std::string::npos;
  }
};

class LaneBed {
 public:
  LaneBed();

  // Adds a record that is wanted at LinkedIn: ready, or waiting for its parents.
  void want(RecordKind kind, const std::string& id, const std::vector<std::string>& parents = {},
            Instant recent = {});
  // The application of a candidate to a job, all three.
  void want_application(const std::string& id);
  void mark(RecordKind kind, std::vector<std::string> ids, EntityState state);
  EntityState state(RecordKind kind, const std::string& id);
  std::string reason(RecordKind kind, const std::string& id);

  // The lanes under test, made by run() unless a test makes its own before.
  Context& context();
  std::unique_ptr<Lanes> lanes;
  std::vector<std::unique_ptr<Lane>> own;  // Instead of `lanes`.
  void make_own(RecordKind kind, Lane::Purpose purpose, std::function<bool()> gives_way);

  // Carries effects out until nothing is asked for any more or so much time has passed.
  void run(Duration limit = std::chrono::hours{1});
  bool idle() const;

  std::vector<Departure> departures(std::string_view method, std::string_view words) const;
  // The first departure of these among all; the number of all when there is none.
  std::size_t first(std::string_view method, std::string_view words) const;
  std::size_t last(std::string_view method, std::string_view words) const;

  PaperTenant tenant;  // For its setup, store, LinkedIn and meddling.
  std::vector<Departure> departed;
  std::vector<StoreVerb> verbs;
  Instant now{};

 private:
  void carry_out(Effect effect);
  void send(const SendHttp& effect);
  bool look_ahead(Instant until);

  std::unique_ptr<Context> context_;
  std::multimap<Instant, Event> queue_;
  std::uint32_t mark_ = 0;
};

}  // namespace crosswalk
