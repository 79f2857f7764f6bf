#pragma once
// The journal of a book as a log: its key, its leaf hashes, its frontier at any size, and proofs.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/problem.hpp"
#include "store/book.hpp"
#include "tlog/checkpoint.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {

// The log's verifier key, from the book's meta: the name is the origin. book.corrupt.
Result<tlog::VerifierKey> log_of(const store::Book& book);

// The leaf hashes of the records `from_seq` to `to_seq`, in order and in pieces; `take` may fail,
// which ends it.
using TakeLeaves = std::function<Result<void>(std::span<const tlog::Hash>)>;
Result<void> read_leaves(const store::Book& book, std::uint64_t from_seq, std::uint64_t to_seq,
                         const TakeLeaves& take);

// The tree's right edge after record `size`, which is at most the tip: from the nearest stored one
// before, so it costs one segment and not the journal. book.corrupt.
Result<tlog::Frontier> frontier_at(const store::Book& book, std::uint64_t size);

// tlog-proofs of many records: reads the journal once, 64 bytes of memory a record. Then a proof
// costs the reading of some twenty hashes and, with a checkpoint of its own, one signature.
class Proofs {
 public:
  static Result<Proofs> of(const store::Book& book);
  std::uint64_t size() const { return tree_.size(); }
  tlog::Hash root_at(std::uint64_t size) const { return tree_.root_at(size); }

  // The tlog-proof of record `seq` in the log of `size` records, with a checkpoint of that size
  // signed here: the same bytes every time. reference.unknown {kind: record, id} when seq is 0 or
  // greater than `size`, or `size` than the log.
  Result<std::string> proof_of(std::uint64_t seq, std::uint64_t size,
                               const tlog::KeyPair& key) const;
  // What a certificate carries: under the cosigned checkpoint where it has the record, else under
  // one of the record's own size.
  Result<std::string> proof_for(std::uint64_t seq, const std::optional<std::string>& cosigned,
                                const tlog::KeyPair& key) const;
  // Under a signed checkpoint of this log, such as one that witnesses have cosigned
  // (published.hpp). Refusals as of open_checkpoint; log.fork when it is not of this journal.
  Result<std::string> proof_under(std::uint64_t seq, const std::string& signed_checkpoint) const;

 private:
  Proofs() = default;
  Result<std::string> text_of(std::uint64_t seq, std::uint64_t size, std::string checkpoint) const;

  tlog::Tree tree_;
  tlog::VerifierKey log_;
};

}  // namespace tenbin
