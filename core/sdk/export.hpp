#pragma once

/// \file
/// Turns a class derived from Connector into the constant table of abi.h. Only the one source of
/// a connector that holds CROSSWALK_CONNECTOR(...) includes this. Everything here is settled at
/// compile time: what a host reads first must not depend on code that it has not yet trusted.

#include <cstdint>
#include <type_traits>

#include "sdk/abi.h"
#include "sdk/boundary.hpp"
#include "sdk/connector.hpp"

extern "C" {
/// The manifest's first byte and the one past its last, set down by crosswalk_connector().
extern __attribute__((visibility("hidden"))) const char crosswalk_manifest_begin[];
extern __attribute__((visibility("hidden"))) const char crosswalk_manifest_end[];
}

namespace crosswalk::boundary {

/// The C functions of one class. Each makes an object for the call alone, within the guard, so
/// that a connector cannot keep anything between two calls. On any status but 0 the host drops
/// what it was given.
template <class T>
struct Table {
  static crosswalk_status finish_request(const crosswalk_request* request, std::int64_t now_ms,
                                         crosswalk_request_sink changes,
                                         crosswalk_sink problem) noexcept {
    return guarded(problem, [&] { return finish(T{}, *request, now_ms, changes); });
  }
  static crosswalk_status split_page(const crosswalk_reply* reply, crosswalk_sink items,
                                     crosswalk_next_sink next, crosswalk_sink problem) noexcept {
    return guarded(problem, [&] { return split(T{}, *reply, items, next); });
  }
  static crosswalk_status amend_record(const crosswalk_pair* inputs, std::size_t input_count,
                                       const crosswalk_value* fields, std::size_t field_count,
                                       crosswalk_record_sink changes,
                                       crosswalk_sink problem) noexcept {
    return guarded(problem, [&] {
      return amend(T{}, Inputs(inputs, input_count), RecordEditor(fields, field_count), changes);
    });
  }
  static crosswalk_status classify_reply(const crosswalk_reply* reply, crosswalk_sink meaning,
                                         crosswalk_sink problem) noexcept {
    return guarded(problem, [&] { return classify(T{}, *reply, meaning); });
  }
};

/// Whether a class overrides the hook whose member pointers these are. A pointer to an inherited
/// member has the type of the class it comes from.
template <class Own, class Inherited>
inline constexpr bool overrides = !std::is_same_v<Own, Inherited>;

/// The table of a class: a hook it does not override is null. It says for which release of the
/// boundary it was compiled, and how long it is, before anything else is looked at.
template <class T>
constexpr crosswalk_connector_table table_of() {
  static_assert(std::is_base_of_v<Connector, T>, "a connector derives from crosswalk::Connector");
  // clang-format off
  crosswalk_connector_table table{
      CROSSWALK_ABI_MAGIC,      CROSSWALK_ABI_MAJOR,    CROSSWALK_ABI_MINOR, sizeof(table),
      crosswalk_manifest_begin, crosswalk_manifest_end, nullptr,             nullptr,
      nullptr,                  nullptr};
  // clang-format on
  if (overrides<decltype(&T::finish_request), decltype(&Connector::finish_request)>)
    table.finish_request = &Table<T>::finish_request;
  if (overrides<decltype(&T::split_page), decltype(&Connector::split_page)>)
    table.split_page = &Table<T>::split_page;
  if (overrides<decltype(&T::amend_record), decltype(&Connector::amend_record)>)
    table.amend_record = &Table<T>::amend_record;
  if (overrides<decltype(&T::classify_reply), decltype(&Connector::classify_reply)>)
    table.classify_reply = &Table<T>::classify_reply;
  return table;
}

}  // namespace crosswalk::boundary

/// Exports `type`, a class that can be made without arguments and holds nothing, as this
/// library's connector. Exactly once per library, at namespace scope; the constant is made by
/// the compiler, so no code runs when the library is loaded.
#define CROSSWALK_CONNECTOR(type)                                       \
  extern "C" {                                                          \
  constinit const crosswalk_connector_table crosswalk_connector_entry = \
      ::crosswalk::boundary::table_of<type>();                          \
  }
