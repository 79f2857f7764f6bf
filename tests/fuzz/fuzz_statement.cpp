// depends: credential
// A stranger's statement: what is read is to the byte what a verifier's program writes of it, but
// for the proof; and its check ends, alone and beside a certificate.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "credential/credential.hpp"
#include "credential/statement_check.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto statement = credential::read_statement(text);
  const credential::Check alone = credential::check_statement(text, {});
  TENBIN_CHECK((alone.reason == "no_verifier_key") ==
               (statement && statement->signed_by.has_value()));
  credential::Document document;
  document.content.verification.emplace();
  (void)credential::check_cited_statement(std::string(text), document, {});
  if (!statement) return 0;
  TENBIN_CHECK(statement->digest == credential::digest_of(text));
  const auto parsed = json::parse(text, json::Limits{credential::statement_limit});
  const auto secured = credential::split_proofs(*parsed);
  TENBIN_CHECK(secured->unsigned_text == credential::statement_json(statement->content));
  return 0;
}
