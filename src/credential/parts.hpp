#pragma once
// What reading and writing a credential share; for this module alone.
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "credential/credential.hpp"
#include "credential/mass_balance.hpp"

namespace tenbin::credential {

// "12500.500" as the canonical JSON number 12500.5, at most 15 digits; no double passes.
std::string json_number(std::string_view decimal);

// 64 digits of lower-case hex.
bool is_digest(std::string_view text);
// A name for the bytes of that digest, wherever they are (RFC 6920).
std::string digest_uri(std::string_view digest_hex);

// The catalogue's text "certificate.<key>" in both languages; as one text where a member has only
// one.
certificate::Text in_both(std::string_view key);
std::string both(const certificate::Text& text);
std::string both(std::string_view key);

// Where two documents first differ; the place where it is in `said`.
std::string first_difference(const json::Value& said, const json::Value& right);

// With the claims and totals as they are said.
std::string credential_json(const MassBalance& said, const Envelope& envelope);

}  // namespace tenbin::credential
