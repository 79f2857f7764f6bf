#include "verify/certificate.hpp"

#include "service/certificate_keys.hpp"
#include "service/certify.hpp"
#include "service/log_reading.hpp"
#include "verify/check_text.hpp"
#include "verify/inputs.hpp"
#include "verify/log_files.hpp"

namespace tenbin::verify {
namespace {

using credential::Check;
using credential::CheckResult;

// What the caller names counts; else what came with the certificate under that name, if anything.
std::optional<credential::Beside> beside(const std::optional<std::string>& named,
                                         const VerifyInputs& inputs, const std::string& name) {
  if (named) return credential::Beside{*named, true};
  if (auto text = inputs.attached(name)) return credential::Beside{*std::move(text), false};
  return std::nullopt;
}

std::optional<std::string> text_of(std::optional<credential::Beside> found) {
  if (!found) return std::nullopt;
  return std::move(found->text);
}

credential::Given given_by(const Trust& trust, const VerifyInputs& inputs) {
  credential::Given given;
  given.key = trust.key;
  given.did = beside(trust.did, inputs, "did.json");
  given.status = beside(trust.status, inputs, "status-list.json");
  given.jwt = inputs.attached("certificate.jwt");
  if (trust.summary) given.summary = *trust.summary;
  given.statement = text_of(beside(trust.statement, inputs, "statement.json"));
  given.verifier = trust.verifier;
  return given;
}

Result<LogFiles> log_files(const Trust& trust, const VerifyInputs& inputs, const Ledger* ledger) {
  LogFiles files;
  files.policy = trust.policy;
  files.asks_witnesses = trust.asks_witnesses;
  if (!files.policy && ledger != nullptr) {
    const auto key = log_of(ledger->book());
    if (!key) return tl::make_unexpected(key.error());
    files.policy.emplace();
    files.policy->logs.push_back({*key, ""});
  }
  files.proof = text_of(beside(trust.proof, inputs, "certificate.tlog-proof"));
  files.record = text_of(beside(trust.record, inputs, "record.json"));
  return files;
}

// With the checks of the PDF that it came in, before its own.
credential::Report with_pdf(const VerifyInputs& inputs, credential::Report report,
                            const std::optional<credential::Beside>& did, const Trust& trust) {
  if (!inputs.is_pdf) return report;
  std::vector<Check> pdf = inputs.pdf_checks;
  pdf.insert(pdf.begin() + 1, seal_check(inputs, report, did, trust.book_seals));
  if (inputs.timestamp)
    pdf.insert(pdf.begin() + 2, time_stamp_check(*inputs.timestamp, trust.authorities));
  report.checks.insert(report.checks.begin(), pdf.begin(), pdf.end());
  return report;
}

// The certificate is read once to know which one it is, and once more to be held against what the
// log and the book say of that one.
Result<credential::Report> verify_with(const VerifyInputs& inputs, credential::Given given,
                                       const LogFiles& log, const Ledger* ledger,
                                       const Trust& trust, Online& online) {
  std::optional<credential::Beside> did_of_caller = given.did;
  if (ledger != nullptr && !given.key && !(given.did && given.did->from_caller)) {
    // The book knows all the keys that ever were its own, and when.
    const auto own = did_of_book(*ledger, {});
    if (!own) return tl::make_unexpected(own.error());
    given.did = {credential::did_json(*own), true};
  }
  credential::Report report = credential::verify(inputs.certificate, given);
  if (report.document) {
    if (ledger == nullptr) {
      online.ask(with_pdf(inputs, report, did_of_caller, trust), given);
      did_of_caller = given.did;
    }
    given.log = find_in_log(log, report);
    std::optional<BookCheck> book;
    if (ledger != nullptr) {
      auto asked = BookCheck::make(*ledger, *report.document, report.digest);
      if (!asked) return tl::make_unexpected(asked.error());
      book = *std::move(asked);
      given.book = &*book;
    }
    report = credential::verify(inputs.certificate, given);
    for (Check& check : report.checks) {
      if (book && check.name == "book" && check.reason == "differs")
        check.reason += " " + book->difference();
    }
  }
  report = with_pdf(inputs, std::move(report), did_of_caller, trust);
  online.explain(report);
  return report;
}

}  // namespace

Result<Verification> verify_certificate(std::string bytes, const Trust& trust, const Ledger* ledger,
                                        const OnlineOptions& options, const Outside& outside) {
  const VerifyInputs inputs = take_apart(std::move(bytes));
  const auto log = log_files(trust, inputs, ledger);
  if (!log) return tl::make_unexpected(log.error());
  Online online(outside, options);
  auto report = verify_with(inputs, given_by(trust, inputs), *log, ledger, trust, online);
  if (!report) return tl::make_unexpected(report.error());
  return Verification{*std::move(report), online.asked()};
}

std::optional<Problem> Verification::problem(Language language) const {
  if (!report.problem()) return std::nullopt;
  const Check* failed = nullptr;
  for (const Check& check : report.checks) {
    if (check.result == CheckResult::failed && (failed == nullptr || check.name == "form"))
      failed = &check;
  }
  const Code code = report.document ? Code::verification_failed : Code::certificate_malformed;
  return Problem{code, {{"problem", check_text(language, *failed)}}};
}

bool Verification::is_proven() const {
  const auto passed = [&](std::string_view name) {
    const Check* check = report.find(name);
    return check != nullptr && check->result == CheckResult::passed;
  };
  const bool sealed = report.find("seal") == nullptr || passed("seal");
  return passed("key") && sealed && (passed("book") || (passed("log") && passed("status")));
}

void Verification::write_json(json::Writer& writer, const std::string& file,
                              std::optional<Language> language) const {
  const auto wrong = problem(Language::en);
  const auto& document = report.document;
  writer.begin_object().key("certificate");
  document ? writer.string(document->content.number) : writer.null();
  writer.key("checks");
  write_checks(writer, report.checks, language);
  writer.key("complete").boolean(!wrong && is_proven()).key("digest");
  report.digest.empty() ? writer.null() : writer.string(report.digest);
  writer.key("error");
  wrong ? writer.string(code_text(wrong->code)) : writer.null();
  writer.key("fetched").begin_array();
  for (const Asked& each : asked) {
    writer.begin_object().key("at").string(format_instant(each.at));
    writer.key("document").string(each.document).key("failure");
    each.failure.empty() ? writer.null() : writer.string(each.failure);
    writer.key("url").string(each.url).end_object();
  }
  writer.end_array().key("file").string(file).key("key");
  report.method.empty() ? writer.null() : writer.string(report.method);
  writer.key("revision");
  document ? writer.integer(document->content.revision) : writer.null();
  writer.key("schema").string("tenbin/verify/1");
  writer.key("valid").boolean(!wrong).end_object();
}

}  // namespace tenbin::verify
