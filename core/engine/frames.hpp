#pragma once

/// \file
/// What the host and a worker say to each other, as bytes: each message is a length and a body,
/// first the host's Begin, then the worker's Ready or Failed, then a Step for an Answer or
/// Failed, one at a time. Both readers take the other side for hostile: every length is checked
/// against what is there, every number against its range, and nothing may follow the message.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "engine/engine.hpp"
#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// The longest message, its four bytes of length apart.
inline constexpr std::size_t frame_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t frame_head_bytes = 4;

/// Grows when a message changes its form; the host refuses a worker that speaks another.
inline constexpr std::uint32_t frames_version = 3;

/// The host's first word: what the worker works with, and the limits it sets itself.
struct Begin {
  std::uint32_t version = frames_version;
  Settings settings;               ///< The tenant's, without secrets.
  std::uint64_t memory_bytes = 0;  ///< Of address space; 0 leaves it open.
  std::uint32_t cpu_seconds = 0;   ///< Of each step; 0 leaves it open.
};

/// The worker's first word: it is sandboxed, the connector is loaded and its manifest compiled.
struct Ready {
  std::uint32_t version = frames_version;
  std::uint32_t abi_major = 0;
  std::uint32_t abi_minor = 0;
  std::array<std::uint8_t, 32> manifest{};  ///< SHA-256 of the manifest's text.
  std::string build;                        ///< Of the worker.
  std::uint32_t landlock = 0;               ///< The kernel's Landlock ABI; 0: not there.
};

/// The worker's last word but one: it was about to make a system call it may not make.
struct Trapped {
  std::uint32_t call = 0;
};

/// The worker's last word but one: it ran out of stack.
struct StackOverflow {};

/// The worker's last word: an allocation was refused outside the connector's own code.
struct OutOfMemory {};

/// Starting or a step failed; the worker is well.
struct Failed {
  Error error;
};

using WorkerWord = std::variant<Ready, Answer, Failed, Trapped, StackOverflow, OutOfMemory>;

/// The message's frame, length and all. `unsupported` when it would pass frame_bytes_max.
Result<std::string> encode(const Begin& begin);
Result<std::string> encode(const Step& step);
Result<std::string> encode(const WorkerWord& word);

/// Reads a frame's body. invalid_input, naming what is wrong and quoting nothing. An answer has
/// passed check_answer() of answers.hpp.
Result<Begin> decode_begin(std::string_view body);
Result<Step> decode_step(std::string_view body);
Result<WorkerWord> decode_worker_word(std::string_view body);

/// The length in a frame's head (exactly frame_head_bytes); invalid_input beyond the maximum.
Result<std::size_t> frame_length(std::string_view head);

}  // namespace crosswalk
