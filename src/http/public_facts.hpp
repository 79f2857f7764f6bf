#pragma once
// What public pages say alike: the moment, a revocation, that there were too many look-ups.
#include <string>

#include "http/call.hpp"
#include "http/public_page.hpp"
#include "service/ledger.hpp"
#include "units/instant.hpp"

namespace tenbin::http {

// Where the page of an attested revision stands: "/c/MB-2026-000123-8/7K3Q9XAB".
std::string public_path(const State& state, Index attestation);

// Of a certificate that is revoked: since when, and of which class ("error"); empty: not said.
struct Revocation {
  Date on;
  std::string reason_class;
};
Result<Revocation> revocation_of(const Ledger& ledger, const Certificate& certificate);
// The same on its page.
Result<void> mark_revoked(const Ledger& ledger, const Certificate& certificate,
                          PublicCertificate& page);

// Japan's time, to the minute: "2026-11-24 13:05".
std::string moment(Instant now);

// Too many look-ups from one address: a page for a browser, a problem for a program.
Reply wait_reply(const Call& call, std::int64_t seconds);

}  // namespace tenbin::http
