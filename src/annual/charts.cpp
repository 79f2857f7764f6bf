// Bars as SVG, legible in black and white: one kind is filled, the other hatched. Coordinates are
// whole numbers; the figures stand on the bars.
#include <fmt/core.h>

#include <algorithm>

#include "annual/annual.hpp"
#include "certificate/wording.hpp"
#include "message/message.hpp"

namespace tenbin::annual {
namespace {

using certificate::show_t;

constexpr std::int64_t chart_height = 240;

struct Bar {
  std::string name;
  std::string figure;
  std::int64_t height;
  bool hatched = false;
};

std::string svg(const std::string& title, const std::vector<Bar>& bars, int step) {
  const int width = 60 + step * static_cast<int>(bars.size());
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"340\" viewBox=\"0 0 {0} "
      "340\" "
      "role=\"img\" aria-label=\"{1}\" font-family=\"sans-serif\" "
      "font-size=\"11\">\n<title>{1}</title>\n"
      "<defs><pattern id=\"h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
      "<rect width=\"2\" height=\"6\" fill=\"#595959\"/></pattern></defs>\n"
      "<text x=\"30\" y=\"20\" font-size=\"14\">{1}</text>\n"
      "<line x1=\"30\" y1=\"300\" x2=\"{2}\" y2=\"300\" stroke=\"#595959\"/>\n",
      width, title, width - 30);
  int x = 36;
  for (const Bar& bar : bars) {
    const std::int64_t top = 300 - bar.height;
    out += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#1a1a1a\"/>"
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>"
        "<text x=\"{}\" y=\"316\" text-anchor=\"middle\">{}</text>\n",
        x, top, step - 12, bar.height, bar.hatched ? "url(#h)" : "#0b5c7d", x + (step - 12) / 2,
        top - 5, bar.figure, x + (step - 12) / 2, bar.name);
    x += step;
  }
  return out + "</svg>\n";
}

std::int64_t scaled(std::int64_t value, std::int64_t most) {
  return most <= 0 ? 0 : static_cast<std::int64_t>(Int128{value} * chart_height / most);
}

std::string months_chart(const certificate::Year& year, Language language) {
  std::int64_t most = 0;
  for (const auto& month : year.months) most = std::max(most, month.totals.allocated.grams());
  std::vector<Bar> bars;
  for (const auto& month : year.months) {
    const std::int64_t grams = month.totals.allocated.grams();
    bars.push_back({format_date(month.first).substr(0, 7), show_t(month.totals.allocated),
                    scaled(grams, most)});
  }
  return svg(message(language, "annual.months"), bars, 72);
}

// Tens of kilograms are enough for a picture.
std::int64_t whole_kilograms(const certificate::Emissions& emissions) {
  std::int64_t value = 0;
  for (const char c : emissions->substr(0, emissions->find('.'))) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return value;
}

std::string emissions_chart(const certificate::Year& year, Language language) {
  const auto& with = year.totals.with_allocation;
  const auto& without = year.totals.without_allocation;
  std::vector<Bar> bars;
  if (with && without) {
    const std::int64_t a = whole_kilograms(with);
    const std::int64_t b = whole_kilograms(without);
    const std::int64_t most = std::max(a, b);
    bars = {{message(language, "annual.with"), show_tonnes(with), scaled(a, most), false},
            {message(language, "annual.without"), show_tonnes(without), scaled(b, most), true}};
  }
  return svg(message(language, "annual.emissions"), bars, 180);
}

std::string alternate_text(const certificate::Year& year, Language language) {
  std::string text = message(language, "annual.months") + "\n";
  for (const auto& month : year.months)
    text += format_date(month.first).substr(0, 7) + "  " + show_t(month.totals.allocated) + " t\n";
  text += "\n" + message(language, "annual.emissions") + "\n";
  text += message(language, "annual.with") + "  " + show_tonnes(year.totals.with_allocation) + "\n";
  return text + message(language, "annual.without") + "  " +
         show_tonnes(year.totals.without_allocation) + "\n";
}

}  // namespace

std::vector<pack::File> charts_of(const certificate::Year& year) {
  std::vector<pack::File> files;
  for (const Language language : {Language::ja, Language::en}) {
    const std::string end = language == Language::ja ? "_ja" : "_en";
    files.push_back({"charts/months" + end + ".svg", months_chart(year, language)});
    files.push_back({"charts/emissions" + end + ".svg", emissions_chart(year, language)});
    files.push_back({"charts/text" + end + ".txt", alternate_text(year, language)});
  }
  return files;
}

}  // namespace tenbin::annual
