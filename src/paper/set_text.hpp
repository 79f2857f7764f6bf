#pragma once
// Text that has been set: which glyphs of which font stand where. Setting is the dear part of a
// page and comes again from certificate to certificate, so what was set is kept (TextCache) and,
// where the shared fonts have all of its glyphs, so are its operators (Typewriter).
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "paper/font_subset.hpp"

using PangoLayout = struct _PangoLayout;

namespace tenbin::paper {

struct SetGlyph {
  Glyph glyph;
  double x = 0;  // from the start of its run, points
  double rise = 0;
};

// Glyphs of one font and size on one baseline.
struct SetRun {
  hb_face_t* face = nullptr;
  double points = 0;
  double x = 0;  // from the upper left corner of the text, points
  double baseline = 0;
  std::vector<SetGlyph> glyphs;
};

struct SetText {
  double width = 0;  // points
  double height = 0;
  double baseline = 0;  // of the first line
  int lines = 0;
  std::vector<SetRun> runs;
  // Operators in the fonts that all files share; empty while not known to be possible.
  mutable std::string operators;
};

SetText set_text_of(PangoLayout* layout);

// Texts that were set before, a few thousand. When it is full, those that were not asked for since
// it was full the last time go: the masses of past certificates, never the labels.
class TextCache {
 public:
  std::shared_ptr<const SetText> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const SetText> text);

 private:
  using Texts = std::unordered_map<std::string, std::shared_ptr<const SetText>>;
  Texts recent_;
  Texts older_;
};

}  // namespace tenbin::paper
