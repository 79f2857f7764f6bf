#pragma once
// The pages that strangers see (design/ux.md section 1.7, W8): made by the server, without
// JavaScript, cookies or anything of third parties, under 20 KB. Order: state, claim in one
// sentence, what it does not mean, facts, technical checks, who answers.
#include <optional>
#include <string>
#include <vector>

#include "certificate/content.hpp"
#include "office/shares.hpp"

namespace tenbin::http {

enum class PublicState : std::uint8_t { live, replaced, revoked };

// What the page of a certificate says; the holder of its paper knows all of it already.
struct PublicCertificate {
  std::string number;
  std::string path;  // of this page
  PublicState state = PublicState::live;
  std::int32_t revision = 1;  // the one whose code was given
  std::int32_t latest = 1;
  std::string latest_path;                    // of the newest revision; of a replaced one
  std::optional<Date> since;                  // of the replacement or revocation
  std::string reason_class;                   // of a revocation; may be empty
  std::optional<CertificateContent> content;  // of a live one
  std::uint64_t log_entry = 0;                // counted from 1
  std::uint64_t log_size = 0;
  std::string digest_hex;
  std::string as_of;  // "2026-11-24 13:05"
};

std::string certificate_page(Language language, const PublicCertificate& certificate);
// The same for programs, no more and no less.
std::string certificate_json(const PublicCertificate& certificate);

// The page of a certificate that its customer shares: number, state, model, share, mass, period and
// issuer, and of the rest the chosen fields alone.
struct SharedCertificate {
  PublicCertificate certificate;  // of its newest revision
  office::ShareFields fields;
  bool newer = false;  // it was replaced since it was shared
};
std::string shared_page(Language language, const SharedCertificate& shared);
// There is no such link, or no longer.
std::string share_ended_page(Language language);

// Asks for number and check code; `wrong`: the two given do not belong together.
std::string check_form(Language language, std::string_view number, bool wrong);

// Says one sentence, such as that there were too many look-ups.
std::string sentence_page(Language language, std::string_view sentence);

}  // namespace tenbin::http
