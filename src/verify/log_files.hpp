#pragma once
// What the log's files say of a certificate: its record, the proof that the record is in the log,
// and who has cosigned that.
#include <optional>
#include <string>

#include "credential/verify.hpp"
#include "tlog/policy.hpp"

namespace tenbin::verify {

struct LogFiles {
  std::optional<std::string> proof;    // a tlog-proof
  std::optional<std::string> record;   // the journal's line that attests the certificate
  std::optional<tlog::Policy> policy;  // which logs count, and which witnesses
  bool asks_witnesses = false;         // the policy is the caller's, not made of a log's key
};

// `report` says what the certificate is: its number, revision and digest.
credential::LogFindings find_in_log(const LogFiles& files, const credential::Report& report);

}  // namespace tenbin::verify
