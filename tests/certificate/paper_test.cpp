#include <gmock/gmock.h>

#include <regex>

#include "paper_tools.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

const Appearance ja{};
constexpr Languages en = Languages::en;

std::string without_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\f'; });
  // The no-break space between number and unit.
  return std::regex_replace(text, std::regex("\xC2\xA0"), " ");
}

int pages_of(const std::string& path) {
  std::smatch found;
  const std::string info = output_of("pdfinfo " + path);
  EXPECT_TRUE(std::regex_search(info, found, std::regex("Pages: +([0-9]+)")));
  return std::stoi(found[1]);
}

TEST(Paper, TheSameInputGivesTheSameBytes) {
  const auto content = samples::certificate(40);
  const auto first = rendered(content);
  ASSERT_TRUE(first);
  const auto second = Renderer::create()->render(print_of(content));
  ASSERT_TRUE(second);
  EXPECT_EQ(to_hex(tlog::sha256(as_bytes(*first))), to_hex(tlog::sha256(as_bytes(*second))));
  // After others were printed, too.
  ASSERT_TRUE(rendered(samples::long_names(2), {.language = en, .sample = true}));
  EXPECT_EQ(rendered(content).value(), *first);
}

TEST(Paper, APictureIsTheSamePngEachTimeAndHasNoBoxes) {
  const auto picture = [](std::string_view words) {
    return Renderer::create()->render(Picture{40, 20, [words](Canvas& canvas) {
                                                canvas.hatch({1, 1, 20, 10}, Ink::grey);
                                                canvas.write(words, {}, 1, 12, 0, nullptr);
                                              }});
  };
  const std::string png = picture("割当 t-CO₂e").value();
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(png.substr(16, 8), std::string("\0\0\x01\x90\0\0\0\xC8", 8));  // 400 by 200 dots
  EXPECT_EQ(picture("割当 t-CO₂e").value(), png);
  EXPECT_NE(picture("割当 t").value(), png);
  EXPECT_EQ(picture("見本\U00013000").error().code, Code::certificate_glyph_missing);
}

TEST(Paper, SaysTheClaimAndWhatItDoesNotMean) {
  const std::string text = without_breaks(text_of(rendered(samples::certificate(40)).value()));
  EXPECT_THAT(text,
              HasSubstr("再生可能エネルギー由来アルミニウム32.307 tを、マスバランス方式により"));
  EXPECT_THAT(text, HasSubstr("物理的に含むことを示すものではありません。"));
  EXPECT_THAT(text, HasSubstr("CFP 割当しない場合"));
  EXPECT_THAT(text, HasSubstr("16.000"));
  EXPECT_THAT(text, HasSubstr("第三者検証：未実施"));
  EXPECT_THAT(text, HasSubstr("本期間の割当は第三者検証を受けていません。"));
  EXPECT_THAT(text, HasSubstr("MB-2026-000123-8"));
}

TEST(Paper, EnglishHasNoJapanese) {
  const std::string text = text_of(rendered(samples::certificate(40), {.language = en}).value());
  EXPECT_THAT(text, HasSubstr("Allocation Certificate"));
  EXPECT_THAT(text, HasSubstr("do not necessarily contain that aluminium physically"));
  EXPECT_THAT(text, HasSubstr("Without allocation"));
  EXPECT_THAT(text, Not(HasSubstr("割当")));
}

TEST(Paper, OnlyOurFontsAndAllEmbedded) {
  auto content = samples::certificate(2);
  content.recipient.name.ja = "𠮷野家具㈱";  // U+20BB7 is in the fallback font only
  const TemporaryFile file(rendered(content).value());
  const std::string fonts = output_of("pdffonts " + file.path() + " | tail -n +3");
  EXPECT_THAT(fonts, HasSubstr("NotoSansCJKjp"));
  std::istringstream lines(fonts);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(std::regex_search(line, std::regex("\\+(BIZUDPGothic|NotoSansCJKjp)-"))) << line;
    EXPECT_TRUE(std::regex_search(line, std::regex(" yes +yes +yes "))) << line;
  }
}

TEST(Paper, IsASoundPdfWithFixedDates) {
  const TemporaryFile file(rendered(samples::verified(3)).value());
  EXPECT_THAT(output_of("qpdf --check " + file.path()), HasSubstr("No syntax"));
  const std::string info = output_of("pdfinfo -rawdates " + file.path());
  EXPECT_THAT(info, HasSubstr("MB-2026-000123-8 割当証明書"));
  EXPECT_THAT(info, HasSubstr("D:20261025000000"));
  EXPECT_THAT(info, HasSubstr("A4"));
}

