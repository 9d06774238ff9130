/* A connector in C: the boundary asks for nothing that C cannot say. Its one hook upper-cases
 * the first letter of a first name. */
#include "sdk/abi.h"

#include <string.h>

extern const char crosswalk_manifest_begin[] __attribute__((visibility("hidden")));
extern const char crosswalk_manifest_end[] __attribute__((visibility("hidden")));

enum { first_name = 101, text_type = 0, name_bytes_max = 200, invalid_input = 1 };

static crosswalk_status amend(const crosswalk_pair* inputs, size_t input_count,
                              const crosswalk_value* fields, size_t field_count,
                              crosswalk_record_sink changes, crosswalk_sink problem) {
  (void)inputs;
  (void)input_count;
  for (size_t at = 0; at < field_count; ++at) {
    if (fields[at].field != first_name || fields[at].bytes.size == 0) continue;
    if (fields[at].bytes.size > name_bytes_max) {
      const crosswalk_text why = {"too long", 8};
      problem.put(problem.self, why);
      return invalid_input;
    }
    char name[name_bytes_max];
    memcpy(name, fields[at].bytes.data, fields[at].bytes.size);
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = (char)(name[0] - 'a' + 'A');
    const crosswalk_value value = {first_name, text_type, {name, fields[at].bytes.size}};
    changes.set(changes.self, value);
  }
  return 0;
}

const crosswalk_connector_table crosswalk_connector_entry = {
    CROSSWALK_ABI_MAGIC,      CROSSWALK_ABI_MAJOR,    CROSSWALK_ABI_MINOR,
    sizeof(crosswalk_connector_table), crosswalk_manifest_begin, crosswalk_manifest_end,
    NULL,                     NULL,                   amend,
    NULL};
