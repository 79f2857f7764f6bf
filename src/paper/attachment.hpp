#pragma once
// certificate.json inside the PDF: /EmbeddedFiles and /AF as PDF/A-3 has them (ISO 19005-3, 6.8).
// Written by ourselves, read by libqpdf.
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "paper/deflater.hpp"
#include "paper/pdf_file.hpp"

namespace tenbin::paper {

inline constexpr char attachment_name[] = "certificate.json";

// Writes the file; the entries for the catalogue. `title` says what is attached.
std::string attach_json(PdfFile& file, const Deflater& deflater, std::string_view json, Date date,
                        std::string_view title);

// The attached JSON of a PDF from anywhere; certificate.malformed when it cannot be read or has no
// such attachment, or more than one.
Result<std::string> attached_json(std::string_view pdf);

}  // namespace tenbin::paper
