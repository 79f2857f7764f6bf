#pragma once
// The key that seals PDFs, beside the book: BOOK.seal.pem, mode 600. It is no secret that cannot be
// replaced: a book without one gets another. BOOK.seals keeps what was ever used, public keys
// alone:
//
//   <Multikey>                                   one line a key, the first one used first
//   <Multikey> revoked 2026-08-01T00:00:00Z      written there by the issuer when a key was stolen
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "credential/did.hpp"
#include "paper/seal_key.hpp"
#include "paper/timestamp.hpp"

namespace tenbin::cli {

std::string seal_path_of(const std::string& book);

// Makes it, in that name, valid from the first day that the rulebook knows. file.exists.
Result<void> make_seal(const Context& context, const std::string& book, std::string_view issuer,
                       Date starts);

// Every key of BOOK.seals and that of BOOK.seal.pem, as did.json lists them; none without a book,
// or where there are no such files. key.invalid.
Result<std::vector<credential::DidSeal>> seals_beside(const std::string& book,
                                                      std::string_view did = {});

// Reads it, to be used: made first where there is none, and noted in BOOK.seals. key.invalid.
Result<paper::SealKey> read_seal(const Context& context, const std::string& book,
                                 const Ledger& ledger);

// Runs the command of --timestamp for each question; nothing for an empty one.
paper::AskTimestamp timestamp_asker(const std::string& command);

}  // namespace tenbin::cli
