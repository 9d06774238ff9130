#include <algorithm>
#include <span>
#include <string>

#include "cassette/scrub/meaning.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view about_people[] = {
    "users",       "user",           "author",           "interviewer", "recruiter",
    "coordinator", "owner",          "creator",          "creditedto",  "hiringteam",
    "recruiters",  "hiringmanagers", "coordinators",     "sourcers",    "referrer",
    "submittedby", "actor",          "person",           "people",      "contacts",
    "useremails",  "jobowners",      "jobhiringmanagers"};
constexpr std::string_view about_setup[] = {"departments",
                                            "department",
                                            "offices",
                                            "office",
                                            "sources",
                                            "source",
                                            "rejectionreasons",
                                            "rejectionreason",
                                            "jobinterviewstages",
                                            "jobstages",
                                            "stages",
                                            "stage",
                                            "currentstage",
                                            "jobcandidateattributes",
                                            "attributes",
                                            "jobs",
                                            "job",
                                            "jobposts",
                                            "jobpost",
                                            "prospectpool",
                                            "prospectstage",
                                            "closereasons",
                                            "jobboards",
                                            "type",
                                            "scorecards",
                                            "interviewstages"};
constexpr std::string_view about_custom[] = {"customfields", "keyedcustomfields", "custom",
                                             "questioncustomfields", "extensions"};
constexpr std::string_view about_nothing[] = {"applications", "application", "candidates",
                                              "candidate",    "answers",     "prospectdetail",
                                              "notes",        "activityfeed"};

// How members end whose content is somebody: "hiring_manager", "assigned_interviewers".
constexpr std::string_view people_endings[] = {
    "manager",    "approver",   "interviewer", "coordinator", "recruiter", "sourcer",   "owner",
    "creator",    "author",     "user",        "referrer",    "contact",   "follower",  "member",
    "employee",   "assignee",   "participant", "attendee",    "organizer", "organiser", "reviewer",
    "submitter",  "requester",  "reporter",    "sender",      "recipient", "editor",    "agent",
    "creditedto", "assignedto", "sharedwith",  "person",      "people"};

bool holds(Words names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

Around around_of(std::string_view name) {
  const std::string plain = squeezed(name);
  if (holds(about_people, plain)) return Around::people;
  if (holds(about_setup, plain)) return Around::setup;
  if (holds(about_custom, plain)) return Around::custom;
  if (holds(about_nothing, plain)) return Around::plain;
  const bool person = std::ranges::any_of(people_endings, [&](std::string_view end) {
    return plain.ends_with(end) ||
           (plain.ends_with('s') && plain.ends_with(std::string(end) + "s"));
  });
  return person || ends_apart(name, "by") ? Around::people : Around::unsaid;
}

bool is_of_its_owner(std::string_view name) {
  constexpr std::string_view parts[] = {"data",    "results",  "items",     "elements",
                                        "records", "location", "locations", "joblocation",
                                        "parent",  "children", "openings",  "opening",
                                        "values",  "paging",   "meta",      "links"};
  const std::string plain = squeezed(name);
  return holds(parts, plain) || plain.ends_with("type");
}

}  // namespace crosswalk::sim
