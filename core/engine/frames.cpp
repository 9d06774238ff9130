#include "engine/frames.hpp"

#include <concepts>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/answers.hpp"
#include "engine/frame_bytes.hpp"

namespace crosswalk {
namespace {

// Every message once, as the list of its parts; the writer and the reader walk the same list.
template <class T, class Wanted>
concept Of = std::same_as<std::remove_const_t<T>, Wanted>;

template <class Io, Of<HttpRequest> T>
void parts(Io& io, T& v) {
  io(v.method, v.origin, v.target, v.headers, v.body);
}
template <class Io, Of<HttpResponse> T>
void parts(Io& io, T& v) {
  io(v.status, v.headers, v.body);
}
template <class Io, Of<PlannedRequest> T>
void parts(Io& io, T& v) {
  io(v.host, v.http);
}
template <class Io, Of<PlanRead> T>
void parts(Io& io, T& v) {
  io(v.object, Bounded{v.mode, ReadMode::by_id}, v.from, v.until, v.ids, v.now);
}
template <class Io, Of<PlanLookup> T>
void parts(Io& io, T& v) {
  io(v.name, v.now);
}
template <class Io, Of<JoinReply> T>
void parts(Io& io, T& v) {
  io(v.join, v.reply);
}
template <class Io, Of<ReadPage> T>
void parts(Io& io, T& v) {
  io(v.object, Bounded{v.mode, ReadMode::by_id}, v.reply, v.joins, v.cut_only, v.first_item,
     v.item_count, v.now, v.asked);
}
template <class Io, Of<ReadLookup> T>
void parts(Io& io, T& v) {
  io(v.name, v.reply, v.now, v.asked);
}
template <class Io, Of<Remember> T>
void parts(Io& io, T& v) {
  io(v.name, v.entries);
}
template <class Io, Of<Planned> T>
void parts(Io& io, T& v) {
  io(v.requests);
}
template <class Io, Of<Need> T>
void parts(Io& io, T& v) {
  io(v.join, v.request);
}
template <class Io, Of<HeldItem> T>
void parts(Io& io, T& v) {
  io(v.item, v.id, v.reason);
}
template <class Io, Of<PageRead> T>
void parts(Io& io, T& v) {
  io(Bounded{v.meaning, ReplyClass::refused}, v.items, v.next, v.complete, v.page_digest, v.ids,
     v.needs, v.mapped, v.held, v.skipped);
}
template <class Io, Of<LookupRead> T>
void parts(Io& io, T& v) {
  io(Bounded{v.meaning, ReplyClass::refused}, v.next, v.entries);
}
template <class Io, Of<Remembered> T>
void parts(Io&, T&) {}
template <class Io, Of<ReadWebhook> T>
void parts(Io& io, T& v) {
  io(v.body);
}
template <class Io, Of<WriteValues> T>
void parts(Io& io, T& v) {
  io(v.marker, v.candidate, v.job, v.since, v.person);
}
template <class Io, Of<PlanWrite> T>
void parts(Io& io, T& v) {
  io(Bounded{v.step, WriteStep::create_application}, v.values, v.now);
}
template <class Io, Of<ReadWrite> T>
void parts(Io& io, T& v) {
  io(Bounded{v.step, WriteStep::create_application}, v.values, v.reply);
}
template <class Io, Of<Signal> T>
void parts(Io& io, T& v) {
  io(Bounded{v.kind, RecordKind::feedback}, v.id, Bounded{v.what, Signal::What::gone}, v.into);
}
template <class Io, Of<WebhookRead> T>
void parts(Io& io, T& v) {
  io(v.signals);
}
template <class Io, Of<Written> T>
void parts(Io& io, T& v) {
  io(Bounded{v.meaning, ReplyClass::refused}, v.candidate, v.application);
}
template <class Io, Of<Begin> T>
void parts(Io& io, T& v) {
  io(v.version, v.settings, v.memory_bytes, v.cpu_seconds);
}
template <class Io, Of<Ready> T>
void parts(Io& io, T& v) {
  io(v.version, v.abi_major, v.abi_minor, v.manifest, v.build, v.landlock);
}
template <class Io, Of<Failed> T>
void parts(Io& io, T& v) {
  io(Bounded{v.error.code, ErrorCode::internal}, v.error.what, v.error.where);
}
template <class Io, Of<Trapped> T>
void parts(Io& io, T& v) {
  io(v.call);
}
template <class Io, class T>
requires Of<T, StackOverflow> || Of<T, OutOfMemory>
void parts(Io&, T&) {}

struct Writer {
  ByteWriter bytes;

  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  void put(const std::string& text) { bytes.text(text); }
  void put(Instant at) { bytes.number(static_cast<std::uint64_t>(to_ms(at)), 8); }
  template <std::integral T>
  void put(T number) {
    bytes.number(static_cast<std::uint64_t>(number), sizeof(T));
  }
  template <class T>
  void put(const Bounded<T>& word) {
    bytes.number(static_cast<std::uint64_t>(word.value), 1);
  }
  void put(const std::array<std::uint8_t, 32>& digest) {
    for (const std::uint8_t byte : digest) bytes.number(byte, 1);
  }
  template <class A, class B>
  void put(const std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    bytes.number(list.size(), 4);
    for (const T& item : list) put(item);
  }
  void put(const Settings& settings) {
    bytes.number(settings.size(), 4);
    for (const auto& setting : settings) put(setting);
  }
  template <class T>
  void put(const std::optional<T>& maybe) {
    bytes.number(maybe ? 1 : 0, 1);
    if (maybe) put(*maybe);
  }
  template <class... T>
  void put(const std::variant<T...>& one) {
    bytes.number(one.index(), 1);
    std::visit([this](const auto& value) { this->put(value); }, one);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(const T& message) { parts(*this, message); }
};

// Entries of all lists of a message together: a claim costs the reader at most some 100 MB.
constexpr std::uint64_t entries_max = 500'000;

struct Reader {
  ByteReader bytes;
  std::uint64_t entries = 0;

