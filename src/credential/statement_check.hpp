#pragma once
// The check "statement": a verifier's signed statement, by itself and held against the certificate
// that cites it. The results, in their order, stand in docs/spec/statement.md.
#include <optional>
#include <string>
#include <string_view>

#include "credential/statement.hpp"
#include "credential/verify.hpp"

namespace tenbin::credential {

// By itself: malformed, does_not_match, another_key, no_verifier_key.
Check check_statement(std::string_view text, const VerifierKeys& keys);

// `text`: what was given or came with the PDF.
Check check_cited_statement(const std::optional<std::string>& text, const Document& document,
                            const VerifierKeys& keys);

}  // namespace tenbin::credential
