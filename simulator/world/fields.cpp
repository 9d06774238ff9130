#include "world/fields.hpp"

namespace crosswalk::sim {
namespace {

// In the order of the enumerations.
constexpr std::string_view type_words[] = {"note", "email", "activity", "linkedin_note",
                                           "linkedin_inmail"};
constexpr std::string_view visibility_words[] = {"everyone", "hiring_team", "admins"};
constexpr std::string_view rating_words[] = {"none",  "no_decision", "strong_no", "no",
                                             "mixed", "yes",         "strong_yes"};

}  // namespace

const std::vector<Member<Department>>& members_of(const Department*) {
  static const std::vector<Member<Department>> all = {{"name", &Department::name}};
  return all;
}

const std::vector<Member<Office>>& members_of(const Office*) {
  static const std::vector<Member<Office>> all = {{"name", &Office::name},
                                                  {"location", &Office::location}};
  return all;
}

const std::vector<Member<User>>& members_of(const User*) {
  static const std::vector<Member<User>> all = {{"email", &User::email},
                                                {"site_admin", &User::site_admin},
                                                {"deactivated", &User::deactivated}};
  return all;
}

const std::vector<Member<Source>>& members_of(const Source*) {
  static const std::vector<Member<Source>> all = {{"name", &Source::name}};
  return all;
}

const std::vector<Member<RejectionReason>>& members_of(const RejectionReason*) {
  static const std::vector<Member<RejectionReason>> all = {{"name", &RejectionReason::name}};
  return all;
}

const std::vector<Member<Job>>& members_of(const Job*) {
  static const std::vector<Member<Job>> all = {{"name", &Job::name},
                                               {"requisition_id", &Job::requisition_id},
                                               {"confidential", &Job::confidential},
                                               {"is_template", &Job::is_template},
                                               {"department_id", &Job::department_id},
                                               {"recruiter_id", &Job::recruiter_id}};
  return all;
}

const std::vector<Member<JobStage>>& members_of(const JobStage*) {
  static const std::vector<Member<JobStage>> all = {{"name", &JobStage::name},
                                                    {"active", &JobStage::active}};
  return all;
}

const std::vector<Member<JobPost>>& members_of(const JobPost*) {
  static const std::vector<Member<JobPost>> all = {
      {"title", &JobPost::title},           {"content", &JobPost::content},
      {"public_url", &JobPost::public_url}, {"live", &JobPost::live},
      {"active", &JobPost::active},         {"internal", &JobPost::internal}};
  return all;
}

const std::vector<Member<Candidate>>& members_of(const Candidate*) {
  static const std::vector<Member<Candidate>> all = {
      {"first_name", &Candidate::first_name}, {"last_name", &Candidate::last_name},
      {"company", &Candidate::company},       {"title", &Candidate::title},
      {"email", &Candidate::email},           {"work_email", &Candidate::work_email},
      {"phone", &Candidate::phone},           {"address", &Candidate::address},
      {"website", &Candidate::website},       {"linkedin_url", &Candidate::linkedin_url},
      {"is_private", &Candidate::is_private}, {"can_email", &Candidate::can_email}};
  return all;
}

const std::vector<Member<Application>>& members_of(const Application*) {
  static const std::vector<Member<Application>> all = {
      {"source_id", &Application::source_id},
      {"location", &Application::location},
      {"recruiter_id", &Application::recruiter_id}};
  return all;
}

const std::vector<Member<JobAttribute>>& members_of(const JobAttribute*) {
  static const std::vector<Member<JobAttribute>> all = {{"name", &JobAttribute::name}};
  return all;
}

const std::vector<Member<Note>>& members_of(const Note*) {
  static const std::vector<Member<Note>> all = {
      {"user_id", &Note::user_id},
      {"subject", &Note::subject},
      {"body", &Note::body},
      {"type",
       Choice<Note>{type_words,
                    [](Note& row, std::size_t word) { row.type = static_cast<NoteType>(word); },
                    [](const Note& row) { return static_cast<std::size_t>(row.type); }}},
      {"visibility",
       Choice<Note>{
           visibility_words,
           [](Note& row, std::size_t word) { row.visibility = static_cast<Visibility>(word); },
           [](const Note& row) { return static_cast<std::size_t>(row.visibility); }}}};
  return all;
}

const std::vector<Member<Scorecard>>& members_of(const Scorecard*) {
  static const std::vector<Member<Scorecard>> all = {
      {"interviewer_id", &Scorecard::interviewer_id},
      {"interview", &Scorecard::interview},
      {"public_notes", &Scorecard::public_notes},
      {"private_notes", &Scorecard::private_notes},
      {"rating",
       Choice<Scorecard>{
           rating_words,
           [](Scorecard& row, std::size_t word) { row.rating = static_cast<Rating>(word); },
           [](const Scorecard& row) { return static_cast<std::size_t>(row.rating); }}},
      {"complete", &Scorecard::complete}};
  return all;
}

}  // namespace crosswalk::sim
