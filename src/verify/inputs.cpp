#include "verify/inputs.hpp"

#include "credential/time.hpp"
#include "paper/attachment.hpp"
#include "paper/pades.hpp"

namespace tenbin::verify {
namespace {

using credential::Check;
using credential::CheckResult;

// Whether every byte is as it was sealed. A PDF without seal is none that was damaged.
Check check_bytes(const paper::PdfSignature& seal) {
  if (seal.unsealed) return {"pdf_seal", CheckResult::not_checked, "no_seal"};
  return {"pdf_seal", seal.good() ? CheckResult::passed : CheckResult::failed, seal.reason};
}

}  // namespace

std::optional<std::string> VerifyInputs::attached(const std::string& name) const {
  const auto found = attachments.find(name);
  if (found == attachments.end()) return std::nullopt;
  return found->second;
}

Check seal_check(const VerifyInputs& inputs, const credential::Report& report,
                 const std::optional<credential::Beside>& did,
                 const std::vector<credential::DidSeal>& of_book) {
  if (inputs.seal) {
    return credential::check_seal(*inputs.seal, report.method.substr(0, report.method.find('#')),
                                  did, of_book);
  }
  const bool none = inputs.pdf_checks.front().result == CheckResult::not_checked;
  return {"seal", CheckResult::not_checked, none ? "no_seal" : "seal_unsound"};
}

Check time_stamp_check(const paper::Timestamp& timestamp,
                       const std::vector<std::string>& authorities) {
  if (authorities.empty())
    return {"time_stamp", CheckResult::not_checked, "no_tsa_given " + timestamp.time};
  if (!paper::is_by_authority(timestamp, authorities))
    return {"time_stamp", CheckResult::failed, "another_tsa"};
  return {"time_stamp", CheckResult::passed, "stamped_at " + timestamp.time};
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
  const paper::PdfSignature seal = paper::verify_pdf_signature(bytes);
  if (seal.good()) {
    inputs.seal = {seal.key, credential::parse_time(seal.time)};
    inputs.timestamp = seal.timestamp;
  }
  inputs.pdf_checks = {check_bytes(seal), std::move(attachment)};
  return inputs;
}

}  // namespace tenbin::verify
