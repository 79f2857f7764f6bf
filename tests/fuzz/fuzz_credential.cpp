// depends: credential
// Certificates of strangers as JSON or vc+jwt: verifying ends with the same checks, and what is
// read as a document is to the byte what we would have written.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "credential/verify.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const credential::Report report = credential::verify(text, {});
  // One more where a statement is cited by its digest.
  TENBIN_CHECK(report.checks.size() == (report.find("statement") == nullptr ? 14 : 15));
  if (!report.document) return 0;
  const credential::Document& document = *report.document;
  if (document.claims == certificate::claims_of(document.content)) {
    const std::string again = credential::to_credential(document.content, document.envelope);
    TENBIN_CHECK(credential::digest_of(again) == report.digest);
  }
  return 0;
}
