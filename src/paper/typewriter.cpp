#include "paper/typewriter.hpp"

#include <cmath>

namespace tenbin::paper {

Typewriter::Code Typewriter::shared_code(hb_face_t* face, const Glyph& glyph) const {
  if (shared_ == nullptr) return {};
  for (const SharedFont& shared : *shared_) {
    if (shared.font.subset.face() != face) continue;
    const auto code = shared.font.subset.find(glyph);
    return code ? Code{&shared.font, *code} : Code{};
  }
  return {};
}

Typewriter::Code Typewriter::code(hb_face_t* face, const Glyph& glyph) {
  const Code shared = shared_code(face, glyph);
  if (shared.font != nullptr) return shared;
  for (const auto& own : own_) {
    if (own->subset.face() == face) return {own.get(), own->subset.code_of(glyph)};
  }
  const std::string name = (shared_ == nullptr ? "S" : "X") + std::to_string(own_.size());
  own_.push_back(std::make_unique<NamedFont>(NamedFont{name, FontSubset(face)}));
  return {own_.back().get(), own_.back()->subset.code_of(glyph)};
}

// The pen moves by the widths of the fonts; where that is not where pango wants the next glyph, the
// difference stands between the strings, in thousandths of the size.
bool Typewriter::type_run(const SetRun& run, std::string& out) {
  constexpr double tolerance = 1.0;
  const NamedFont* current = nullptr;
  bool all_shared = true;
  double pen = 0;
  double rise = 0;
  for (const SetGlyph& set : run.glyphs) {
    const Code found = code(run.face, set.glyph);
    all_shared &= shared_ != nullptr && found.font->name[0] == 'S';
    if (found.font != current || set.rise != rise) {
      if (current != nullptr) out += ">]TJ\n";
      if (found.font != current) {
        append_number(out.append("/").append(found.font->name).append(" "), run.points);
        out += " Tf ";
      }
      if (set.rise != rise) append_number(out, set.rise), out += " Ts ";
      current = found.font;
      rise = set.rise;
      out += "[<";
    }
    const double wanted = set.x * 1000 / run.points;
    if (std::abs(wanted - pen) > tolerance) {
      if (out.ends_with('<')) {
        out.pop_back();
      } else {
        out.push_back('>');
      }
      append_number(out, std::round(pen - wanted));
      pen -= std::round(pen - wanted);
      out.push_back('<');
    }
    append_hex(out, found.code);
    pen += found.font->subset.advance_of(set.glyph.id);
  }
  out += ">]TJ\n";
  if (rise != 0) out += "0 Ts\n";
  return all_shared;
}

void Typewriter::type(const SetText& text, std::string& out) {
  if (!text.operators.empty()) {
    out += text.operators;
    return;
  }
  const std::size_t start = out.size();
  bool all_shared = true;
  double x = 0;
  double baseline = 0;
  for (const SetRun& run : text.runs) {
    append_number(out, run.x - x);
    append_number(out += " ", baseline - run.baseline);
    out += " Td\n";
    x = run.x;
    baseline = run.baseline;
    all_shared &= type_run(run, out);
  }
  if (all_shared) text.operators = out.substr(start);
}

std::string Typewriter::write_fonts(PdfFile& file, const Deflater& deflater) const {
  std::string entries;
  const auto write = [&](const std::string& name, const FontProgram& program) {
    entries += "/" + name + " " + reference(write_font(file, program));
  };
  if (shared_ != nullptr) {
    for (const SharedFont& shared : *shared_) write(shared.font.name, shared.program);
  }
  for (const auto& own : own_) write(own->name, own->subset.program(deflater));
  return entries;
}

SharedFonts Typewriter::share(const Deflater& deflater) && {
  SharedFonts shared;
  for (auto& own : own_) {
    FontProgram program = own->subset.program(deflater);
    shared.push_back({std::move(*own), std::move(program)});
  }
  return shared;
}

}  // namespace tenbin::paper
