#pragma once
// One decided command: refused by throwing, or posted to the book.
#include "book.hpp"

namespace tenbin_model {

/// Checks the decoded command in the order of contract section 6 and posts it to `book` under
/// `seq`. Returns what the outcome says besides status and seq. On a Refusal the book is as it was.
Json decide(Book& book, const Json& content, std::int64_t seq);

}  // namespace tenbin_model
