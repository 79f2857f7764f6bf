#pragma once
// base58btc: the Bitcoin alphabet, as multibase 'z' of the W3C Multikey and of proof values uses
// it. The work grows with the square of the length: for keys and signatures, not for documents.
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding.hpp"

namespace tenbin::tlog {

// A leading zero byte is a leading '1'.
std::string to_base58(Bytes bytes);
// Nothing for a character outside of the alphabet, or more than 256 characters.
std::optional<std::string> from_base58(std::string_view text);

}  // namespace tenbin::tlog
