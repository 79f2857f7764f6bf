#include "paper/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <string>

namespace tenbin::paper {
namespace {

// Where the Debian packages fonts-morisawa-bizud-gothic and fonts-noto-cjk put them; of these
// folders only our two families are accepted.
constexpr char configuration[] = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/bizud-gothic</dir>
  <dir>/usr/share/fonts/opentype/noto</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont>
    <acceptfont>
      <pattern><patelt name="family"><string>BIZ UDPGothic</string></patelt></pattern>
      <pattern><patelt name="family"><string>Noto Sans CJK JP</string></patelt></pattern>
    </acceptfont>
    <rejectfont><pattern></pattern></rejectfont>
  </selectfont>
</fontconfig>)";

bool has_family(FcConfig* config, const char* family) {
  FcPattern* pattern = FcPatternCreate();
  FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcObjectSet* objects = FcObjectSetBuild(FC_FILE, nullptr);
  FcFontSet* fonts = FcFontList(config, pattern, objects);
  const bool found = fonts != nullptr && fonts->nfont > 0;
  if (fonts != nullptr) FcFontSetDestroy(fonts);
  FcObjectSetDestroy(objects);
  FcPatternDestroy(pattern);
  return found;
}

PangoContext* make_context(PangoFontMap* map) {
  PangoContext* context = pango_font_map_create_context(map);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("ja"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  return context;
}

}  // namespace

struct Fonts::Held {
  FcConfig* config = nullptr;
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;

  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (context != nullptr) g_object_unref(context);
    if (map != nullptr) g_object_unref(map);
    if (config != nullptr) FcConfigDestroy(config);
  }
};

Fonts::Fonts(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

Result<Fonts> Fonts::load() {
  auto held = std::make_unique<Held>();
  held->config = FcConfigCreate();
  const bool read = FcConfigParseAndLoadFromMemory(
                        held->config, reinterpret_cast<const FcChar8*>(configuration), FcTrue) &&
                    FcConfigBuildFonts(held->config);
  for (const char* family : {main_family, fallback_family}) {
    if (!read || !has_family(held->config, family)) {
      return problem(Code::file_missing, {{"file", std::string("font ") + family}});
    }
  }
  held->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(held->map), held->config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(held->map), 72.0);
  held->context = make_context(held->map);
  return Fonts(std::move(held));
}

PangoContext* Fonts::context() const {
  return held_->context;
}

}  // namespace tenbin::paper
