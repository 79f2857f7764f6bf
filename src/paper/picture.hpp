#pragma once
// Something drawn on white for a screen or a slide, as PNG. Renderer::render makes it.
#include <functional>

#include "paper/canvas.hpp"

namespace tenbin::paper {

struct Picture {
  double width = 0;  // mm
  double height = 0;
  std::function<void(Canvas&)> draw;  // tags are passed over: a picture has none
  double dots_per_mm = 10;            // 254 an inch: sharp on a slide and in print
};

}  // namespace tenbin::paper
