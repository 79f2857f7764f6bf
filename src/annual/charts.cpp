// What the charts show: the allocated mass of each month, and the two sides of the emissions, in
// both languages, with a text for who cannot see them.
#include <algorithm>

#include "annual/annual.hpp"
#include "annual/bars.hpp"
#include "certificate/wording.hpp"
#include "message/message.hpp"

namespace tenbin::annual {
namespace {

using certificate::show_t;

std::int64_t scaled(std::int64_t value, std::int64_t most) {
  return most <= 0 ? 0 : static_cast<std::int64_t>(Int128{value} * tallest_bar / most);
}

Chart months_chart(const certificate::Year& year, Language language) {
  std::int64_t most = 0;
  for (const auto& month : year.months) most = std::max(most, month.totals.allocated.grams());
  std::vector<Bar> bars;
  for (const auto& month : year.months) {
    const std::int64_t grams = month.totals.allocated.grams();
    bars.push_back({format_date(month.first).substr(0, 7), show_t(month.totals.allocated),
                    scaled(grams, most)});
  }
  return {message(language, "annual.months"), std::move(bars), 72};
}

// Tens of kilograms are enough for a picture.
std::int64_t whole_kilograms(const certificate::Emissions& emissions) {
  std::int64_t value = 0;
  for (const char c : emissions->substr(0, emissions->find('.'))) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return value;
}

Chart emissions_chart(const certificate::Year& year, Language language) {
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
  return {message(language, "annual.emissions"), std::move(bars), 180};
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

Result<std::vector<pack::File>> charts_of(const paper::Renderer& renderer,
                                          const certificate::Year& year) {
  std::vector<pack::File> files;
  for (const Language language : {Language::ja, Language::en}) {
    const std::string end = language == Language::ja ? "_ja" : "_en";
    for (const auto& [name, chart] :
         {std::pair{"charts/months" + end, months_chart(year, language)},
          std::pair{"charts/emissions" + end, emissions_chart(year, language)}}) {
      auto png = renderer.render(picture_of(chart));
      if (!png) return tl::make_unexpected(png.error());
      files.push_back({name + ".png", *std::move(png)});
      files.push_back({name + ".svg", svg_of(chart)});
    }
    files.push_back({"charts/text" + end + ".txt", alternate_text(year, language)});
  }
  return files;
}

}  // namespace tenbin::annual
