#pragma once
// Certificates as files: signed JSON, vc+jwt and sealed PDF, named by number.
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/context.hpp"
#include "credential/did.hpp"
#include "paper/render.hpp"
#include "service/attesting.hpp"
#include "service/certificate_keys.hpp"
#include "service/certify.hpp"

namespace tenbin::cli {

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

class Press {
 public:
  // The book's own key and that of its certificates: key.missing, key.invalid when it is another's.
  // `timestamp`: the command that fetches time-stamps; empty: none.
  static Result<Press> make(const Context& context, const std::string& book, const Ledger& ledger,
                            const std::string& timestamp = "");

  // In the certificate's language, or in another, or in both.
  Result<CertificateFiles> print(const Printed& certificate,
                                 std::optional<paper::Languages> languages = std::nullopt) const;
  // Each in its own language and in their order, on all cores where it is worth it: the same bytes
  // as one by one. What the other cores print with is kept for the next time.
  Result<std::vector<Result<CertificateFiles>>> print_each(
      const std::vector<Printed>& certificates);

  const tlog::KeyPair& log_key() const { return keys_.log; }
  const tlog::KeyPair& signing_key() const { return keys_.signing; }

 private:
  struct Keys {
    tlog::KeyPair log;
    Keyring certificate;
    tlog::KeyPair signing;        // the one of them that signs now
    credential::DidDocument did;  // all of them, and the seal
    std::string path;             // where their secrets lie
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

struct CertificatePaths {
  std::string json;
  std::string jwt;
  std::string pdf;
};
CertificatePaths paths_of(const std::string& folder, const CertificateFiles& files);
// file.exists when one of them does.
Result<void> check_free(const std::string& folder, const CertificateFiles& files);

// All of them on disk, the paths of each. With `overwrite` what stands there is replaced, else
// file.exists before anything of that certificate is written. The folder is made where it is
// missing.
Result<std::vector<CertificatePaths>> write_all(const std::string& folder,
                                                std::span<const CertificateFiles> all,
                                                bool overwrite);

}  // namespace tenbin::cli
