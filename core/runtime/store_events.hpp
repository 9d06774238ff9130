#pragma once

/// \file
/// What an operator looks for in the log when somebody asks what became of a push, an export or an
/// erasure: the verbs that settle them, told once they are in the store. Names and ids of people
/// are in none of these lines.

#include <memory>
#include <string>

#include "flow/store_port.hpp"

namespace crosswalk {

/// The same store, which logs `push_kept`, `export_created`, `export_refused`, `push_dropped`,
/// `jobs_resent`, `erasure_begun`, `erasure_confirmed` and `erasure_not_found`. A verb that failed
/// is not logged.
std::unique_ptr<Store> logged_store(std::string tenant, std::unique_ptr<Store> store);

}  // namespace crosswalk
