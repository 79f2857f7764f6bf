#include "table/write_xlsx.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>

#include "table/table.hpp"
#include "table/text.hpp"
#include "units/date.hpp"

namespace tenbin::table {
namespace {

constexpr lxw_row_t last_listed_row = 200'100;
constexpr std::size_t narrowest = 8;
constexpr std::size_t widest = 48;
constexpr std::size_t longest_list = 255;  // of Excel, for a list within the validation itself
constexpr lxw_color_t head_colour = 0xD9E2EC;
constexpr lxw_color_t required_colour = 0xFFE8B3;
constexpr lxw_color_t marked_colour = 0xFFC7CE;
constexpr lxw_color_t bar_colour = 0x0B5C7D;
constexpr double chart_scale = 1.5;
constexpr double title_points = 12;

std::size_t significant_digits(std::string_view number) {
  std::size_t count = 0;
  for (const char c : number)
    if (c >= '0' && c <= '9' && (count > 0 || c != '0')) ++count;
  return count;
}

lxw_col_t column_of(std::size_t index) {
  return static_cast<lxw_col_t>(index);
}

}  // namespace

struct XlsxWriter::State {
  std::string path;
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  SheetLayout layout;
  std::vector<std::size_t> widths;
  lxw_row_t row = 0;
  lxw_format* head = nullptr;
  lxw_format* required = nullptr;
  lxw_format* key = nullptr;
  lxw_format* formats[3][2] = {};  // by OutKind and marked

  void make_formats() {
    const auto filled = [&](lxw_color_t colour) {
      lxw_format* format = workbook_add_format(workbook);
      format_set_bold(format);
      format_set_bg_color(format, colour);
      format_set_bottom(format, LXW_BORDER_THIN);
      return format;
    };
    head = filled(head_colour);
    required = filled(required_colour);
    key = workbook_add_format(workbook);
    format_set_italic(key);
    format_set_font_color(key, LXW_COLOR_GRAY);
    for (std::size_t kind = 0; kind < 3; ++kind)
      for (std::size_t marked = 0; marked < 2; ++marked) {
        lxw_format* format = workbook_add_format(workbook);
        format_set_num_format(format, kind == 0 ? "@" : kind == 1 ? "General" : "yyyy-mm-dd");
        if (marked == 1) format_set_bg_color(format, marked_colour);
        formats[kind][marked] = format;
      }
  }

  lxw_format* format_of(OutKind kind, bool marked) const {
    return formats[static_cast<std::size_t>(kind)][marked ? 1 : 0];
  }

  void widen(std::size_t column, std::string_view text) {
    if (column >= widths.size()) widths.resize(column + 1, narrowest);
    widths[column] =
        std::clamp(display_width(text) + 2, widths[column], std::max(widest, widths[column]));
  }

  lxw_row_t first_row() const { return layout.keys ? 2 : 1; }

  void write_headings() {
    const bool keys = layout.keys;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      const OutColumn& column = layout.columns[i];
      const std::string heading = column.heading + (column.required ? "*" : "");
      worksheet_write_string(sheet, 0, column_of(i), heading.c_str(),
                             column.required ? required : head);
      if (keys) worksheet_write_string(sheet, 1, column_of(i), column.key.c_str(), key);
      if (!column.note.empty())
        worksheet_write_comment(sheet, 0, column_of(i), column.note.c_str());
      widen(i, heading);
      if (keys) widen(i, column.key);
      write_list(column_of(i), column.choices);
    }
    row = first_row();
    worksheet_freeze_panes(sheet, row, 0);
  }

  void write_list(lxw_col_t column, std::vector<std::string> choices) {
    std::size_t length = choices.size();
    std::vector<char*> list;
    for (std::string& choice : choices) {
      list.push_back(choice.data());
      length += choice.size();
    }
    if (choices.empty() || length > longest_list) return;
    list.push_back(nullptr);
    lxw_data_validation rule = {};
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = list.data();
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule.ignore_blank = LXW_VALIDATION_ON;
    worksheet_data_validation_range(sheet, first_row(), column, last_listed_row, column, &rule);
  }

  // "months!$C$3:$C$14": the cells below the headings.
  std::string range_of(std::size_t column) const {
    const std::string letters = column_letters(static_cast<std::uint32_t>(column));
    return "='" + layout.name + "'!$" + letters + "$" + std::to_string(first_row() + 1) + ":$" +
           letters + "$" + std::to_string(row);
  }

