#include "paper/glyphs.hpp"

#include <fmt/format.h>
#include <hb.h>
#include <pango/pango.h>

#include "paper/fonts.hpp"

namespace tenbin::paper {
namespace {

constexpr gunichar subscript_two = 0x2082;
constexpr gunichar no_break_space = 0x00A0;

bool is_selector(gunichar c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Controls, joiners, direction marks and overrides, byte order mark, tags.
bool is_deceptive(gunichar c) {
  if (c == '\n' || is_selector(c)) return false;
  const GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED;
}

std::string utf8(gunichar c) {
  char text[8];
  return std::string(text, static_cast<std::size_t>(g_unichar_to_utf8(c, text)));
}

Problem missing(gunichar c, gunichar selector = 0) {
  std::string name = fmt::format("U+{:04X}", c);
  if (selector != 0) name += fmt::format(" U+{:04X}", selector);
  if (!is_deceptive(c)) name += " " + utf8(c) + (selector != 0 ? utf8(selector) : "");
  return {Code::certificate_glyph_missing, {{"value", name}}};
}

bool has_variant(PangoContext* context, const char* family, gunichar base, gunichar selector) {
  PangoFontDescription* wanted = pango_font_description_new();
  pango_font_description_set_family(wanted, family);
  pango_font_description_set_absolute_size(wanted, 10 * PANGO_SCALE);
  PangoFont* font = pango_context_load_font(context, wanted);
  pango_font_description_free(wanted);
  if (font == nullptr) return false;
  hb_codepoint_t glyph = 0;
  const bool has =
      hb_font_get_variation_glyph(pango_font_get_hb_font(font), base, selector, &glyph) != 0;
  g_object_unref(font);
  return has;
}

// Is the blank at `at` one between a digit and a unit: "250.000 t", "32.0 %"?
bool is_before_unit(const char* at, const char* end, char before) {
  if (before < '0' || before > '9') return false;
  const std::string_view rest(at + 1, static_cast<std::size_t>(end - at - 1));
  if (rest.starts_with("%") || rest.starts_with("kg")) return true;
  return rest.starts_with("t") && (rest.size() == 1 || g_ascii_isalnum(rest[1]) == 0);
}

}  // namespace

Prepared prepare(std::string_view text, PangoContext* context) {
  Prepared prepared;
  if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == 0) {
    prepared.refused = Problem{Code::certificate_glyph_missing, {{"value", "UTF-8"}}};
    return prepared;
  }
  const char* const end = text.data() + text.size();
  std::size_t base_at = 0;
  gunichar base = 0;
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    const std::size_t here = prepared.text.size();
    if (is_deceptive(c) && !prepared.refused) prepared.refused = missing(c);
    if (c == subscript_two) {
      prepared.subscripts.push_back({here, here + 1});
      prepared.text.push_back('2');
    } else if (c == ' ' && here > 0 && is_before_unit(at, end, prepared.text.back())) {
      prepared.text += utf8(no_break_space);
    } else {
      prepared.text += utf8(c);
    }
    if (is_selector(c) && !has_variant(context, main_family, base, c)) {
      if (has_variant(context, fallback_family, base, c)) {
        prepared.fallbacks.push_back({base_at, prepared.text.size()});
      } else if (!prepared.refused) {
        prepared.refused = missing(base, c);
      }
    }
    base_at = here;
    base = c;
  }
  return prepared;
}

std::optional<Problem> missing_glyph(PangoLayout* layout, std::string_view text) {
  if (pango_layout_get_unknown_glyphs_count(layout) == 0) return std::nullopt;
  PangoLayoutIter* iter = pango_layout_get_iter(layout);
  std::optional<Problem> found;
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter);
    if (run == nullptr) continue;
    for (int i = 0; i < run->glyphs->num_glyphs && !found; ++i) {
      if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      const int at = run->item->offset + run->glyphs->log_clusters[i];
      found = missing(g_utf8_get_char(text.data() + at));
    }
  } while (!found && pango_layout_iter_next_run(iter) != 0);
  pango_layout_iter_free(iter);
  return found ? found : Problem{Code::certificate_glyph_missing, {{"value", "?"}}};
}

}  // namespace tenbin::paper
