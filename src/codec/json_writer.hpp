#pragma once
// Writes canonical JSON (RFC 8785) into a string, front to back: no spaces, shortest escapes. What
// is written is what is hashed, so mistakes of the caller stop the process (TENBIN_CHECK): a key
// out of order or twice, a value without its key, an integer that not every JSON reader holds
// exactly.
//
//   json::Writer(out).begin_object().key("a").integer(1).key("b").string("x").end_object();
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace tenbin::json {

inline constexpr std::size_t max_depth = 64;
// What the writer takes in advance: a usual record at once.
inline constexpr std::size_t writer_step = 512;
// I-JSON (RFC 7493 section 2.2): integers from -(2^53 - 1) to 2^53 - 1.
inline constexpr std::int64_t max_integer = (std::int64_t{1} << 53) - 1;

// Whether key a stands before key b: by UTF-16 code units (RFC 8785 section 3.2.3), for valid
// UTF-8.
bool key_less(std::string_view a, std::string_view b);

// Text is UTF-8 and taken as valid. Keys are given in the order of key_less.
class Writer {
 public:
  // Appends one document to `out`, which must outlive the writer and be left alone until the
  // document is complete; before that its end is undefined.
  explicit Writer(std::string& out) : out_(out), at_(out.size()) {}

  Writer& begin_object() { return begin('{', '}'); }
  Writer& end_object() { return end('}'); }
  Writer& begin_array() { return begin('[', ']'); }
  Writer& end_array() { return end(']'); }
  Writer& key(std::string_view name);
  Writer& string(std::string_view text);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value) { return raw(value ? "true" : "false"); }
  Writer& null() { return raw("null"); }
  // One value that is canonical already.
  Writer& raw(std::string_view canonical);

  // Every object and array is closed.
  bool complete() const { return depth_ == 0; }

 private:
  struct Level {
    char closing;
    bool has_key;
    bool key_escaped;
    std::size_t key_at;  // where the last key's text stands in out_
    std::size_t key_size;
  };

  Writer& begin(char opening, char closing);
  Writer& end(char closing);
  // Room for so many bytes at at_.
  char* reserve(std::size_t size) {
    if (out_.size() - at_ < size) grow(size);
    return out_.data() + at_;
  }
  void grow(std::size_t size);
  // What stands before a value: nothing or a comma.
  void separate();
  // After a value: a complete document ends where it ends.
  Writer& done();
  // Writes the text in quotes; answers where it begins.
  std::size_t quote(std::string_view text);
  void check_order(const Level& level, std::string_view name) const;

  std::string& out_;
  std::size_t at_;  // the end of what is written; out_ is longer while a document is open
  std::size_t depth_ = 0;
  bool comma_ = false;      // something stands before in this object or array
  bool after_key_ = false;  // a key waits for its value
  std::array<Level, max_depth> levels_;
};

}  // namespace tenbin::json
