#pragma once
// What `tenbin verify` has to look at: the certificate out of its file, and what came with it.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "credential/verify.hpp"

namespace tenbin::cli {

struct VerifyInputs {
  bool is_pdf = false;
  std::string certificate;                         // JSON or JWT; empty when a PDF has none
  std::map<std::string, std::string> attachments;  // of a PDF, by name
  std::vector<credential::Check> pdf_checks;       // pdf_seal and pdf_attachment of a PDF

  std::optional<std::string> attached(const std::string& name) const;
};

VerifyInputs take_apart(std::string bytes);

}  // namespace tenbin::cli
