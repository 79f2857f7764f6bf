#pragma once
// The 確認コード of a certificate: eight characters for the telephone, 40 bits of its digest in the
// alphabet of Crockford's base 32. It stands on the paper and in the address of its QR code;
// whoever knows it has seen the paper.
#include <string>
#include <string_view>

namespace tenbin::certificate {

// `digest_hex`: at least 10 hex digits.
std::string check_code(std::string_view digest_hex);

// As people type it: lower case, O for 0, I and L for 1, spaces and hyphens are taken; empty for
// what is no code.
std::string read_check_code(std::string_view typed);

}  // namespace tenbin::certificate
