#include "net/multipart.hpp"

#include <algorithm>
#include <string>

namespace tenbin::net {
namespace {

constexpr std::size_t most_parts = 20;
constexpr std::size_t longest_head = 4096;
constexpr std::size_t longest_boundary = 70;
constexpr std::string_view line_end = "\r\n";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Takes `word`, however its letters are written, off the front.
bool take(std::string_view& text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(text[i]) != word[i]) return false;
  text.remove_prefix(word.size());
  return true;
}

void skip_spaces(std::string_view& text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
}

// Of "multipart/form-data; boundary=…", quoted or not; empty for another type.
std::string_view boundary_of(std::string_view type) {
  if (!take(type, "multipart/form-data")) return {};
  skip_spaces(type);
  if (!take(type, ";")) return {};
  skip_spaces(type);
  if (!take(type, "boundary=")) return {};
  if (type.size() >= 2 && type.front() == '"' && type.back() == '"')
    type = type.substr(1, type.size() - 2);
  const bool fits =
      type.size() <= longest_boundary && std::all_of(type.begin(), type.end(), [](char c) {
        return is_letter_or_digit(c) ||
               std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
      });
  return fits ? type : std::string_view{};
}

// `; key="…"`; nothing when it does not stand there.
std::optional<std::string_view> take_quoted(std::string_view& text, std::string_view key) {
  std::string_view rest = text;
  if (!take(rest, ";")) return std::nullopt;
  skip_spaces(rest);
  if (!take(rest, key) || !take(rest, "=\"")) return std::nullopt;
  const std::size_t end = rest.find('"');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = rest.substr(0, end);
  text = rest.substr(end + 1);
  return value;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

// The lines of a part's head: one says its name, the others do not matter.
bool read_head(std::string_view head, FormPart& part) {
  bool named = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find(line_end), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + line_end.size(), head.size()));
    if (std::any_of(line.begin(), line.end(), is_control)) return false;
    if (line.find(':') == std::string_view::npos) return false;
    if (!take(line, "content-disposition:")) continue;
    skip_spaces(line);
    if (named || !take(line, "form-data")) return false;
    const auto name = take_quoted(line, "name");
    if (!name || name->empty()) return false;
    part.name = *name;
    part.file_name = take_quoted(line, "filename");
    if (!line.empty()) return false;
    named = true;
  }
  return named;
}

}  // namespace

std::optional<std::vector<FormPart>> parse_form(std::string_view content_type,
                                                std::string_view body) {
  const std::string_view boundary = boundary_of(content_type);
  if (boundary.empty()) return std::nullopt;
  const std::string between = "\r\n--" + std::string(boundary);
  const std::string_view first = std::string_view(between).substr(line_end.size());
  if (!body.starts_with(first)) return std::nullopt;
  body.remove_prefix(first.size());
  std::vector<FormPart> parts;
  while (body.starts_with(line_end)) {
    body.remove_prefix(line_end.size());
    const std::size_t head = body.substr(0, longest_head).find("\r\n\r\n");
    FormPart part;
    if (head == std::string_view::npos || !read_head(body.substr(0, head), part))
      return std::nullopt;
    body.remove_prefix(head + 2 * line_end.size());
    const std::size_t end = body.find(between);
    if (end == std::string_view::npos) return std::nullopt;
    part.content = body.substr(0, end);
    body.remove_prefix(end + between.size());
    const bool twice = std::any_of(parts.begin(), parts.end(),
                                   [&](const FormPart& other) { return other.name == part.name; });
    if (twice || parts.size() == most_parts) return std::nullopt;
    parts.push_back(part);
  }
  if (body != "--" && body != "--\r\n") return std::nullopt;
  return parts;
}

}  // namespace tenbin::net
