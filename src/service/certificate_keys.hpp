#pragma once
// The keys that sign a book's certificates. The first one is made of the book's own key; those that
// followed are random, and the journal names each (engine/register_key.hpp). All stay listed in
// did.json: a retired one with the moment of the record that retired it.
#include <string>
#include <string_view>
#include <vector>

#include "credential/did.hpp"
#include "service/ledger.hpp"
#include "tlog/key.hpp"

namespace tenbin {

// The oldest first; the last one signs, and has no end.
Result<std::vector<credential::DidKey>> certificate_keys(const Ledger& ledger,
                                                         std::string_view did);

// The Multikey of the one that signs.
Result<std::string> current_certificate_key(const Ledger& ledger);

// did.json as the book says it; `seals` as it came to know them elsewhere.
Result<credential::DidDocument> did_of_book(const Ledger& ledger,
                                            std::vector<credential::DidSeal> seals);

// The secrets: that of the book's own key, and one "tenbin-ed25519-v1 …" a line in `text`.
class Keyring {
 public:
  // key.invalid for a line of another form.
  static Result<Keyring> read(const tlog::KeyPair& log_key, std::string_view text);

  // Null when its secret is not here.
  const tlog::KeyPair* find(std::string_view multikey) const;

 private:
  std::vector<std::pair<std::string, tlog::KeyPair>> keys_;
};

}  // namespace tenbin
