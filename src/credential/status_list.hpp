#pragma once
// W3C Bitstring Status List v1.0: which certificates are revoked or replaced, as a signed
// credential of its own. 131,072 bits, the first one the highest of the first byte, gzip,
// base64url.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "codec/json_value.hpp"
#include "credential/proof.hpp"
#include "units/instant.hpp"

namespace tenbin::credential {

class StatusBits {
 public:
  StatusBits();
  void set(std::uint64_t index);  // index < status_list_bits
  bool test(std::uint64_t index) const;
  bool operator==(const StatusBits&) const = default;

  // "u" + base64url(gzip); the same bits give the same text with the same zlib.
  std::string encode() const;
  // input.invalid for another form, or when it unpacks to anything but exactly so many bits.
  static Result<StatusBits> decode(std::string_view text);

 private:
  std::string bytes_;
};

struct StatusList {
  std::string url;  // of the list, its id
  std::string issuer;
  Instant as_of;
  StatusBits bits;
};

// The bits of list `number` of an issuer.
struct StatusListOf {
  std::string web;
  std::uint64_t number = 0;
  Instant as_of;
};
// Without proof, canonical.
std::string status_list_json(const StatusListOf& list, const StatusBits& bits);

// The body of such a credential, without proof; input.invalid {place, problem} unless it is what
// status_list_json writes but for the way its bits are packed.
Result<StatusList> read_status_list(const json::Object& body);

// A whole one as it stands on the web, with who signed it. Whether that is to be trusted is not
// looked at.
struct SignedStatusList {
  StatusList list;
  std::vector<Proof> proofs;
};
Result<SignedStatusList> read_signed_status_list(std::string_view text);

}  // namespace tenbin::credential
