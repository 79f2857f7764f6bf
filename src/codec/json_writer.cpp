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

// The length of the longest front of `text` that stands as it is.
std::size_t plain_front(std::string_view text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t control = (word - every_byte(0x20)) & ~word & every_byte(0x80);
    if ((control | zero_byte(word ^ every_byte('"')) | zero_byte(word ^ every_byte('\\'))) != 0) {
      break;
    }
  }
  while (at < text.size() && !needs_escape(text[at])) ++at;
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

std::string escaped(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t plain = plain_front(text);
    out.append(text.substr(0, plain));
    if (plain == text.size()) return out;
    const char c = text[plain];
    const std::string_view form = short_escape(c);
    out.append(form.empty() ? "\\u00" : form);
    if (form.empty()) {
      out.push_back(hex_digits[static_cast<unsigned char>(c) >> 4]);
      out.push_back(hex_digits[static_cast<unsigned char>(c) & 15]);
    }
    text.remove_prefix(plain + 1);
  }
}

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

char* Writer::grow(std::size_t size) {
  const std::size_t before = out_.size();
  if (out_.capacity() - before < size) out_.reserve(std::max(out_.capacity() * 2, before + size));
  out_.resize(before + size);
  return out_.data() + before;
}

char* Writer::place_value(std::size_t size) {
  TENBIN_CHECK(after_key_ || depth_ == 0 || levels_[depth_ - 1].closing == ']');
  TENBIN_CHECK(depth_ > 0 || !comma_);
  char* at = grow(size + (comma_ ? 1 : 0));
  if (comma_) *at++ = ',';
  comma_ = true;
  after_key_ = false;
  return at;
}

Writer& Writer::begin(char opening, char closing) {
  TENBIN_CHECK(depth_ < max_depth);
  *place_value(1) = opening;
  levels_[depth_] = Level{closing, false, false, 0, 0};
  ++depth_;
  comma_ = false;
  return *this;
}

Writer& Writer::end(char closing) {
  TENBIN_CHECK(depth_ > 0 && levels_[depth_ - 1].closing == closing && !after_key_);
  *grow(1) = closing;
  --depth_;
  comma_ = true;
  return *this;
}

// A key that had to be escaped does not stand in out_ as it compares, so its next neighbour is not
// checked. Our own keys never need escapes; those of others come sorted from canonicalize.
void Writer::check_order(const Level& level, std::string_view name) const {
  if (!level.has_key || level.key_escaped) return;
  TENBIN_CHECK(key_less(std::string_view(out_).substr(level.key_at, level.key_size), name));
}

Writer& Writer::key(std::string_view name) {
  TENBIN_CHECK(depth_ > 0 && levels_[depth_ - 1].closing == '}' && !after_key_);
  Level& level = levels_[depth_ - 1];
  check_order(level, name);
  const bool plain = plain_front(name) == name.size();
  const std::string special = plain ? std::string() : escaped(name);
  const std::string_view text = plain ? name : std::string_view(special);
  char* at = grow(text.size() + (comma_ ? 4 : 3));
  if (comma_) *at++ = ',';
  *at++ = '"';
  level = Level{'}', true, !plain, static_cast<std::size_t>(at - out_.data()), text.size()};
  at = std::copy(text.begin(), text.end(), at);
  *at++ = '"';
  *at = ':';
  comma_ = false;
  after_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  const bool plain = plain_front(text) == text.size();
  const std::string special = plain ? std::string() : escaped(text);
  if (!plain) text = special;
  char* at = place_value(text.size() + 2);
  *at++ = '"';
  at = std::copy(text.begin(), text.end(), at);
  *at = '"';
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  TENBIN_CHECK(value >= -max_integer && value <= max_integer);
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return raw({digits.data(), static_cast<std::size_t>(end.ptr - digits.data())});
}

Writer& Writer::raw(std::string_view canonical) {
  char* at = place_value(canonical.size());
  std::copy(canonical.begin(), canonical.end(), at);
  return *this;
}

}  // namespace tenbin::json
