#include "paper/seal.hpp"

#include <optional>

#include "paper/attachment.hpp"

namespace tenbin::paper {
namespace {

using certificate::Check;
using certificate::CheckResult;

constexpr std::string_view mark = "%tenbin-signature Ed25519 ";
constexpr std::string_view end_of_pdf = "%%EOF\n";
constexpr std::size_t longest_seal = 256;

struct Seal {
  std::string_view sealed;  // the bytes under the signature
  tlog::PublicKey key;
  std::string signature;
};

// The seal line at the very end, or nothing when it is not exactly of our form.
std::optional<Seal> find_seal(std::string_view pdf) {
  const std::size_t from = pdf.size() > longest_seal ? pdf.size() - longest_seal : 0;
  const std::size_t at = pdf.rfind(mark);
  if (at == std::string_view::npos || at < from || !pdf.ends_with('\n')) return std::nullopt;
  const std::string_view sealed = pdf.substr(0, at);
  if (!sealed.ends_with(end_of_pdf)) return std::nullopt;
  std::string_view rest = pdf.substr(at + mark.size());
  rest.remove_suffix(1);
  const std::size_t blank = rest.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto key = tlog::parse_multikey(rest.substr(0, blank));
  auto signature = from_base64(rest.substr(blank + 1));
  if (!key || !signature) return std::nullopt;
  return Seal{sealed, *key, *std::move(signature)};
}

Check check_seal(const std::optional<Seal>& seal, const certificate::Report& report) {
  if (!seal) return {"pdf_seal", CheckResult::failed, "missing"};
  if (!tlog::verify_signature(seal->key, as_bytes(seal->sealed), as_bytes(seal->signature))) {
    return {"pdf_seal", CheckResult::failed, "does_not_match"};
  }
  const bool same_key =
      report.document && report.document->proof && report.document->proof->key == seal->key;
  if (!same_key) return {"pdf_seal", CheckResult::failed, "another_key"};
  return {"pdf_seal", CheckResult::passed, ""};
}

}  // namespace

std::string seal_pdf(std::string pdf, const tlog::KeyPair& key) {
  TENBIN_CHECK(pdf.ends_with(end_of_pdf));
  const tlog::Signature signature = key.sign(as_bytes(pdf));
  pdf.append(mark).append(tlog::format_multikey(key.public_key()));
  pdf.append(" ").append(to_base64(signature)).append("\n");
  return pdf;
}

certificate::Report verify_pdf(std::string_view pdf, const certificate::Trust& trust) {
  const auto seal = find_seal(pdf);
  const Result<std::string> json = attached_json(seal ? seal->sealed : pdf);
  certificate::Report report =
      certificate::verify(json ? std::string_view(*json) : std::string_view(), trust);
  Check attachment{"pdf_attachment", CheckResult::passed, ""};
  if (!json) {
    attachment.result = CheckResult::failed;
    attachment.reason = json.error().facts.back().value;
  }
  report.checks.insert(report.checks.begin(), {check_seal(seal, report), attachment});
  return report;
}

bool looks_like_pdf(std::string_view bytes) {
  return bytes.starts_with("%PDF-");
}

}  // namespace tenbin::paper
