#pragma once
// A verifier's signed statement (credential/statement.hpp) in the book that it is about: recorded
// with its document, and cited by the certificates that follow.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certificate/content.hpp"
#include "credential/statement_check.hpp"
#include "service/ledger.hpp"

namespace tenbin {

// period.not_closed {period, site}: an open balance can still change, so nobody verifies it.
Problem period_not_closed(std::string_view site, Date period);

// That record_verification would take what it says, but for its site: input.invalid {field,
// problem} for texts that are empty or too long.
Result<void> check_recordable(const credential::Statement& statement);

// The first thing in the statement that is not so in this book: "log_origin", "log_size",
// "log_root", "book_issuer", "rulebook", "site", "accounts", "period"; empty when it is about this
// book. Its days must be whole periods.
Result<std::string> wrong_for_book(const Ledger& ledger, const credential::Statement& statement);

struct StatementRecord {
  credential::Check check;  // posted only where it passed
  std::uint64_t seq = 0;
  bool repeated = false;  // it was in the book before, and nothing was posted
};

// Checks the statement in `text` and posts record_verification with its digest, its document beside
// it; not committed yet. The check fails when it is no sound statement of this verifier about this
// book, with the reasons of docs/spec/statement.md; behind "another_book" stands what
// wrong_for_book says, and "not_of_periods" is its "period". period.not_closed where the site had
// not closed them all in the records that the verifier saw.
Result<StatementRecord> record_statement(Ledger& ledger, const std::string& text,
                                         const credential::VerifierKeys& keys,
                                         std::string_view actor);

// How many records the verifier has seen: what its signed document says, else all before its own.
Result<std::uint64_t> seen_by_verifier(const Ledger& ledger, const VerificationEntry& entry);

// The document of the statement that a certificate cites; nothing when it cites none by digest.
Result<std::optional<std::string>> cited_statement(const Ledger& ledger,
                                                   const CertificateContent& content);

}  // namespace tenbin
