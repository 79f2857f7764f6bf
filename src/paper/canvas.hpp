#pragma once
// Drawing on a page in millimetres from its upper left corner: text, rules, boxes. A Canvas knows
// the one font and the few inks of our paper; where things stand is decided by whoever draws.
//
// A character that no font of ours has is never drawn as a box: the canvas remembers it, and the
// paper is refused (certificate.glyph_missing).
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/problem.hpp"
#include "paper/fonts.hpp"

using cairo_t = struct _cairo;
using PangoLayout = struct _PangoLayout;

namespace tenbin::paper {

inline constexpr double page_width = 210.0;
inline constexpr double page_height = 297.0;
inline constexpr double margin_left = 20.0;  // two holes of ISO 838 need 18
inline constexpr double margin_right = 15.0;
inline constexpr double margin_top = 15.0;
inline constexpr double margin_bottom = 15.0;
inline constexpr double text_width = page_width - margin_left - margin_right;
inline constexpr double text_right = page_width - margin_right;

// black for what is said, grey for what it is called, accent for the issuer's colour; each is
// legible when printed in black and white. tint is only ever a ground.
enum class Ink : std::uint8_t { black, grey, accent, rule, tint };
enum class Align : std::uint8_t { left, centre, right };

struct Style {
  double points = 9.5;
  bool bold = false;
  Ink ink = Ink::black;
  Align align = Align::left;
  double leading = 1.4;  // distance of lines as a multiple of the size
  double spacing = 0.0;  // between letters, points
};

struct Box {  // mm
  double x, y, width, height;
};
struct GridBox {  // one square high
  int column, row, width;
};

// A piece of text, measured once and drawn where it fits. Sizes in mm.
class TextBlock {
 public:
  TextBlock() = default;
  TextBlock(std::shared_ptr<PangoLayout> layout, Ink ink) : layout_(std::move(layout)), ink_(ink) {}

  double width() const;
  double height() const;
  double baseline() const;  // of the first line, from the top
  int lines() const;

 private:
  friend class Canvas;
  std::shared_ptr<PangoLayout> layout_;
  Ink ink_ = Ink::black;
};

// Texts that were set before, a few thousand: setting is dear, and labels come again on every
// certificate. When it is full, those that were not asked for since it was full the last time go:
// the masses of past certificates, never the labels.
class TextCache {
 public:
  std::shared_ptr<PangoLayout> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<PangoLayout> layout);

 private:
  using Texts = std::unordered_map<std::string, std::shared_ptr<PangoLayout>>;
  Texts recent_;
  Texts older_;
};

class Canvas {
 public:
  // All must outlive the canvas.
  Canvas(cairo_t* target, PangoContext* context, TextCache& cache);

  // Wrapped at `width` mm; 0: never wrapped. With `most` lines the rest is cut and ends in "…".
  TextBlock text(std::string_view text, const Style& style, double width = 0, int most = 0);
  // Shrinks the size, not below `smallest` points, until the text fits one line of `width`; what
  // still does not fit is wrapped.
  TextBlock fitted(std::string_view text, const Style& style, double width, double smallest,
                   int most = 0);
  // The size that `fitted` takes.
  double fitting_points(std::string_view text, Style style, double width, double smallest);

  // For readers that speak (tagged PDF): a text is a paragraph, or what `tag` says it is (H1, TD);
  // nullptr: nothing of the content, such as a page number. Rules and grounds never are.
  void draw(const TextBlock& block, double x, double y, const char* tag = "P");
  // With its first baseline at y.
  void draw_on(const TextBlock& block, double x, double baseline, const char* tag = "P");
  // Draws at once; the height that it took.
  double write(std::string_view text, const Style& style, double x, double y, double width = 0,
               const char* tag = "P");
  // What holds others: Part, Table, TR, Figure. Closed in the reverse order, on any later page.
  void open(const char* tag);
  void close(const char* tag);
  // While nothing is content, what is drawn is there for the eye alone: heads that are repeated.
  void decorate(bool decorating) { decorating_ = decorating; }

  void rule(double x1, double x2, double y, double thickness, Ink ink);
  void fill(double x, double y, double width, double height, Ink ink);
  // Black squares as one figure without seams, on a grid whose squares are `size` mm: boxes in
  // whole squares, from the upper left corner of the grid.
  void fill_grid(double x, double y, double size, const std::vector<GridBox>& boxes);
  // Slanting lines within the box.
  void hatch(const Box& box, Ink ink);
  void frame(double x, double y, double width, double height, double thickness, Ink ink);
  // Across the page, so that what is under it can be read.
  void watermark(std::string_view text);
  void finish_page();
  // Where the seal of the document is to be seen.
  void place_seal(const Box& box) { seal_ = box; }
  const std::optional<Box>& seal() const { return seal_; }
  // While muted everything is measured and nothing drawn.
  void mute(bool muted) { muted_ = muted; }

  // The first thing that could not be drawn.
  const std::optional<Problem>& trouble() const { return trouble_; }

 private:
  void set_ink(Ink ink);
  cairo_t* target_;
  PangoContext* context_;
  TextCache& cache_;
  bool muted_ = false;
  bool decorating_ = false;
  std::optional<Box> seal_;
  std::optional<Problem> trouble_;
};

}  // namespace tenbin::paper
