#pragma once
// Passwords: Argon2id (RFC 9106) by libsodium, kept in the text form that crypto_pwhash_str has, so
// that its cost stands with it. 64 MiB a hash: enough to hurt who guesses, and two at once still
// fit a small machine.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::office {

struct PasswordCost {
  std::uint64_t passes = 3;
  std::size_t memory = std::size_t{64} << 20;
  bool operator==(const PasswordCost&) const = default;
};

using Salt = std::array<std::uint8_t, 16>;

inline constexpr std::size_t least_characters = 10;
inline constexpr std::size_t most_bytes = 1024;

// password.weak {least} for fewer than 10 characters, {login} for the login itself (in any case);
// input.invalid for more than 1024 bytes or what is not UTF-8.
Result<void> check_password_form(std::string_view login, std::string_view password);

std::string hash_password(std::string_view password, const Salt& salt, const PasswordCost& cost);
bool password_matches(const std::string& hash, std::string_view password);
// The hash was made at another cost than this.
bool needs_rehash(const std::string& hash, const PasswordCost& cost);

}  // namespace tenbin::office
