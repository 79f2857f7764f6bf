#include "codec/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace tenbin::json {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr std::uint64_t every_byte(std::uint64_t byte) {
  return byte * 0x0101010101010101U;
}

// Has one of eight bytes the value zero? (Only the answer for the whole word is exact.)
constexpr std::uint64_t zero_byte(std::uint64_t word) {
  return (word - every_byte(1)) & ~word & every_byte(0x80);
}

constexpr bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

// Copies the longest front of `text` that stands as it is, and answers its length. May write up to
// 7 bytes more than that, but no more than text.size().
std::size_t copy_plain(std::string_view text, char* out) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t control = (word - every_byte(0x20)) & ~word & every_byte(0x80);
    if ((control | zero_byte(word ^ every_byte('"')) | zero_byte(word ^ every_byte('\\'))) != 0) {
      break;
    }
    std::memcpy(out + at, &word, 8);
  }
  for (; at < text.size() && !needs_escape(text[at]); ++at) out[at] = text[at];
  return at;
}

// RFC 8785 section 3.2.2.2.
std::string_view short_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    default:
      return {};
  }
}

char* write_escape(char c, char* out) {
  const std::string_view form = short_escape(c);
  if (!form.empty()) return std::copy(form.begin(), form.end(), out);
  out = std::copy_n("\\u00", 4, out);
  *out++ = hex_digits[static_cast<unsigned char>(c) >> 4];
  *out++ = hex_digits[static_cast<unsigned char>(c) & 15];
  return out;
}
constexpr std::size_t longest_escape = 6;

}  // namespace

bool key_less(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
  const auto left = static_cast<unsigned char>(*x);
  const auto right = static_cast<unsigned char>(*y);
  // Code points from U+10000 (first byte from F0) are surrogates D800.. in UTF-16, and so stand
  // before U+E000 to U+FFFF (first bytes EE and EF). All else is as in UTF-8.
  if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0)) return left >= 0xF0;
  return left < right;
}

void Writer::grow(std::size_t size) {
  const std::size_t wanted = at_ + size + writer_step;
  if (out_.capacity() < wanted) out_.reserve(std::max(out_.capacity() * 2, wanted));
  out_.resize(wanted);
}

void Writer::separate() {
  TENBIN_CHECK(after_key_ || depth_ == 0 || levels_[depth_ - 1].closing == ']');
  TENBIN_CHECK(depth_ > 0 || !comma_);
  if (comma_) {
    *reserve(1) = ',';
    ++at_;
  }
  comma_ = true;
  after_key_ = false;
}

Writer& Writer::done() {
  if (depth_ == 0) out_.resize(at_);
  return *this;
}

std::size_t Writer::quote(std::string_view text) {
  const std::size_t begin = at_ + 1;
  char* const start = reserve(text.size() + 2);
  *start = '"';
  const std::size_t plain = copy_plain(text, start + 1);
  if (plain == text.size()) {
    start[1 + plain] = '"';
    at_ += text.size() + 2;
    return begin;
  }
  char* out = reserve(text.size() * longest_escape + 2) + 1 + plain;
  for (text.remove_prefix(plain); !text.empty();) {
    out = write_escape(text[0], out);
    text.remove_prefix(1);
    const std::size_t more = copy_plain(text, out);
    out += more;
    text.remove_prefix(more);
  }
  *out++ = '"';
  at_ = static_cast<std::size_t>(out - out_.data());
  return begin;
}

Writer& Writer::begin(char opening, char closing) {
  TENBIN_CHECK(depth_ < max_depth);
  separate();
  *reserve(1) = opening;
  ++at_;
  levels_[depth_] = Level{closing, false, false, 0, 0};
  ++depth_;
  comma_ = false;
  return *this;
}

Writer& Writer::end(char closing) {
  TENBIN_CHECK(depth_ > 0 && levels_[depth_ - 1].closing == closing && !after_key_);
  *reserve(1) = closing;
  ++at_;
  --depth_;
  comma_ = true;
  return done();
}

// A key that had to be escaped does not stand in out_ as it compares, so its next neighbour is not
// checked. Our own keys never need escapes; those of others come sorted from canonicalize.
void Writer::check_order(const Level& level, std::string_view name) const {
  if (!level.has_key || level.key_escaped) return;
  TENBIN_CHECK(key_less({out_.data() + level.key_at, level.key_size}, name));
}

Writer& Writer::key(std::string_view name) {
  TENBIN_CHECK(depth_ > 0 && levels_[depth_ - 1].closing == '}' && !after_key_);
  Level& level = levels_[depth_ - 1];
  check_order(level, name);
  if (comma_) {
    *reserve(1) = ',';
    ++at_;
  }
  const std::size_t begin = quote(name);
  const std::size_t size = at_ - begin - 1;
  level = Level{'}', true, size != name.size(), begin, size};
  *reserve(1) = ':';
  ++at_;
  comma_ = false;
  after_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  separate();
  quote(text);
  return done();
}

Writer& Writer::integer(std::int64_t value) {
  TENBIN_CHECK(value >= -max_integer && value <= max_integer);
  separate();
  constexpr std::size_t longest = 17;  // a sign and 16 digits
  char* const out = reserve(longest);
  at_ += static_cast<std::size_t>(std::to_chars(out, out + longest, value).ptr - out);
  return done();
}

Writer& Writer::raw(std::string_view canonical) {
  separate();
  std::copy(canonical.begin(), canonical.end(), reserve(canonical.size()));
  at_ += canonical.size();
  return done();
}

}  // namespace tenbin::json
