#pragma once
// Whose seal a PDF bears. That it is sound is found out where PDFs are read; here its key is held
// against the keys that the issuer names: those of its did.json, or of its book.
#include <optional>
#include <string>
#include <vector>

#include "credential/did.hpp"
#include "credential/verify.hpp"

namespace tenbin::credential {

// A sound seal as it was found.
struct FoundSeal {
  std::string key;              // Multikey of the signer (P-256)
  std::optional<Instant> time;  // as the seal claims; nobody vouches for it
};

// The check "seal". `issuer` is the DID of who signed the certificate. Fails when a list of the
// issuer's that the caller trusts, or the copy that came with the PDF, does not have the key; is
// not_checked without a trusted list. `of_book`: the keys that ever sealed for the caller's book;
// empty when nothing is known of them.
Check check_seal(const FoundSeal& seal, std::string_view issuer, const std::optional<Beside>& did,
                 const std::vector<DidSeal>& of_book);

}  // namespace tenbin::credential