// From an image as an ordinary scanner makes it; the long one is as long as a signed summary.
TEST(Paper, QrCodeReads) {
  std::string fragment = "https://mill.example/c/MB-2026-000123-8#";
  for (int i = 0; i < 190; ++i) fragment += "abcDEF0123_-xyZ"[i % 15];
  for (const std::string& text :
       {std::string("MB-2026-000123-8"), std::string("HTTPS://MILL.EXAMPLE/C/MB-2026-000123-8"),
        fragment}) {
    const TemporaryFile file(
        rendered(samples::certificate(1), {.language = en, .qr_text = text}).value());
    const std::string image = file.path().substr(0, file.path().size() - 4);
    output_of("pdftoppm -r 200 -png -f 1 -singlefile " + file.path() + " " + image);
    EXPECT_EQ(output_of("zbarimg -q --raw " + image + ".png 2>/dev/null"), text + "\n");
    std::filesystem::remove(image + ".png");
  }
}

// Where text stands, in points from the upper left corner, of every page.
struct Extent {
  double left = 1e9, right = 0, bottom = 0;
};

Extent extent_of(const std::string& pdf) {
  const TemporaryFile file(pdf);
  const std::string boxes = output_of("pdftotext -bbox " + file.path() + " -");
  const std::regex word(
      "xMin=\"([0-9.]+)\" yMin=\"[0-9.]+\" xMax=\"([0-9.]+)\" yMax=\"([0-9.]+)\"");
  Extent extent;
  for (std::sregex_iterator i(boxes.begin(), boxes.end(), word), end; i != end; ++i) {
    extent.left = std::min(extent.left, std::stod((*i)[1]));
    extent.right = std::max(extent.right, std::stod((*i)[2]));
    extent.bottom = std::max(extent.bottom, std::stod((*i)[3]));
  }
  return extent;
}

TEST(Paper, NothingLeavesTheMargins) {
  constexpr double mm = 72.0 / 25.4;
  for (const Languages language : {Languages::ja, en, Languages::both}) {
    for (const auto& content :
         {samples::whole(), samples::certificate(40), samples::certificate(400),
          samples::long_names(1), samples::long_names(40), samples::verified(3)}) {
      const Extent extent = extent_of(rendered(content, {.language = language}).value());
      EXPECT_GE(extent.left, 18 * mm);
      EXPECT_LE(extent.right, (210 - 15) * mm + 0.5);
      EXPECT_LE(extent.bottom, (297 - 10) * mm);
    }
  }
}

// The zones above the QR code end before it, whatever the names are.
TEST(Paper, LongNamesDoNotReachTheCheckZone) {
  for (const Languages language : {Languages::ja, en, Languages::both}) {
    const TemporaryFile file(rendered(samples::long_names(40), {.language = language}).value());
    const std::string zone =
        output_of("pdftotext -f 1 -l 1 -r 72 -x 0 -y 688 -W 595 -H 10 " + file.path() + " -");
    EXPECT_EQ(without_breaks(zone), "") << zone;
  }
}

TEST(Paper, EveryLineIsThereAndHeadsAreRepeated) {
  for (const int count : {1, 40, 400}) {
    const auto content = samples::certificate(count);
    const std::string pdf = rendered(content).value();
    const std::string text = text_of(pdf, "-layout");
    for (const auto& line : content.lines) {
      EXPECT_THAT(text, HasSubstr(line.shipment + " / " + std::to_string(line.line)));
    }
    const TemporaryFile file(pdf);
    const int pages = pages_of(file.path());
    EXPECT_THAT(text, HasSubstr("1 / " + std::to_string(pages) + " ページ"));
    EXPECT_THAT(text, HasSubstr(std::to_string(pages) + " / " + std::to_string(pages)));
    if (count == 400) {
      const std::string third = output_of("pdftotext -layout -f 3 -l 3 " + file.path() + " -");
      EXPECT_THAT(third, HasSubstr("品番・品名"));
      EXPECT_THAT(third, HasSubstr("割当証明書"));
    }
  }
}

// Page 1 has room for three products; the lines of the others are counted, in words that fit.
TEST(Paper, LinesOfOtherProductsAreCounted) {
  auto content = samples::certificate(40);
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    auto& line = content.lines[i];
    line.product = i < 10 ? "EX-1" : i < 20 ? "EX-2" : "EX-" + std::to_string(i);
  }
  const std::string text = text_of(rendered(content).value());
  EXPECT_THAT(text, HasSubstr("ほか20明細"));
  EXPECT_THAT(text, Not(HasSubstr("明細件")));
  EXPECT_THAT(text_of(rendered(content, {.language = en}).value()),
              HasSubstr("20 lines of other products"));
}

