#pragma once
// UTF-8 (RFC 3629) for the text formats of the log.
#include <optional>
#include <string_view>

namespace tenbin::tlog {

// Takes the first code point off a text that is not empty. Nothing, and the text as it was, when it
// does not begin with valid UTF-8.
std::optional<char32_t> take_code_point(std::string_view& text);

// White_Space of the Unicode Character Database.
bool is_unicode_space(char32_t c);

}  // namespace tenbin::tlog
