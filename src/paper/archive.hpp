#pragma once
// What makes cairo's PDF one for the archive: PDF/A-3 (ISO 19005-3), conformance A, in one pass of
// libqpdf. Added are: identifier, XMP metadata equal to the information dictionary, sRGB output
// intent, languages, alternate texts, artifacts, the attachments, and an empty signature field
// whose bytes pades.hpp fills.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"
#include "paper/attachment.hpp"
#include "units/date.hpp"

namespace tenbin::paper {

// A place for a signature on the first page: lower left and upper right corner in points, and the
// bytes kept free for it.
struct SignatureField {
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  std::size_t room = 0;
};

struct Archival {
  std::string title;
  std::string author;
  std::string subject;
  Date date;
  std::vector<Language> parts;       // of the Part elements in their order; the first is the file's
  std::vector<std::string> figures;  // alternate texts of the Figure elements in their order
  std::optional<SignatureField> signature;
};

// `icc` is an sRGB profile of version 2 or 4. The same bytes for the same input.
// certificate.malformed when libqpdf does not take what cairo wrote.
Result<std::string> archive(const std::string& drawn, const Archival& about, std::string_view icc,
                            const std::vector<Attachment>& attachments);

// "D:20260810000000Z"
std::string pdf_date(Date date);
// What stands in the file for the byte range until it is known.
inline constexpr char open_byte_range[] = "/ByteRange [ 0 9999999999 9999999999 9999999999 ]";

}  // namespace tenbin::paper
