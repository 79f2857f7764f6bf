#include "press/reprint.hpp"

#include "press/commands.hpp"
#include "service/log_reading.hpp"
#include "service/published.hpp"

namespace tenbin::press {
namespace {

// With the proof that it was issued with, or the one under the checkpoint that witnesses have
// cosigned since.
Result<Printed> with_proof(const Ledger& ledger, const Press& press, CertificateDocument document) {
  Printed printed{std::move(document)};
  const auto seq = printed.document.seq;
  if (!seq) return printed;
  auto proof = OwnProofs(ledger, press.log_key()).proof_of(*seq);
  if (!proof) return tl::make_unexpected(proof.error());
  printed.proof = *std::move(proof);
  const auto log = log_of(ledger.book());
  if (!log) return tl::make_unexpected(log.error());
  const auto cosigned = cosigned_checkpoint(press.book(), *log);
  if (!cosigned) return tl::make_unexpected(cosigned.error());
  if (!*cosigned) return printed;
  const auto proofs = Proofs::of(ledger.book());
  if (!proofs) return tl::make_unexpected(proofs.error());
  auto newer = proofs->proof_for(*seq, *cosigned, press.log_key());
  if (!newer) return tl::make_unexpected(newer.error());
  printed.proof->log_proof = *std::move(newer);
  return printed;
}

}  // namespace

Result<Printed> to_reprint(const Ledger& ledger, const Press& press, CertificateDocument document) {
  auto printed = with_proof(ledger, press, std::move(document));
  if (!printed) return printed;
  TENBIN_TRY(add_copies(ledger, press.signing_key(), {&*printed, 1}));
  return printed;
}

Result<Printed> to_reprint(const Ledger& ledger, const Press& press, const std::string& number) {
  const auto index = certificate_named(ledger.state(), number);
  if (!index) return tl::make_unexpected(index.error());
  auto document = certificate_document(ledger, *index);
  if (!document) return tl::make_unexpected(document.error());
  return to_reprint(ledger, press, *std::move(document));
}

Result<CertificateFiles> reprint(const Ledger& ledger, const Press& press,
                                 CertificateDocument document,
                                 std::optional<paper::Languages> languages) {
  const auto printed = to_reprint(ledger, press, std::move(document));
  if (!printed) return tl::make_unexpected(printed.error());
  return press.print(*printed, languages);
}

Result<CertificateFiles> reprint(const Ledger& ledger, const Press& press,
                                 const std::string& number,
                                 std::optional<paper::Languages> languages) {
  const auto printed = to_reprint(ledger, press, number);
  if (!printed) return tl::make_unexpected(printed.error());
  return press.print(*printed, languages);
}

}  // namespace tenbin::press