TEST(Paper, SaysWhatTheRulebookChoseAndWhatWasUsed) {
  const std::string text = without_breaks(text_of(rendered(samples::certificate(2)).value()));
  for (const char* part : {"マスバランス方式（ISO 22095）。特性は", "投入比率方式",
                           "事業所：川辺工場", "3か月", "残りは、生じた期間の後の4期間まで使えます",
                           "2026年4月1日〜2026年6月30日の期間に生じた1.250 t",
                           "他の事業所から移した分が含まれます：KAWABE/renewable", "差引8.000 t"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  auto content = samples::certificate(2);
  content.rulebook = {};
  content.rulebook.carry_over_periods = 0;
  const std::string plain =
      without_breaks(text_of(rendered(content, {.language = en}).value(), "-layout"));
  EXPECT_THAT(plain, HasSubstr("Nothing may be carried over. Nothing carried over"));
  EXPECT_THAT(plain, HasSubstr("Not allowed."));
}

// Where a word begins on the first page, in points from above.
std::string top_of(const std::string& pdf, const std::string& word) {
  const TemporaryFile file(pdf);
  const std::string boxes = output_of("pdftotext -f 1 -l 1 -bbox " + file.path() + " -");
  std::smatch found;
  const std::regex line("yMin=\"([0-9.]+)\"[^>]*>" + word);
  return std::regex_search(boxes, found, line) ? found[1].str() : "";
}

TEST(Paper, VerificationHasOnePlaceAndSize) {
  const std::string none = rendered(samples::certificate(3)).value();
  const std::string verified = rendered(samples::verified(3)).value();
  for (const char* word : {"この証明書が意味すること", "対象製品"}) {
    EXPECT_NE(top_of(none, word), "");
    EXPECT_EQ(top_of(none, word), top_of(verified, word));
  }
}

TEST(Paper, SaysWhoApproved) {
  CertificateContent content = samples::certificate(3);
  EXPECT_THAT(text_of(rendered(content).value()), Not(HasSubstr("発行の承認")));
  content.approval = certificate::Approval::two_people;
  EXPECT_THAT(without_breaks(text_of(rendered(content).value())),
              HasSubstr("二人（申請者と承認者）"));
  content.approval = certificate::Approval::one_person;
  EXPECT_THAT(without_breaks(text_of(rendered(content).value())),
              HasSubstr("発行者（一人の事業者）"));
  const std::string english = text_of(rendered(content, {.language = en}).value());
  EXPECT_THAT(english, HasSubstr("Approved by"));
  EXPECT_THAT(english, HasSubstr("the issuer itself"));
}

TEST(Paper, BothLanguagesUnderOneNumber) {
  const std::string pdf = rendered(samples::certificate(2), {.language = Languages::both}).value();
  const std::string text = text_of(pdf);
  const TemporaryFile file(pdf);
  const int pages = pages_of(file.path());
  EXPECT_THAT(text, HasSubstr("1 / " + std::to_string(pages) + " ページ"));
  EXPECT_THAT(text, HasSubstr("Page " + std::to_string(pages) + " of " + std::to_string(pages)));
  EXPECT_THAT(text, HasSubstr("割当証明書"));
  EXPECT_THAT(text, HasSubstr("Allocation Certificate"));
  EXPECT_EQ(attachments_of(pdf).value().size(), 1U);
}

TEST(Paper, IsTagged) {
  const TemporaryFile file(rendered(samples::certificate(40)).value());
  const std::string tree = output_of("pdfinfo -struct " + file.path());
  for (const char* tag :
       {"Document", "Part", "H1", "H2", "P (block)", "Figure", "Table", "TR", "TH", "TD"})
    EXPECT_THAT(tree, HasSubstr(tag));
}

TEST(Paper, SaysWhereToLookItUp) {
  Print print = print_of(samples::certificate(1));
  print.log_index = 1234567;
  print.web_address = "https://mill.example/cert/MB-2026-000123-8";
  const std::string text = text_of(renderer().render(print).value());
  EXPECT_THAT(text, HasSubstr("1234567"));
  EXPECT_THAT(text, HasSubstr("https://mill.example/cert/MB-2026-000123-8"));
}

TEST(Paper, SizesStaySmall) {
  EXPECT_LE(rendered(samples::certificate(40)).value().size(), 250'000U);
  EXPECT_LE(rendered(samples::certificate(40), {.language = en}).value().size(), 150'000U);
}

TEST(Paper, ADraftSaysSo) {
  EXPECT_THAT(text_of(rendered(samples::whole(), {.sample = true}).value()),
              HasSubstr("見本 MB-2026"));
  EXPECT_THAT(text_of(rendered(samples::whole(), {.language = en, .sample = true}).value()),
              HasSubstr("SAMPLE MB-2026"));
  EXPECT_THAT(text_of(rendered(samples::whole()).value()), Not(HasSubstr("見本 MB")));
}

TEST(Paper, RatioAloneHidesTheMasses) {
  auto content = samples::certificate(1);
  content.balances.front().tonnage.reset();
  const std::string text = text_of(rendered(content, ja).value());
  EXPECT_THAT(text, Not(HasSubstr("850.000")));
  EXPECT_THAT(text, HasSubstr("非開示"));
}

TEST(Paper, NullFootprintsAreSaid) {
  auto content = samples::whole();
  content.lines.front().with_allocation.reset();
  content.lines.front().without_allocation.reset();
  content.totals = certificate::totals_of(content.lines);
  EXPECT_THAT(text_of(rendered(content, ja).value()), HasSubstr("算定できません"));
}

}  // namespace
}  // namespace tenbin::paper
