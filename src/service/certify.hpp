#pragma once
// The content of a certificate, filled from the book: numbers from the state, names from the
// records of the journal. Never anything else, so the same book and number give the same bytes.
//
// It is the book as it stands: what is posted later into an open period (a late receipt, a new
// output) changes footprints and balances of a certificate that is made again. What a certificate
// promises does not change: number, revision, customer, lines, masses, shares and allocated masses
// from which account. These are what a book is asked for when a certificate is verified.
#include <optional>
#include <string>
#include <string_view>

#include "certificate/content.hpp"
#include "credential/verify.hpp"
#include "service/ledger.hpp"

namespace tenbin {

// `index` is a position in state().certificates. certificate.not_live when it is revoked. A
// certificate that was submitted and not committed yet needs its `language`; else it is read from
// the record: that of the command, or the customer's.
Result<CertificateContent> certificate_content(const Ledger& ledger, Index index,
                                               std::optional<Language> language = std::nullopt);

// The issuer's address on the web (docs/spec/certificate.md).
Result<std::string> web_of_book(const store::Book& book);
// What every document of this book says around its content: the issuer's address and the log; the
// place in the status lists is not known yet.
Result<credential::Envelope> envelope_of_book(const store::Book& book);
// The certificate key of a book, made of the key that signs its log (docs/spec/certificate.md).
tlog::KeyPair certificate_key(const tlog::KeyPair& log_key);

// The customer's own language.
Result<Language> language_of_customer(const Ledger& ledger, Index customer);

// What the book says of the certificate that a document claims to be.
class BookCheck : public credential::BookView {
 public:
  // `digest` is that of the document.
  static Result<BookCheck> make(const Ledger& ledger, const credential::Document& said,
                                std::string digest);

  credential::BookEntry find(std::string_view number) const override;
  // Where the live certificate of the book first differs ("lines/3/share_ppm"); empty when the
  // two agree or there is none.
  const std::string& difference() const { return difference_; }

 private:
  std::string number_;
  credential::BookEntry entry_;
  std::string difference_;
};

}  // namespace tenbin
