#pragma once
// A certificate of nobody, drawn once for each language: the glyphs that it needs are the fonts
// that all certificates of that language share.
#include "certificate/content.hpp"

namespace tenbin::paper {

// All sentences that stand on an ordinary certificate, verified or not, and the letters, digits and
// signs of ASCII in both weights.
certificate::Content specimen(Language language, bool verified);

}  // namespace tenbin::paper
