#pragma once

// A tenant whose recruiters export members and whose peers push: read once, both sides agree. What
// an export must have come to is asked in one word here, so that each scenario tells only what
// happened.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {

// The callback is configured. A small world with a few open jobs.
BedSettings exchanging();
// The same, but the vendor tells nothing by itself: what it knows must be asked for.
BedSettings with_a_silent_vendor();
// The customer still has a key of Harvest v1, which makes candidate and application in one.
BedSettings exchanging_by_v1();

class Exchange : public TenantBed {
 public:
  explicit Exchange(BedSettings settings = exchanging());

  // Open at LinkedIn after the first reading.
  std::vector<std::string> jobs;

  // The vendor's living candidates of that first name.
  std::vector<const sim::Candidate*> people(std::string_view first_name) const;
  // Candidates and applications that were not there at first.
  std::size_t made() const;
  // One candidate of somebody()'s, tagged, linked, with one application to each of these jobs; the
  // applications and their first stages at LinkedIn,
  testing::AssertionResult is_there(const std::string& name, const std::vector<std::string>& to);
  // and both sides agree.
  testing::AssertionResult stands(const std::string& name, const std::vector<std::string>& to);
  // Nothing was made, the one export was refused with this word, and both sides agree.
  testing::AssertionResult refused(std::string_view word);

  // Somebody at LinkedIn with an address, who has not applied for this job.
  const sim::Candidate& known_without(const std::string& job);
  // An export of that very person, by name and address.
  static sim::ExportOrder of(const sim::Candidate& person);

  // The next push of LinkedIn's or the vendor's, for the test to deliver; it counts as delivered.
  HttpRequest take_push();
  HttpRequest take_vendor_push();
  int knock(const HttpRequest& request) { return run->knock(request).status; }
  // A message of LinkedIn's to "acme" as only whoever has the secret can sign it.
  static HttpRequest signed_push(std::string body, std::string_view secret = "app-secret");

  // Notices that the store keeps to be worked off.
  std::size_t waiting();
  // The application's requests so far, tokens included; the vendor counts its own.
  std::uint64_t asked_linkedin() const { return asked_linkedin_; }
  // For so long, whoever is down stays down: pushes meet nobody, or who stands in `meddle`.
  void pass(Duration time);

 private:
  bool has_first_stage(const sim::Application& application);

  bool told_history_;  // Else the stages have ids of the product's making.
  std::size_t at_first_ = 0;
  std::uint64_t asked_linkedin_ = 0;
};

}  // namespace crosswalk
