#pragma once

// A paper vendor that also takes people in, and a paper LinkedIn that hands them out. The vendor is
// as careless as vendors are: it makes whatever it is told to make, twice if told twice, and hides
// for a while what it has just made.

#include <memory>
#include <string>
#include <vector>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {

// What LinkedIn hands out for one export.
struct PaperExport {
  std::string member = "urn:li:person:ana";
  std::string first_name = "Ana";
  std::string last_name = "Example";
  std::string job = "J1";
  std::vector<std::string> emails{};
  std::string organization = "urn:li:organization:5000";
  int status = 200;
  bool opted_out = false;
};

class ExchangeBed : public PaperTenant {
 public:
  ExchangeBed();

  // A first round with two jobs and whoever is there.
  void begin();

  // The vendor gives stages, by their application's id only; each application has one.
  void add_stages();

  // LinkedIn pushes; what it says of an export stands in `exports` by the push's id.
  void push(const std::string& id, const std::string& type = "EXPORT_CANDIDATE_PROFILE",
            const std::string& more = {});
  void push_export(const std::string& id, PaperExport handed);
  // The vendor pushes lines "changed candidate C1", "gone application A1", "gone candidate C1>C2".
  void signal(const std::string& lines);
  bool quiet() { return run->run_to_quiet(); }

  // What a refused export's word is; "created", "done", "dropped:word", "waits" otherwise.
  std::string end_of(const std::string& id) const;
  // Records of the kind the ATS has, whether they show already or not.
  std::size_t made(const std::string& object) const;

  std::map<std::string, PaperExport> exports;
  std::map<std::string, int> asked;  // Writes and look-ups, by path.
  std::vector<std::string> bodies;   // Of creates, as they arrived.
  Duration hidden_for{0};            // How long the vendor hides what it made.
  bool blind = false;                // find_created finds nothing, whatever is there.
  bool applies_at_once = true;       // create_candidate makes the application too.
  int refuse_with = 0;               // Status of creates; 0: they are taken.

 private:
  struct Hidden {
    std::string object;
    std::string id;
    PaperItem item;
    Instant shows;
  };

  std::optional<HttpResponse> answer_write(const HttpRequest& request, Instant now);
  HttpResponse answer_export(const HttpRequest& request) const;
  std::string make(const std::string& object, PaperItem item, Instant now);
  void show(Instant now);

  std::vector<Hidden> hidden_;
  std::map<std::string, std::string> marked_;  // Marker -> candidate;application.
  std::map<std::string, Instant> marked_at_;
  std::uint64_t made_ = 0;
};

}  // namespace crosswalk
