// The syntax of the files, and the fonts that they share.
#include "paper/pdf_file.hpp"

#include <gmock/gmock.h>
#include <hb.h>

#include <regex>
#include <set>

#include "paper/font_subset.hpp"
#include "paper_tools.hpp"

namespace tenbin::paper {
namespace {

std::string number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

TEST(PdfFile, NumbersAreShortAndNeverHaveAnExponent) {
  const std::pair<double, std::string> cases[] = {
      {0, "0"},         {1, "1"},       {-1.5, "-1.5"},      {595.276, "595.276"}, {0.05, "0.05"},
      {1e-9, "0"},      {-0.0004, "0"}, {0.001, "0.001"},    {-0.25, "-0.25"},     {100, "100"},
      {1e6, "1000000"}, {0.9996, "1"},  {12.3456, "12.346"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(number(value), text);
}

TEST(PdfFile, TextIsUtf16) {
  EXPECT_EQ(text_string("A割"), "<FEFF00415272>");
  EXPECT_EQ(text_string("𠮷"), "<FEFFD842DFB7>");
  EXPECT_EQ(text_string(""), "<FEFF>");
}

TEST(PdfFile, TheTableSaysWhereObjectsStand) {
  PdfFile file;
  const int later = file.reserve();
  const int first = file.add("<</A 1>>");
  file.write(later, "[" + reference(first) + "]");
  const std::string bytes = file.finish(later, first, "00");
  for (const std::string object : {"1 0 obj\n[2 0 R]", "2 0 obj\n<</A 1>>"}) {
    std::string place = std::to_string(bytes.find(object));
    place.insert(0, 10 - place.size(), '0');
    EXPECT_THAT(bytes, testing::HasSubstr(place + " 00000 n \n"));
  }
}

std::set<std::string> font_names(const std::string& pdf) {
  std::set<std::string> names;
  const std::regex name("/FontName/([A-Z]{6}\\+[A-Za-z-]+)");
  for (std::sregex_iterator i(pdf.begin(), pdf.end(), name), end; i != end; ++i)
    names.insert((*i)[1]);
  return names;
}

// Two customers: the greater part of the fonts is the same, and what a name needs is in each file.
TEST(Fonts, CertificatesOfALanguageShareTheirFonts) {
  auto content = samples::certificate(1);
  content.recipient.name = {"株式会社東西", "A"};
  const auto first = font_names(rendered(content).value());
  content.recipient.name = {"株式会社梅竹", "A"};
  const auto second = font_names(rendered(content).value());
  std::vector<std::string> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(both));
  EXPECT_GE(both.size(), 2U);
  EXPECT_NE(first, second);
  EXPECT_THAT(text_of(rendered(content).value()), testing::HasSubstr("株式会社梅竹"));
}

// Everything on an English certificate of ASCII names is in the shared fonts.
TEST(Fonts, PlainNamesNeedNoFontsOfTheirOwn) {
  auto content = samples::certificate(3);
  content.issuer.name.en = content.recipient.name.en = "Sample Metal Co., Ltd. (Works #2) & Sons";
  const auto fonts = font_names(rendered(content, {.language = Language::en}).value());
  EXPECT_EQ(fonts.size(), 2U) << testing::PrintToString(fonts);
}

// A no-break space is the same glyph as a blank, and is still read back as itself.
TEST(Fonts, OneGlyphCanStandForTwoCharacters) {
  FontSubset subset(hb_face_get_empty());
  const std::uint16_t blank = subset.code_of({3, " "});
  const std::uint16_t no_break = subset.code_of({3, "\xC2\xA0"});
  EXPECT_NE(blank, no_break);
  EXPECT_EQ(subset.code_of({3, " "}), blank);
  EXPECT_EQ(subset.find({3, "\xC2\xA0"}), no_break);
  EXPECT_EQ(subset.find({4, " "}), std::nullopt);
}

}  // namespace
}  // namespace tenbin::paper
