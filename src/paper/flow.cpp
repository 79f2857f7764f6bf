#include "paper/flow.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace tenbin::paper {
namespace {

constexpr double cell_gap = 2.0;   // between columns
constexpr double row_above = 0.9;  // above and below the text of a row
constexpr double term_width = 38.0;
constexpr double smallest_points = 5.0;
constexpr Style head_style{.points = 6.8, .ink = Ink::grey, .leading = 1.25};
constexpr Style cell_style{.points = 7.6, .leading = 1.3};

// Cells stand on one baseline, whatever their sizes.
struct Cells {
  std::vector<TextBlock> texts;
  double baseline = 0;
  double height = 0;
};

// Sets the cells of one row; the block draws them with a rule below.
std::shared_ptr<Cells> set_cells(Canvas& canvas, const std::vector<Column>& columns, const Row& row,
                                 Style style, bool is_head = false) {
  TENBIN_CHECK(row.size() == columns.size());
  auto cells = std::make_shared<Cells>();
  for (std::size_t i = 0; i < row.size(); ++i) {
    style.align = columns[i].align;
    style.points = is_head ? head_style.points : columns[i].points;
    const double width = columns[i].width - cell_gap;
    cells->texts.push_back(columns[i].wrap == Wrap::never
                               ? canvas.fitted(row[i], style, width, smallest_points)
                               : canvas.text(row[i], style, width));
    cells->baseline = std::max(cells->baseline, cells->texts.back().baseline());
  }
  for (const TextBlock& text : cells->texts)
    cells->height = std::max(cells->height, cells->baseline - text.baseline() + text.height());
  return cells;
}

void draw_cells(Canvas& on, const Cells& cells, const std::vector<Column>& columns,
                double baseline) {
  on.open("TR");
  double x = margin_left + cell_gap / 2;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    on.draw_on(cells.texts[i], x, baseline, "TD");
    x += columns[i].width;
  }
  on.close("TR");
}

Block row_block(Canvas& canvas, const std::vector<Column>& columns, const Row& row) {
  const auto cells = set_cells(canvas, columns, row, cell_style);
  const double height = cells->height + 2 * row_above;
  return {height,
          [cells, columns, height](Canvas& on, double y) {
            draw_cells(on, *cells, columns, y + row_above + cells->baseline);
            on.rule(margin_left, text_right, y + height, 0.1, Ink::rule);
          },
          false, nullptr};
}

Block total_block(Canvas& canvas, const std::vector<Column>& columns, const Row& row) {
  Style style = cell_style;
  style.bold = true;
  const auto cells = set_cells(canvas, columns, row, style);
  const double height = cells->height + 2 * row_above + 0.4;
  return {height,
          [cells, columns, height](Canvas& on, double y) {
            on.fill(margin_left, y, text_width, height, Ink::tint);
            on.rule(margin_left, text_right, y, 0.3, Ink::accent);
            draw_cells(on, *cells, columns, y + row_above + 0.2 + cells->baseline);
          },
          false, nullptr};
}

Block head_block(Canvas& canvas, const std::vector<Column>& columns) {
  Row titles;
  for (const Column& column : columns) titles.push_back(column.title);
  const auto cells = set_cells(canvas, columns, titles, head_style, true);
  const double height = cells->height + 2 * row_above;
  return {height,
          [cells, columns, height](Canvas& on, double y) {
            on.open("Table");
            on.open("TR");
            double x = margin_left + cell_gap / 2;
            for (std::size_t i = 0; i < columns.size(); ++i) {
              const double text_height = cells->texts[i].height();
              on.draw(cells->texts[i], x, y + height - row_above - text_height, "TH");
              x += columns[i].width;
            }
            on.close("TR");
            on.rule(margin_left, text_right, y + height, 0.3, Ink::accent);
          },
          true, nullptr};
}

bool shorter(std::string_view a, std::string_view b) {
  return a.size() < b.size();
}

// The longest line of a cell, roughly: by its bytes.
std::string_view longest_line(std::string_view text) {
  std::string_view longest;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end - at > longest.size()) longest = text.substr(at, end - at);
    at = end + 1;
  }
  return longest;
}

