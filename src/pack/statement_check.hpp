#pragma once
// The verifiers' signed statements of a pack (docs/spec/statement.md) against its journal.
#include <string>
#include <vector>

#include "pack/replay.hpp"
#include "pack/zip.hpp"

namespace tenbin::pack {

// The recorded ones, with a signed document, on days of the period at the site.
std::vector<const VerificationEntry*> statements_of(const Replay& replay, Index site,
                                                    std::int32_t period);
// "statements/<digest>.json"
std::string statement_name(const VerificationEntry& entry);

struct PackedPeriod {
  Index site = no_index;
  std::int32_t period = 0;
  std::string_view origin;  // of the log
  std::string_view rulebook_json;
};

// What is wrong with the first that does not agree, as "<word> <file>"; empty when all do. Each is
// there, is what its record says to the letter, is soundly signed, and is about this journal and
// these rules. Whose key it is, only who knows the verifier can say.
std::string wrong_statement(const Replay& replay, const PackedPeriod& packed,
                            const std::vector<const File*>& files);

}  // namespace tenbin::pack
