#pragma once
// A certificate of the book, printed again: the JSON and the JWT with the bytes that they always
// had, the PDF with what is known today (the status list, the checkpoint that witnesses cosigned).
#include <optional>
#include <string>

#include "press/press.hpp"

namespace tenbin::press {

// reference.unknown; certificate.not_live when it is revoked; key.missing.
Result<CertificateFiles> reprint(const Ledger& ledger, const Press& press,
                                 const std::string& number,
                                 std::optional<paper::Languages> languages = std::nullopt);
// The same with its document, by certificate_document (service/attesting.hpp).
Result<CertificateFiles> reprint(const Ledger& ledger, const Press& press,
                                 CertificateDocument document,
                                 std::optional<paper::Languages> languages = std::nullopt);

// What both print, without printing: for who holds the ledger for a moment only.
Result<Printed> to_reprint(const Ledger& ledger, const Press& press, CertificateDocument document);
Result<Printed> to_reprint(const Ledger& ledger, const Press& press, const std::string& number);

}  // namespace tenbin::press
