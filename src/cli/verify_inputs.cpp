#include "cli/verify_inputs.hpp"

#include "paper/attachment.hpp"
#include "paper/pades.hpp"

namespace tenbin::cli {
namespace {

using credential::Check;
using credential::CheckResult;

Check check_seal(const std::string& pdf) {
  const paper::PdfSignature seal = paper::verify_pdf_signature(pdf);
  return {"pdf_seal", seal.good() ? CheckResult::passed : CheckResult::failed, seal.reason};
}

}  // namespace

std::optional<std::string> VerifyInputs::attached(const std::string& name) const {
  const auto found = attachments.find(name);
  if (found == attachments.end()) return std::nullopt;
  return found->second;
}

VerifyInputs take_apart(std::string bytes) {
  VerifyInputs inputs;
  inputs.is_pdf = paper::looks_like_pdf(bytes);
  if (!inputs.is_pdf) {
    inputs.certificate = std::move(bytes);
    return inputs;
  }
  Check attachment{"pdf_attachment", CheckResult::failed, "missing"};
  if (auto found = paper::attachments_of(bytes)) {
    for (paper::Attachment& each : *found)
      inputs.attachments.insert_or_assign(std::move(each.name), std::move(each.bytes));
  }
  if (auto certificate = inputs.attached("certificate.json")) {
    inputs.certificate = *std::move(certificate);
    attachment = {"pdf_attachment", CheckResult::passed, ""};
  }
  inputs.pdf_checks = {check_seal(bytes), std::move(attachment)};
  return inputs;
}

}  // namespace tenbin::cli
