#include "paper/font_subset.hpp"

#include <fmt/format.h>
#include <hb-ot.h>
#include <hb-subset.h>

#include <algorithm>
#include <memory>

#include "base/check.hpp"

namespace tenbin::paper {
namespace {

using Blob = std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)>;
using Face = std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)>;
using Input = std::unique_ptr<hb_subset_input_t, decltype(&hb_subset_input_destroy)>;
using Plan = std::unique_ptr<hb_subset_plan_t, decltype(&hb_subset_plan_destroy)>;

constexpr hb_tag_t outlines_of_cff = HB_TAG('C', 'F', 'F', ' ');

Blob table_of(hb_face_t* face, hb_tag_t tag) {
  return Blob(hb_face_reference_table(face, tag), hb_blob_destroy);
}

std::string_view bytes_of(const Blob& blob) {
  unsigned size = 0;
  const char* const data = hb_blob_get_data(blob.get(), &size);
  return {data, size};
}

// A signed 16-bit number of a table, in thousandths of the em.
double thousandths(hb_face_t* face, hb_tag_t tag, std::size_t offset) {
  const Blob table = table_of(face, tag);
  const std::string_view bytes = bytes_of(table);
  if (bytes.size() < offset + 2) return 0;
  const auto high = static_cast<unsigned char>(bytes[offset]);
  const auto low = static_cast<unsigned char>(bytes[offset + 1]);
  return static_cast<std::int16_t>(high << 8 | low) * 1000.0 / hb_face_get_upem(face);
}

std::string postscript_name(hb_face_t* face) {
  char text[128];
  unsigned size = sizeof text;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, text);
  return std::string(text, size);
}

// ISO 32000-1, 9.8: the table offsets are those of OpenType's head and hhea.
std::string descriptor_of(hb_face_t* face) {
  constexpr hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
  constexpr hb_tag_t hhea = HB_TAG('h', 'h', 'e', 'a');
  std::string out = "/Flags 4/ItalicAngle 0/StemV 80/FontBBox[";
  for (const std::size_t offset : {36U, 38U, 40U, 42U}) {
    append_number(out, thousandths(face, head, offset));
    out.push_back(offset == 42U ? ']' : ' ');
  }
  append_number(out += "/Ascent ", thousandths(face, hhea, 4));
  append_number(out += "/CapHeight ", thousandths(face, hhea, 4));
  append_number(out += "/Descent ", thousandths(face, hhea, 6));
  return out;
}

// The outlines and their measures alone: what serves setting text (the map of characters above all)
// is done with, and would cost more than the cutting.
hb_face_t* outlines_of(hb_face_t* face) {
  hb_face_t* const bare = hb_face_builder_create();
  for (const char* name : {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "CFF "}) {
    const hb_tag_t tag = hb_tag_from_string(name, -1);
    const Blob table = table_of(face, tag);
    if (!bytes_of(table).empty()) hb_face_builder_add_table(bare, tag, table.get());
  }
  return bare;
}

Input make_input() {
  Input input(hb_subset_input_create_or_fail(), hb_subset_input_destroy);
  TENBIN_CHECK(input != nullptr);
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  return input;
}

// The array /W: codes that follow each other share their brackets, a full em is the default.
class Widths {
 public:
  void add(std::uint16_t code, double width) {
    if (width == 1000) return;
    if (code != next_) text_ += (next_ == 0 ? "" : "]") + std::to_string(code) + "[";
    append_number(text_, width);
    text_.push_back(' ');
    next_ = code + 1;
  }
  std::string text() const { return "[" + text_ + (next_ == 0 ? "]" : "]]"); }

 private:
  std::string text_;
  int next_ = 0;
};

// The prefix that tells two subsets of one font apart.
std::string tag_of(std::string_view codes) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
  for (const char c : codes) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  std::string tag;
  for (int i = 0; i < 6; ++i, hash /= 26) tag.push_back(static_cast<char>('A' + hash % 26));
  return tag + "+";
}

constexpr std::string_view unicode_head =
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
    "1 begincodespacerange<0000><FFFF>endcodespacerange\n";
constexpr std::string_view unicode_foot =
    "endcmap CMapName currentdict/CMap defineresource pop end end";

}  // namespace

std::size_t FontSubset::Hash::operator()(const Glyph& glyph) const {
  return std::hash<std::string>()(glyph.text) * 31 + glyph.id;
}

void FontSubset::Free::operator()(hb_font_t* font) const {
  hb_font_destroy(font);
}
void FontSubset::Free::operator()(hb_face_t* face) const {
  hb_face_destroy(face);
}

FontSubset::FontSubset(hb_face_t* face)
    : face_(face),
      outlines_(outlines_of(face)),
      font_(hb_font_create(face)),
      is_cff_(!bytes_of(table_of(face, outlines_of_cff)).empty()) {}

