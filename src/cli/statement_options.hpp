#pragma once
// --verifier-key and --verifier-did: whose statement it must be, as the caller learnt it from the
// verifier itself.
#include <string>

#include "cli/context.hpp"
#include "credential/statement.hpp"

namespace tenbin::cli {

struct VerifierOptions {
  std::string key;  // Multikey
  std::string did;  // path of the verifier's did.json
};

void add_verifier_options(Arguments command, Context& context, VerifierOptions& options);

// key.invalid, input.invalid (no did.json), and of reading the file.
Result<credential::VerifierKeys> verifier_keys(const VerifierOptions& options);

}  // namespace tenbin::cli
