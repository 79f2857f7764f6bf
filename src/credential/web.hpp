#pragma once
// Where the files of an issuer stand on the web, and the DID that follows from it (did:web).
//
//   <web>/.well-known/did.json   <web>/cert/<number>[.r<revision>]   <web>/status/<list> <web>/log/
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::credential {

// What a book says that was made without an address: a reserved name (RFC 2606) that never
// resolves.
inline constexpr std::string_view no_web = "https://tenbin.invalid";

// "https://" + a host in lower case, with a port where it is not 443; no path, no '/' at its end.
// usage.invalid {field --web, value, problem} for another text.
Result<void> check_web(std::string_view web);

// "https://mill.example:8443" <-> "did:web:mill.example%3A8443"; the address must be a checked one.
std::string did_of(std::string_view web);
// Nothing for another DID.
std::optional<std::string> web_of(std::string_view did);

// All but the unreserved characters of RFC 3986 as %XX.
std::string percent_encode(std::string_view text);

std::string did_url(std::string_view web);
std::string certificate_url(std::string_view web, std::string_view number, std::uint32_t revision);
std::string status_list_url(std::string_view web, std::uint64_t list);

}  // namespace tenbin::credential
