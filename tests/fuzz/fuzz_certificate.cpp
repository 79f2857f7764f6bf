// depends: certificate
// Certificates of strangers as JSON: reading ends with a document or a refusal, and a canonical
// document whose sentences are ours is exactly what we would have written.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "certificate/verify.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const certificate::Report report = certificate::verify(text, {});
  TENBIN_CHECK(report.checks.size() == 8);
  if (!report.document) return 0;
  const certificate::Document& document = *report.document;
  if (document.canonical && document.claims == certificate::claims_of(document.content)) {
    TENBIN_CHECK(certificate::to_json(document.content) == document.unsigned_text);
  }
  return 0;
}
