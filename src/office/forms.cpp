#include "office/forms.hpp"

#include <algorithm>

#include "tlog/utf8.hpp"

namespace tenbin::office {
namespace {

constexpr std::size_t longest_login = 128;
constexpr std::size_t longest_name = 200;

bool is_login_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("._+@-").find(c) != std::string_view::npos;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

tl::unexpected<Problem> invalid(std::string_view field, std::string_view what) {
  return problem(Code::input_invalid,
                 {{"field", std::string(field)}, {"problem", std::string(what)}});
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool is_login(std::string_view text) {
  return !text.empty() && text.size() <= longest_login &&
         std::all_of(text.begin(), text.end(), is_login_character);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return is_login(text) && at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos;
}

std::optional<std::size_t> characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count)
    if (!tlog::take_code_point(text)) return std::nullopt;
  return count;
}

Result<void> check_text(std::string_view field, std::string_view text, std::size_t longest) {
  if (text.size() > longest || !characters(text)) return invalid(field, "office.text");
  return {};
}

Result<void> check_days(std::string_view field, std::int64_t days) {
  if (days < 1 || days > most_days) return invalid(field, "office.days");
  return {};
}

Result<void> check_name(std::string_view field, std::string_view text) {
  const bool fits = !text.empty() && text.size() <= longest_name && characters(text) &&
                    std::none_of(text.begin(), text.end(), is_control);
  if (!fits) return invalid(field, "office.name");
  return {};
}

}  // namespace tenbin::office
