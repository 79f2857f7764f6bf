#include "tlog/text_lines.hpp"

#include <algorithm>
#include <charconv>

namespace tenbin::tlog {

tl::unexpected<Problem> invalid_line(std::size_t line, std::string what) {
  return problem(Code::input_invalid,
                 {{"place", std::to_string(line)}, {"problem", std::move(what)}});
}

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t max) {
  if (text.empty() || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number > max) return std::nullopt;
  return number;
}

std::optional<Hash> parse_hash(std::string_view text) {
  const std::optional<std::string> bytes = from_base64(text);
  Hash hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace tenbin::tlog
