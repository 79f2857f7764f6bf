#include "annual/bars.hpp"

#include <fmt/core.h>

namespace tenbin::annual {
namespace {

constexpr int height = 340;
constexpr int ground = 300;  // on which the bars stand
constexpr int edge = 30;     // left and right
constexpr int gap = 12;      // between two bars
constexpr int title_size = 14;
constexpr int text_size = 11;
constexpr double mm = 0.2;  // of one unit of the SVG: twelve months are as wide as a page
constexpr double smallest_points = 3;
constexpr double points = mm * 72.0 / 25.4;

int width_of(const Chart& chart) {
  return 2 * edge + chart.step * static_cast<int>(chart.bars.size());
}

int left_of(const Chart& chart, std::size_t bar) {
  return edge + gap / 2 + chart.step * static_cast<int>(bar);
}

void draw_bar(paper::Canvas& canvas, const Bar& bar, int left, int step) {
  using namespace paper;
  const double x = left * mm;
  const double width = (step - gap) * mm;
  const double tall = static_cast<double>(bar.height) * mm;
  const double y = ground * mm - tall;
  if (bar.hatched) {
    canvas.hatch({x, y, width, tall}, Ink::grey);
  } else {
    canvas.fill(x, y, width, tall, Ink::accent);
  }
  canvas.frame(x, y, width, tall, 0.15, Ink::black);
  constexpr Style style{.points = text_size * points, .align = Align::centre};
  const double room = (step - 2) * mm;  // what a text may take: most of the gap as well
  const auto write = [&](const std::string& text, int baseline) {
    canvas.draw_on(canvas.fitted(text, style, room, smallest_points), x + (width - room) / 2,
                   baseline * mm, nullptr);
  };
  write(bar.figure, ground - static_cast<int>(bar.height) - 5);
  write(bar.name, ground + 16);
}

}  // namespace

std::string svg_of(const Chart& chart) {
  const int width = width_of(chart);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
      "{1}\" role=\"img\" aria-label=\"{2}\" font-family=\"sans-serif\" font-size=\"{3}\">\n"
      "<title>{2}</title>\n"
      "<defs><pattern id=\"h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
      "<rect width=\"2\" height=\"6\" fill=\"#595959\"/></pattern></defs>\n"
      "<text x=\"{4}\" y=\"20\" font-size=\"{5}\">{2}</text>\n"
      "<line x1=\"{4}\" y1=\"{6}\" x2=\"{7}\" y2=\"{6}\" stroke=\"#595959\"/>\n",
      width, height, chart.title, text_size, edge, title_size, ground, width - edge);
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    const Bar& bar = chart.bars[i];
    const std::int64_t top = ground - bar.height;
    const int x = left_of(chart, i);
    const int middle = x + (chart.step - gap) / 2;
    out += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#1a1a1a\"/>"
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>"
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
        x, top, chart.step - gap, bar.height, bar.hatched ? "url(#h)" : "#0b5c7d", middle, top - 5,
        bar.figure, middle, ground + 16, bar.name);
  }
  return out + "</svg>\n";
}

paper::Picture picture_of(const Chart& chart) {
  const int width = width_of(chart);
  return {width * mm, height * mm, [chart, width](paper::Canvas& canvas) {
            using namespace paper;
            const Style title{.points = title_size * points};
            canvas.draw_on(
                canvas.fitted(chart.title, title, (width - 2 * edge) * mm, smallest_points),
                edge * mm, 20 * mm, nullptr);
            for (std::size_t i = 0; i < chart.bars.size(); ++i)
              draw_bar(canvas, chart.bars[i], left_of(chart, i), chart.step);
            canvas.rule(edge * mm, (width - edge) * mm, ground * mm, 0.2, Ink::grey);
          }};
}

}  // namespace tenbin::annual
