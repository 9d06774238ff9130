#include "certify/rules.hpp"

#include <utility>

#include "certify/modules/modules.hpp"

namespace crosswalk::sim {
namespace {

using namespace certifying;

constexpr std::string_view no_panel =
    "the profile panel is LinkedIn's widget inside an ATS's own pages; this product has no pages";

constexpr Rule untried(std::string_view id, std::string_view title, Ruling ruling,
                       std::string_view reason) {
  return {id, title, ruling, reason, nullptr};
}

constexpr Rule tried(std::string_view id, std::string_view title,
                     void (*check)(Trials&, Evidence&)) {
  return {id, title, Ruling::pass, {}, check};
}

constexpr Rule table[] = {
    tried("RSC-101", "a new customer sees the named integration, enables it, and its state is told",
          names_and_enables),
    tried("RSC-102", "jobs are private to the integration unless the customer chooses PUBLIC",
          offers_both_availabilities),
    tried("RSC-103", "each customer instance has an application of its own, by its foreign id",
          has_an_application_each),
    tried("RSC-104", "the callback and the viewers of jobs and applications are configured",
          configures_the_integration),
    untried("RSC-105", "the domains of the JavaScript panel are set on the application",
            Ruling::not_applicable, no_panel),
    tried("RSC-201", "jobs of two years, closed ones too, in equal numbers", counts_jobs),
    tried("RSC-202", "candidates of two years, in equal numbers", counts_candidates),
    tried("RSC-203", "applications of two years, in equal numbers (its text is public in part)",
          counts_applications),
    untried("RSC-204", "and later of module 2", Ruling::not_public,
            "the page could not be read; 'older 3 to 5' below are its likely content"),
    tried("older 3 to 5", "a new candidate and an edit arrive; a missing field is told as an error",
          follows_a_candidate),
    tried("RSC-301", "an export to a requisition: the right job, the source, the fields",
          exports_to_a_requisition),
    tried("RSC-302", "it is documented which fields an export brings", tells_what_an_export_brings),
    tried("RSC-303", "the same person exported to another job is there once, with both jobs",
          exports_to_another_job),
    tried("RSC-304", "a link between candidate and member stays", keeps_a_link),
    untried("RSC-305", "logging in and out of the profile panel (public in part)",
            Ruling::not_applicable, no_panel),
    untried("RSC-306", "and later of module 3", Ruling::not_public,
            "the page could not be read; the older numbering's tests 10 to 13 are likely in it"),
    untried("older 10 to 12", "InMail history, stub profiles and notes of recruiters in the ATS",
            Ruling::not_applicable, "this product does not read messages or notes back"),
    tried("older 13", "members who left LinkedIn after an export are deleted", forgets_who_left),
    tried("RSC-401", "a secured job is offered for export to its team alone",
          shows_jobs_to_their_team),
    tried("RSC-402", "the indicator on its applicants is seen by its team alone",
          shows_indicators_to_the_team),
    tried("RSC-403", "whoever is removed from the team sees neither", hides_from_who_was_removed),
    tried("RSC-404", "whoever is added again sees both", shows_again_to_who_came_back),
    tried("RSC-501", "a candidate's notes are deleted, then the candidate",
          deletes_notes_then_the_candidate),
    tried("RSC-502", "a whole candidate is deleted", deletes_a_whole_candidate),
    tried("RSC-503", "notes, stages, feedback and application are deleted one by one",
          deletes_one_by_one),
    tried("RSC-504", "a whole application is deleted", deletes_a_whole_application),
    tried("RSC-505", "moving to the versioned endpoints takes little work",
          moves_to_the_versioned_api),
};

}  // namespace

std::string_view word_of(Ruling ruling) {
  switch (ruling) {
    case Ruling::pass:
      return "pass";
    case Ruling::fail:
      return "fail";
    case Ruling::not_applicable:
      return "not applicable";
    case Ruling::not_public:
      break;
  }
  return "not public";
}

bool Evidence::see(bool good, std::string words) {
  good_ = good_ && good;
  evidence_.push_back(good ? std::move(words) : "NOT SO: " + words);
  return good;
}

void Evidence::leave_out(const std::string& words) {
  evidence_.push_back(std::string(left_out_mark) + words);
}

std::span<const Rule> rules() { return table; }

}  // namespace crosswalk::sim
