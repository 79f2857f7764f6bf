#include "paper/canvas.hpp"

#include <fmt/format.h>
#include <pango/pango.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "paper/glyphs.hpp"

namespace tenbin::paper {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;
constexpr double units_per_mm = points_per_mm * PANGO_SCALE;

struct Colour {
  double red, green, blue;
};

Colour colour_of(Ink ink) {
  switch (ink) {
    case Ink::black:
      return {0.10, 0.11, 0.12};
    case Ink::grey:
      return {0.36, 0.38, 0.40};
    case Ink::accent:
      return {0.06, 0.27, 0.36};
    case Ink::rule:
      return {0.74, 0.77, 0.79};
    case Ink::tint:
      return {0.945, 0.96, 0.965};
  }
  return {};
}

PangoAttribute* of_range(PangoAttribute* attribute, const Range& range) {
  attribute->start_index = static_cast<guint>(range.from);
  attribute->end_index = static_cast<guint>(range.to);
  return attribute;
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  pango_attr_list_insert(list, of_range(attribute, {from, to}));
}

PangoFontDescription* description_of(const Style& style) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, "BIZ UDPGothic,Noto Sans CJK JP");
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, style.points * PANGO_SCALE);
  return font;
}

PangoAlignment alignment_of(Align align) {
  if (align == Align::centre) return PANGO_ALIGN_CENTER;
  return align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

int units(double points) {
  return static_cast<int>(points * PANGO_SCALE);
}

PangoAttrList* attributes_of(const Prepared& prepared, const Style& style) {
  PangoAttrList* list = pango_attr_list_new();
  for (const Range& range : prepared.subscripts) {
    add(list, pango_attr_scale_new(0.68), range.from, range.to);
    add(list, pango_attr_rise_new(units(-0.18 * style.points)), range.from, range.to);
  }
  for (const Range& range : prepared.fallbacks) {
    add(list, pango_attr_family_new(fallback_family), range.from, range.to);
  }
  const std::size_t all = prepared.text.size() + 1;
  if (style.spacing != 0) {
    add(list, pango_attr_letter_spacing_new(units(style.spacing)), 0, all);
  }
  // Lines are equally far apart, whatever fonts and subscripts they hold.
  add(list, pango_attr_line_height_new_absolute(units(style.points * style.leading)), 0, all);
  for (const Range& range : prepared.subscripts) {
    pango_attr_list_change(list, of_range(pango_attr_line_height_new_absolute(units(1)), range));
  }
  return list;
}

PangoLayout* make_layout(PangoContext* context, const Prepared& prepared, const Style& style) {
  PangoLayout* layout = pango_layout_new(context);
  PangoFontDescription* font = description_of(style);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, prepared.text.data(), static_cast<int>(prepared.text.size()));
  PangoAttrList* list = attributes_of(prepared, style);
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
  pango_layout_set_alignment(layout, alignment_of(style.align));
  return layout;
}

// What a layout depends on; lengths to the micrometre.
std::string key_of(std::string_view words, const Style& style, double width, int most) {
  const std::array<int, 7> numbers = {static_cast<int>(style.points * 1000),
                                      static_cast<int>(style.bold),
                                      static_cast<int>(style.align),
                                      static_cast<int>(style.leading * 1000),
                                      static_cast<int>(style.spacing * 1000),
                                      static_cast<int>(width * 1000),
                                      most};
  std::string key(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
  return key.append(words);
}

}  // namespace

double TextBlock::width() const {
  return text_ ? text_->width / points_per_mm : 0;
}
double TextBlock::height() const {
  return text_ ? text_->height / points_per_mm : 0;
}
double TextBlock::baseline() const {
  return text_ ? text_->baseline / points_per_mm : 0;
}

Canvas::Canvas(Typewriter& typewriter, PangoContext* context, TextCache& cache)
    : typewriter_(typewriter), context_(context), cache_(cache) {}

