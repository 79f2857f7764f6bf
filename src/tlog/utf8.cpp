#include "tlog/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace tenbin::tlog {
namespace {

// How a first byte begins: length of the sequence, its own bits, the smallest code point that needs
// the length (a smaller one is an overlong form).
struct Lead {
  std::size_t length;
  std::uint8_t bits;
  char32_t smallest;
};

std::optional<Lead> lead(std::uint8_t byte) {
  if (byte < 0x80) return Lead{1, 0x7F, 0};
  if (byte >= 0xC2 && byte < 0xE0) return Lead{2, 0x1F, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return Lead{3, 0x0F, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return Lead{4, 0x07, 0x10000};
  return std::nullopt;
}

}  // namespace

std::optional<char32_t> take_code_point(std::string_view& text) {
  const auto first = static_cast<std::uint8_t>(text[0]);
  const std::optional<Lead> form = lead(first);
  if (!form || text.size() < form->length) return std::nullopt;
  char32_t c = first & form->bits;
  for (std::size_t i = 1; i < form->length; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    c = c << 6 | (byte & 0x3FU);
  }
  const bool surrogate = c >= 0xD800 && c < 0xE000;
  if (c < form->smallest || surrogate || c > 0x10FFFF) return std::nullopt;
  text.remove_prefix(form->length);
  return c;
}

bool is_unicode_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

}  // namespace tenbin::tlog
