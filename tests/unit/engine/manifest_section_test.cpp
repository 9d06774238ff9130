// The daemon reads a connector's manifest out of a file that anybody may have written, without
// running it. Nothing in the file may make it read beyond the bytes it has.

#include <gtest/gtest.h>

#include <elf.h>

#include <cstring>
#include <string>

#include "engine/manifest_section.hpp"
#include "mapping/manifest/plan.hpp"

namespace crosswalk {
namespace {

// A library of one segment and two sections, as small as the format allows.
struct SmallElf {
  Elf64_Ehdr header{};
  Elf64_Phdr segment{};
  Elf64_Shdr sections[3]{};
  std::string names = std::string("\0.shstrtab\0.crosswalk.manifest\0", 31);
  std::string manifest = "connector: tiny\n";

  SmallElf() {
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_DYN;
#if defined(__aarch64__)
    header.e_machine = EM_AARCH64;
#else
    header.e_machine = EM_X86_64;
#endif
    header.e_phoff = sizeof(header);
    header.e_phentsize = sizeof(segment);
    header.e_phnum = 1;
    header.e_shoff = header.e_phoff + sizeof(segment);
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shnum = 3;
    header.e_shstrndx = 1;
    sections[1].sh_name = 1;
    sections[1].sh_type = SHT_STRTAB;
    sections[1].sh_offset = header.e_shoff + sizeof(sections);
    sections[1].sh_size = names.size();
    sections[2].sh_name = 11;
    sections[2].sh_type = SHT_PROGBITS;
    sections[2].sh_offset = sections[1].sh_offset + names.size();
    sections[2].sh_size = manifest.size();
    segment.p_type = PT_LOAD;
    segment.p_filesz = sections[2].sh_offset + manifest.size();
  }

  std::string bytes() const {
    std::string out(reinterpret_cast<const char*>(&header), sizeof(header));
    out.append(reinterpret_cast<const char*>(&segment), sizeof(segment));
    out.append(reinterpret_cast<const char*>(sections), sizeof(sections));
    return out + names + manifest;
  }
};

std::string verdict(const std::string& bytes) {
  const auto section = manifest_section(bytes);
  return section ? std::string(*section) : section.error().what;
}

template <class Change>
std::string verdict_with(Change change) {
  SmallElf elf;
  change(elf);
  return verdict(elf.bytes());
}

bool says(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

TEST(ManifestSection, TheTextIsFoundByTheNameOfItsSection) {
  EXPECT_EQ(verdict(SmallElf().bytes()), "connector: tiny\n");
}

TEST(ManifestSection, WhatIsNoLibraryOfThisMachineIsRefusedWithTheReason) {
  EXPECT_TRUE(says(verdict(""), "empty"));
  EXPECT_TRUE(says(verdict("connector: tiny"), "not an ELF library"));
  EXPECT_TRUE(
      says(verdict_with([](SmallElf& e) { e.header.e_machine = EM_S390; }), "another machine"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.header.e_ident[EI_CLASS] = ELFCLASS32; }),
                   "another machine"));
  EXPECT_TRUE(
      says(verdict_with([](SmallElf& e) { e.header.e_type = ET_REL; }), "not a loadable library"));
}

TEST(ManifestSection, ALibraryWithoutAManifestIsRefused) {
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.names[12] = 'X'; }), "no manifest section"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.sections[2].sh_size = 0; }), "empty"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.sections[2].sh_flags = SHF_COMPRESSED; }),
                   "not plain text"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.sections[2].sh_type = SHT_NOBITS; }),
                   "not plain text"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.header.e_shnum = 0; }), "stripped"));
}

TEST(ManifestSection, AManifestOfMoreThanAMebibyteIsRefused) {
  const auto sized = [](std::size_t size) {
    return verdict_with([size](SmallElf& e) {
      e.manifest.assign(size, '#');
      e.sections[2].sh_size = size;
    });
  };
  EXPECT_EQ(sized(manifest_bytes_max).size(), manifest_bytes_max);
  EXPECT_TRUE(says(sized(manifest_bytes_max + 1), "longer than 1 MiB"));
}

TEST(ManifestSection, EveryCutIsRefused) {
  const std::string whole = SmallElf().bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(manifest_section(whole.substr(0, size))) << size;
  }
}

TEST(ManifestSection, PlacesBeyondTheFileAreRefused) {
  for (const std::uint64_t far : {std::uint64_t{1} << 20, ~std::uint64_t{0}, ~std::uint64_t{0} - 40,
                                  std::uint64_t{1} << 63}) {
    EXPECT_TRUE(says(verdict_with([&](SmallElf& e) { e.header.e_shoff = far; }), "truncated"));
    EXPECT_TRUE(says(verdict_with([&](SmallElf& e) { e.header.e_phoff = far; }), "truncated"));
    EXPECT_TRUE(says(verdict_with([&](SmallElf& e) { e.segment.p_filesz = far; }), "truncated"));
    EXPECT_TRUE(
        says(verdict_with([&](SmallElf& e) { e.sections[1].sh_offset = far; }), "truncated"));
    EXPECT_TRUE(
        says(verdict_with([&](SmallElf& e) { e.sections[2].sh_offset = far; }), "truncated"));
  }
  EXPECT_FALSE(says(verdict_with([](SmallElf& e) { e.sections[2].sh_name = 4000; }), "tiny"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.header.e_shstrndx = 3; }), "malformed"));
  EXPECT_TRUE(says(verdict_with([](SmallElf& e) { e.header.e_phnum = 0xFFFF; }), "malformed"));
}

TEST(ManifestSection, AnyByteChangedIsHarmless) {
  std::string bytes = SmallElf().bytes();
  for (char& byte : bytes) {
    const char kept = byte;
    for (const char bad : {'\0', '\x80', '\xFF'}) {
      byte = bad;
      const auto section = manifest_section(bytes);
      EXPECT_TRUE(!section || section->size() <= bytes.size());
    }
    byte = kept;
  }
}

}  // namespace
}  // namespace crosswalk
