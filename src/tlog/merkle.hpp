#pragma once
// The Merkle tree over the journal, RFC 9162 section 2.1 with SHA-256. Indices count leaves from 0.
//
// Frontier is the cheap one: the roots of the complete subtrees that cover a prefix of the log, at
// most one a level. It takes a leaf and gives the root, and is all that a writer needs.
// Tree keeps every node (64 bytes a leaf) and so makes proofs, for any earlier size too.
// The proof functions themselves take the nodes from wherever they are (NodeAt).
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::tlog {

// A log holds at most so many leaves: sequence numbers stay exact in every JSON reader.
inline constexpr std::uint64_t max_leaves = (std::uint64_t{1} << 53) - 1;

class Frontier {
 public:
  void append(const Hash& leaf);
  // Many leaves, in order; the same as one by one.
  void append(std::span<const Hash> leaves);
  std::uint64_t size() const { return size_; }
  // The tree's root; of the empty tree SHA-256 of nothing.
  Hash root() const;
  // That the leaf which is appended next is in the tree of size() + 1 leaves.
  std::vector<Hash> inclusion_of_next() const { return {roots_.rbegin(), roots_.rend()}; }

  // u64 big-endian size || the subtree roots, largest subtree first.
  std::string serialise() const;
  // Strict: exactly what serialise() gives; else input.invalid.
  static Result<Frontier> parse(std::string_view bytes);

  bool operator==(const Frontier&) const = default;

 private:
  std::uint64_t size_ = 0;
  // One hash for every bit set in size_, highest bit first.
  std::vector<Hash> roots_;
};

// The root of the complete subtree over the leaves [index << level, (index + 1) << level).
using NodeAt = std::function<Hash(unsigned level, std::uint64_t index)>;
using Proof = std::vector<Hash>;

class Tree {
 public:
  void append(const Hash& leaf);
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
  Hash node(unsigned level, std::uint64_t index) const { return levels_.at(level).at(index); }
  // The root when the tree had `size` leaves.
  Hash root_at(std::uint64_t size) const;
  // That leaf `index` is in the tree of the first `size` leaves; index < size <= size().
  Proof inclusion(std::uint64_t index, std::uint64_t size) const;
  // That the tree of `size` leaves begins with the tree of `old_size`; old_size <= size <= size().
  Proof consistency(std::uint64_t old_size, std::uint64_t size) const;

 private:
  std::vector<std::vector<Hash>> levels_;
};

Hash root_at(std::uint64_t size, const NodeAt& node);
// RFC 9162 section 2.1.3.1, leaf's sibling first.
Proof inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeAt& node);
// RFC 9162 section 2.1.4.1; empty when old_size is 0 or size.
Proof consistency_proof(std::uint64_t old_size, std::uint64_t size, const NodeAt& node);

// RFC 9162 section 2.1.3.2. True also means that the proof has exactly the right length.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof& proof,
                      const Hash& root);
// RFC 9162 section 2.1.4.2. From size 0 only the empty proof holds, and old_root must be the empty
// tree's; sizes equal: the empty proof and equal roots.
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Hash& old_root,
                        const Hash& root, const Proof& proof);

}  // namespace tenbin::tlog