// One size for all numbers of a table: that of the narrowest column for its longest number.
void fit_columns(Canvas& canvas, std::vector<Column>& columns, const std::vector<Row>& rows,
                 const Row& total) {
  double points = cell_style.points;
  const auto fit = [&](const Column& column, std::string_view text, Style style) {
    const double width = column.width - cell_gap;
    points = std::min(points, canvas.fitting_points(text, style, width, smallest_points));
  };
  Style bold = cell_style;
  bold.bold = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].wrap != Wrap::never) continue;
    std::string_view longest;
    for (const Row& row : rows) longest = std::max(longest, longest_line(row[i]), shorter);
    fit(columns[i], longest, cell_style);
    if (!total.empty()) fit(columns[i], longest_line(total[i]), bold);
  }
  for (Column& column : columns) {
    if (column.wrap == Wrap::never) column.points = points;
  }
}

// The head of a table where it goes on: for the eye alone.
Block repeated(const Block& head) {
  Block again = head;
  again.draw = [draw = head.draw](Canvas& on, double y) {
    on.decorate(true);
    draw(on, y);
    on.decorate(false);
  };
  return again;
}

// The last row of a table ends it.
void end_table(Block& block) {
  block.draw = [draw = block.draw](Canvas& on, double y) {
    draw(on, y);
    on.close("Table");
  };
}

}  // namespace

void Flow::together(const std::function<void()>& fill) {
  const std::size_t first = blocks_.size();
  fill();
  for (std::size_t i = first; i + 1 < blocks_.size(); ++i) blocks_[i].with_next = true;
}

std::vector<Page> Flow::pages(double top, double bottom) const {
  std::vector<Page> pages(1);
  double y = top;
  const auto place = [&](const Block& block) {
    if (block.draw) pages.back().push_back({y, block.draw});
    y += block.height;
  };
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    double needed = blocks_[i].height;
    for (std::size_t k = i; blocks_[k].with_next && k + 1 < blocks_.size(); ++k) {
      needed += blocks_[k + 1].height;
    }
    if (y + needed > bottom && !pages.back().empty()) {
      pages.emplace_back();
      y = top;
      if (blocks_[i].head) place(repeated(*blocks_[i].head));
    }
    if (!blocks_[i].draw && pages.back().empty()) continue;  // no space at the top
    place(blocks_[i]);
  }
  return pages;
}

void add_table(Flow& flow, Canvas& canvas, std::vector<Column> columns,
               const std::vector<Row>& rows, const Row& total) {
  fit_columns(canvas, columns, rows, total);
  const auto head = std::make_shared<const Block>(head_block(canvas, columns));
  flow.add(*head);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Block block = row_block(canvas, columns, rows[i]);
    block.head = head;
    const bool last = i + 1 == rows.size();
    block.with_next = last && !total.empty();
    if (last && total.empty()) end_table(block);
    flow.add(std::move(block));
  }
  if (!total.empty()) {
    Block block = total_block(canvas, columns, total);
    block.head = head;
    end_table(block);
    flow.add(std::move(block));
  }
}

void add_heading(Flow& flow, Canvas& canvas, std::string_view text) {
  const auto title = std::make_shared<TextBlock>(
      canvas.text(text, {.points = 9.5, .bold = true, .ink = Ink::accent}));
  flow.space(5.0);
  flow.add({title->height() + 1.2,
            [title](Canvas& on, double y) { on.draw(*title, margin_left, y, "H2"); }, true,
            nullptr});
}

void add_entry(Flow& flow, Canvas& canvas, std::string_view term, std::string_view text) {
  Style style = cell_style;
  style.leading = 1.4;
  auto body = std::make_shared<TextBlock>(canvas.text(text, style, text_width - term_width));
  style.ink = Ink::grey;
  auto name = std::make_shared<TextBlock>(canvas.text(term, style, term_width - cell_gap));
  const double height = std::max(name->height(), body->height()) + 1.2;
  flow.add({height,
            [name, body](Canvas& on, double y) {
              on.draw(*name, margin_left, y + 0.6);
              on.draw(*body, margin_left + term_width, y + 0.6);
            },
            false, nullptr});
}

void add_paragraph(Flow& flow, Canvas& canvas, std::string_view text) {
  Style style = cell_style;
  style.leading = 1.4;
  auto body = std::make_shared<TextBlock>(canvas.text(text, style, text_width));
  flow.add({body->height() + 1.2,
            [body](Canvas& on, double y) { on.draw(*body, margin_left, y + 0.6); }, false,
            nullptr});
}

}  // namespace tenbin::paper
