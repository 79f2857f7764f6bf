#pragma once
// What there is to look at: the certificate out of its file, and what came with it.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "credential/seal.hpp"
#include "credential/verify.hpp"
#include "paper/timestamp.hpp"

namespace tenbin::verify {

struct VerifyInputs {
  bool is_pdf = false;
  std::string certificate;                         // JSON or JWT; empty when a PDF has none
  std::map<std::string, std::string> attachments;  // of a PDF, by name
  std::vector<credential::Check> pdf_checks;       // pdf_seal and pdf_attachment of a PDF
  std::optional<credential::FoundSeal> seal;       // of a PDF, when it is sound
  std::optional<paper::Timestamp> timestamp;       // of that seal

  std::optional<std::string> attached(const std::string& name) const;
};

// The check "seal" of a PDF: whose it is.
credential::Check seal_check(const VerifyInputs& inputs, const credential::Report& report,
                             const std::optional<credential::Beside>& did,
                             const std::vector<credential::DidSeal>& of_book);

// The check "time_stamp" of a sound seal with a time-stamp, over its signature: passed with its
// time where one of the authorities that the caller trusts made it.
credential::Check time_stamp_check(const paper::Timestamp& timestamp,
                                   const std::vector<std::string>& authorities);

VerifyInputs take_apart(std::string bytes);

}  // namespace tenbin::verify
