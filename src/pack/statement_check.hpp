#pragma once
// The verifiers' signed statements of a pack (docs/spec/statement.md) against its journal.
#include <string>
#include <vector>

#include "certificate/content.hpp"
#include "pack/replay.hpp"
#include "pack/zip.hpp"

namespace tenbin::pack {

// The recorded ones, with a signed document, on days of the period at the site.
std::vector<const VerificationEntry*> statements_of(const Replay& replay, Index site,
                                                    std::int32_t period);
// "statements/<digest>.json"
std::string statement_name(const VerificationEntry& entry);

// How many records the verifier has seen: what its statement among the files says, else all before
// its own.
std::uint64_t seen_by_verifier(const VerificationEntry& entry,
                               const std::vector<const File*>& files);

// Whether the journal allows its live certificate to cite that (report/verification_scope.hpp): it
// is what a record says to the letter, and that one covers all that the certificate states.
bool may_cite(const Replay& replay, const Certificate& certificate,
              const certificate::Verification& cited, const std::vector<const File*>& files);

struct PackedPeriod {
  Index site = no_index;
  std::int32_t period = 0;
  std::string_view origin;  // of the log
  std::string_view rulebook_json;
};

// What is wrong with the first that does not agree, as "<word> <file>"; empty when all do. Each is
// there, is what its record says to the letter, is soundly signed, and is about this journal and
// these rules, and about periods that were closed in what it has seen. Whose key it is, only who
// knows the verifier can say.
std::string wrong_statement(const Replay& replay, const PackedPeriod& packed,
                            const std::vector<const File*>& files);

}  // namespace tenbin::pack
