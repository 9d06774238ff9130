// links: crosswalk::mapping crosswalk::policy
// The worker's answer is hostile: it runs a vendor's bytes through a stranger's code. Whatever
// decodes must encode to bytes that decode to the same records, and policy must take it.

#include <cstdint>
#include <cstdlib>

#include "mapping/steps.hpp"
#include "policy/policy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto records = crosswalk::decode_mapped(bytes);
  if (!records) return 0;
  std::string again;
  for (const crosswalk::MappedRecord& each : *records) {
    crosswalk::encode_record(each.record, again);
    crosswalk::append_findings(each.findings, again);
  }
  if (again != bytes) std::abort();
  for (crosswalk::MappedRecord& each : *records) {
    const crosswalk::Decision decision = crosswalk::decide({}, each.findings, each.record);
    if (crosswalk::explain(each.record.key.kind, decision.reason).empty()) std::abort();
  }
  return 0;
}
