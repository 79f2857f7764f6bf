#pragma once
// Pieces of the line formats of C2SP, strict: exactly one way to write each.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::tlog {

// input.invalid {place: the number of the line, problem}.
tl::unexpected<Problem> invalid_line(std::size_t line, std::string what);

// Takes the first line off the text, without its newline. Nothing, and the text as it was, when it
// has no newline.
std::optional<std::string_view> take_line(std::string_view& text);

// ASCII digits without a leading zero, at most `max`.
std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t max);
// A hash in base64.
std::optional<Hash> parse_hash(std::string_view text);

}  // namespace tenbin::tlog
