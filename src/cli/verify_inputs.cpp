#include "cli/verify_inputs.hpp"

#include "paper/attachment.hpp"
#include "paper/pades.hpp"

namespace tenbin::cli {
namespace {

using credential::Check;
using credential::CheckResult;

}  // namespace

std::optional<credential::Beside> VerifyInputs::beside(const std::string& name) const {
  const auto found = attachments.find(name);
  if (found == attachments.end()) return std::nullopt;
  return credential::Beside{found->second, false};
}

VerifyInputs take_apart(std::string bytes) {
  VerifyInputs inputs;
  inputs.is_pdf = paper::looks_like_pdf(bytes);
  if (!inputs.is_pdf) {
    inputs.certificate = std::move(bytes);
    return inputs;
  }
  const paper::PdfSignature seal = paper::verify_pdf_signature(bytes);
  inputs.pdf_checks.push_back(
      {"pdf_seal", seal.good() ? CheckResult::passed : CheckResult::failed, seal.reason});
  Check attachment{"pdf_attachment", CheckResult::failed, "missing"};
  auto found = paper::attachments_of(bytes);
  if (!found) attachment.reason = found.error().facts.back().value;
  for (std::size_t i = 0; found && i < found->size(); ++i)
    inputs.attachments[(*found)[i].name] = std::move((*found)[i].bytes);
  const auto certificate = inputs.attachments.find("certificate.json");
  if (certificate != inputs.attachments.end()) {
    inputs.certificate = certificate->second;
    attachment = {"pdf_attachment", CheckResult::passed};
  }
  inputs.pdf_checks.push_back(attachment);
  return inputs;
}

}  // namespace tenbin::cli
