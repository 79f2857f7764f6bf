#pragma once
// Something drawn on white for a screen or a slide, as PNG. Renderer::render makes it.
#include <functional>

#include "paper/canvas.hpp"

namespace tenbin::paper {

struct Picture {
  double width = 0;  // mm
  double height = 0;
  std::function<void(Canvas&)> draw;  // with nullptr as tags: a picture has none
};

}  // namespace tenbin::paper
