#pragma once
// The key that seals PDFs, beside the book: BOOK.seal.pem, mode 600. It is no secret that cannot be
// replaced: a book without one gets another.
#include <string>

#include "cli/context.hpp"
#include "paper/seal_key.hpp"
#include "paper/timestamp.hpp"

namespace tenbin::cli {

std::string seal_path_of(const std::string& book);

// Makes it, in that name, valid from the first day that the rulebook knows. file.exists.
Result<void> make_seal(const Context& context, const std::string& book, std::string_view issuer,
                       Date starts);

// Reads it; made first where there is none. key.invalid.
Result<paper::SealKey> read_seal(const Context& context, const std::string& book,
                                 const Ledger& ledger);

// Runs the command of --timestamp for each question; nothing for an empty one.
paper::AskTimestamp timestamp_asker(const std::string& command);

}  // namespace tenbin::cli
