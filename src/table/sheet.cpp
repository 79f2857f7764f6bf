#include "table/sheet.hpp"

#include <charconv>

#include "table/merges.hpp"
#include "table/text.hpp"
#include "table/xml.hpp"

namespace tenbin::table {
namespace {

// One row under construction. Texts are gathered in one string and turned into views when it is
// complete.
class SheetReader {
 public:
  SheetReader(Part part, Merges merges, const Workbook& workbook, const Limits& limits)
      : xml_(std::move(part)), merges_(std::move(merges)), workbook_(workbook), limits_(limits) {
    row_.since_1904 = workbook.since_1904;
  }

  Result<void> read(const RowSink& sink) {
    for (;;) {
      switch (xml_.next()) {
        case XmlEvent::failed:
          return tl::make_unexpected(xml_.problem());
        case XmlEvent::done:
          return {};
        case XmlEvent::text:
          if (capturing_ && in_phonetic_ == 0) TENBIN_TRY(add_text(xml_.text()));
          break;
        case XmlEvent::start:
          TENBIN_TRY(start(xml_.name()));
          break;
        case XmlEvent::end: {
          const auto more = end(xml_.name(), sink);
          if (!more) return tl::make_unexpected(more.error());
          if (!*more) return {};
          break;
        }
      }
    }
  }

 private:
  struct Pending {
    Cell cell;
    bool own;           // its text is in texts_, else it is a view already
    std::size_t begin;  // within texts_
    std::size_t length;
  };

  Result<void> start(std::string_view name) {
    if (name == "c") return start_cell();
    if (name == "v" || name == "t") {
      capturing_ = in_cell_;
    } else if (name == "row") {
      return start_row();
    } else if (name == "rPh") {
      ++in_phonetic_;
    }
    return {};
  }

  Result<bool> end(std::string_view name, const RowSink& sink) {
    if (name == "c") {
      if (in_cell_) TENBIN_TRY(end_cell());
      in_cell_ = false;
    } else if (name == "v" || name == "t") {
      capturing_ = false;
    } else if (name == "rPh") {
      --in_phonetic_;
    } else if (name == "row") {
      return end_row(sink);
    }
    return true;
  }

  Result<void> start_row() {
    if (in_row_) return malformed(xml_.part_name(), "a row within a row");
    std::uint32_t number = row_.number + 1;
    std::string_view rest = xml_.attributes();
    while (const auto attribute = XmlReader::next_attribute(rest)) {
      if (attribute->name != "r") continue;
      const std::string_view text = attribute->value;
      std::uint32_t written = 0;
      const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), written);
      if (error != std::errc() || written < number)
        return malformed(xml_.part_name(), "rows out of order");
      number = written;
    }
    if (number > limits_.rows) return too_large("rows", limits_.rows);
    row_.number = number;
    in_row_ = true;
    next_column_ = 0;
    pending_.clear();
    texts_.clear();
    return {};
  }

  Result<void> start_cell() {
    if (!in_row_ || in_cell_) return malformed(xml_.part_name(), "a cell out of place");
    in_cell_ = true;
    type_ = {};
    style_ = 0;
    std::uint32_t column = next_column_;
    std::string_view rest = xml_.attributes();
    while (const auto attribute = XmlReader::next_attribute(rest)) {
      const std::string_view value = attribute->value;
      if (attribute->name == "r") {
        const auto place = parse_place(value);
        if (!place || place->column < next_column_)
          return malformed(xml_.part_name(), "cells out of order");
        column = place->column;
      } else if (attribute->name == "t") {
        type_ = type_of(value);
      } else if (attribute->name == "s") {
        std::from_chars(value.data(), value.data() + value.size(), style_);
      }
    }
    if (column >= limits_.columns) return too_large("columns", limits_.columns);
    next_column_ = column + 1;
    begin_ = texts_.size();
    return {};
  }

  enum class Type : std::uint8_t { number, shared, text, boolean, error, date };

