#pragma once
// QR code (ISO/IEC 18004) by libqrencode, error correction level M.
#include <string>
#include <vector>

#include "paper/canvas.hpp"

namespace tenbin::paper {

// Draws the code of `text` as a square of `size` mm, larger (up to `widest`) when its squares would
// get too small to read; the side that it took. The quiet zone of 4 modules around it is the
// caller's. Upper-case text, digits and $%*+-./: make the smallest code.
double draw_qr(Canvas& canvas, const std::string& text, double x, double y, double size,
               double widest);

// Dark squares of a code, one string a row, '#' or ' '; without quiet zone. `text` has at most
// 2,331 bytes.
std::vector<std::string> qr_rows(const std::string& text);

}  // namespace tenbin::paper
