#include "mail/letter.hpp"

#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "units/date.hpp"

namespace tenbin::mail {
namespace {

constexpr std::size_t base64_line = 76;
constexpr std::size_t word_bytes = 45;  // of UTF-8 in one encoded word: 60 characters of base64
constexpr std::int64_t day_ms = 86'400'000;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// "=?utf-8?B?…?=" as often as it takes, each a whole number of characters.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(word_bytes, text.size());
    while (size < text.size() && size > 1 && continues(text[size])) --size;
    if (!out.empty()) out += "\r\n ";
    out += "=?utf-8?B?" + to_base64(as_bytes(text.substr(0, size))) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string two(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

// "Sun, 29 Nov 2026 01:02:03 +0000"
std::string date_of(Instant at) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date = Date::of_days(static_cast<std::int32_t>(at.ms / day_ms));
  const auto weekday = static_cast<std::size_t>((date.days() + 4) % 7);  // 1970 began on a Thursday
  const std::string time = format_instant(at).substr(11, 8);
  return std::string(days[weekday]) + ", " + two(date.day()) + " " + months[date.month() - 1] +
         " " + std::to_string(date.year()) + " " + time + " +0000";
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c < 0x7F &&
                  std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
         });
}

std::string format_letter(const Letter& letter, Instant at, std::string_view id) {
  const std::string host = letter.from.substr(letter.from.find('@') + 1);
  std::string out = "Date: " + date_of(at) + "\r\nFrom: <" + letter.from + ">\r\nTo: <" +
                    letter.to + ">\r\nMessage-ID: <" + std::string(id) + "@" + host +
                    ">\r\nSubject: " + encoded_words(letter.subject) +
                    "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n";
  std::string text;
  for (const char c : letter.text) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::string body = to_base64(as_bytes(text));
  for (std::size_t from = 0; from < body.size(); from += base64_line)
    out += body.substr(from, base64_line) + "\r\n";
  return out;
}

}  // namespace tenbin::mail
