#pragma once
// The metadata of a PDF/A-3 as XMP (ISO 16684-1), saying the same as the information dictionary.
#include <string>

#include "paper/archive.hpp"

namespace tenbin::paper {

inline constexpr char creator[] = "Tenbin";
inline constexpr char producer[] = "Tenbin (cairo, libqpdf)";

std::string xmp_of(const Archival& about);

}  // namespace tenbin::paper
