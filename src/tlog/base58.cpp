#include "tlog/base58.hpp"

#include <algorithm>
#include <vector>

namespace tenbin::tlog {
namespace {

constexpr std::string_view digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t max_text = 256;

// number = number * base + digit, for a number in base `limit`, lowest place first.
void push_digit(std::vector<std::uint8_t>& number, std::uint32_t base, std::uint32_t digit,
                std::uint32_t limit) {
  std::uint32_t carry = digit;
  for (std::uint8_t& place : number) {
    carry += place * base;
    place = static_cast<std::uint8_t>(carry % limit);
    carry /= limit;
  }
  for (; carry > 0; carry /= limit) number.push_back(static_cast<std::uint8_t>(carry % limit));
}

}  // namespace

std::string to_base58(Bytes bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(), [](auto b) { return b != 0; });
  std::vector<std::uint8_t> number;
  for (auto byte = first; byte != bytes.end(); ++byte) push_digit(number, 256, *byte, 58);
  std::string text(static_cast<std::size_t>(first - bytes.begin()), digits[0]);
  for (auto place = number.rbegin(); place != number.rend(); ++place) text += digits[*place];
  return text;
}

std::optional<std::string> from_base58(std::string_view text) {
  if (text.size() > max_text) return std::nullopt;
  const std::size_t zeros = std::min(text.find_first_not_of(digits[0]), text.size());
  std::vector<std::uint8_t> number;
  for (const char c : text.substr(zeros)) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    push_digit(number, 58, static_cast<std::uint32_t>(digit), 256);
  }
  std::string bytes(zeros, '\0');
  bytes.append(number.rbegin(), number.rend());
  return bytes;
}

}  // namespace tenbin::tlog
