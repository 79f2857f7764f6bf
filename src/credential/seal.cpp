#include "credential/seal.hpp"

#include <algorithm>

#include "credential/checks.hpp"

namespace tenbin::credential {
namespace {

// The first thing that is wrong with it by such a list; empty if nothing.
std::string wrong_by(const FoundSeal& seal, const std::vector<DidSeal>& listed) {
  const auto found = std::find_if(listed.begin(), listed.end(),
                                  [&](const DidSeal& each) { return each.key == seal.key; });
  if (found == listed.end()) return "foreign_seal";
  if (!seal.time) return "no_time";
  return found->valid_at(*seal.time) ? "" : "key_retired";
}

}  // namespace

Check check_seal(const FoundSeal& seal, std::string_view issuer, const std::optional<Beside>& did,
                 const std::vector<DidSeal>& of_book) {
  const bool knows_book = !of_book.empty();
  if (knows_book) {
    std::string wrong = wrong_by(seal, of_book);
    if (!wrong.empty()) return failed("seal", std::move(wrong));
  }
  if (!did) return knows_book ? passed("seal") : not_checked("seal", "whose_seal");
  const auto document = read_did(did->text);
  if (!document) return failed("seal", "did_malformed");
  // What came with the PDF may be from before seals were listed; what the issuer publishes may not.
  if (did->from_caller || !document->seals.empty()) {
    if (document->did != issuer) return failed("seal", "another_issuer");
    std::string wrong = wrong_by(seal, document->seals);
    if (!wrong.empty()) return failed("seal", std::move(wrong));
  }
  return knows_book || did->from_caller ? passed("seal") : not_checked("seal", "whose_seal");
}

}  // namespace tenbin::credential
