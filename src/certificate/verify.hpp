#pragma once
// What can be checked of a certificate, each check with its result. All must pass; what could not
// be looked at is said and is no pass.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certificate/json.hpp"

namespace tenbin::certificate {

enum class CheckResult : std::uint8_t { passed, failed, not_checked };

struct Check {
  std::string name;  // its text: catalogue, "certificate.verify.<name>"
  CheckResult result = CheckResult::passed;
  std::string reason;  // what is wrong or why it was not looked at: a stable word, "totals.mass_kg"
  bool operator==(const Check&) const = default;
};

struct Report {
  std::vector<Check> checks;
  // What the certificate says, as far as it could be read.
  std::optional<Document> document;

  bool passed() const;  // none failed
  // The first failure as verification.failed with the facts problem (the name of the check) and
  // reason; nothing when none.
  std::optional<Problem> problem() const;
};

// What the book says of a certificate's number.
struct BookEntry {
  enum class State : std::uint8_t { unknown, live, revoked };
  State state = State::unknown;
  std::uint32_t revision = 0;  // the last one
  std::string digest;          // content_digest of the last revision
  // Where a footprint differs from that of the book as it stands ("lines/3/with_allocation"); empty
  // when none does.
  std::string changed;
};

class BookView {
 public:
  virtual ~BookView() = default;
  virtual BookEntry find(std::string_view number) const = 0;
};

struct Trust {
  std::optional<tlog::PublicKey> key;  // the signature must be by this one
  const BookView* book = nullptr;
};

// Checks, in this order: form, signature, trusted_key, number, arithmetic, wording, book,
// footprints. Postings after the issue may change what the book says of a footprint while the
// period is open, so a difference there is no failure: it is not_checked, with "posted_since" and
// the place.
Report verify(std::string_view json, const Trust& trust);

}  // namespace tenbin::certificate
