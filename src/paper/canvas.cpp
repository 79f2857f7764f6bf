#include "paper/canvas.hpp"

#include <pango/pangocairo.h>

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

std::shared_ptr<PangoLayout> make_layout(PangoContext* context, const Prepared& prepared,
                                         const Style& style) {
  std::shared_ptr<PangoLayout> owner(pango_layout_new(context), g_object_unref);
  PangoLayout* const layout = owner.get();
  PangoFontDescription* font = description_of(style);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_text(layout, prepared.text.data(), static_cast<int>(prepared.text.size()));
  PangoAttrList* list = attributes_of(prepared, style);
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
  pango_layout_set_alignment(layout, alignment_of(style.align));
  return owner;
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
  if (layout_ == nullptr) return 0;
  PangoRectangle box;
  pango_layout_get_extents(layout_.get(), nullptr, &box);
  return box.width / units_per_mm;
}
double TextBlock::height() const {
  if (layout_ == nullptr) return 0;
  PangoRectangle box;
  pango_layout_get_extents(layout_.get(), nullptr, &box);
  return box.height / units_per_mm;
}
double TextBlock::baseline() const {
  return layout_ == nullptr ? 0 : pango_layout_get_baseline(layout_.get()) / units_per_mm;
}
int TextBlock::lines() const {
  return layout_ == nullptr ? 0 : pango_layout_get_line_count(layout_.get());
}

std::shared_ptr<PangoLayout> TextCache::find(const std::string& key) {
  if (const auto found = recent_.find(key); found != recent_.end()) return found->second;
  const auto found = older_.find(key);
  if (found == older_.end()) return nullptr;
  auto layout = found->second;
  keep(key, layout);
  return layout;
}

void TextCache::keep(const std::string& key, std::shared_ptr<PangoLayout> layout) {
  constexpr std::size_t most = 2048;
  if (recent_.size() >= most) older_ = std::exchange(recent_, {});
  recent_.emplace(key, std::move(layout));
}

Canvas::Canvas(cairo_t* target, PangoContext* context, TextCache& cache)
    : target_(target), context_(context), cache_(cache) {}

TextBlock Canvas::text(std::string_view words, const Style& style, double width, int most) {
  const std::string key = key_of(words, style, width, most);
  if (auto known = cache_.find(key)) return TextBlock(std::move(known), style.ink);
  const Prepared prepared = prepare(words, context_);
  const auto layout = make_layout(context_, prepared, style);
  if (width > 0) {
    pango_layout_set_width(layout.get(), static_cast<int>(width * units_per_mm));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  }
  if (most > 0) {
    pango_layout_set_height(layout.get(), -most);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  auto refused = prepared.refused ? prepared.refused : missing_glyph(layout.get(), prepared.text);
  if (!refused) {
    cache_.keep(key, layout);
  } else if (!trouble_) {
    trouble_ = std::move(refused);
  }
  return TextBlock(layout, style.ink);
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
  const Colour colour = colour_of(ink);
  cairo_set_source_rgb(target_, colour.red, colour.green, colour.blue);
}

void Canvas::open(const char* tag) {
  if (!muted_ && !decorating_) cairo_tag_begin(target_, tag, nullptr);
}

void Canvas::close(const char* tag) {
  if (!muted_ && !decorating_) cairo_tag_end(target_, tag);
}

void Canvas::draw(const TextBlock& block, double x, double y, const char* tag) {
  if (block.layout_ == nullptr || muted_) return;
  if (tag != nullptr) open(tag);
  set_ink(block.ink_);
  cairo_move_to(target_, x * points_per_mm, y * points_per_mm);
  pango_cairo_show_layout(target_, block.layout_.get());
  if (tag != nullptr) close(tag);
}

void Canvas::draw_on(const TextBlock& block, double x, double baseline, const char* tag) {
  draw(block, x, baseline - block.baseline(), tag);
}

double Canvas::write(std::string_view words, const Style& style, double x, double y, double width,
                     const char* tag) {
  const TextBlock block = text(words, style, width);
  draw(block, x, y, tag);
  return block.height();
}

void Canvas::rule(double x1, double x2, double y, double thickness, Ink ink) {
  fill(x1, y - thickness / 2, x2 - x1, thickness, ink);
}

void Canvas::fill(double x, double y, double width, double height, Ink ink) {
  if (muted_) return;
  set_ink(ink);
  cairo_rectangle(target_, x * points_per_mm, y * points_per_mm, width * points_per_mm,
                  height * points_per_mm);
  cairo_fill(target_);
}

void Canvas::fill_grid(double x, double y, double size, const std::vector<GridBox>& boxes) {
  if (muted_) return;
  set_ink(Ink::black);
  cairo_save(target_);
  cairo_translate(target_, x * points_per_mm, y * points_per_mm);
  cairo_scale(target_, size * points_per_mm, size * points_per_mm);
  for (const GridBox& box : boxes) cairo_rectangle(target_, box.column, box.row, box.width, 1);
  cairo_fill(target_);
  cairo_restore(target_);
}

void Canvas::hatch(const Box& box, Ink ink) {
  if (muted_) return;
  constexpr double distance = 1.2;
  set_ink(ink);
  cairo_save(target_);
  cairo_scale(target_, points_per_mm, points_per_mm);
  cairo_rectangle(target_, box.x, box.y, box.width, box.height);
  cairo_clip(target_);
  cairo_set_line_width(target_, distance / 3);
  for (double x = box.x - box.height; x < box.x + box.width; x += distance) {
    cairo_move_to(target_, x, box.y + box.height);
    cairo_line_to(target_, x + box.height, box.y);
  }
  cairo_stroke(target_);
  cairo_restore(target_);
}

void Canvas::frame(double x, double y, double width, double height, double thickness, Ink ink) {
  if (muted_) return;
  set_ink(ink);
  cairo_set_line_width(target_, thickness * points_per_mm);
  cairo_rectangle(target_, x * points_per_mm, y * points_per_mm, width * points_per_mm,
                  height * points_per_mm);
  cairo_stroke(target_);
}

void Canvas::watermark(std::string_view words) {
  const TextBlock block = text(words, {.points = 120, .bold = true});
  cairo_save(target_);
  cairo_translate(target_, page_width / 2 * points_per_mm, page_height / 2 * points_per_mm);
  cairo_rotate(target_, -0.9);
  cairo_move_to(target_, -block.width() / 2 * points_per_mm, -block.height() / 2 * points_per_mm);
  const Colour colour = colour_of(Ink::accent);
  cairo_set_source_rgba(target_, colour.red, colour.green, colour.blue, 0.13);
  pango_cairo_show_layout(target_, block.layout_.get());
  cairo_restore(target_);
}

void Canvas::finish_page() {
  cairo_show_page(target_);
}

}  // namespace tenbin::paper
