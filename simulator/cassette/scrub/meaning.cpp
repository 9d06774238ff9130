#include "cassette/scrub/meaning.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view ids[] = {"id",           "ids",         "uuid", "guid",
                                    "urn",          "version",     "etag", "integrationcontext",
                                    "organization", "dataprovider"};
constexpr std::string_view times[] = {"created",   "updated", "lastmodified", "timestamp", "date",
                                      "expiresin", "expires", "lastactivity", "from",      "until",
                                      "since",     "start",   "end"};
constexpr std::string_view words[] = {"status",
                                      "state",
                                      "type",
                                      "kind",
                                      "visibility",
                                      "availability",
                                      "rating",
                                      "candidaterating",
                                      "candidateattributerating",
                                      "overallrecommendation",
                                      "action",
                                      "key",
                                      "category",
                                      "stage",
                                      "stagename",
                                      "priority",
                                      "currency",
                                      "language",
                                      "locale",
                                      "scope",
                                      "scopes",
                                      "tokentype",
                                      "error",
                                      "errorcode",
                                      "code",
                                      "field",
                                      "reason",
                                      "reasoncode",
                                      "level",
                                      "format",
                                      "method",
                                      "operation",
                                      "sourcename",
                                      "source",
                                      "dispositionreason",
                                      "jobname",
                                      "atsjobpostingname",
                                      "externaljobpostingname",
                                      "companyjobcode",
                                      "requisitionid",
                                      "question",
                                      "attribute",
                                      "result",
                                      "countrycode",
                                      "listingtype",
                                      "jobpostingoperationtype",
                                      "employmentstatus",
                                      "experiencelevel",
                                      "workplacetypes",
                                      "integrationtype",
                                      "publicname",
                                      "granttype",
                                      "sort",
                                      "order",
                                      "orderby",
                                      "fields",
                                      "expand",
                                      "include",
                                      "internal",
                                      "live",
                                      "active",
                                      "apiversion",
                                      "pagesize",
                                      "perpage",
                                      "limit",
                                      "count",
                                      "offset",
                                      "page",
                                      "skipcount",
                                      "rejectionreasonname",
                                      "dataprovider"};
constexpr std::string_view labels[] = {"name", "title", "label", "displayname", "location"};
constexpr std::string_view values[] = {"value", "values", "number", "items"};
constexpr std::string_view people[] = {
    "firstname", "lastname",   "middlename",    "preferredname", "fullname",      "nickname",
    "givenname", "familyname", "maidenname",    "surname",       "legalname",     "formattedname",
    "username",  "login",      "middleinitial", "initials",      "author",        "owner",
    "creator",   "recruiter",  "coordinator",   "interviewer",   "candidatename", "referrer",
    "first",     "last"};
constexpr std::string_view urls[] = {"linkedin",
                                     "twitter",
                                     "github",
                                     "facebook",
                                     "instagram",
                                     "skype",
                                     "href",
                                     "link",
                                     "links",
                                     "website",
                                     "websites",
                                     "photo",
                                     "avatar",
                                     "image",
                                     "picture",
                                     "resume",
                                     "websiteaddresses",
                                     "socialmediaaddresses",
                                     "socialmedia",
                                     "attachments",
                                     "attachment"};
constexpr std::string_view addresses[] = {
    "address",   "addresses",       "street",        "line1",   "line2",
    "city",      "postalcode",      "zip",           "zipcode", "latitude",
    "longitude", "locationaddress", "geographicarea"};
constexpr std::string_view births[] = {"dateofbirth", "birthdate", "birthday", "dob"};
constexpr std::string_view sensitives[] = {"gender",
                                           "sex",
                                           "ethnicity",
                                           "race",
                                           "religion",
                                           "disability",
                                           "veteran",
                                           "age",
                                           "nationality",
                                           "maritalstatus",
                                           "salary",
                                           "compensation",
                                           "ssn",
                                           "taxid",
                                           "passport",
                                           "nationalid",
                                           "employeeid",
                                           "pronouns",
                                           "socialsecuritynumber",
                                           "demographicanswers",
                                           "timezone",
                                           "ipaddress",
                                           "ip"};
