// OpenSSL 3 deprecates the low-level calls in favour of EVP, which looks the algorithm up and
// allocates for every message: 2.2 against 11 to 17 million short messages a second on one core
// (docs/BENCHMARKS.md). Our messages are short and many, so the low-level calls it is.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tlog/sha256.hpp"

#include <openssl/sha.h>

#include <algorithm>

namespace tenbin::tlog {
namespace {

constexpr std::uint8_t leaf_prefix = 0;
constexpr std::uint8_t node_prefix = 1;

}  // namespace

Hash sha256(Bytes bytes) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  Hash hash;
  SHA256_Final(hash.data(), &context);
  return hash;
}

Hash leaf_hash(std::string_view record) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, &leaf_prefix, 1);
  SHA256_Update(&context, record.data(), record.size());
  Hash hash;
  SHA256_Final(hash.data(), &context);
  return hash;
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> message;
  message[0] = node_prefix;
  std::copy(left.begin(), left.end(), message.begin() + 1);
  std::copy(right.begin(), right.end(), message.begin() + 33);
  return sha256(message);
}

void leaf_hashes(std::span<const std::string_view> records, Hash* out) {
  for (const std::string_view record : records) *out++ = leaf_hash(record);
}

}  // namespace tenbin::tlog
