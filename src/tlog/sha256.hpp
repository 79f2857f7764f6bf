#pragma once
// SHA-256 (FIPS 180-4) by libcrypto, and the two hashes of a Merkle tree (RFC 9162 section 2.1.1):
// a leaf is SHA-256(0x00 || record), a node SHA-256(0x01 || left || right).
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/encoding.hpp"

namespace tenbin::tlog {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(Bytes bytes);
Hash leaf_hash(std::string_view record);
Hash node_hash(const Hash& left, const Hash& right);

// The leaf hash of every record, in order; `out` has room for records.size() hashes. One call for
// many records, so that they may be hashed side by side.
void leaf_hashes(std::span<const std::string_view> records, Hash* out);

}  // namespace tenbin::tlog
