#pragma once
// Letters to the people of a customer whose certificate was issued, replaced or revoked: what it
// says, what of it changed, and where to read it. In the language of each; texts are the
// catalogue's.
#include <string_view>
#include <vector>

#include "correction/letters.hpp"
#include "desk/desk.hpp"
#include "http/news.hpp"

namespace tenbin::http {

// The newest revision against the one before it, or a revoked one against nothing; nothing of a
// first revision in force, and where an older one was never attested.
Result<std::optional<correction::Notice>> notice_of(const Ledger& ledger, Index certificate);

// None where the book has gone on: its next news says what counts. `address`: where people reach
// this server.
Result<std::vector<office::QueuedLetter>> letters_about(const desk::Desk& desk,
                                                        const std::vector<office::Person>& people,
                                                        const CertificateNews& news,
                                                        std::string_view address);

}  // namespace tenbin::http
