#pragma once
// The last checkpoint of a book that witnesses have cosigned, kept beside the book in
// BOOK.checkpoint: certificates printed later carry it. It is public and can be had again from
// wherever the log is published; a book without one is whole.
#include <optional>
#include <string>

#include "base/problem.hpp"
#include "tlog/note.hpp"

namespace tenbin {

// The signed note, by this log's key. Nothing when there is none, or it is of another log.
Result<std::optional<std::string>> cosigned_checkpoint(const std::string& book_path,
                                                       const tlog::VerifierKey& log);
// Keeps a signed note of this log unless a longer one is kept. On disk on return.
Result<void> keep_cosigned(const std::string& book_path, const tlog::VerifierKey& log,
                           const std::string& signed_checkpoint);

}  // namespace tenbin
