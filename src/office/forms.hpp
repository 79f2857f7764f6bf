#pragma once
// What the texts of the office may look like: logins, names, addresses of e-mail. A text that does
// not fit is input.invalid with the field and what would do.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::office {

inline constexpr std::int64_t most_days = 365;  // that anything is held or offered, from now

tl::unexpected<Problem> invalid(std::string_view field, std::string_view what);

// ASCII only.
std::string lower_case(std::string_view text);

// 1 to 128 of a-z 0-9 . _ + @ -
bool is_login(std::string_view text);
// A login with one @ between other characters.
bool is_email(std::string_view text);

// How many code points; nothing for what is not UTF-8.
std::optional<std::size_t> characters(std::string_view text);

// UTF-8 of at most that many bytes; may be empty, and have lines.
Result<void> check_text(std::string_view field, std::string_view text, std::size_t longest);

// 1 to 365.
Result<void> check_days(std::string_view field, std::int64_t days);

// UTF-8 of 1 to 200 bytes without control characters.
Result<void> check_name(std::string_view field, std::string_view text);

}  // namespace tenbin::office
