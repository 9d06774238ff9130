#pragma once

/// \file
/// The trials behind the rules, by module. Each does what the rule asks for and notes what it saw;
/// values of nobody are noted, only kinds, ids and counts.

#include "certify/rules.hpp"
#include "certify/trial.hpp"

namespace crosswalk::sim::certifying {

void names_and_enables(Trials& trials, Evidence& evidence);           ///< RSC-101
void offers_both_availabilities(Trials& trials, Evidence& evidence);  ///< RSC-102
void has_an_application_each(Trials& trials, Evidence& evidence);     ///< RSC-103
void configures_the_integration(Trials& trials, Evidence& evidence);  ///< RSC-104

void counts_jobs(Trials& trials, Evidence& evidence);          ///< RSC-201
void counts_candidates(Trials& trials, Evidence& evidence);    ///< RSC-202
void counts_applications(Trials& trials, Evidence& evidence);  ///< RSC-203
void follows_a_candidate(Trials& trials, Evidence& evidence);  ///< Older numbering, tests 3 to 5.

void exports_to_a_requisition(Trials& trials, Evidence& evidence);     ///< RSC-301
void tells_what_an_export_brings(Trials& trials, Evidence& evidence);  ///< RSC-302
void exports_to_another_job(Trials& trials, Evidence& evidence);       ///< RSC-303
void keeps_a_link(Trials& trials, Evidence& evidence);                 ///< RSC-304
void forgets_who_left(Trials& trials, Evidence& evidence);  ///< Older numbering, test 13.

void shows_jobs_to_their_team(Trials& trials, Evidence& evidence);      ///< RSC-401
void shows_indicators_to_the_team(Trials& trials, Evidence& evidence);  ///< RSC-402
void hides_from_who_was_removed(Trials& trials, Evidence& evidence);    ///< RSC-403
void shows_again_to_who_came_back(Trials& trials, Evidence& evidence);  ///< RSC-404

void deletes_notes_then_the_candidate(Trials& trials, Evidence& evidence);  ///< RSC-501
void deletes_a_whole_candidate(Trials& trials, Evidence& evidence);         ///< RSC-502
void deletes_one_by_one(Trials& trials, Evidence& evidence);                ///< RSC-503
void deletes_a_whole_application(Trials& trials, Evidence& evidence);       ///< RSC-504
void moves_to_the_versioned_api(Trials& trials, Evidence& evidence);        ///< RSC-505

/// The trial, or null after noting why there is none.
Trial* need(Trials& trials, Trial* trial, Evidence& evidence);

/// Carries out a mutation at the vendor; false after noting why not.
bool mutate(Trial& trial, Evidence& evidence, const Mutation& mutation);

}  // namespace crosswalk::sim::certifying
