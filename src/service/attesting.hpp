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
};

// The current revision of the certificate at `index`: as it was issued; where it was not attested,
// of the book as it stands. Refusals as of certificate_content.
Result<CertificateDocument> certificate_document(const Ledger& ledger, Index index);

// Makes the document of a revision that was posted in memory, hands it in, and posts
// attest_certificate. `language` as for certificate_content.
Result<CertificateDocument> attest_certificate(Ledger& ledger, Index index,
                                               std::optional<Language> language,
                                               std::string_view actor);

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
  OwnProofs(const Ledger& ledger, const tlog::KeyPair& log_key)
      : ledger_(ledger), key_(log_key) {}
  Result<CertificateProof> proof_of(std::uint64_t seq);

 private:
  const Ledger& ledger_;
  tlog::KeyPair key_;
  std::optional<tlog::Frontier> frontier_;  // before the next one
};

// The bits of status list `list` of the book: those of the revisions that were revoked or replaced.
credential::StatusBits status_bits(const State& state, std::uint64_t list);

}  // namespace tenbin
