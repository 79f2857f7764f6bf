#include "service/certificate_keys.hpp"

#include <algorithm>

#include "credential/web.hpp"
#include "service/certificate_records.hpp"
#include "service/certify.hpp"

namespace tenbin {
namespace {

// The end of the second in which the record was accepted: documents know seconds alone, and what
// the old key signed in this one must not fail.
Result<Instant> retired_at(const Ledger& ledger, std::uint64_t seq) {
  constexpr std::int64_t second = 1000;
  Instant end;
  TENBIN_TRY(look_at_record(ledger, seq, [&](const Record& record) {
    end.ms = (record.head.at.ms / second + 1) * second;
  }));
  return end;
}

Result<credential::DidKey> key_of(std::string_view did, std::string_view multikey) {
  const auto key = tlog::parse_multikey(multikey);
  if (!key) return tl::make_unexpected(key.error());
  return credential::DidKey{credential::method_of(did, *key), *key};
}

}  // namespace

Result<std::vector<credential::DidKey>> certificate_keys(const Ledger& ledger,
                                                         std::string_view did) {
  const State& state = ledger.state();
  const auto first = ledger.book().meta("certificate_key");
  if (!first) return tl::make_unexpected(first.error());
  auto key = key_of(did, *first);
  if (!key) return tl::make_unexpected(key.error());
  std::vector<credential::DidKey> keys{*std::move(key)};
  for (const CertificateKey& each : state.certificate_keys) {
    const auto until = retired_at(ledger, each.seq);
    if (!until) return tl::make_unexpected(until.error());
    (each.compromised != 0 ? keys.back().revoked : keys.back().expires) = *until;
    auto next = key_of(did, state.texts.get(each.key));
    if (!next) return tl::make_unexpected(next.error());
    keys.push_back(*std::move(next));
  }
  return keys;
}

Result<std::string> current_certificate_key(const Ledger& ledger) {
  const State& state = ledger.state();
  if (state.certificate_keys.empty()) return ledger.book().meta("certificate_key");
  return std::string(state.texts.get(state.certificate_keys.back().key));
}

Result<credential::DidDocument> did_of_book(const Ledger& ledger,
                                            std::vector<credential::DidSeal> seals) {
  const auto envelope = envelope_of_book(ledger.book());
  if (!envelope) return tl::make_unexpected(envelope.error());
  std::string did = credential::did_of(envelope->web);
  auto keys = certificate_keys(ledger, did);
  if (!keys) return tl::make_unexpected(keys.error());
  return credential::DidDocument{std::move(did), *std::move(keys), std::move(seals)};
}

Result<Keyring> Keyring::read(const tlog::KeyPair& log_key, std::string_view text) {
  Result<Keyring> ring;
  const auto add = [&](const tlog::KeyPair& key) {
    ring->keys_.emplace_back(tlog::format_multikey(key.public_key()), key);
  };
  add(certificate_key(log_key));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const auto key = tlog::parse_key_file(text.substr(at, end - at));
    if (!key) return tl::make_unexpected(key.error());
    add(*key);
    at = end + 1;
  }
  return ring;
}

const tlog::KeyPair* Keyring::find(std::string_view multikey) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const auto& each) { return each.first == multikey; });
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace tenbin
