#pragma once

/// \file
/// A store and its journal of erasures, made to agree at the start: whom a restored, older store
/// has forgotten is erased, kept back or released again as the journal remembers it, before
/// anything is read or sent; what a journal begun later lacks is written into it.

#include <cstddef>
#include <vector>

#include "runtime/store/erasure_entries.hpp"
#include "runtime/store/tables/tables.hpp"

namespace crosswalk::store {

/// Puts back, within the caller's transaction, what the store lacks, and answers how many
/// decisions that were; 0 when the store is not older than the journal. Their cases are open again
/// until LinkedIn was asked. Twice is once.
std::size_t put_back(Tables& tables, const Remembered& remembered);

/// What the store knows and the journal does not, as entries. `all` looks through every candidate,
/// for a journal that has just begun.
std::vector<ErasureEntry> not_remembered(Tables& tables, const Remembered& remembered, bool all);

}  // namespace crosswalk::store