  void name_columns() {
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
      const std::string& name = layout.columns[i].name;
      if (!name.empty()) workbook_define_name(workbook, name.c_str(), range_of(i).c_str());
    }
  }

  void draw_bars() {
    if (layout.bars.empty()) return;
    lxw_chart* chart = workbook_add_chart(workbook, LXW_CHART_COLUMN);
    std::string described = layout.chart;
    for (const std::size_t column : layout.bars) {
      const OutColumn& shown = layout.columns[column];
      const std::string heading = shown.heading + (layout.keys ? " / " + shown.key : std::string());
      lxw_chart_series* series =
          chart_add_series(chart, range_of(0).c_str(), range_of(column).c_str());
      chart_series_set_name(series, heading.c_str());
      lxw_chart_line edge = {};
      edge.color = bar_colour;
      chart_series_set_line(series, &edge);
      lxw_chart_fill fill = {};
      fill.color = bar_colour;
      lxw_chart_pattern hatches = {};
      hatches.fg_color = bar_colour;
      hatches.bg_color = LXW_COLOR_WHITE;
      hatches.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL;
      if (column == layout.bars.front()) {
        chart_series_set_fill(series, &fill);
      } else {
        chart_series_set_pattern(series, &hatches);
      }
      described += "\n" + heading;
    }
    chart_title_set_name(chart, layout.chart.c_str());
    lxw_chart_font title = {};
    title.size = title_points;
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(
        chart, layout.bars.size() > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    lxw_chart_options options = {};
    options.description = described.data();
    options.x_scale = chart_scale;
    options.y_scale = chart_scale;
    worksheet_insert_chart_opt(sheet, first_row(), column_of(layout.columns.size() + 1), chart,
                               &options);
  }

  void end_sheet() {
    if (sheet == nullptr) return;
    if (!layout.plain && row > first_row()) {
      name_columns();
      draw_bars();
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const OutKind kind = i < layout.columns.size() ? layout.columns[i].kind : OutKind::text;
      const auto width = static_cast<double>(widths[i]);
      worksheet_set_column(sheet, column_of(i), column_of(i), width,
                           layout.plain ? nullptr : format_of(kind, false));
    }
    sheet = nullptr;
  }

  void write_formula(lxw_col_t column, const OutCell& cell) {
    lxw_format* const format = format_of(OutKind::number, cell.marked);  // "@" would show the text
    if (cell.kind == OutKind::number && significant_digits(cell.text) <= 15) {
      worksheet_write_formula_num(sheet, row, column, cell.formula.c_str(), format,
                                  std::strtod(cell.text.c_str(), nullptr));
    } else {
      worksheet_write_formula_str(sheet, row, column, cell.formula.c_str(), format,
                                  cell.text.c_str());
    }
  }

  void write_cell(lxw_col_t column, const OutCell& cell) {
    lxw_format* const format = format_of(cell.kind, cell.marked);
    const auto date = cell.kind == OutKind::date ? parse_date(cell.text) : std::nullopt;
    if (!cell.formula.empty()) {
      write_formula(column, cell);
    } else if (cell.text.empty()) {
      worksheet_write_blank(sheet, row, column, cell.marked ? format : nullptr);
    } else if (date) {
      lxw_datetime day = {
          date->year(), static_cast<int>(date->month()), static_cast<int>(date->day()), 0, 0, 0};
      worksheet_write_datetime(sheet, row, column, &day, format);
    } else if (cell.kind == OutKind::number && significant_digits(cell.text) <= 15) {
      worksheet_write_number(sheet, row, column, std::strtod(cell.text.c_str(), nullptr), format);
    } else {
      worksheet_write_string(sheet, row, column, cell.text.c_str(),
                             format_of(OutKind::text, cell.marked));
    }
  }
};

XlsxWriter::XlsxWriter(const std::string& path) : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->workbook = workbook_new(state_->path.c_str());
  state_->make_formats();
}

XlsxWriter::~XlsxWriter() {
  if (state_->workbook != nullptr) lxw_workbook_free(state_->workbook);
}

void XlsxWriter::begin_sheet(const SheetLayout& layout) {
  state_->end_sheet();
  state_->layout = layout;
  state_->widths.assign(layout.columns.size(), narrowest);
  state_->row = 0;
  state_->sheet = workbook_add_worksheet(state_->workbook, layout.name.c_str());
  if (!layout.plain) state_->write_headings();
}

void XlsxWriter::add_row(std::span<const OutCell> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].text.empty() && cells[i].formula.empty() && !cells[i].marked) continue;
    state_->write_cell(column_of(i), cells[i]);
    state_->widen(i, cells[i].text);
  }
  ++state_->row;
}

void XlsxWriter::leave_out_time() {
  lxw_doc_properties properties = {};
  properties.created = 1;  // 1970-01-01; 0 would be now
  workbook_set_properties(state_->workbook, &properties);
}

Result<void> XlsxWriter::close() {
  state_->end_sheet();
  const lxw_error error = workbook_close(state_->workbook);
  state_->workbook = nullptr;
  if (error != LXW_NO_ERROR)
    return problem(Code::file_unwritable,
                   {{"path", state_->path}, {"reason", lxw_strerror(error)}});
  return {};
}

}  // namespace tenbin::table