std::optional<std::uint16_t> FontSubset::find(const Glyph& glyph) const {
  const auto found = codes_.find(glyph);
  if (found == codes_.end()) return std::nullopt;
  return found->second;
}

// In a CFF font the code is the character identifier of the glyph, which for Noto Sans CJK is its
// number (Adobe-Identity-0); there the first text of a glyph stays its text.
std::uint16_t FontSubset::code_of(const Glyph& glyph) {
  if (const auto known = find(glyph)) return *known;
  const auto code = static_cast<std::uint16_t>(is_cff_ ? glyph.id : coded_.size() + 1);
  codes_.emplace(glyph, code);
  const bool taken = is_cff_ && std::any_of(coded_.begin(), coded_.end(),
                                            [&](const Coded& other) { return other.code == code; });
  if (!taken) coded_.push_back({code, glyph});
  return code;
}

double FontSubset::advance_of(std::uint32_t glyph_id) const {
  return hb_font_get_glyph_h_advance(font_.get(), glyph_id) * 1000.0 / hb_face_get_upem(face_);
}

FontProgram FontSubset::program(const Deflater& deflater) const {
  const Input input = make_input();
  hb_set_t* const wanted = hb_subset_input_glyph_set(input.get());
  for (const Coded& coded : coded_) hb_set_add(wanted, coded.glyph.id);
  const Plan plan(hb_subset_plan_create_or_fail(outlines_.get(), input.get()),
                  hb_subset_plan_destroy);
  TENBIN_CHECK(plan != nullptr);
  const Face subset(hb_subset_plan_execute_or_fail(plan.get()), hb_face_destroy);
  TENBIN_CHECK(subset != nullptr);

  FontProgram out;
  out.is_cff = is_cff_;
  out.descriptor = descriptor_of(face_);
  const hb_map_t* const places = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  std::string glyphs(2, '\0');
  std::string unicode(unicode_head);
  Widths widths;
  std::string identity;
  for (std::size_t i = 0; i < coded_.size(); ++i) {
    const auto& [code, glyph] = coded_[i];
    const hb_codepoint_t place = hb_map_get(places, glyph.id);
    glyphs.push_back(static_cast<char>(place >> 8));
    glyphs.push_back(static_cast<char>(place & 255));
    widths.add(code, advance_of(glyph.id));
    append_hex(identity, static_cast<std::uint16_t>(glyph.id));
    if (i % 100 == 0) {
      if (i > 0) unicode += "endbfchar\n";
      unicode += std::to_string(std::min<std::size_t>(100, coded_.size() - i)) + " beginbfchar\n";
    }
    append_hex(unicode += "<", code);
    append_utf16(unicode += "><", glyph.text);
    unicode += ">\n";
  }
  out.widths = widths.text();
  out.unicode = deflater.deflate((unicode += "endbfchar\n").append(unicode_foot));
  if (!is_cff_) out.glyphs = deflater.deflate(glyphs);
  out.name = tag_of(identity) + postscript_name(face_);
  const Blob file(is_cff_ ? hb_face_reference_table(subset.get(), outlines_of_cff)
                          : hb_face_reference_blob(subset.get()),
                  hb_blob_destroy);
  out.program = deflater.deflate(bytes_of(file));
  out.program_size = bytes_of(file).size();
  return out;
}

int write_font(PdfFile& file, const FontProgram& font) {
  const int program = file.add_stream(
      font.is_cff ? std::string("/Filter/FlateDecode/Subtype/CIDFontType0C")
                  : fmt::format("/Filter/FlateDecode/Length1 {}", font.program_size),
      font.program);
  const int unicode = file.add_stream("/Filter/FlateDecode", font.unicode);
  const int descriptor =
      file.add(fmt::format("<</Type/FontDescriptor/FontName/{}{}/{} {} 0 R>>", font.name,
                           font.descriptor, font.is_cff ? "FontFile3" : "FontFile2", program));
  std::string glyphs;
  if (!font.is_cff)
    glyphs =
        fmt::format("/CIDToGIDMap {} 0 R", file.add_stream("/Filter/FlateDecode", font.glyphs));
  const int descendant = file.add(fmt::format(
      "<</Type/Font/Subtype/{}/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
      "/Supplement 0>>/FontDescriptor {} 0 R/DW 1000/W {}{}>>",
      font.is_cff ? "CIDFontType0" : "CIDFontType2", font.name, descriptor, font.widths, glyphs));
  return file.add(
      fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}{}/Encoding/Identity-H"
                  "/DescendantFonts[{} 0 R]/ToUnicode {} 0 R>>",
                  font.name, font.is_cff ? "-Identity-H" : "", descendant, unicode));
}

}  // namespace tenbin::paper
