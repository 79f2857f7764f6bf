#pragma once
// The checks of verify.hpp that need keys and documents beside the certificate; for this module
// alone.
#include <string>
#include <string_view>
#include <vector>

#include "credential/verify.hpp"

namespace tenbin::credential {

Check passed(std::string name, std::string reason = {});
Check failed(std::string name, std::string reason);
Check not_checked(std::string name, std::string reason);
// The values of a problem's facts, one after another.
std::string reason_of(const Problem& problem);

// Each proof by the key that its method names: in the did.json, else in the name itself.
Check check_signature(const std::vector<Proof>& proofs, const Given& given);
// Whether these keys are the issuer's and to be trusted. Without a document, one that is not ours,
// only the key that the caller trusts can be looked at.
Check check_key(const std::vector<Proof>& proofs, const Document* document, const Given& given);
Check check_status(const Document& document, const Given& given);
// The vc+jwt beside a certificate: same bytes, signed by the same key.
Check check_jwt(std::string_view jwt, std::string_view method, std::string_view unsigned_text);
Check check_summary(std::string_view text, const CertificateContent& content, const Report& report);

}  // namespace tenbin::credential
