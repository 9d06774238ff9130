#pragma once

/// \file
/// The boundary on the connector's side: turns a class derived from Connector into the constant
/// table of abi.h. guarded() is the last frame an exception can reach; nothing past it unwinds.
/// Only the source that holds CROSSWALK_CONNECTOR(...) includes this.

#include <exception>
#include <new>
#include <string_view>
#include <type_traits>

#include "base/result.hpp"
#include "sdk/abi.h"
#include "sdk/connector.hpp"

extern "C" {
/// The manifest's first byte and the one past its last, set down by crosswalk_connector().
extern __attribute__((visibility("hidden"))) const char crosswalk_manifest_begin[];
extern __attribute__((visibility("hidden"))) const char crosswalk_manifest_end[];
}

namespace crosswalk::boundary {

/// Gives `text` to the sink.
inline void put(const crosswalk_sink& sink, std::string_view text) noexcept {
  sink.put(sink.self, {text.data(), text.size()});
}

/// Runs a hook on behalf of C and turns whatever ends it into a status and a problem text.
template <class Hook>
crosswalk_status guarded(const crosswalk_sink& problem, Hook hook) noexcept {
  try {
    const Result<Done> outcome = hook();
    if (outcome) return 0;
    put(problem, outcome.error().what);
    return static_cast<crosswalk_status>(outcome.error().code);
  } catch (const std::bad_alloc&) {
    put(problem, "out of memory");
    return CROSSWALK_NO_MEMORY;
  } catch (const std::exception& thrown) {
    put(problem, thrown.what());
  } catch (...) {
    put(problem, "an exception of unknown type");
  }
  return CROSSWALK_THREW;
}

/// One hook each: from the C arguments to the author's and back. May throw what the hook throws.
Result<Done> finish(const Connector& connector, const crosswalk_request& request,
                    std::int64_t now_ms, const crosswalk_request_sink& changes);
Result<Done> split(const Connector& connector, const crosswalk_reply& reply,
                   const crosswalk_sink& items, const crosswalk_next_sink& next);
Result<Done> amend(const Connector& connector, const Inputs& inputs, RecordEditor record,
                   const crosswalk_record_sink& changes);
Result<Done> classify(const Connector& connector, const crosswalk_reply& reply,
                      const crosswalk_sink& meaning);

/// The C functions of one class.
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

/// Whether a class overrides the hook whose member pointers these are.
template <class Own, class Inherited>
inline constexpr bool overrides = !std::is_same_v<Own, Inherited>;

/// The table of a class: a hook it does not override is null. A constant, so no code of the
/// library has to run before the host has read the version.
template <class T>
constexpr crosswalk_connector_table table_of() {
  static_assert(std::is_base_of_v<Connector, T>, "a connector derives from crosswalk::Connector");
  using Base = Connector;
  crosswalk_connector_table table{};
  table.magic = CROSSWALK_ABI_MAGIC;
  table.abi_major = CROSSWALK_ABI_MAJOR;
  table.abi_minor = CROSSWALK_ABI_MINOR;
  table.table_size = sizeof(crosswalk_connector_table);
  table.manifest_begin = crosswalk_manifest_begin;
  table.manifest_end = crosswalk_manifest_end;
  if (overrides<decltype(&T::finish_request), decltype(&Base::finish_request)>)
    table.finish_request = &Table<T>::finish_request;
  if (overrides<decltype(&T::split_page), decltype(&Base::split_page)>)
    table.split_page = &Table<T>::split_page;
  if (overrides<decltype(&T::amend_record), decltype(&Base::amend_record)>)
    table.amend_record = &Table<T>::amend_record;
  if (overrides<decltype(&T::classify_reply), decltype(&Base::classify_reply)>)
    table.classify_reply = &Table<T>::classify_reply;
  return table;
}

}  // namespace crosswalk::boundary

/// Exports `type` as this library's connector. Exactly once per library, at namespace scope.
#define CROSSWALK_CONNECTOR(type)                                           \
  extern "C" {                                                              \
  constinit const crosswalk_connector_table crosswalk_connector_entry =     \
      ::crosswalk::boundary::table_of<type>();                              \
  }
