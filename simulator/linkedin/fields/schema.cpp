#include "linkedin/fields/schema.hpp"

#include <array>

namespace crosswalk::sim::linkedin {
namespace {

using Words = std::array<std::string_view, 2>;

constexpr Words availabilities = {"PUBLIC", "PRIVATE_TO_ATS_INTEGRATION"};
constexpr Words listing_types = {"BASIC", "PREMIUM"};
constexpr Words states = {"LISTED", "CLOSED"};
constexpr Words area_types = {"STATE", "PROVINCE"};
constexpr Words interview_types = {"PHONE_SCREEN", "ONSITE"};
constexpr std::array<std::string_view, 6> operations = {"CREATE", "UPDATE",  "RENEW",
                                                        "CLOSE",  "UPGRADE", "DOWNGRADE"};
constexpr std::array<std::string_view, 3> workplaces = {"On-site", "Hybrid", "Remote"};
constexpr std::array<std::string_view, 7> employments = {
    "FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER"};
constexpr std::array<std::string_view, 7> experiences = {
    "ENTRY_LEVEL", "MID_SENIOR_LEVEL", "DIRECTOR",      "EXECUTIVE",
    "INTERNSHIP",  "ASSOCIATE",        "NOT_APPLICABLE"};

constexpr auto beside = Storage::beside;
constexpr bool required = true;

// "required-fields" of RSC, the OpenAPI description of job postings and the Java SDK. The id may
// have 200 characters by the former and 75 by the latter; the wider is accepted.
constexpr std::array job_fields = {
    Field{.name = "integrationContext",
          .shape = Shape::urn,
          .storage = beside,
          .versioned = "company",
          .renamed = Renamed::yes},
    Field{.name = "company", .shape = Shape::urn, .storage = beside},
    Field{.name = "externalJobPostingId",
          .required = required,
          .min = 1,
          .max = 200,
          .storage = beside},
    Field{.name = "jobPostingOperationType",
          .shape = Shape::word,
          .words = operations,
          .storage = beside},
    Field{.name = "state", .shape = Shape::word, .words = states},
    Field{.name = "title", .required = required, .min = 1, .max = 200},
    Field{.name = "description", .required = required, .min = 100, .max = 25'000},
    Field{.name = "location", .min = 1},
    Field{.name = "countryCode", .min = 1},
    Field{.name = "postalCode", .min = 1},
    Field{.name = "companyApplyUrl", .required = required, .min = 1},
    Field{.name = "listedAt", .shape = Shape::instant, .required = required},
    Field{.name = "availability",
          .shape = Shape::word,
          .required = required,
          .words = availabilities},
    Field{.name = "companyName"},
    Field{.name = "companyJobCode"},
    Field{.name = "partnerRequisitionId"},
    Field{.name = "requisitionOwnerEmail", .shape = Shape::email},
    Field{.name = "requisitionOwnerFirstName"},
    Field{.name = "requisitionOwnerLastName"},
    Field{.name = "categories", .list = true, .max = 3},
    Field{.name = "industries", .shape = Shape::urn, .list = true},
    Field{.name = "skillsDescription", .max = 4'000},
    Field{.name = "workRemoteAllowed", .shape = Shape::flag},
    Field{.name = "workplaceTypes",
          .shape = Shape::word,
          .list = true,
          .max = 1,
          .words = workplaces},
    Field{.name = "employmentStatus", .shape = Shape::word, .words = employments},
    Field{.name = "experienceLevel", .shape = Shape::word, .words = experiences},
    Field{.name = "trackingPixelUrl"},
    Field{.name = "companyPageUrl"},
    Field{.name = "alternateLocations", .list = true, .max = 7},
    Field{.name = "compensation", .shape = Shape::any},
    Field{.name = "expireAt", .shape = Shape::instant},
    Field{.name = "listingType", .shape = Shape::word, .words = listing_types},
    Field{.name = "contract", .shape = Shape::urn},
    Field{.name = "posterEmail", .shape = Shape::email},
    Field{.name = "showPosterInfo", .shape = Shape::flag},
};

constexpr std::array address_fields = {
    Field{.name = "line1"},
    Field{.name = "line2"},
    Field{.name = "city"},
    Field{.name = "geographicArea"},
    Field{.name = "geographicAreaType", .shape = Shape::word, .words = area_types},
    Field{.name = "postalCode"},
    Field{.name = "country"},
};
constexpr Schema address{address_fields};

// An entry without a number says nothing, so the number counts as required.
constexpr std::array phone_fields = {
    Field{.name = "number", .required = required, .min = 1},
    Field{.name = "extension"},
};
constexpr Schema phone{phone_fields};

constexpr std::array candidate_fields = {
    Field{.name = "firstName", .required = required, .min = 1},
    Field{.name = "lastName", .required = required, .min = 1},
    Field{.name = "emailAddresses", .shape = Shape::email, .list = true},
    Field{.name = "phoneNumbers",
          .shape = Shape::record,
          .required = required,
          .list = true,
          .inner = &phone},
    Field{.name = "addresses",
          .shape = Shape::record,
          .required = required,
          .list = true,
          .inner = &address},
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .required = required,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::yes},
    Field{.name = "atsLastModifiedAt",
          .shape = Shape::instant,
          .required = required,
          .versioned = "externalLastModifiedAt",
          .renamed = Renamed::yes},
    Field{.name = "currentCompanyName"},
    Field{.name = "currentJobTitle"},
    Field{.name = "doNotContact", .shape = Shape::flag},
    Field{.name = "externalProfileUrl"},
    Field{.name = "linkedInProfileUrl"},
    Field{.name = "middleInitial"},
    Field{.name = "prefix"},
    Field{.name = "suffix"},
    Field{.name = "manualMatchedMember", .shape = Shape::urn, .storage = beside},
};

constexpr std::array application_fields = {
    Field{.name = "atsCandidateId",
          .min = 1,
          .versioned = "externalCandidateId",
          .renamed = Renamed::maybe},
    Field{.name = "atsJobPostingId",
          .required = required,
          .min = 1,
          .versioned = "externalJobPostingId",
          .renamed = Renamed::maybe},
    Field{.name = "atsJobPostingName",
          .required = required,
          .min = 1,
          .versioned = "externalJobPostingName",
          .renamed = Renamed::maybe},
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .required = required,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::maybe},
    Field{.name = "atsLastModifiedAt",
          .shape = Shape::instant,
          .required = required,
          .versioned = "externalLastModifiedAt",
          .renamed = Renamed::maybe},
    Field{.name = "firstName", .required = required, .min = 1},
    Field{.name = "lastName", .required = required, .min = 1},
    Field{.name = "candidateEmail", .shape = Shape::email},
    Field{.name = "source"},
    Field{.name = "dispositionReason"},
};

constexpr std::array person_fields = {
    Field{.name = "firstName", .required = required},
    Field{.name = "lastName", .required = required},
};
constexpr Schema person{person_fields};

constexpr Field note_modified{.name = "externalLastModifiedAt",
                              .shape = Shape::instant,
                              .storage = beside,
                              .versioned = "externalLastModifiedAt",
                              .renamed = Renamed::added};

constexpr std::array candidate_note_fields = {
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::yes},
    Field{.name = "note"},
    Field{.name = "author", .shape = Shape::record, .inner = &person},
    note_modified,
};

// The page that renames the fields of candidate notes does not show those of application notes.
constexpr std::array application_note_fields = {
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::maybe},
    Field{.name = "note"},
    Field{.name = "author", .shape = Shape::record, .inner = &person},
    note_modified,
};