  template <class... T>
  void operator()(T&&... values) {
    (get(values), ...);
  }
  void get(std::string& text) { text = bytes.text(); }
  void get(Instant& at) { at = from_ms(static_cast<std::int64_t>(bytes.number(8))); }
  void get(bool& flag) { flag = bytes.number_up_to(1) == 1; }
  void get(int& number) {
    number = static_cast<int>(static_cast<std::int32_t>(bytes.number(sizeof(int))));
  }
  template <std::unsigned_integral T>
  void get(T& number) {
    number = static_cast<T>(bytes.number(sizeof(T)));
  }
  template <class T>
  void get(Bounded<T>& word) {
    word.value = static_cast<T>(bytes.number_up_to(static_cast<std::uint8_t>(word.last)));
    if constexpr (std::same_as<T, ErrorCode>) {
      if (word.value < ErrorCode::invalid_input) bytes.fail();
    }
  }
  void get(std::array<std::uint8_t, 32>& digest) {
    for (std::uint8_t& byte : digest) byte = static_cast<std::uint8_t>(bytes.number(1));
  }
  template <class A, class B>
  void get(std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <class T>
  void get(std::vector<T>& list) {
    // Nothing is set aside for a count that was only claimed.
    const std::uint64_t count = list_size();
    for (std::uint64_t at = 0; at < count && bytes.well(); ++at) get(list.emplace_back());
  }
  void get(Settings& settings) {
    const std::uint64_t count = list_size();
    for (std::uint64_t at = 0; at < count && bytes.well(); ++at) {
      std::pair<std::string, std::string> setting;
      get(setting);
      if (!settings.insert(std::move(setting)).second) bytes.fail();
    }
  }
  template <class T>
  void get(std::optional<T>& maybe) {
    if (bytes.number_up_to(1) == 1) get(maybe.emplace());
  }
  template <class... T>
  void get(std::variant<T...>& one) {
    const std::uint64_t index = bytes.number_up_to(sizeof...(T) - 1);
    std::uint64_t at = 0;
    ((at++ == index ? get(one.template emplace<T>()) : void()), ...);
  }
  template <class T>
  requires std::is_class_v<T>
  void get(T& message) { parts(*this, message); }
  std::uint64_t list_size() {
    const std::uint64_t count = bytes.number(4);
    if (count > entries_max - entries) bytes.fail();
    if (bytes.well()) entries += count;
    return count;
  }
};

template <class Message>
Result<std::string> encoded(const Message& message) {
  Writer writer;
  writer.put(message);
  return std::move(writer.bytes).framed();
}

template <class Message>
Result<Message> decoded(std::string_view body, const char* what) {
  Reader reader{ByteReader(body), 0};
  Message message;
  reader.get(message);
  if (reader.bytes.well() && reader.bytes.at_end()) return message;
  return Error{ErrorCode::invalid_input, std::string(what) + " is malformed", {}};
}

}  // namespace

Result<std::string> encode(const Begin& begin) { return encoded(begin); }
Result<std::string> encode(const Step& step) { return encoded(step); }
Result<std::string> encode(const WorkerWord& word) { return encoded(word); }

Result<Begin> decode_begin(std::string_view body) {
  return decoded<Begin>(body, "the worker's first message");
}

Result<Step> decode_step(std::string_view body) { return decoded<Step>(body, "a step"); }

Result<WorkerWord> decode_worker_word(std::string_view body) {
  auto word = decoded<WorkerWord>(body, "the worker's answer");
  if (!word) return word;
  const auto* answer = std::get_if<Answer>(&*word);
  if (answer == nullptr) return word;
  if (auto sound = check_answer(*answer); !sound) return std::move(sound).error();
  return word;
}

}  // namespace crosswalk