TextBlock Canvas::text(std::string_view words, const Style& style, double width, int most) {
  const std::string key = key_of(words, style, width, most);
  if (auto known = cache_.find(key)) return TextBlock(std::move(known), style.ink);
  const Prepared prepared = prepare(words, context_);
  PangoLayout* layout = make_layout(context_, prepared, style);
  if (width > 0) {
    pango_layout_set_width(layout, static_cast<int>(width * units_per_mm));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  if (most > 0) {
    pango_layout_set_height(layout, -most);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  auto refused = prepared.refused ? prepared.refused : missing_glyph(layout, prepared.text);
  auto set = std::make_shared<const SetText>(set_text_of(layout));
  g_object_unref(layout);
  if (!refused) {
    cache_.keep(key, set);
  } else if (!trouble_) {
    trouble_ = std::move(refused);
  }
  return TextBlock(std::move(set), style.ink);
}

double Canvas::fitting_points(std::string_view words, Style style, double width, double smallest) {
  const double wanted = text(words, style).width();
  if (wanted <= width) return style.points;
  // In steps of a tenth of a point: each size is a font of its own to pango, and is made once.
  return std::max(smallest, std::floor(style.points * width / wanted * 9.95) / 10);
}

TextBlock Canvas::fitted(std::string_view words, const Style& style, double width, double smallest,
                         int most) {
  Style fitting = style;
  fitting.points = fitting_points(words, style, width, smallest);
  return text(words, fitting, width, most);
}

void Canvas::set_ink(Ink ink) {
  if (ink_ == ink) return;
  ink_ = ink;
  const Colour colour = colour_of(ink);
  for (const char* stroked : {" rg ", " RG\n"}) {
    append_number(page_, colour.red);
    append_number(page_ += " ", colour.green);
    append_number(page_ += " ", colour.blue);
    page_ += stroked;
  }
}

void Canvas::append_rectangle(const Box& box) {
  append_number(page_, box.x * points_per_mm);
  append_number(page_ += " ", (page_height - box.y - box.height) * points_per_mm);
  append_number(page_ += " ", box.width * points_per_mm);
  append_number(page_ += " ", box.height * points_per_mm);
  page_ += " re\n";
}

void Canvas::draw(const TextBlock& block, double x, double y) {
  if (block.text_ == nullptr || muted_) return;
  set_ink(block.ink_);
  append_number(page_ += "BT 1 0 0 1 ", x * points_per_mm);
  append_number(page_ += " ", (page_height - y) * points_per_mm);
  page_ += " Tm\n";
  typewriter_.type(*block.text_, page_);
  page_ += "ET\n";
}

void Canvas::draw_on(const TextBlock& block, double x, double baseline) {
  draw(block, x, baseline - block.baseline());
}

double Canvas::write(std::string_view words, const Style& style, double x, double y, double width) {
  const TextBlock block = text(words, style, width);
  draw(block, x, y);
  return block.height();
}

void Canvas::rule(double x1, double x2, double y, double thickness, Ink ink) {
  fill(x1, y - thickness / 2, x2 - x1, thickness, ink);
}

void Canvas::fill(double x, double y, double width, double height, Ink ink) {
  if (muted_) return;
  set_ink(ink);
  append_rectangle({x, y, width, height});
  page_ += "f\n";
}

void Canvas::fill_grid(double x, double y, double size, const std::vector<GridBox>& boxes) {
  if (muted_) return;
  set_ink(Ink::black);
  append_number(page_ += "q ", size * points_per_mm);
  append_number(page_ += " 0 0 ", -size * points_per_mm);
  append_number(page_ += " ", x * points_per_mm);
  append_number(page_ += " ", (page_height - y) * points_per_mm);
  page_ += " cm\n";
  for (const GridBox& box : boxes)
    page_ += fmt::format("{} {} {} 1 re\n", box.column, box.row, box.width);
  page_ += "f Q\n";
}

void Canvas::frame(double x, double y, double width, double height, double thickness, Ink ink) {
  if (muted_) return;
  set_ink(ink);
  append_number(page_, thickness * points_per_mm);
  page_ += " w\n";
  append_rectangle({x, y, width, height});
  page_ += "S\n";
}

void Canvas::watermark(std::string_view words) {
  const TextBlock block = text(words, {.points = 120, .bold = true, .ink = Ink::accent});
  constexpr double angle = 0.9;
  page_ += "q /W gs ";
  set_ink(Ink::accent);
  for (const double part : {std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle),
                            page_width / 2 * points_per_mm, page_height / 2 * points_per_mm}) {
    append_number(page_, part);
    page_ += " ";
  }
  append_number(page_ += "cm\nBT 1 0 0 1 ", -block.width() / 2 * points_per_mm);
  append_number(page_ += " ", block.height() / 2 * points_per_mm);
  page_ += " Tm\n";
  typewriter_.type(*block.text_, page_);
  page_ += "ET Q\n";
  ink_.reset();
}

void Canvas::finish_page() {
  pages_.push_back(std::exchange(page_, {}));
  ink_.reset();
}

}  // namespace tenbin::paper
