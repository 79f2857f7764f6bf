#include "tlog/merkle.hpp"

#include <algorithm>
#include <bit>

#include "base/check.hpp"

namespace tenbin::tlog {
namespace {

// The largest power of two smaller than n; n > 1.
std::uint64_t split(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

// MTH(D[begin:end]); the RFC only ever asks for ranges that begin at a multiple of a power of two
// not smaller than their length.
Hash range_root(std::uint64_t begin, std::uint64_t end, const NodeAt& node) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const auto level = static_cast<unsigned>(std::countr_zero(n));
    return node(level, begin >> level);
  }
  const std::uint64_t middle = begin + split(n);
  return node_hash(range_root(begin, middle, node), range_root(middle, end, node));
}

Proof reversed(Proof proof) {
  std::reverse(proof.begin(), proof.end());
  return proof;
}

NodeAt nodes_of(const Tree& tree) {
  return [&tree](unsigned level, std::uint64_t index) { return tree.node(level, index); };
}

}  // namespace

void Frontier::append(const Hash& leaf) {
  TENBIN_CHECK(size_ < max_leaves);
  Hash carry = leaf;
  for (std::uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    carry = node_hash(roots_.back(), carry);
    roots_.pop_back();
  }
  roots_.push_back(carry);
  ++size_;
}

void Frontier::append(std::span<const Hash> leaves) {
  for (const Hash& leaf : leaves) append(leaf);
}

Hash Frontier::root() const {
  if (roots_.empty()) return sha256({});
  Hash root = roots_.back();
  for (auto left = roots_.rbegin() + 1; left != roots_.rend(); ++left) {
    root = node_hash(*left, root);
  }
  return root;
}

std::string Frontier::serialise() const {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(size_ >> shift & 0xFF));
  }
  for (const Hash& root : roots_) bytes.append(root.begin(), root.end());
  return bytes;
}

Result<Frontier> Frontier::parse(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  constexpr std::size_t head = 8;
  const auto invalid = [] {
    return problem(Code::input_invalid, {{"place", "frontier"}, {"problem", "frontier.malformed"}});
  };
  if (bytes.size() < head) return invalid();
  Frontier frontier;
  for (std::size_t i = 0; i < head; ++i) frontier.size_ = frontier.size_ << 8 | bytes[i];
  const auto count = static_cast<std::size_t>(std::popcount(frontier.size_));
  if (frontier.size_ > max_leaves) return invalid();
  if (bytes.size() != head + count * sizeof(Hash)) return invalid();
  frontier.roots_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes hash = bytes.subspan(head + i * sizeof(Hash), sizeof(Hash));
    std::copy(hash.begin(), hash.end(), frontier.roots_[i].begin());
  }
  return frontier;
}

void Tree::append(const Hash& leaf) {
  TENBIN_CHECK(size() < max_leaves);
  Hash node = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Hash>& row = levels_[level];
    row.push_back(node);
    if (row.size() % 2 != 0) return;
    node = node_hash(row[row.size() - 2], row.back());
  }
}

Hash Tree::root_at(std::uint64_t size) const {
  TENBIN_CHECK(size <= this->size());
  return tlog::root_at(size, nodes_of(*this));
}

Proof Tree::inclusion(std::uint64_t index, std::uint64_t size) const {
  TENBIN_CHECK(size <= this->size());
  return inclusion_proof(index, size, nodes_of(*this));
}

Proof Tree::consistency(std::uint64_t old_size, std::uint64_t size) const {
  TENBIN_CHECK(size <= this->size());
  return consistency_proof(old_size, size, nodes_of(*this));
}

Hash root_at(std::uint64_t size, const NodeAt& node) {
  return size == 0 ? sha256({}) : range_root(0, size, node);
}

Proof inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeAt& node) {
  TENBIN_CHECK(index < size);
  Proof proof;  // from the root down
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split(end - begin);
    if (index < middle) {
      proof.push_back(range_root(middle, end, node));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, node));
      begin = middle;
    }
  }
  return reversed(std::move(proof));
}

Proof consistency_proof(std::uint64_t old_size, std::uint64_t size, const NodeAt& node) {
  TENBIN_CHECK(old_size <= size);
  Proof proof;  // from the root down
  if (old_size == 0) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (old_size != end) {
    const std::uint64_t middle = begin + split(end - begin);
    if (old_size <= middle) {
      proof.push_back(range_root(middle, end, node));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, node));
      begin = middle;
    }
  }
  // The verifier has the old root already when the old tree is one complete subtree.
  if (begin != 0) proof.push_back(range_root(begin, end, node));
  return reversed(std::move(proof));
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof& proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;  // the RFC's names
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Hash& old_root,
                        const Hash& root, const Proof& proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == sha256({});
  std::uint64_t fn = old_size - 1;  // the RFC's names
  std::uint64_t sn = size - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  auto next = proof.begin();
  if (!std::has_single_bit(old_size) && next == proof.end()) return false;
  Hash fr = std::has_single_bit(old_size) ? old_root : *next++;
  Hash sr = fr;
  for (; next != proof.end(); ++next) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(*next, fr);
      sr = node_hash(*next, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, *next);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == root;
}

}  // namespace tenbin::tlog
