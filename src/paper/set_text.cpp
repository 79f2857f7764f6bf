#include "paper/set_text.hpp"

#include <hb.h>
#include <pango/pango.h>

#include <utility>

namespace tenbin::paper {
namespace {

double points(int units) {
  return static_cast<double>(units) / PANGO_SCALE;
}

// The text of each glyph: the first of a cluster says all of it.
std::string text_of_glyph(std::string_view text, const PangoGlyphItem& run, int i) {
  const PangoItem& item = *run.item;
  if ((item.analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0) return i == 0 ? "…" : "";
  const int* const clusters = run.glyphs->log_clusters;
  if (i > 0 && clusters[i - 1] == clusters[i]) return "";
  int end = item.length;
  for (int k = i + 1; k < run.glyphs->num_glyphs; ++k) {
    if (clusters[k] == clusters[i]) continue;
    end = clusters[k];
    break;
  }
  return std::string(text.substr(static_cast<std::size_t>(item.offset + clusters[i]),
                                 static_cast<std::size_t>(end - clusters[i])));
}

SetRun run_of(std::string_view text, const PangoGlyphItem& run) {
  PangoFont* const font = run.item->analysis.font;
  SetRun out;
  out.face = hb_font_get_face(pango_font_get_hb_font(font));
  PangoFontDescription* const description = pango_font_describe_with_absolute_size(font);
  out.points = points(pango_font_description_get_size(description));
  pango_font_description_free(description);
  double x = 0;
  for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
    const PangoGlyphInfo& info = run.glyphs->glyphs[i];
    const bool is_drawn =
        info.glyph != PANGO_GLYPH_EMPTY && (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
    if (is_drawn)
      out.glyphs.push_back({{info.glyph, text_of_glyph(text, run, i)},
                            x + points(info.geometry.x_offset),
                            -points(info.geometry.y_offset)});
    x += points(info.geometry.width);
  }
  return out;
}

}  // namespace

SetText set_text_of(PangoLayout* layout) {
  SetText out;
  PangoRectangle box;
  pango_layout_get_extents(layout, nullptr, &box);
  out.width = points(box.width);
  out.height = points(box.height);
  out.baseline = points(pango_layout_get_baseline(layout));
  out.lines = pango_layout_get_line_count(layout);
  const std::string_view text = pango_layout_get_text(layout);
  PangoLayoutIter* const iter = pango_layout_get_iter(layout);
  do {
    const PangoLayoutRun* const run = pango_layout_iter_get_run_readonly(iter);
    if (run == nullptr) continue;
    pango_layout_iter_get_run_extents(iter, nullptr, &box);
    SetRun set = run_of(text, *run);
    set.x = points(box.x);
    set.baseline = points(pango_layout_iter_get_run_baseline(iter));
    if (!set.glyphs.empty()) out.runs.push_back(std::move(set));
  } while (pango_layout_iter_next_run(iter) != 0);
  pango_layout_iter_free(iter);
  return out;
}

std::shared_ptr<const SetText> TextCache::find(const std::string& key) {
  if (const auto found = recent_.find(key); found != recent_.end()) return found->second;
  const auto found = older_.find(key);
  if (found == older_.end()) return nullptr;
  auto text = found->second;
  keep(key, text);
  return text;
}

void TextCache::keep(const std::string& key, std::shared_ptr<const SetText> text) {
  constexpr std::size_t most = 2048;
  if (recent_.size() >= most) older_ = std::exchange(recent_, {});
  recent_.emplace(key, std::move(text));
}

}  // namespace tenbin::paper
