#include "table/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "table/text.hpp"
#include "table/xml.hpp"
#include "units/date.hpp"

namespace tenbin::table {
namespace {

constexpr std::size_t max_shared_texts = 20'000'000;
constexpr std::size_t max_sheets = 1'000;
constexpr std::size_t max_formats = 100'000;

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

// Calls `visit` at every start tag of the part; visit may stop the reading with a problem.
template <class Visit>
Result<void> for_each_element(const Archive& archive, const std::string& name, Visit visit) {
  auto part = archive.part(name);
  if (!part) return tl::make_unexpected(part.error());
  XmlReader xml(std::move(*part));
  for (;;) {
    const XmlEvent event = xml.next();
    if (event == XmlEvent::failed) return tl::make_unexpected(xml.problem());
    if (event == XmlEvent::done) return {};
    if (event == XmlEvent::start || event == XmlEvent::end)
      TENBIN_TRY(visit(xml, event == XmlEvent::start));
  }
}

using Relations = std::map<std::string, std::string>;

// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml" or "../xl/…".
std::string absolute_part(const std::string& folder, std::string target) {
  if (target.starts_with('/')) return target.substr(1);
  std::string base = folder;
  while (target.starts_with("../")) {
    target.erase(0, 3);
    base.erase(base.empty() ? 0 : base.rfind('/', base.size() - 2) + 1);
  }
  return base + target;
}

// The targets of a relationships part by id; with `by_type`, by the last word of their type.
Result<Relations> read_relations(const Archive& archive, const std::string& name,
                                 const std::string& folder, bool by_type) {
  Relations relations;
  TENBIN_TRY(for_each_element(archive, name, [&](const XmlReader& xml, bool start) -> Result<void> {
    if (!start || xml.name() != "Relationship") return {};
    const std::string type = xml.attribute("Type");
    const std::string key = by_type ? type.substr(type.rfind('/') + 1) : xml.attribute("Id");
    relations.emplace(key, absolute_part(folder, xml.attribute("Target")));
    return {};
  }));
  return relations;
}

Result<void> read_sheet_list(const Archive& archive, const std::string& part,
                             const Relations& targets, Workbook& workbook) {
  return for_each_element(archive, part, [&](const XmlReader& xml, bool start) -> Result<void> {
    if (!start) return {};
    if (xml.name() == "workbookPr") {
      const std::string since_1904 = xml.attribute("date1904");
      workbook.since_1904 = since_1904 == "1" || since_1904 == "true";
    }
    if (xml.name() != "sheet") return {};
    const auto target = targets.find(xml.attribute("id"));
    if (target == targets.end() || !archive.has(target->second)) return {};  // a chart, a macro
    if (workbook.sheets.size() >= max_sheets) return too_large("sheets", max_sheets);
    std::string name = xml.attribute("name");
    if (!is_valid_utf8(name)) return malformed(xml.part_name(), "not UTF-8");
    const std::string state = xml.attribute("state");
    workbook.sheets.push_back({std::move(name), !state.empty() && state != "visible"});
    workbook.parts.push_back(target->second);
    return {};
  });
}

Result<void> read_styles(const Archive& archive, const std::string& part, Workbook& workbook) {
  std::map<std::uint32_t, NumberFormat> custom;
  bool in_cell_formats = false;
  return for_each_element(archive, part, [&](const XmlReader& xml, bool start) -> Result<void> {
    if (xml.name() == "cellXfs") in_cell_formats = start;
    if (!start) return {};
    const auto id = whole_number(xml.attribute("numFmtId"));
    if (xml.name() == "numFmt" && id && custom.size() < max_formats)
      custom[*id] = classify_format(xml.attribute("formatCode"));
    if (xml.name() != "xf" || !in_cell_formats) return {};
    if (workbook.formats.size() >= max_formats) return too_large("styles", max_formats);
    const auto found = custom.find(id.value_or(0));
    workbook.formats.push_back(found != custom.end() ? found->second
                                                     : builtin_format(id.value_or(0)));
    return {};
  });
}

Result<void> read_shared_texts(const Archive& archive, const std::string& name,
                               const Limits& limits, SharedTexts& texts) {
  auto part = archive.part(name);
  if (!part) return tl::make_unexpected(part.error());
  XmlReader xml(std::move(*part));
  bool in_text = false;
  int in_phonetic = 0;
  for (XmlEvent event = xml.next(); event != XmlEvent::done; event = xml.next()) {
    if (event == XmlEvent::failed) return tl::make_unexpected(xml.problem());
    if (event == XmlEvent::text) {
      if (in_text && in_phonetic == 0) append_unescaped(xml.text(), texts.bytes());
      if (texts.bytes().size() > limits.shared_text_bytes)
        return too_large("shared_text_bytes", limits.shared_text_bytes);
      continue;
    }
    const bool start = event == XmlEvent::start;
    if (xml.name() == "t") in_text = start;
    if (xml.name() == "rPh") in_phonetic += start ? 1 : -1;
    if (xml.name() == "si" && !start) texts.end_text();
    if (texts.size() > max_shared_texts) return too_large("shared_texts", max_shared_texts);
  }
  if (!is_valid_utf8(texts.bytes())) return malformed(name, "not UTF-8");
  return {};
}

// A format code without what it shows literally: "…", \x, _x, *x, [colour], [$-411]; [h] is hours.
std::string format_letters(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {
      const std::size_t close = code.find(c == '"' ? '"' : ']', i + 1);
      if (close == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      if (c == '[' && inside.find_first_not_of("hms") == std::string_view::npos) letters += inside;
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return letters;
}

}  // namespace

NumberFormat classify_format(std::string_view code) {
  std::string letters = format_letters(code);
  letters.resize(std::min(letters.size(), letters.find(';')));  // the section of positive numbers
  if (letters.find("general") != std::string::npos) return NumberFormat::plain;
  if (letters.find_first_of("0#?") != std::string::npos)
    return letters.find('%') != std::string::npos ? NumberFormat::percent : NumberFormat::plain;
  const bool time = letters.find_first_of("hs") != std::string::npos;
  const bool day = letters.find_first_of(time ? "ydge" : "ydgem") != std::string::npos;
  return day ? NumberFormat::date : NumberFormat::plain;
}

NumberFormat builtin_format(std::uint32_t id) {
  if (id == 9 || id == 10) return NumberFormat::percent;
  const bool date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                    (id >= 50 && id <= 58);
  return date ? NumberFormat::date : NumberFormat::plain;
}

void append_unescaped(std::string_view text, std::string& out) {
  for (;;) {
    const std::size_t at = text.find("_x");
    out.append(text.substr(0, at));
    if (at == std::string_view::npos) return;
    std::uint32_t value = 0;
    const std::string_view escape = text.substr(at, 7);
    const bool whole = escape.size() == 7 && escape[6] == '_';
    const char* const digits = escape.data() + 2;
    if (whole && std::from_chars(digits, digits + 4, value, 16).ptr == digits + 4 &&
        (value < 0xD800 || value > 0xDFFF)) {
      append_utf8(static_cast<char32_t>(value), out);
      text.remove_prefix(at + 7);
    } else {
      out.append("_x");
      text.remove_prefix(at + 2);
    }
  }
}

std::string serial_date(std::string_view number, bool since_1904) {
  constexpr std::int32_t epoch_1900 = -25'569;  // 1899-12-30, right from 1900-03-01 on
  constexpr std::int32_t epoch_1904 = -24'107;
  const auto day = whole_number(number.substr(0, number.find('.')));
  if (!day || *day > 2'958'465 || (!since_1904 && *day < 61)) return {};
  if (number.find_first_not_of("0123456789.") != std::string_view::npos) return {};
  const Date date =
      Date::of_days(static_cast<std::int32_t>(*day) + (since_1904 ? epoch_1904 : epoch_1900));
  return date.year() > 9999 ? std::string() : format_date(date);
}

Result<Workbook> read_workbook(const Archive& archive, const Limits& limits) {
  Workbook workbook;
  auto root = read_relations(archive, "_rels/.rels", "", true);
  if (!root) return tl::make_unexpected(root.error());
  const std::string part = (*root)["officeDocument"];
  if (part.empty()) return malformed("_rels/.rels", "names no workbook");
  const std::size_t name_at = part.rfind('/') + 1;
  const std::string folder = part.substr(0, name_at);
  const std::string relations_part = folder + "_rels/" + part.substr(name_at) + ".rels";
  const auto by_id = read_relations(archive, relations_part, folder, false);
  if (!by_id) return tl::make_unexpected(by_id.error());
  auto by_type = read_relations(archive, relations_part, folder, true);
  if (!by_type) return tl::make_unexpected(by_type.error());
  TENBIN_TRY(read_sheet_list(archive, part, *by_id, workbook));
  if (workbook.sheets.empty()) return malformed(part, "has no sheet");
  if (const std::string& styles = (*by_type)["styles"]; archive.has(styles))
    TENBIN_TRY(read_styles(archive, styles, workbook));
  if (const std::string& texts = (*by_type)["sharedStrings"]; archive.has(texts))
    TENBIN_TRY(read_shared_texts(archive, texts, limits, workbook.texts));
  return workbook;
}

}  // namespace tenbin::table
