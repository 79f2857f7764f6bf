#pragma once
// The part of a font that is embedded: a composite font (ISO 32000-1, 9.7) whose two-byte codes we
// give out ourselves, one for each glyph with the text that it stands for, so that the same glyph
// can be read back as a blank or a no-break space. Outlines are cut out by libharfbuzz-subset.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "paper/deflater.hpp"
#include "paper/pdf_file.hpp"

using hb_face_t = struct hb_face_t;
using hb_font_t = struct hb_font_t;

namespace tenbin::paper {

struct Glyph {
  std::uint32_t id = 0;  // in the font file
  std::string text;      // UTF-8; empty where the glyph before says it
  bool operator==(const Glyph&) const = default;
};

// What is embedded, ready to be written into any number of files.
struct FontProgram {
  std::string name;  // "ABCDEF+BIZUDPGothic-Bold"
  bool is_cff = false;
  std::string descriptor;  // entries but name and program
  std::string widths;      // /W array
  std::string program;     // this and what follows: deflated
  std::size_t program_size = 0;
  std::string glyphs;   // /CIDToGIDMap, empty for CFF
  std::string unicode;  // /ToUnicode
};

class FontSubset {
 public:
  // The face must outlive it.
  explicit FontSubset(hb_face_t* face);

  hb_face_t* face() const { return face_; }
  std::optional<std::uint16_t> find(const Glyph& glyph) const;
  // Gives it a code where it has none.
  std::uint16_t code_of(const Glyph& glyph);
  // Advance in thousandths of the size, as /W has it.
  double advance_of(std::uint32_t glyph_id) const;
  FontProgram program(const Deflater& deflater) const;

 private:
  struct Hash {
    std::size_t operator()(const Glyph& glyph) const;
  };
  struct Coded {
    std::uint16_t code = 0;
    Glyph glyph;
  };
  struct Free {
    void operator()(hb_font_t* font) const;
    void operator()(hb_face_t* face) const;
  };
  hb_face_t* face_;
  std::unique_ptr<hb_face_t, Free> outlines_;
  std::unique_ptr<hb_font_t, Free> font_;  // at the size of its em
  bool is_cff_;
  std::unordered_map<Glyph, std::uint16_t, Hash> codes_;
  std::vector<Coded> coded_;  // in the order of their first use
};

// Writes the font; the number of its dictionary.
int write_font(PdfFile& file, const FontProgram& font);

}  // namespace tenbin::paper
