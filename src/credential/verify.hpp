#pragma once
// What can be checked of a certificate, each check with its result (docs/spec/certificate.md). All
// must pass; what could not be looked at is said and is no pass.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "credential/credential.hpp"
#include "credential/statement.hpp"
#include "units/instant.hpp"

namespace tenbin::credential {

enum class CheckResult : std::uint8_t { passed, failed, not_checked };

struct Check {
  std::string name;  // its text: catalogue, "certificate.verify.<name>"
  CheckResult result = CheckResult::passed;
  // What is wrong, why it was not looked at, or up to when it holds: a stable word, and behind a
  // blank a place or a time ("as_of 2026-08-01T00:00:00Z").
  std::string reason = {};
  bool operator==(const Check&) const = default;
};

struct Report {
  std::vector<Check> checks;
  // What the certificate says, as far as it could be read.
  std::optional<Document> document;
  std::string method;  // by which key it is signed, the first where there are several; or empty
  std::string digest;  // digest_of the bytes without proof; empty when there are none

  bool passed() const;  // none failed
  // The first failure as verification.failed with the facts problem (the name of the check) and
  // reason; nothing when none.
  std::optional<Problem> problem() const;
  const Check* find(std::string_view name) const;
};

// What the book says of a certificate's number.
struct BookEntry {
  enum class State : std::uint8_t { unknown, live, revoked };
  State state = State::unknown;
  std::uint32_t revision = 0;  // the last one
  std::string digest;          // of the last revision
  // Where a footprint differs from that of the book as it stands ("lines/3/with_allocation"); empty
  // when none does.
  std::string changed;
  // Why the statement that the last revision cites does not cover what it states: one of the words
  // of the check `verification`, and behind a blank a place; empty when it does or none is cited.
  std::string not_covered = {};
};

class BookView {
 public:
  virtual ~BookView() = default;
  virtual BookEntry find(std::string_view number) const = 0;
};

// A document beside the certificate. One that came with it, inside its PDF, shows only that the two
// fit together; one that the caller got elsewhere is what he trusts.
struct Beside {
  std::string text;
  bool from_caller = true;
};

// What was found out about the log elsewhere, where its files are read.
struct LogFindings {
  Check log{"log", CheckResult::not_checked, "no_proof_given"};
  Check witnesses{"witnesses", CheckResult::not_checked, "no_policy_given"};
  std::optional<Instant> logged_at = {};  // as witnesses saw it
};

struct Given {
  std::optional<tlog::PublicKey> key = {};    // the certificate must be signed by this one
  std::optional<Beside> did = {};             // did.json of the issuer
  std::optional<Beside> status = {};          // its status list, signed
  std::optional<std::string> jwt = {};        // the same certificate as vc+jwt
  std::optional<std::string> summary = {};    // what was read from its QR code
  std::optional<std::string> statement = {};  // the verifier's, signed, that it cites
  VerifierKeys verifier = {};
  LogFindings log = {};
  const BookView* book = nullptr;
};

// A certificate as JSON or, from its first character on no '{', as vc+jwt. Checks, in this order:
//   form          strict I-JSON, or exactly our JWT
//   integrity     its bytes are canonical (RFC 8785)
//   signature     there is one, and every one holds
//   key           by the issuer's key, trusted and valid at that time
//   schema        to the byte what Tenbin writes of what it says; UNTP's members are among that
//   number        its check digit
//   arithmetic    masses, shares, accounts, totals, footprints
//   wording       the sentences are those of the catalogue
//   log           it is in the log                          (Given::log)
//   witnesses     enough witnesses saw that                 (Given::log)
//   status        neither revoked nor replaced, as of when
//   verification  a statement that it cites covers all that it states, and the book agrees
//   statement     that statement is there, signed by the verifier, and says the same
//                                                           (only where cited or given)
//   jwt           the vc+jwt beside it says the same        (only where given)
//   summary       its QR code says the same                 (only where given)
//   book          the book has it, and this is its last revision
//   footprints    they are what the book says today
// Postings after the issue may change what the book says of a footprint while the period is open,
// so a difference there is no failure: it is not_checked, with "posted_since" and the place.
Report verify(std::string_view text, const Given& given);

}  // namespace tenbin::credential
