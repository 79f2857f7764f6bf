#pragma once
// QR code (ISO/IEC 18004) by libqrencode, error correction level M.
#include <string>

#include "paper/canvas.hpp"

namespace tenbin::paper {

// Draws the code of `text` as a square of `size` mm; the quiet zone of 4 modules around it is the
// caller's. Upper-case text, digits and $%*+-./: make the smallest code.
void draw_qr(Canvas& canvas, const std::string& text, double x, double y, double size);

}  // namespace tenbin::paper
