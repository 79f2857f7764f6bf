#include "paper/qr.hpp"

#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/check.hpp"

namespace tenbin::paper {
namespace {

// mm; a printer of 300 dots an inch and the camera of a telephone are sure of it.
constexpr double smallest_module = 0.45;

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

Code code_of(const std::string& text) {
  Code code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
  TENBIN_CHECK(code != nullptr);  // what is asked for is far below the 2,331 bytes of level M
  return code;
}

}  // namespace

std::vector<std::string> qr_rows(const std::string& text) {
  const Code code = code_of(text);
  const auto side = static_cast<std::size_t>(code->width);
  std::vector<std::string> rows(side, std::string(side, ' '));
  for (std::size_t i = 0; i < side * side; ++i)
    if ((code->data[i] & 1) != 0) rows[i / side][i % side] = '#';
  return rows;
}

double draw_qr(Canvas& canvas, const std::string& text, double x, double y, double size,
               double widest) {
  const Code code = code_of(text);
  size = std::clamp(code->width * smallest_module, size, widest);
  std::vector<GridBox> boxes;
  for (int row = 0; row < code->width; ++row) {
    const unsigned char* const line = code->data + row * code->width;
    for (int from = 0; from < code->width;) {
      int to = from;
      while (to < code->width && (line[to] & 1) != 0) ++to;
      if (to > from) boxes.push_back({from, row, to - from});
      from = to + 1;
    }
  }
  canvas.open("Figure");
  canvas.fill_grid(x, y, size / code->width, boxes);
  canvas.close("Figure");
  return size;
}

}  // namespace tenbin::paper
