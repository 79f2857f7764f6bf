#pragma once
// The key that seals PDFs, beside the book: BOOK.seal.pem, mode 600. It is no secret that cannot be
// replaced: a book without one gets another. BOOK.seals keeps what was ever used, public keys
// alone:
//
//   <Multikey>                                   one line a key, the first one used first
//   <Multikey> revoked 2026-08-01T00:00:00Z      written there by the issuer when a key was stolen
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "credential/did.hpp"
#include "paper/seal_key.hpp"
#include "paper/timestamp.hpp"
#include "service/ledger.hpp"

namespace tenbin::press {

std::string seal_path_of(const std::string& book);

using FillRandom = std::function<void(std::span<std::uint8_t>)>;

// Makes it, in that name, valid from the first day that the rulebook knows. file.exists.
Result<void> make_seal(const std::string& book, std::string_view issuer, Date starts,
                       const FillRandom& fill_random);

// Every key of BOOK.seals and that of BOOK.seal.pem, as did.json lists them; none without a book,
// or where there are no such files. key.invalid.
Result<std::vector<credential::DidSeal>> seals_beside(const std::string& book,
                                                      std::string_view did = {});

// did.json of the book with all these seals: public alone, no key is asked for.
Result<credential::DidDocument> did_with_seals(const std::string& book, const Ledger& ledger);

// Reads it, to be used: made first where there is none, and noted in BOOK.seals. key.invalid.
Result<paper::SealKey> read_seal(const std::string& book, const Ledger& ledger,
                                 const FillRandom& fill_random);

// Runs that command of the shell for each question; nothing for an empty one.
paper::AskTimestamp timestamp_asker(const std::string& command);

}  // namespace tenbin::press
