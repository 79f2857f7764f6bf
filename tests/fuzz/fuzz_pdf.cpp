// depends: paper
// PDFs of strangers: looking for a seal and for attachments ends with an answer within the limits,
// and what is called whole and intact is a PDF whose bytes are all under the signature.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "paper/attachment.hpp"
#include "paper/pades.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view pdf(reinterpret_cast<const char*>(data), size);
  const paper::PdfSignature seal = paper::verify_pdf_signature(pdf);
  TENBIN_CHECK(seal.good() == seal.reason.empty());
  TENBIN_CHECK(!seal.good() || paper::looks_like_pdf(pdf));
  const auto attachments = paper::attachments_of(pdf);
  if (!attachments) return 0;
  TENBIN_CHECK(attachments->size() <= paper::most_attachments);
  std::size_t total = 0;
  for (const paper::Attachment& attachment : *attachments) total += attachment.bytes.size();
  TENBIN_CHECK(total <= paper::largest_attachments);
  return 0;
}
