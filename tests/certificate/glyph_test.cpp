// Names that print as they are written, or are refused.
#include <gmock/gmock.h>

#include "paper_tools.hpp"

namespace tenbin::paper {
namespace {

using testing::HasSubstr;

Result<std::string> with_recipient(const std::string& name) {
  auto content = samples::whole();
  content.recipient.name = {name, ""};
  return rendered(content);
}

std::string refused_character(const std::string& name) {
  const auto pdf = with_recipient(name);
  if (pdf) return "";
  EXPECT_EQ(pdf.error().code, Code::certificate_glyph_missing);
  return pdf.error().facts.front().value;
}

TEST(Glyphs, RareCharactersOfNames) {
  const std::string text =
      text_of(with_recipient("髙﨑辻󠄀葛󠄁商会㈱ №① 𠮷").value());
  for (const char* part : {"髙", "﨑", "辻󠄀", "葛󠄁", "㈱", "№", "①", "𠮷"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Glyphs, AMissingCharacterIsNamed) {
  EXPECT_EQ(refused_character("株式会社😀"), "U+1F600 😀");
  EXPECT_EQ(refused_character("Բարեւ"), "U+0532 Բ");
}

// 辻 with a selector that no font has would be drawn as the common 辻.
TEST(Glyphs, AnUnknownVariantIsNotDrawnAsTheCommonForm) {
  EXPECT_THAT(refused_character("辻\xF3\xA0\x87\xAF"), HasSubstr("U+8FBB U+E01EF"));
}

TEST(Glyphs, CharactersThatDeceive) {
  EXPECT_EQ(refused_character("\u202E株式会社"), "U+202E");
  EXPECT_EQ(refused_character("A\u200BB"), "U+200B");
  EXPECT_EQ(refused_character("A\tB"), "U+0009");
  EXPECT_EQ(refused_character("A\u0301\u2060"), "U+2060");
}

}  // namespace
}  // namespace tenbin::paper
