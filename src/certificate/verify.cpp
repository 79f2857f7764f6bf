#include "certificate/verify.hpp"

#include <algorithm>

#include "certificate/arithmetic.hpp"
#include "domain/certificate_number.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::certificate {
namespace {

Check passed(std::string name) {
  return {std::move(name), CheckResult::passed, ""};
}
Check failed(std::string name, std::string reason) {
  return {std::move(name), CheckResult::failed, std::move(reason)};
}
Check not_checked(std::string name, std::string reason) {
  return {std::move(name), CheckResult::not_checked, std::move(reason)};
}

std::string reason_of(const Problem& problem) {
  std::string reason;
  for (const Fact& fact : problem.facts) {
    if (!reason.empty()) reason += " ";
    reason += fact.value;
  }
  return reason;
}

Check check_form(const Document& document) {
  return document.canonical ? passed("form") : failed("form", "not_canonical");
}

Check check_signature(const Document& document) {
  if (!document.proof) return failed("signature", "unsigned");
  const bool good = tlog::verify_signature(document.proof->key, as_bytes(document.unsigned_text),
                                           document.proof->signature);
  return good ? passed("signature") : failed("signature", "does_not_match");
}

Check check_trusted_key(const Document& document, const Trust& trust) {
  if (!trust.key) return not_checked("trusted_key", "no_key_given");
  if (!document.proof || document.proof->key != *trust.key) {
    return failed("trusted_key", "another_key");
  }
  return passed("trusted_key");
}

Check check_number(const Content& content) {
  switch (number_form(content.number)) {
    case NumberForm::own:
      return passed("number");
    case NumberForm::wrong_digit:
      return failed("number", "check_digit");
    case NumberForm::foreign:
      break;
  }
  return not_checked("number", "chosen_by_issuer");
}

Check check_arithmetic(const Content& content) {
  std::string wrong = first_disagreement(content);
  return wrong.empty() ? passed("arithmetic") : failed("arithmetic", std::move(wrong));
}

Check check_wording(const Document& document) {
  const Claims right = claims_of(document.content);
  const Claims& said = document.claims;
  if (said.allocation != right.allocation) return failed("wording", "claims/allocation");
  if (said.physical != right.physical) return failed("wording", "claims/physical");
  if (said.unverified != right.unverified) return failed("wording", "claims/unverified");
  return passed("wording");
}

Check check_book(const Document& document, const Trust& trust) {
  if (trust.book == nullptr) return not_checked("book", "no_book_given");
  const Content& content = document.content;
  const BookEntry entry = trust.book->find(content.number);
  if (entry.state == BookEntry::State::unknown) return failed("book", "unknown");
  if (entry.state == BookEntry::State::revoked) return failed("book", "revoked");
  if (entry.revision > content.revision) return failed("book", "replaced");
  const std::string digest = to_hex(tlog::sha256(as_bytes(document.unsigned_text)));
  if (entry.revision != content.revision || entry.digest != digest) {
    return failed("book", "differs");
  }
  return passed("book");
}

// Only for what the book vouches for otherwise.
Check check_footprints(const Document& document, const Trust& trust, const Check& book) {
  if (trust.book == nullptr) return not_checked("footprints", "no_book_given");
  if (book.result != CheckResult::passed) return not_checked("footprints", "not_of_the_book");
  const std::string changed = trust.book->find(document.content.number).changed;
  return changed.empty() ? passed("footprints")
                         : not_checked("footprints", "posted_since " + changed);
}

}  // namespace

bool Report::passed() const {
  return !problem();
}

std::optional<Problem> Report::problem() const {
  const auto wrong = std::find_if(checks.begin(), checks.end(), [](const Check& check) {
    return check.result == CheckResult::failed;
  });
  if (wrong == checks.end()) return std::nullopt;
  return Problem{Code::verification_failed, {{"problem", wrong->name}, {"reason", wrong->reason}}};
}

Report verify(std::string_view json, const Trust& trust) {
  Report report;
  Result<Document> document = read_json(json);
  if (!document) {
    report.checks.push_back(failed("form", reason_of(document.error())));
    for (const char* name :
         {"signature", "trusted_key", "number", "arithmetic", "wording", "book", "footprints"}) {
      report.checks.push_back(not_checked(name, "form"));
    }
    return report;
  }
  report.checks = {check_form(*document),
                   check_signature(*document),
                   check_trusted_key(*document, trust),
                   check_number(document->content),
                   check_arithmetic(document->content),
                   check_wording(*document),
                   check_book(*document, trust)};
  report.checks.push_back(check_footprints(*document, trust, report.checks.back()));
  report.document = *std::move(document);
  return report;
}

}  // namespace tenbin::certificate
