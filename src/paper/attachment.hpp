#pragma once
// certificate.json inside the PDF, by libqpdf: /EmbeddedFiles and /AF as PDF/A-3 has them
// (ISO 19005-3, 6.8).
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"

namespace tenbin::paper {

inline constexpr char attachment_name[] = "certificate.json";

// `pdf` is what cairo wrote. Deterministic: the file identifier is made of the content.
Result<std::string> attach_json(const std::string& pdf, std::string_view json, Date date,
                                Language language);

// The attached JSON of a PDF from anywhere; certificate.malformed when it cannot be read or has no
// such attachment, or more than one.
Result<std::string> attached_json(std::string_view pdf);

}  // namespace tenbin::paper
