#pragma once
// Time-stamps of RFC 3161, by OpenSSL: a stranger's word that a signature existed at a time.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace tenbin::paper {

// Asks an authority: a TimeStampReq in DER to a TimeStampResp in DER. Whoever calls decides how the
// bytes travel (the command line runs a command of the user's).
using AskTimestamp = std::function<Result<std::string>(std::string_view query)>;

// Asks for SHA-256 of `signature`, with the authority's certificate in the answer. file.unreadable
// with the fact "timestamp" when the authority says no or answers something else.
Result<std::string> timestamp_token(std::string_view signature, const AskTimestamp& ask);

struct Timestamp {
  std::string time;       // "2026-08-10T03:04:05Z"
  std::string authority;  // the subject of its certificate
  std::string token;      // DER, as it was found
  bool operator==(const Timestamp&) const = default;
};

// What a token says; nothing when it is not over `signature`, its own signature does not hold, or
// the certificate in it is not the one that it names, or none for time-stamps. Whether that
// authority is trusted is not asked here. Bytes without a meaning, such as a certificate more than
// is needed, nobody has signed.
std::optional<Timestamp> read_timestamp(std::string_view token, std::string_view signature);

// Certificates of authorities (DER), out of PEM; none where there are none.
std::vector<std::string> authorities_of(std::string_view pem);

// Whether one of these certificates signed the time-stamp, or stands above the one that did, and
// whether that one is for time-stamps (RFC 3161, 2.3). All of them valid at the time that it says:
// no clock is asked, nor whether an authority took one back since.
bool is_by_authority(const Timestamp& timestamp, const std::vector<std::string>& trusted);

}  // namespace tenbin::paper
