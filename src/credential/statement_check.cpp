#include "credential/statement_check.hpp"

#include <algorithm>

#include "credential/checks.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {
namespace {

constexpr const char* name = "statement";

Check check_keys(const SignedStatement& statement, const VerifierKeys& keys) {
  if (!is_signed_by(statement, keys)) return failed(name, "another_key");
  return keys.given() ? passed(name) : not_checked(name, "no_verifier_key");
}

// Whether what the certificate draws on, its log and its issuer are those of the statement.
bool is_same_book(const Statement& statement, const Document& document) {
  const Envelope& envelope = document.envelope;
  if (statement.log_origin != envelope.log_origin) return false;
  if (statement.book_issuer && *statement.book_issuer != did_of(envelope.web)) return false;
  const std::string accounts_of_site = statement.site + "/";
  const auto& lines = document.content.lines;
  return std::all_of(lines.begin(), lines.end(), [&](const certificate::Line& line) {
    return std::all_of(line.accounts.begin(), line.accounts.end(), [&](const auto& drawn) {
      return drawn.account.starts_with(accounts_of_site);
    });
  });
}

// As far as the statement alone says it; nothing when there is nothing wrong yet.
std::optional<Check> wrong_by_itself(const Result<SignedStatement>& statement) {
  if (!statement) return failed(name, "malformed " + reason_of(statement.error()));
  if (!statement->signed_by) return failed(name, "does_not_match");
  return std::nullopt;
}

}  // namespace

Check check_statement(std::string_view text, const VerifierKeys& keys) {
  const auto statement = read_statement(text);
  if (auto wrong = wrong_by_itself(statement)) return *std::move(wrong);
  return check_keys(*statement, keys);
}

Check check_cited_statement(const std::optional<std::string>& text, const Document& document,
                            const VerifierKeys& keys) {
  if (!text) return not_checked(name, "no_statement_given");
  const auto statement = read_statement(*text);
  if (auto wrong = wrong_by_itself(statement)) return *std::move(wrong);
  const auto& cited = document.content.verification;
  if (!cited || cited->digest != statement->digest) return failed(name, "not_cited");
  certificate::Verification said = *cited;
  said.digest.clear();
  if (said != statement->content.said) return failed(name, "differs");
  if (!is_same_book(statement->content, document)) return failed(name, "another_book");
  return check_keys(*statement, keys);
}

}  // namespace tenbin::credential
