#pragma once
// Any JSON text as canonical JSON (RFC 8785), the bytes that are hashed and signed. Strict I-JSON
// (RFC 7493) in: what two readers could take in two ways is refused, not mended.
#include <cstddef>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::json {

struct Limits {
  std::size_t bytes = std::size_t{16} << 20;
  std::size_t depth = 64;  // objects and arrays inside each other; at most max_depth
};

// input.invalid with the facts place and problem. The place is the JSON pointer (RFC 6901; "/" for
// the document itself), or line:column, counted from 1 in bytes, when the text is no JSON at all.
// The problem: json (malformed), json.utf8, json.byte_order_mark, json.surrogate (alone),
// json.depth, json.size, json.number (an integer beyond 2^53 - 1, or no finite double),
// duplicate_field. Canonical text comes back as it was.
Result<std::string> canonicalize(std::string_view json, const Limits& limits = {});

}  // namespace tenbin::json
