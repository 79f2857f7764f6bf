#pragma once
// Set text as operators of a content stream (ISO 32000-1, 9.4), and the fonts that they need. Most
// glyphs come from the shared fonts, which are the same in every file of a language; what a
// certificate needs beyond them (the characters of a name) goes into fonts of its own. So a file
// depends on its own content only, and the greater part of its fonts is made once.
#include <string>
#include <vector>

#include "paper/set_text.hpp"

namespace tenbin::paper {

// A font as a resource: "S0".
struct NamedFont {
  std::string name;
  FontSubset subset;
};

struct SharedFont {
  NamedFont font;
  FontProgram program;
};
using SharedFonts = std::vector<SharedFont>;

class Typewriter {
 public:
  // Without shared fonts (nullptr) everything goes into fonts of this file.
  explicit Typewriter(const SharedFonts* shared) : shared_(shared) {}

  // Appends what stands between BT and ET, beginning at the text's upper left corner.
  void type(const SetText& text, std::string& out);
  // Writes all fonts; the entries of /Font: "/S0 5 0 R/X0 9 0 R".
  std::string write_fonts(PdfFile& file, const Deflater& deflater) const;
  // Its own fonts as the shared ones of other files.
  SharedFonts share(const Deflater& deflater) &&;

 private:
  struct Code {
    const NamedFont* font = nullptr;
    std::uint16_t code = 0;
  };
  Code shared_code(hb_face_t* face, const Glyph& glyph) const;
  Code code(hb_face_t* face, const Glyph& glyph);
  // The operators of a run; returns whether all of it was in shared fonts.
  bool type_run(const SetRun& run, std::string& out);

  const SharedFonts* shared_;
  std::vector<std::unique_ptr<NamedFont>> own_;
};

}  // namespace tenbin::paper
