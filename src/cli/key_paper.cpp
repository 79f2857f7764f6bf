#include "cli/key_paper.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/public_html.hpp"
#include "message/message.hpp"
#include "paper/qr.hpp"

namespace tenbin::cli {
namespace {

// mm of an A4 sheet.
constexpr int margin = 18;
constexpr int top = 62;
constexpr int row_height = 37;
constexpr int code_size = 34;
constexpr int text_left = margin + code_size + 6;
constexpr std::size_t text_width = 44;  // characters of a line beside the code

// A key is typed again by people: no two letters of it as one, none like another.
constexpr std::string_view as_key = R"( font-family="monospace")";

void append_text(std::string& svg, int y, int size, std::string_view text, int x = margin,
                 std::string_view style = {}) {
  fmt::format_to(std::back_inserter(svg), R"(<text x="{}" y="{}" font-size="{}"{}>{}</text>)", x, y,
                 size, style, http::escaped(text));
}

// One path of unit squares in a box of its own measure.
void append_code(std::string& svg, int y, const std::string& text) {
  const std::vector<std::string> rows = paper::qr_rows(text);
  fmt::format_to(std::back_inserter(svg),
                 R"(<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}"><path d=")",
                 margin, y, code_size, code_size, rows.size(), rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows.size(); ++column)
      if (rows[row][column] == '#')
        fmt::format_to(std::back_inserter(svg), "M{} {}h1v1h-1z", column, row);
  svg += R"("/></svg>)";
}

void append_line(std::string& svg, int y, const KeyLine& line) {
  constexpr int name_size = 4;
  constexpr int key_size = 3;
  constexpr int step = 5;
  append_code(svg, y, line.text);
  append_text(svg, y + step, name_size, line.file, text_left);
  int at = y + 3 * step;
  for (std::size_t from = 0; from < line.text.size(); from += text_width, at += step)
    append_text(svg, at, key_size, std::string_view(line.text).substr(from, text_width), text_left,
                as_key);
}

}  // namespace

std::string format_key_paper(const KeyPaper& paper, Language language) {
  constexpr int title_size = 7;
  constexpr int size = 4;
  constexpr int step = 8;
  std::string svg =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" )"
      R"(viewBox="0 0 210 297" font-family="BIZ UDPGothic, Noto Sans CJK JP, sans-serif">)"
      R"(<rect width="210" height="297" fill="#fff"/>)";
  int y = 2 * step + size;
  append_text(svg, y, title_size, message(language, "key.paper.title"));
  append_text(svg, y += step, size, fmt::format("{} / {}", paper.origin, paper.made));
  append_text(svg, y += step, size, message(language, "key.paper.secret"));
  append_text(svg, y + step, size, message(language, "key.paper.restore"));
  y = top;
  for (std::size_t i = 0; i < std::min(paper.lines.size(), most_lines); ++i, y += row_height)
    append_line(svg, y, paper.lines[i]);
  return svg + "</svg>\n";
}

}  // namespace tenbin::cli
