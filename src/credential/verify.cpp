#include "credential/verify.hpp"

#include <algorithm>
#include <array>

#include "certificate/arithmetic.hpp"
#include "credential/checks.hpp"
#include "credential/jwt.hpp"
#include "credential/statement_check.hpp"
#include "domain/certificate_number.hpp"

namespace tenbin::credential {
namespace {

// A certificate taken apart, of whichever envelope.
struct Opened {
  json::Object body;
  std::string unsigned_text;
  std::vector<Proof> proofs;
  bool canonical = false;
};

Result<Opened> open_json(std::string_view text) {
  const auto parsed = json::parse(text, json::Limits{certificate_limit});
  if (!parsed) return tl::make_unexpected(parsed.error());
  auto secured = split_proofs(*parsed);
  if (!secured) return tl::make_unexpected(secured.error());
  return Opened{std::move(secured->body), std::move(secured->unsigned_text),
                std::move(secured->proofs), json::write_canonical(*parsed) == text};
}

Result<Opened> open_jwt(std::string_view text) {
  if (text.size() > 2 * certificate_limit) return json::invalid_at("jwt", "json.size");
  auto jwt = read_jwt(text);
  if (!jwt) return tl::make_unexpected(jwt.error());
  auto opened = open_json(jwt->payload);
  if (!opened) return opened;
  if (!opened->proofs.empty()) return json::invalid_at("/proof", "unknown_field");
  opened->proofs.push_back(std::move(jwt->proof));
  return opened;
}

Check check_number(const CertificateContent& content) {
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

Check check_arithmetic(const CertificateContent& content) {
  std::string wrong = certificate::first_disagreement(content);
  return wrong.empty() ? passed("arithmetic") : failed("arithmetic", std::move(wrong));
}

Check check_wording(const Document& document) {
  const certificate::Claims right = certificate::claims_of(document.content);
  const certificate::Claims& said = document.claims;
  if (said.allocation != right.allocation) return failed("wording", "claims/allocation");
  if (said.physical != right.physical) return failed("wording", "claims/physical");
  if (said.unverified != right.unverified) return failed("wording", "claims/unverified");
  return passed("wording");
}

bool lies_in(const certificate::Period& days, const certificate::Period& scope) {
  return scope.from <= days.from && days.to <= scope.to;
}

// A statement counts for what lies in its scope alone (docs/spec/statement.md). What the
// certificate does not say itself, the order of the postings, the book knows.
Check check_verification(const CertificateContent& content, const BookView* book) {
  if (!content.verification) return not_checked("verification", "no_statement");
  const certificate::Period& scope = content.verification->scope;
  const auto outside = [&](const auto& each) { return !lies_in({each.date, each.date}, scope); };
  if (std::ranges::any_of(content.lines, outside)) return failed("verification", "out_of_scope");
  const auto is_out = [&](const certificate::Period& days) { return !lies_in(days, scope); };
  if (std::ranges::any_of(content.periods, is_out) ||
      std::ranges::any_of(content.balances, is_out, &certificate::PeriodBalance::period))
    return failed("verification", "out_of_scope");
  if (std::ranges::any_of(content.rulebook.carried_over, is_out,
                          &certificate::CarriedOver::vintage))
    return failed("verification", "carried_over");
  if (!content.rulebook.transferred_in.empty()) return failed("verification", "transferred_in");
  if (!std::ranges::all_of(content.balances, &certificate::PeriodBalance::closed))
    return failed("verification", "open_period");
  const std::string wrong = book == nullptr ? "" : book->find(content.number).not_covered;
  return wrong.empty() ? passed("verification") : failed("verification", wrong);
}

Check check_book(const Document& document, const std::string& digest, const BookView* book) {
  if (book == nullptr) return not_checked("book", "no_book_given");
  const CertificateContent& content = document.content;
  const BookEntry entry = book->find(content.number);
  if (entry.state == BookEntry::State::unknown) return failed("book", "unknown");
  if (entry.state == BookEntry::State::revoked) return failed("book", "revoked");
  if (entry.revision > content.revision) return failed("book", "replaced");
  if (entry.revision != content.revision || entry.digest != digest)
    return failed("book", "differs");
  return passed("book");
}

// Only for what the book vouches for otherwise.
Check check_footprints(const Document& document, const BookView* view, const Check& book) {
  if (view == nullptr) return not_checked("footprints", "no_book_given");
  if (book.result != CheckResult::passed) return not_checked("footprints", "not_of_the_book");
  const std::string changed = view->find(document.content.number).changed;
  return changed.empty() ? passed("footprints")
                         : not_checked("footprints", "posted_since " + changed);
}

// All names but those of documents beside it, which are there where they were given.
constexpr std::array after_form = {"integrity",    "signature", "key",       "schema",    "number",
                                   "arithmetic",   "wording",   "log",       "witnesses", "status",
                                   "verification", "book",      "footprints"};

void check_document(const Opened& opened, const Given& given, Report& report) {
  const Document& document = *report.document;
  auto& checks = report.checks;
  checks.push_back(check_number(document.content));
  checks.push_back(check_arithmetic(document.content));
  checks.push_back(check_wording(document));
  checks.push_back(given.log.log);
  checks.push_back(given.log.witnesses);
  checks.push_back(check_status(document, given));
  checks.push_back(check_verification(document.content, given.book));
  const auto& cited = document.content.verification;
  if (given.statement || (cited && !cited->digest.empty()))
    checks.push_back(check_cited_statement(given.statement, document, given.verifier));
  if (given.jwt) checks.push_back(check_jwt(*given.jwt, report.method, opened.unsigned_text));
  if (given.summary) checks.push_back(check_summary(*given.summary, document.content, report));
  checks.push_back(check_book(document, report.digest, given.book));
  checks.push_back(check_footprints(document, given.book, checks.back()));
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

const Check* Report::find(std::string_view name) const {
  const auto check = std::find_if(checks.begin(), checks.end(),
                                  [&](const Check& each) { return each.name == name; });
  return check == checks.end() ? nullptr : &*check;
}

Report verify(std::string_view text, const Given& given) {
  Report report;
  const Result<Opened> opened = text.starts_with('{') ? open_json(text) : open_jwt(text);
  if (!opened) {
    report.checks.push_back(failed("form", reason_of(opened.error())));
    for (const char* name : after_form) report.checks.push_back(not_checked(name, "form"));
    return report;
  }
  report.digest = digest_of(opened->unsigned_text);
  if (!opened->proofs.empty()) report.method = opened->proofs.front().method;
  auto document = read_credential(opened->body);
  report.checks = {passed("form"),
                   opened->canonical ? passed("integrity") : failed("integrity", "not_canonical"),
                   check_signature(opened->proofs, given),
                   check_key(opened->proofs, document ? &*document : nullptr, given)};
  if (!document) {
    report.checks.push_back(failed("schema", reason_of(document.error())));
    for (std::size_t i = 4; i < after_form.size(); ++i)
      report.checks.push_back(not_checked(after_form[i], "schema"));
    return report;
  }
  report.checks.push_back(passed("schema"));
  report.document = *std::move(document);
  check_document(*opened, given, report);
  return report;
}

}  // namespace tenbin::credential
