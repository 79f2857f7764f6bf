#include "paper/picture.hpp"

#include <cairo.h>

#include <cmath>
#include <memory>

#include "base/check.hpp"
#include "paper/render.hpp"

namespace tenbin::paper {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

int dots(const Picture& picture, double mm) {
  return static_cast<int>(std::lround(mm * picture.dots_per_mm));
}

}  // namespace

Result<std::string> Renderer::render(const Picture& picture) const {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(picture, picture.width),
                                 dots(picture, picture.height)),
      cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> target(cairo_create(surface.get()),
                                                                  cairo_destroy);
  cairo_set_source_rgb(target.get(), 1, 1, 1);
  cairo_paint(target.get());
  const double scale = picture.dots_per_mm / points_per_mm;
  cairo_scale(target.get(), scale, scale);
  Canvas canvas(target.get(), fonts_.context(), *cache_);
  picture.draw(canvas);
  if (canvas.trouble()) return tl::make_unexpected(*canvas.trouble());
  std::string png;
  TENBIN_CHECK(cairo_surface_write_to_png_stream(surface.get(), append, &png) ==
               CAIRO_STATUS_SUCCESS);
  return png;
}

}  // namespace tenbin::paper
