#pragma once
// What an annual pack says of before: when the customer last fetched the pack of the same twelve
// months, what became of the certificates since, and which were revoked. The access log says of
// every pack which records of the book it was made of ("annual-pack C-0101 2026-04 1234"), so that
// nothing falls between two of them.
#include <optional>

#include "annual/annual.hpp"
#include "http/call.hpp"
#include "office/office.hpp"
#include "service/ledger.hpp"

namespace tenbin::http {

// The access log's line of this download, beside that of the request.
Result<void> note_download(office::Office& office, const Call& call,
                           const annual::AnnualPack& pack);

// The last download up to `until` by a person of pack.customer; nothing when there was none.
Result<std::optional<annual::Download>> last_download(office::Office& office,
                                                      const annual::AnnualPack& pack,
                                                      Instant until);

// Fills pack.revoked and the changes of pack.last; pack.year is known.
Result<void> add_history(const Ledger& ledger, Index customer, annual::AnnualPack& pack);

}  // namespace tenbin::http
