#pragma once
// Blocks one below another over as many pages as they need. A block is never split; the head of a
// table is repeated where a page begins inside it.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "paper/canvas.hpp"

namespace tenbin::paper {

using Draw = std::function<void(Canvas&, double y)>;

struct Block {
  double height = 0;
  Draw draw;
  bool with_next = false;             // never the last one of a page
  std::shared_ptr<const Block> head;  // repeated above it at the top of a page
};

struct Placed {
  double y = 0;
  Draw draw;
};
using Page = std::vector<Placed>;

class Flow {
 public:
  void add(Block block) { blocks_.push_back(std::move(block)); }
  void space(double height) { blocks_.push_back({height, nullptr, false, nullptr}); }
  // What `fill` adds stands on one page, which it must not be higher than.
  void together(const std::function<void()>& fill);
  // Every page holds what fits between `top` and `bottom`; a block higher than that stands alone.
  std::vector<Page> pages(double top, double bottom) const;

 private:
  std::vector<Block> blocks_;
};

// never: numbers and dates, which rather get smaller.
enum class Wrap : std::uint8_t { words, never };

struct Column {
  std::string title;
  double width = 0;  // mm; the widths of a table sum up to text_width
  Align align = Align::left;
  Wrap wrap = Wrap::words;
  double points = 7.6;
};
using Row = std::vector<std::string>;

// A table whose cells wrap; `total` (empty: none) closes it in bold.
void add_table(Flow& flow, Canvas& canvas, std::vector<Column> columns,
               const std::vector<Row>& rows, const Row& total = {});
// A heading that stays with what follows.
void add_heading(Flow& flow, Canvas& canvas, std::string_view text);
// A term on the left, its text on the right.
void add_entry(Flow& flow, Canvas& canvas, std::string_view term, std::string_view text);
void add_paragraph(Flow& flow, Canvas& canvas, std::string_view text);

}  // namespace tenbin::paper
