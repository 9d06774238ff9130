#pragma once
/* \file
 * All that a connector library and the host share: plain C, borrowed text and a version.
 * Nothing is allocated on one side and freed on the other. The library exports one constant,
 * crosswalk_connector_entry; the host reads its first three numbers before anything else, so
 * that a library it cannot use is refused with the reason.
 *
 * Each hook carries its life-cycle word and release: draft (may change), stable (only grows),
 * deprecated (called, but do not start with it), removed (never called; its place stays).
 * All else here is [draft since 0.1]. Webhooks and writes have no hook: the manifest says them. */
#include <stddef.h>
#include <stdint.h>

#define CROSSWALK_ABI_MAGIC 0x4B4C5743u /* "CWLK" in the file; anything else is no connector */
#define CROSSWALK_ABI_MAJOR 1u          /* differs: the host refuses the library */
#define CROSSWALK_ABI_MINOR 0u          /* grows: functions were appended to the table */
#define CROSSWALK_ENTRY_SYMBOL "crosswalk_connector_entry"
#define CROSSWALK_MANIFEST_SECTION ".crosswalk.manifest"

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed for the length of the call that passes it; not null-terminated. Where the size is 0
 * the pointer may be null. */
typedef struct crosswalk_text { const char* data; size_t size; } crosswalk_text;

/* Where an answer goes. The library calls put() as often as it likes, during the call that lent
 * the sink only. put() copies and never throws; where room runs out the host fails the call. */
typedef struct crosswalk_sink {
  void* self;
  void (*put)(void* self, crosswalk_text chunk);
} crosswalk_sink;

/* 0, or why not. 1..6 are the values of crosswalk::ErrorCode. */
typedef int32_t crosswalk_status;
#define CROSSWALK_THREW 100      /* an exception reached the boundary and was stopped there */
#define CROSSWALK_NO_MEMORY 101  /* the exception was std::bad_alloc */

/* A header field, or one input of a hook: its path as the manifest writes it, and its text. */
typedef struct crosswalk_pair { crosswalk_text name, value; } crosswalk_pair;

/* A request about to be sent. It carries no credentials; those never come here. */
typedef struct crosswalk_request {
  crosswalk_text method, target, body; /* target: path and query, percent-encoded */
  const crosswalk_pair* headers;
  size_t header_count;
} crosswalk_request;

typedef struct crosswalk_reply {
  int32_t status; /* 100..599 */
  crosswalk_text body;
  const crosswalk_pair* headers;
  size_t header_count;
} crosswalk_reply;

/* One field of a record. `field` and `type` are crosswalk::Field and crosswalk::ValueType.
 * The bytes: text as it is; instant 8 bytes little-endian; flag one byte, 0 or 1; texts each
 * size u32 + bytes; rows each pair count u32, then name and value as in texts. */
typedef struct crosswalk_value {
  uint16_t field;
  uint8_t type;
  crosswalk_text bytes;
} crosswalk_value;

/* What a hook may change of a request or a record. Same rules as for crosswalk_sink. */
typedef struct crosswalk_request_sink {
  void* self;
  void (*set_target)(void* self, crosswalk_text target);
  void (*set_body)(void* self, crosswalk_text body);
  void (*set_header)(void* self, crosswalk_text name, crosswalk_text value); /* replaces */
} crosswalk_request_sink;

typedef struct crosswalk_record_sink {
  void* self;
  void (*set)(void* self, crosswalk_value value); /* adds or replaces */
  void (*erase)(void* self, uint16_t field);
  void (*doubt)(void* self, uint16_t field, crosswalk_text why); /* a finding; why <= 200 bytes */
} crosswalk_record_sink;

/* Where a listing goes on. put() at most once. */
typedef struct crosswalk_next_sink {
  void* self;
  void (*put)(void* self, crosswalk_text host, const crosswalk_request* request);
} crosswalk_next_sink;

/* The entry. A hook is null when there is none, and called only when the manifest names it.
 * Hooks are pure: no clock, file, socket, thread or state between calls; none lets an exception
 * out. On any status but 0 what was put is dropped. [any thread, at once] */
typedef struct crosswalk_connector_table {
  uint32_t magic;
  uint32_t abi_major, abi_minor;
  uint32_t table_size;        /* sizeof as the library was compiled; >= the first release's */
  const char* manifest_begin; /* the very bytes of the manifest section */
  const char* manifest_end;
  /* Completes a planned request, such as with a signature. `now_ms` is the host's time, so that
   * a replay signs the same bytes. [draft since 0.1] */
  crosswalk_status (*finish_request)(const crosswalk_request* request, int64_t now_ms,
                                     crosswalk_request_sink changes, crosswalk_sink problem);
  /* Cuts a reply whose paging or envelope the manifest cannot describe: each item's JSON goes
   * to `items`, one put() each, in the vendor's order. [draft since 0.1] */
  crosswalk_status (*split_page)(const crosswalk_reply* reply, crosswalk_sink items,
                                 crosswalk_next_sink next, crosswalk_sink problem);
  /* Corrects one record after the field map has run. `inputs` are what the manifest says the
   * hook needs. A status holds this record alone. [draft since 0.1] */
  crosswalk_status (*amend_record)(const crosswalk_pair* inputs, size_t input_count,
                                   const crosswalk_value* fields, size_t field_count,
                                   crosswalk_record_sink changes, crosswalk_sink problem);
  /* Says what a reply means, in one put(): ok, credential, forbidden, gone, throttled, transient,
   * cursor_expired or refused. None leaves the manifest to decide. [draft since 0.1] */
  crosswalk_status (*classify_reply)(const crosswalk_reply* reply, crosswalk_sink meaning,
                                     crosswalk_sink problem);
} crosswalk_connector_table;

extern __attribute__((visibility("default"))) const crosswalk_connector_table
    crosswalk_connector_entry; /* the one exported symbol */

#ifdef __cplusplus
}
#endif
