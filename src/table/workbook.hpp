#pragma once
// The small parts of an .xlsx workbook that say how its sheets are to be read (ECMA-376 part
// 1, 18.2, 18.4, 18.8): the sheets and their parts, which cell styles show a date or a percentage,
// the shared texts.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "table/archive.hpp"
#include "table/table.hpp"

namespace tenbin::table {

enum class NumberFormat : std::uint8_t { plain, date, percent };

// What a number format code shows: `yyyy"年"m"月"d"日"`, `[$-411]ggge`, `0.0%`. A time of day alone
// (h:mm) is plain.
NumberFormat classify_format(std::string_view code);
// … and one of the formats with a fixed number, among them the Japanese ones 27-36 and 50-58.
NumberFormat builtin_format(std::uint32_t id);

// Texts back to back in one string.
class SharedTexts {
 public:
  std::size_t size() const { return ends_.size(); }
  std::string_view at(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }
  std::string& bytes() { return bytes_; }
  void end_text() { ends_.push_back(bytes_.size()); }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

struct Workbook {
  std::vector<Sheet> sheets;
  std::vector<std::string> parts;  // of the sheets, in the same order
  bool since_1904 = false;
  std::vector<NumberFormat> formats;  // by cell style
  SharedTexts texts;
};

Result<Workbook> read_workbook(const Archive& archive, const Limits& limits);

// Appends `text` with Excel's escapes such as _x000D_ undone (22.9.2.19, ST_Xstring).
void append_unescaped(std::string_view text, std::string& out);

// "2026-07-21" for a day number such as "46224" or "46224.5"; empty when it is none (before
// 1900-03-01, where Excel counts a day that never was, or after 9999).
std::string serial_date(std::string_view number, bool since_1904);

}  // namespace tenbin::table
