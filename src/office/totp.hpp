#pragma once
// One-time codes of an authenticator app: TOTP (RFC 6238) over HMAC-SHA-1, steps of 30 seconds, six
// digits, which is what every app can do.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "units/instant.hpp"

namespace tenbin::office {

inline constexpr std::int64_t step_milliseconds = 30'000;

// The code of a step: HOTP (RFC 4226 section 5.3) of its number.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

// The step whose code it is: that of now, the one before or the one after, but only one after
// `last_step`, so that a code is accepted once.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t last_step);

// RFC 4648 section 6 without padding: what is typed into the app.
std::string base32(std::string_view bytes);
// What the app reads from a QR code.
std::string totp_address(std::string_view secret, std::string_view login);

}  // namespace tenbin::office
