#include "engine/manifest_section.hpp"

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <optional>

#include "mapping/manifest/plan.hpp"
#include "sdk/abi.h"

namespace crosswalk {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half own_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half own_machine = EM_AARCH64;
#else
#error "name this machine's ELF number here"
#endif

// A library made by any linker has a few dozen; a header that claims more is not one.
constexpr std::size_t headers_max = 4096;

Error bad(const char* what) { return {ErrorCode::invalid_input, what, {}}; }

// Copies a header out of the file: it may lie at any address and may not be there at all.
template <class T>
std::optional<T> read_at(std::string_view file, std::uint64_t at) {
  if (at > file.size() || file.size() - at < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, file.data() + at, sizeof(T));
  return value;
}

std::optional<std::string_view> slice(std::string_view file, std::uint64_t at, std::uint64_t size) {
  if (at > file.size() || size > file.size() - at) return std::nullopt;
  return file.substr(at, size);
}

Result<Elf64_Ehdr> read_header(std::string_view file) {
  if (file.empty()) return bad("the file is empty; build the connector anew");
  if (file.size() < SELFMAG || file.compare(0, SELFMAG, ELFMAG, SELFMAG) != 0) {
    return bad("the file is not an ELF library; give the path of a .connector.so");
  }
  const auto header = read_at<Elf64_Ehdr>(file, 0);
  if (!header) return bad("the file is truncated inside its ELF header; copy it again");
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
      header->e_machine != own_machine) {
    return bad("the library is for another machine; build it for this one");
  }
  if (header->e_ident[EI_VERSION] != EV_CURRENT || header->e_type != ET_DYN) {
    return bad("the ELF file is not a loadable library; give the path of a .connector.so");
  }
  return *header;
}

// What the loader would map must be there: a copy cut short may still hold the section.
Result<Done> check_segments(std::string_view file, const Elf64_Ehdr& header) {
  if (header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum > headers_max) {
    return bad("the library's segment table is malformed; build it anew");
  }
  for (std::uint64_t index = 0; index < header.e_phnum; ++index) {
    const auto segment = read_at<Elf64_Phdr>(file, header.e_phoff + index * sizeof(Elf64_Phdr));
    if (!segment) return bad("the library is truncated inside its segment table; copy it again");
    if (segment->p_type == PT_LOAD && !slice(file, segment->p_offset, segment->p_filesz)) {
      return bad("the library is truncated: a segment ends beyond the file; copy it again");
    }
  }
  return Done{};
}

Result<Elf64_Shdr> section_at(std::string_view file, const Elf64_Ehdr& header,
                              std::uint64_t index) {
  const auto section = read_at<Elf64_Shdr>(file, header.e_shoff + index * sizeof(Elf64_Shdr));
  if (!section) return bad("the library is truncated inside its section table; copy it again");
  return *section;
}

bool named(std::string_view names, std::uint64_t at, std::string_view name) {
  if (at >= names.size()) return false;
  const std::string_view rest = names.substr(at);
  return rest.substr(0, rest.find('\0')) == name;
}

Result<std::string_view> text_of(std::string_view file, const Elf64_Shdr& section) {
  if (section.sh_type != SHT_PROGBITS || (section.sh_flags & SHF_COMPRESSED) != 0) {
    return bad("the manifest section is not plain text; build with crosswalk_connector()");
  }
  if (section.sh_size > manifest_bytes_max) return bad("the manifest is longer than 1 MiB");
  const auto text = slice(file, section.sh_offset, section.sh_size);
  if (!text) return bad("the library is truncated inside its manifest; copy it again");
  if (text->empty()) return bad("the manifest section is empty; write connector.yaml");
  return *text;
}

}  // namespace

Result<std::string_view> manifest_section(std::string_view file) {
  if (file.size() > connector_file_bytes_max) return bad("the file is longer than 64 MiB");
  const auto header = read_header(file);
  if (!header) return header.error();
  if (auto whole = check_segments(file, *header); !whole) return std::move(whole).error();
  if (header->e_shentsize != sizeof(Elf64_Shdr) || header->e_shnum == 0 ||
      header->e_shnum > headers_max || header->e_shstrndx >= header->e_shnum) {
    return bad("the library's section table is malformed or stripped; build it anew");
  }
  const auto names_at = section_at(file, *header, header->e_shstrndx);
  if (!names_at) return names_at.error();
  const auto names = slice(file, names_at->sh_offset, names_at->sh_size);
  if (!names) return bad("the library is truncated inside its section names; copy it again");
  for (std::uint64_t index = 0; index < header->e_shnum; ++index) {
    const auto section = section_at(file, *header, index);
    if (!section) return section.error();
    if (named(*names, section->sh_name, CROSSWALK_MANIFEST_SECTION)) {
      return text_of(file, *section);
    }
  }
  return bad("the library has no manifest section; build it with crosswalk_connector()");
}

}  // namespace crosswalk