constexpr std::array evaluation_fields = {
    Field{.name = "attribute", .required = required},
    Field{.name = "result"},
};
constexpr Schema evaluation{evaluation_fields};

constexpr std::array feedback_fields = {
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::maybe},
    Field{.name = "interviewer", .shape = Shape::record, .inner = &person},
    Field{.name = "evaluations", .shape = Shape::record, .list = true, .inner = &evaluation},
    Field{.name = "feedback"},
    Field{.name = "interviewType", .shape = Shape::word, .words = interview_types},
};

constexpr std::array stage_fields = {
    Field{.name = "atsCreatedAt",
          .shape = Shape::instant,
          .required = required,
          .versioned = "externalCreatedAt",
          .renamed = Renamed::maybe},
    Field{.name = "stage", .required = required, .min = 1},
};

static_assert(job_fields.size() <= fields_max);

constexpr Schema job{job_fields};
constexpr Schema candidate{candidate_fields};
constexpr Schema application{application_fields};
constexpr Schema candidate_note{candidate_note_fields};
constexpr Schema application_note{application_note_fields};
constexpr Schema feedback{feedback_fields};
constexpr Schema stage{stage_fields};

}  // namespace

std::string_view Field::shown(Generation generation) const {
  return generation == Generation::rest && renamed == Renamed::yes ? versioned : name;
}

bool Field::is_called(std::string_view word, Generation generation) const {
  if (generation == Generation::v2) return renamed != Renamed::added && word == name;
  if (renamed != Renamed::no && word == versioned) return true;
  return renamed != Renamed::yes && word == name;
}

std::optional<std::size_t> Schema::place_of(std::string_view name, Generation generation) const {
  for (std::size_t place = 0; place < fields.size(); ++place) {
    if (fields[place].is_called(name, generation)) return place;
  }
  return std::nullopt;
}

const Schema& schema_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::job:
      return job;
    case EntityKind::candidate:
      return candidate;
    case EntityKind::application:
      return application;
    case EntityKind::candidate_note:
      return candidate_note;
    case EntityKind::application_note:
      return application_note;
    case EntityKind::feedback:
      return feedback;
    case EntityKind::stage:
      break;
  }
  return stage;
}

}  // namespace crosswalk::sim::linkedin
