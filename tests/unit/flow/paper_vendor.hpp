#pragma once

// A vendor on paper: objects are lines of text, pages are lists of lines, and an engine that reads
// them stands in for a connector. With it the flow is tested for what the flow decides, not for
// what a mapping can do. LinkedIn is the simulator's own.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "linkedin/linkedin.hpp"
#include "scenario/virtual_run.hpp"
#include "unit/flow/model_store.hpp"

namespace crosswalk {

// One item of the vendor's. Candidates and jobs leave the parents empty.
struct PaperItem {
  std::string name = "Somebody";
  Instant modified{};
  std::string job;
  std::string candidate;  // Of a job: who may see it, "ana+ben".
  std::string email = "somebody@example.com";
  bool secret = false;   // A private candidate, a confidential job.
  bool skipped = false;  // The manifest would say: not for LinkedIn.
};

// The parameter of a target; empty where there is none.
std::string query(const std::string& target, const std::string& name);

class PaperVendor {
 public:
  std::map<std::string, std::map<std::string, PaperItem>> objects;  // "jobs" -> id -> item.
  std::map<std::string, std::string> departments;                   // The one lookup.
  std::size_t page_items = 3;
  std::map<std::string, int> requests;  // By path, for counting.

  HttpResponse answer(const HttpRequest& request, Instant now);

  // Changes or adds an item at an instant, as a person at the vendor's would.
  void write(const std::string& object, const std::string& id, PaperItem item, Instant at);
};

// Reads what PaperVendor writes. An item named "crash" kills it, as a bad hook kills a worker.
class PaperEngine : public Engine {
 public:
  Result<Answer> take(const Step& step) override;

 private:
  Result<Answer> read_page(const ReadPage& step);

  std::map<std::string, std::string> lookups_;
};

// A tenant of that vendor, a LinkedIn, a store and a run on virtual time.
class PaperTenant {
 public:
  PaperTenant();

  // Meddles with a reply of the vendor's or LinkedIn's after it was made; returning nothing loses
  // the reply on its way.
  std::function<std::optional<HttpResponse>(Peer, const HttpRequest&, HttpResponse)> meddle;

  // LinkedIn refuses everything but tokens, and takes nothing in.
  bool linkedin_closed = false;

  bool sync(bool full = false, bool absence_confirmed = false);
  void restart_with(TenantPolicy policy);
  const sim::Entity* at_linkedin(sim::EntityKind kind, const std::string& id);
  std::uint64_t held(sim::EntityKind kind);
  EntityState state(RecordKind kind, const std::string& id);
  std::string reason(RecordKind kind, const std::string& id);
  bool alarmed(std::string_view words);

  PaperVendor vendor;
  std::unique_ptr<sim::LinkedIn> linkedin;
  ModelStore store;
  sim::VirtualSetup setup;
  std::unique_ptr<sim::VirtualRun> run;
};

// Writes one job, or so many, and candidates with an application for the first job.
void fill(PaperTenant& tenant, int candidates);
void fill(PaperTenant& tenant, int jobs, int candidates);

}  // namespace crosswalk
