#pragma once
// A certificate's file held against all that the caller has. Any failed check fails it; what could
// not be looked at is said and is no pass of that check.
#include <optional>
#include <string>
#include <vector>

#include "codec/json_writer.hpp"
#include "credential/verify.hpp"
#include "service/ledger.hpp"
#include "tlog/policy.hpp"
#include "verify/online.hpp"

namespace tenbin::verify {

// What the caller named: the texts of files, and who is trusted. What is not named is taken from
// what came with the certificate, where that can be.
struct Trust {
  std::optional<tlog::PublicKey> key;    // of the issuer
  std::optional<std::string> did;        // did.json
  std::optional<std::string> status;     // a signed status list
  std::optional<std::string> summary;    // out of a QR code
  std::optional<std::string> proof;      // a tlog-proof
  std::optional<std::string> record;     // the journal's line that it is of
  std::optional<std::string> statement;  // that it cites
  credential::VerifierKeys verifier;     // who may have signed that
  std::optional<tlog::Policy> policy;    // of the log; none: the book's log, if there is a book
  bool asks_witnesses = false;           // the policy is the caller's, not made of a log's key
  std::vector<credential::DidSeal> book_seals;
  std::vector<std::string> authorities;  // certificates of time-stamp authorities, PEM
};

struct Verification {
  credential::Report report;
  std::vector<Asked> asked;  // by HTTPS

  // What is wrong as one problem, certificate.malformed or verification.failed with the check that
  // failed; nothing when none did.
  std::optional<Problem> problem(Language language) const;
  // Whether the signer, and who sealed the PDF, was held against a key to trust, and it was looked
  // up that the certificate is in force: by the book, or by the log and a status list.
  bool is_proven() const;
  // tenbin/verify/1. With a language each check has its text as well.
  void write_json(json::Writer& writer, const std::string& file,
                  std::optional<Language> language = std::nullopt) const;
};

// Problems of reading the book, never of the certificate.
Result<Verification> verify_certificate(std::string bytes, const Trust& trust, const Ledger* ledger,
                                        const OnlineOptions& online, const Outside& outside);

}  // namespace tenbin::verify
