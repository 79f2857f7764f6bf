#pragma once
// Prints certificates: signed JSON, vc+jwt and sealed PDF, with the keys that lie beside the book.
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "credential/did.hpp"
#include "paper/render.hpp"
#include "press/seal_file.hpp"
#include "service/attesting.hpp"
#include "service/certificate_keys.hpp"
#include "service/certify.hpp"

namespace tenbin::press {

struct CertificateFiles {
  std::string stem;  // "MB-2026-000123-8", from the second revision on "MB-2026-000123-8.r2"
  std::string json;
  std::string jwt;
  std::string pdf;
};

// A number that the issuer chose may hold anything; a file name may not.
std::string file_name_of(std::string number);

// What is printed; without proof for a certificate that is not attested.
struct Printed {
  CertificateDocument document;
  std::optional<CertificateProof> proof = {};
  std::optional<std::string> status_list = {};  // a copy
  std::optional<std::string> statement = {};    // the verifier's, signed, that it cites
};
// Gives each the copy of its status list as the ledger stands, signed by the key of today, and the
// statement that it cites.
Result<void> add_copies(const Ledger& ledger, const tlog::KeyPair& signing_key,
                        std::span<Printed> certificates);

// Where a press finds what it prints with.
struct PressSetup {
  std::string book;        // path; the keys of certificates and the seal lie beside it
  std::string log_key;     // path of the key of its log
  std::string timestamp;   // the command that fetches time-stamps; empty: none
  FillRandom fill_random;  // for a seal, where there is none yet
};

// Used by one thread at a time. It knows the keys of the moment that it was made: after a
// register_key another one is to be made.
class Press {
 public:
  // The book's own key and that of its certificates: key.missing, key.invalid when it is another's.
  static Result<Press> make(const Ledger& ledger, const PressSetup& setup);

  // In the certificate's language, or in another, or in both.
  Result<CertificateFiles> print(const Printed& certificate,
                                 std::optional<paper::Languages> languages = std::nullopt) const;
  // Each in its own language and in their order, on all cores where it is worth it: the same bytes
  // as one by one. What the other cores print with is kept for the next time.
  Result<std::vector<Result<CertificateFiles>>> print_each(
      const std::vector<Printed>& certificates);

  const std::string& book() const { return keys_.book; }
  const tlog::KeyPair& log_key() const { return keys_.log; }
  const tlog::KeyPair& signing_key() const { return keys_.signing; }

 private:
  struct Keys {
    tlog::KeyPair log;
    Keyring certificate;
    tlog::KeyPair signing;        // the one of them that signs now
    credential::DidDocument did;  // all of them, and the seal
    std::string book;             // beside which they lie
  };
  Press(Keys keys, paper::SealKey seal, paper::AskTimestamp ask, paper::Renderer renderer)
      : keys_(std::move(keys)),
        seal_(std::move(seal)),
        ask_(std::move(ask)),
        renderer_(std::move(renderer)) {}
  Keys keys_;
  paper::SealKey seal_;
  paper::AskTimestamp ask_;
  paper::Renderer renderer_;
  std::vector<Press> others_;  // one for each further core
};

}  // namespace tenbin::press
