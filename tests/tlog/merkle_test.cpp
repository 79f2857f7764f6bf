// Merkle tree: against the published CT vectors, and against the recursive definition of RFC 9162
// section 2.1 for every size up to 64, every leaf and every pair of sizes.
#include "tlog/merkle.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tenbin::tlog {
namespace {

Hash hash_of_hex(std::string_view hex) {
  const std::string bytes = from_hex(hex).value();
  Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

// The eight reference leaves and roots of Certificate Transparency. Source of the facts:
// transparency-dev/merkle, proof/verify_test.go (first in certificate-transparency's
// merkle_tree_test.cc).
const std::vector<std::string> ct_leaves = {"",
                                            "00",
                                            "10",
                                            "2021",
                                            "3031",
                                            "40414243",
                                            "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> ct_roots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

struct CtProof {
  std::uint64_t first;  // leaf from 0, or the older size
  std::uint64_t size;
  std::vector<std::string> hashes;
};
const std::vector<CtProof> ct_inclusions = {
    {0, 1, {}},
    {0,
     8,
     {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
    {5,
     8,
     {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
    {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
    {1,
     5,
     {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
const std::vector<CtProof> ct_consistencies = {
    {1, 1, {}},
    {1,
     8,
     {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
    {6,
     8,
     {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
    {2,
     5,
     {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    {6,
     7,
     {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}}};

Proof proof_of(const CtProof& row) {
  Proof proof;
  for (const std::string& hex : row.hashes) proof.push_back(hash_of_hex(hex));
  return proof;
}

Tree ct_tree() {
  Tree tree;
  for (const std::string& hex : ct_leaves) tree.append(leaf_hash(from_hex(hex).value()));
  return tree;
}

// MTH and PATH word for word as RFC 9162 defines them, over leaf hashes.
using Leaves = std::span<const Hash>;

std::size_t definition_split(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

Hash definition_root(Leaves leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = definition_split(leaves.size());
  return node_hash(definition_root(leaves.first(k)), definition_root(leaves.subspan(k)));
}

Proof definition_path(std::size_t m, Leaves leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = definition_split(leaves.size());
  Proof path =
      m < k ? definition_path(m, leaves.first(k)) : definition_path(m - k, leaves.subspan(k));
  path.push_back(definition_root(m < k ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

Proof definition_subproof(std::size_t m, Leaves leaves, bool known) {
  if (m == leaves.size()) return known ? Proof{} : Proof{definition_root(leaves)};
  const std::size_t k = definition_split(leaves.size());
  Proof proof = m <= k ? definition_subproof(m, leaves.first(k), known)
                       : definition_subproof(m - k, leaves.subspan(k), false);
  proof.push_back(definition_root(m <= k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

constexpr std::size_t largest = 64;

TEST(Sha256, KnownAnswers) {  // FIPS 180-4 examples
  EXPECT_EQ(to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, BatchEqualsOneByOne) {
  std::vector<std::string> records;
  for (std::size_t i = 0; i < 300; ++i) records.emplace_back(i, static_cast<char>('a' + i % 26));
  const std::vector<std::string_view> views(records.begin(), records.end());
  std::vector<Hash> hashes(views.size());
  leaf_hashes(views, hashes.data());
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(hashes[i], sha256(as_bytes(std::string(1, '\0') + records[i])));
  }
}

TEST(Frontier, CtRoots) {
  Frontier frontier;
  EXPECT_EQ(frontier.root(), sha256({}));
  for (std::size_t i = 0; i < ct_leaves.size(); ++i) {
    frontier.append(leaf_hash(from_hex(ct_leaves[i]).value()));
    EXPECT_EQ(to_hex(frontier.root()), ct_roots[i]);
  }
}

TEST(Proofs, CtVectors) {
  const Tree tree = ct_tree();
  for (const CtProof& row : ct_inclusions) {
    EXPECT_EQ(tree.inclusion(row.first, row.size), proof_of(row));
    EXPECT_TRUE(verify_inclusion(row.first, row.size, tree.node(0, row.first), proof_of(row),
                                 hash_of_hex(ct_roots[row.size - 1])));
  }
  for (const CtProof& row : ct_consistencies) {
    EXPECT_EQ(tree.consistency(row.first, row.size), proof_of(row));
    EXPECT_TRUE(verify_consistency(row.first, row.size, hash_of_hex(ct_roots[row.first - 1]),
                                   hash_of_hex(ct_roots[row.size - 1]), proof_of(row)));
  }
}

TEST(Frontier, EveryPrefixAgreesWithTheDefinition) {
  const std::vector<Hash> leaves = some_leaves(1100);
  Frontier frontier;
  Tree tree;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const Hash root = frontier.root();
    EXPECT_EQ(root, definition_root(Leaves(leaves).first(size)));
    EXPECT_EQ(root, tree.root_at(size));
    EXPECT_EQ(Frontier::parse(frontier.serialise()), frontier);
    if (size == leaves.size()) break;
    frontier.append(leaves[size]);
    tree.append(leaves[size]);
  }
}

TEST(Frontier, ManyAtOnceEqualsOneByOne) {
  const std::vector<Hash> leaves = some_leaves(200);
  for (std::size_t first = 0; first < 70; ++first) {
    for (std::size_t count = 0; first + count <= leaves.size(); count += 1 + count / 7) {
      Frontier one_by_one;
      for (const Hash& leaf : Leaves(leaves).first(first + count)) one_by_one.append(leaf);
      Frontier many;
      many.append(Leaves(leaves).first(first));
      many.append(Leaves(leaves).subspan(first, count));
      ASSERT_EQ(many, one_by_one) << first << " + " << count;
    }
  }
}

TEST(Frontier, ParseIsStrict) {
  Frontier frontier;
  for (const Hash& leaf : some_leaves(13)) frontier.append(leaf);
  const std::string bytes = frontier.serialise();
  EXPECT_EQ(bytes.size(), 8 + 3 * 32U);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Frontier::parse(bytes.substr(0, size)).has_value());
  }
  EXPECT_FALSE(Frontier::parse(bytes + '\0').has_value());
  EXPECT_FALSE(Frontier::parse(std::string(8 + 64 * 32, '\xFF')).has_value());
}

TEST(Proofs, InclusionForEverySizeAndLeaf) {
  const std::vector<Hash> leaves = some_leaves(largest);
  Tree tree;
  for (const Hash& leaf : leaves) tree.append(leaf);
  for (std::size_t size = 1; size <= largest; ++size) {
    const Leaves prefix = Leaves(leaves).first(size);
    const Hash root = definition_root(prefix);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = tree.inclusion(index, size);
      ASSERT_EQ(proof, definition_path(index, prefix));
      for (std::size_t other = 0; other <= size; ++other) {
        ASSERT_EQ(verify_inclusion(other, size, leaves[index], proof, root), other == index);
      }
      for (std::size_t i = 0; i < proof.size(); ++i) {
        Proof wrong = proof;
        wrong[i][0] ^= 8;
        ASSERT_FALSE(verify_inclusion(index, size, leaves[index], wrong, root));
        wrong = proof;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
        ASSERT_FALSE(verify_inclusion(index, size, leaves[index], wrong, root));
      }
      for (const Hash& more : {root, leaves[index]}) {
        Proof wrong = proof;
        wrong.push_back(more);
        ASSERT_FALSE(verify_inclusion(index, size, leaves[index], wrong, root));
        wrong.insert(wrong.begin(), more);
        wrong.pop_back();
        ASSERT_FALSE(verify_inclusion(index, size, leaves[index], wrong, root));
      }
    }
  }
}

TEST(Proofs, ConsistencyForEveryPairOfSizes) {
  const std::vector<Hash> leaves = some_leaves(largest);
  Tree tree;
  for (const Hash& leaf : leaves) tree.append(leaf);
  for (std::size_t size = 1; size <= largest; ++size) {
    const Hash root = tree.root_at(size);
    for (std::size_t old = 1; old <= size; ++old) {
      const Hash old_root = tree.root_at(old);
      const Proof proof = tree.consistency(old, size);
      ASSERT_EQ(proof, definition_subproof(old, Leaves(leaves).first(size), true));
      ASSERT_TRUE(verify_consistency(old, size, old_root, root, proof));
      ASSERT_EQ(verify_consistency(old, size, root, old_root, proof), old == size);
      for (std::size_t other = 0; other <= size; ++other) {
        if (other == old) continue;
        ASSERT_FALSE(verify_consistency(other, size, old_root, root, proof));
      }
      for (std::size_t i = 0; i < proof.size(); ++i) {
        Proof wrong = proof;
        wrong[i][31] ^= 1;
        ASSERT_FALSE(verify_consistency(old, size, old_root, root, wrong));
        wrong = proof;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
        ASSERT_FALSE(verify_consistency(old, size, old_root, root, wrong));
      }
      Proof wrong = proof;
      wrong.push_back(root);
      ASSERT_FALSE(verify_consistency(old, size, old_root, root, wrong));
    }
  }
}

TEST(Proofs, ConsistencyWithTheEmptyTree) {
  const Hash empty = sha256({});
  const Hash root = leaf_hash("a");
  EXPECT_TRUE(verify_consistency(0, 0, empty, empty, {}));
  EXPECT_TRUE(verify_consistency(0, 1, empty, root, {}));
  EXPECT_FALSE(verify_consistency(0, 1, root, root, {}));
  EXPECT_FALSE(verify_consistency(0, 1, empty, root, {root}));
  EXPECT_FALSE(verify_consistency(1, 0, root, empty, {}));
  EXPECT_FALSE(verify_inclusion(0, 0, root, {}, root));
}

}  // namespace
}  // namespace tenbin::tlog
