#pragma once
// The documents of certificates (credential/credential.hpp): made when a revision is posted, bound
// to the journal by attest_certificate (engine/attest.hpp), kept in the book, and read from there
// ever after, whatever is posted later. And their proofs: that the attesting record is in the log.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "credential/credential.hpp"
#include "credential/status_list.hpp"
#include "service/ledger.hpp"
#include "tlog/key.hpp"
#include "tlog/merkle.hpp"

namespace tenbin {

struct CertificateDocument {
  CertificateContent content;
  credential::Envelope envelope;
  std::string text;                  // canonical, without proof: the bytes that were attested
  std::optional<std::uint64_t> seq;  // of the attesting record; nothing when there is none
  bool qr_with_mass = true;          // the issuer may leave the mass out of the QR code
  std::string key;                   // Multikey that signs it, as the log names it; may be empty
};

// The current revision of the certificate at `index`: as it was issued; where it was not attested,
// of the book as it stands. Refusals as of certificate_content.
Result<CertificateDocument> certificate_document(const Ledger& ledger, Index index);

// What a revision said when it was issued, whatever became of it since.
Result<CertificateContent> attested_content(const Ledger& ledger, Index attestation);

// Makes the document of a revision that was posted in memory, hands it in, and posts
// attest_certificate. `language` as for certificate_content. `qr_without_mass` is kept as the note
// of that record, and holds for the revisions that follow.
Result<CertificateDocument> attest_certificate(Ledger& ledger, Index index,
                                               std::optional<Language> language,
                                               std::string_view actor,
                                               bool qr_without_mass = false);

// A tlog-proof with the record that it is of.
struct CertificateProof {
  std::string record;     // the journal's line, without its end
  std::string log_proof;  // C2SP tlog-proof under a checkpoint at that record's own size
};

// Proofs of records that are in the ledger, on disk or not: of each at the size of the log that it
// made, so that the same record has the same proof for ever. Ask in the order of the records: each
// is hashed once. `log_key` signs the checkpoints.
class OwnProofs {
 public:
  OwnProofs(const Ledger& ledger, const tlog::KeyPair& log_key) : ledger_(ledger), key_(log_key) {}
  Result<CertificateProof> proof_of(std::uint64_t seq);

 private:
  const Ledger& ledger_;
  tlog::KeyPair key_;
  std::optional<tlog::Frontier> frontier_;  // before the next one
};

// The bits of status list `list` of the book: those of the revisions that were revoked or replaced.
credential::StatusBits status_bits(const State& state, std::uint64_t list);

// That list, signed by the certificate key.
std::string signed_status_list(const State& state, std::string_view web, std::uint64_t list,
                               Instant as_of, const tlog::KeyPair& certificate_key);
// The list that the document has its place in, as of the last record of the ledger and the moment
// of that, so that the same book gives the same bytes; nothing for a document without a place.
Result<std::optional<std::string>> status_list_copy(const Ledger& ledger,
                                                    const CertificateDocument& document,
                                                    const tlog::KeyPair& certificate_key);

}  // namespace tenbin
