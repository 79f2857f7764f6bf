#pragma once
// What must be known of a text before it is drawn: can each of its characters be drawn by our
// fonts, and as itself. Refused are characters without a glyph, ideographic variants (辻 with a
// selector) that the font would silently draw in their usual form, and characters that are drawn as
// nothing or turn the direction of what stands around them: on a certificate they could only
// deceive.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

using PangoContext = struct _PangoContext;
using PangoLayout = struct _PangoLayout;

namespace tenbin::paper {

struct Range {  // bytes of the text
  std::size_t from = 0;
  std::size_t to = 0;
};

struct Prepared {
  std::string text;
  std::vector<Range> subscripts;  // U+2082 of CO₂, which neither font has: a 2 set lower
  std::vector<Range> fallbacks;   // variants that only the fallback font has
  std::optional<Problem> refused;
};

// Also ties a unit to its number with a no-break space.
Prepared prepare(std::string_view text, PangoContext* context);

// certificate.glyph_missing with the fact "value" ("U+1F600 😀") when the layout has a character
// that is drawn as a box.
std::optional<Problem> missing_glyph(PangoLayout* layout, std::string_view text);

}  // namespace tenbin::paper