constexpr std::string_view secrets[] = {
    "token",           "secret",    "password", "passwd",    "authorization", "assertion",
    "clientassertion", "signature", "sig",      "hmac",      "privatekey",    "session",
    "sessionid",       "sid",       "cookie",   "csrf",      "jwt",           "bearer",
    "clientid",        "apikey",    "xapikey",  "accesskey", "credential",    "credentials"};
constexpr std::string_view cursors[] = {
    "cursor",    "after",         "before",       "pagetoken",
    "nexttoken", "nextpagetoken", "continuation", "continuationtoken",
    "skiptoken", "synctoken",     "next",         "prev",
    "previous"};
constexpr std::string_view texts[] = {"body",
                                      "note",
                                      "notes",
                                      "comment",
                                      "comments",
                                      "content",
                                      "description",
                                      "summary",
                                      "headline",
                                      "message",
                                      "subject",
                                      "answer",
                                      "answers",
                                      "text",
                                      "tags",
                                      "company",
                                      "currentcompanyname",
                                      "currentjobtitle",
                                      "companyname",
                                      "employers",
                                      "publicnotes",
                                      "privatenotes",
                                      "internalcontent",
                                      "q",
                                      "query",
                                      "search",
                                      "term",
                                      "keywords",
                                      "filter",
                                      "errordescription",
                                      "detail",
                                      "details"};

struct Row {
  Meaning meaning;
  Words names;
};

constexpr Row table[] = {
    {Meaning::secret, secrets}, {Meaning::birth, births},  {Meaning::sensitive, sensitives},
    {Meaning::cursor, cursors}, {Meaning::person, people}, {Meaning::address, addresses},
    {Meaning::url, urls},       {Meaning::text, texts},    {Meaning::word, words},
    {Meaning::label, labels},   {Meaning::value, values},  {Meaning::id, ids},
    {Meaning::time, times}};

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

bool holds(Words names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Names that are put together tell by how they end.
Meaning by_ending(std::string_view name, bool separated_at) {
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (ends("pagetoken") || ends("cursor")) return Meaning::cursor;
  if (ends("secret") || ends("password") || ends("token") || ends("apikey")) return Meaning::secret;
  if (separated_at) return Meaning::time;
  if (has("email")) return Meaning::email;
  if (has("phone") || name == "mobile" || name == "fax" || name == "tel" || name == "cell") {
    return Meaning::phone;
  }
  if (has("birth")) return Meaning::birth;
  if (ends("firstname") || ends("lastname") || ends("fullname")) return Meaning::person;
  if (ends("url") || ends("uri") || ends("urls") || ends("website")) return Meaning::url;
  if (ends("notes") || ends("comments")) return Meaning::text;
  if (ends("date") || ends("time")) return Meaning::time;
  return Meaning::none;
}

/// "created_at", "createdAt"; "format" ends with the same letters and means something else.
bool ends_apart(std::string_view name, std::string_view end) {
  if (name.size() <= end.size()) return false;
  const std::string_view last = name.substr(name.size() - end.size());
  const char before = name[name.size() - end.size() - 1];
  const bool same = squeezed(last) == end;
  const bool capital = last.front() >= 'A' && last.front() <= 'Z';
  return same && (before == '_' || before == '-' || before == '.' || capital);
}

}  // namespace

Meaning meaning_of(std::string_view name) {
  const std::string plain = squeezed(name);
  for (const Row& row : table) {
    if (holds(row.names, plain)) return row.meaning;
  }
  const Meaning ending = by_ending(plain, ends_apart(name, "at"));
  if (ending != Meaning::none) return ending;
  for (const std::string_view id : {"id", "ids", "urn", "urns"}) {
    if (ends_apart(name, id)) return Meaning::id;
  }
  return Meaning::none;
}

Around around_of(std::string_view name) {
  const std::string plain = squeezed(name);
  if (holds(about_people, plain)) return Around::people;
  if (holds(about_setup, plain)) return Around::setup;
  if (holds(about_custom, plain)) return Around::custom;
  return holds(about_nothing, plain) ? Around::plain : Around::unsaid;
}

}  // namespace crosswalk::sim