  static Type type_of(std::string_view text) {
    if (text == "s") return Type::shared;
    if (text == "str" || text == "inlineStr") return Type::text;
    if (text == "b") return Type::boolean;
    if (text == "e") return Type::error;
    if (text == "d") return Type::date;
    return Type::number;
  }

  Result<void> add_text(std::string_view text) {
    if (texts_.size() + text.size() > limits_.row_bytes)
      return too_large("row_bytes", limits_.row_bytes);
    if (type_ == Type::text) {
      append_unescaped(text, texts_);
    } else {
      texts_.append(text);
    }
    return {};
  }

  Result<void> end_cell() {
    std::string_view text = std::string_view(texts_).substr(begin_);
    if (text.empty()) return {};
    const std::uint32_t column = next_column_ - 1;
    if (!merges_.empty() && merges_.covers({row_.number, column})) return {};
    Cell cell{column, CellKind::text, {}};
    switch (type_) {
      case Type::shared:
        return add_shared(cell, text);
      case Type::text:
        break;
      case Type::boolean:
        cell.kind = CellKind::boolean;
        break;
      case Type::error:
        cell.kind = CellKind::error;
        break;
      case Type::date:
        cell.kind = CellKind::date;
        texts_.resize(std::min(texts_.size(), begin_ + 10));
        break;
      case Type::number:
        cell.kind = number_kind(text);
        break;
    }
    text = std::string_view(texts_).substr(begin_);
    if (!is_valid_utf8(text)) return malformed(xml_.part_name(), "not UTF-8");
    pending_.push_back({cell, true, begin_, text.size()});
    return {};
  }

  Result<void> add_shared(Cell cell, std::string_view index_text) {
    std::size_t index = 0;
    const auto [stop, error] =
        std::from_chars(index_text.data(), index_text.data() + index_text.size(), index);
    if (error != std::errc() || index >= workbook_.texts.size())
      return malformed(xml_.part_name(), "a shared text that is not there");
    texts_.resize(begin_);
    cell.text = workbook_.texts.at(index);
    if (!cell.text.empty()) pending_.push_back({cell, false, 0, 0});
    return {};
  }

  // Under a date format the text becomes a date, if it can.
  CellKind number_kind(std::string_view text) {
    const NumberFormat format =
        style_ < workbook_.formats.size() ? workbook_.formats[style_] : NumberFormat::plain;
    if (format == NumberFormat::percent) return CellKind::percent;
    if (format == NumberFormat::plain) return CellKind::number;
    const std::string date = serial_date(text, workbook_.since_1904);
    if (date.empty()) return CellKind::number;
    texts_.replace(begin_, std::string::npos, date);
    return CellKind::date;
  }

  Result<bool> end_row(const RowSink& sink) {
    if (!in_row_ || in_cell_) return malformed(xml_.part_name(), "a row ends out of place");
    in_row_ = false;
    row_.cells.clear();
    for (const Pending& pending : pending_) {
      row_.cells.push_back(pending.cell);
      if (pending.own)
        row_.cells.back().text = std::string_view(texts_).substr(pending.begin, pending.length);
    }
    return row_.cells.empty() || sink(row_);
  }

  XmlReader xml_;
  Merges merges_;
  const Workbook& workbook_;
  const Limits& limits_;
  Row row_;
  std::vector<Pending> pending_;
  std::string texts_;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool capturing_ = false;
  int in_phonetic_ = 0;
  std::uint32_t next_column_ = 0;
  Type type_ = Type::number;
  std::size_t style_ = 0;
  std::size_t begin_ = 0;
};

}  // namespace

Result<void> read_sheet(const Archive& archive, const std::string& part, const Workbook& workbook,
                        const Limits& limits, const RowSink& sink) {
  auto scanned = archive.part(part);
  if (!scanned) return tl::make_unexpected(scanned.error());
  auto merges = Merges::read(std::move(*scanned));
  if (!merges) return tl::make_unexpected(merges.error());
  auto rows = archive.part(part);
  if (!rows) return tl::make_unexpected(rows.error());
  return SheetReader(std::move(*rows), std::move(*merges), workbook, limits).read(sink);
}

}  // namespace tenbin::table
