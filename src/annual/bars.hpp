#pragma once
// A chart of bars, legible in black and white and whatever colours one sees: one kind is filled,
// the other hatched, and the figures stand on the bars. Drawn twice to the same measures: as SVG,
// and as a picture for those who cannot use that.
#include <cstdint>
#include <string>
#include <vector>

#include "paper/picture.hpp"

namespace tenbin::annual {

inline constexpr std::int64_t tallest_bar = 240;

// Lengths are those of the SVG: whole numbers.
struct Bar {
  std::string name;
  std::string figure;
  std::int64_t height = 0;  // to tallest_bar
  bool hatched = false;
};
struct Chart {
  std::string title;
  std::vector<Bar> bars;
  int step = 0;  // from one bar to the next
};

std::string svg_of(const Chart& chart);
paper::Picture picture_of(const Chart& chart);

}  // namespace tenbin::annual
