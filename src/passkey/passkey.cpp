#include "passkey/passkey.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <array>
#include <memory>

#include "base/encoding.hpp"
#include "load/load.hpp"
#include "passkey/attestation.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::passkey {
namespace {

constexpr std::array libraries = {"libfido2.so.1"};
constexpr std::array algorithms = {COSE_ES256, COSE_EDDSA, COSE_RS256};
constexpr unsigned present_and_verified = 0x05;
constexpr std::size_t name_bytes = 32;  // SHA-256 of the party's name, at the start of the data

struct Free {
  void operator()(fido_cred_t* it) const { fido_cred_free(&it); }
  void operator()(fido_assert_t* it) const { fido_assert_free(&it); }
  void operator()(es256_pk_t* it) const { es256_pk_free(&it); }
  void operator()(eddsa_pk_t* it) const { eddsa_pk_free(&it); }
  void operator()(rs256_pk_t* it) const { rs256_pk_free(&it); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

tl::unexpected<Problem> invalid(std::string reason) {
  return problem(Code::passkey_invalid, {{"reason", std::move(reason)}});
}

bool is_loaded() {
  static const bool loaded = [] {
    if (load::first_missing(libraries) != nullptr) return false;
    fido_init(0);
    return true;
  }();
  return loaded;
}

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string copied(const unsigned char* bytes, std::size_t size) {
  return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), size);
}

// A member of `response`, decoded; empty where it is missing or is no base64url.
std::string part(const json::Value& given, std::string_view name) {
  const json::Value* const response = given.find("response");
  if (response == nullptr) return {};
  const auto text = response->text_of(name);
  return text ? from_base64url(*text).value_or("") : "";
}

Result<void> check_client(const std::string& client, std::string_view type,
                          std::string_view challenge, const Party& party) {
  const auto parsed = json::parse(client);
  if (!parsed) return invalid("form");
  const auto is = [&](std::string_view name, std::string_view wanted) {
    const auto text = parsed->text_of(name);
    return text && *text == wanted;
  };
  if (!is("type", type)) return invalid("type");
  if (!is("challenge", challenge)) return invalid("challenge");
  const auto elsewhere = parsed->boolean_of("crossOrigin");
  if (!is("origin", party.origin) || (elsewhere && *elsewhere)) return invalid("origin");
  return {};
}

bool is_of(std::string_view authenticator_data, const Party& party) {
  const tlog::Hash name = tlog::sha256(as_bytes(party.id));
  return authenticator_data.size() > name_bytes &&
         authenticator_data.substr(0, name_bytes) ==
             std::string_view(reinterpret_cast<const char*>(name.data()), name.size());
}

// The credential as libfido2 reads it with a key of that algorithm; null where it is of another.
Owned<fido_cred_t> read_as(int algorithm, const Attestation& attestation, const std::string& client,
                           const Party& party) {
  Owned<fido_cred_t> made(fido_cred_new());
  fido_cred_t* const cred = made.get();
  const bool read = cred != nullptr && fido_cred_set_type(cred, algorithm) == FIDO_OK &&
                    fido_cred_set_rp(cred, party.id.c_str(), nullptr) == FIDO_OK &&
                    fido_cred_set_clientdata(cred, octets(client), client.size()) == FIDO_OK &&
                    fido_cred_set_uv(cred, FIDO_OPT_TRUE) == FIDO_OK &&
                    fido_cred_set_authdata_raw(cred, octets(attestation.data),
                                               attestation.data.size()) == FIDO_OK;
  return read ? std::move(made) : nullptr;
}

// "none" has nothing to check; "packed" is signed by the new key itself.
bool is_attested(fido_cred_t* cred, const Attestation& attestation) {
  if (attestation.format == "none") return attestation.statement == "\xA0";
  return attestation.format == "packed" && fido_cred_set_fmt(cred, "packed") == FIDO_OK &&
         fido_cred_set_attstmt(cred, octets(attestation.statement), attestation.statement.size()) ==
             FIDO_OK &&
         fido_cred_verify_self(cred) == FIDO_OK;
}

template <class Key>
bool is_signed(fido_assert_t* assertion, const Credential& known, Key* made,
               int (*fill)(Key*, const void*, std::size_t)) {
  const Owned<Key> key(made);
  return key && fill(key.get(), known.key.data(), known.key.size()) == FIDO_OK &&
         fido_assert_verify(assertion, 0, static_cast<int>(known.algorithm), key.get()) == FIDO_OK;
}

bool is_signed(fido_assert_t* assertion, const Credential& known) {
  switch (known.algorithm) {
    case COSE_ES256:
      return is_signed(assertion, known, es256_pk_new(), es256_pk_from_ptr);
    case COSE_EDDSA:
      return is_signed(assertion, known, eddsa_pk_new(), eddsa_pk_from_ptr);
    case COSE_RS256:
      return is_signed(assertion, known, rs256_pk_new(), rs256_pk_from_ptr);
    default:
      return false;
  }
}

}  // namespace

std::optional<Party> party_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string_view host = address.substr(scheme + 3);
  const std::string_view name = host.substr(0, host.find(':'));
  const bool numeric = name.empty() || name.front() == '[' ||
                       name.find_first_not_of("0123456789.") == std::string_view::npos;
  if (numeric) return std::nullopt;
  return Party{std::string(name), std::string(address)};
}

std::optional<std::string> challenge_in(const json::Value& given) {
  const auto client = json::parse(part(given, "clientDataJSON"));
  if (!client) return std::nullopt;
  const auto challenge = client->text_of("challenge");
  if (!challenge) return std::nullopt;
  return std::string(*challenge);
}

std::optional<std::string> credential_in(const json::Value& given) {
  const auto id = given.text_of("id");
  return id ? from_base64url(*id) : std::nullopt;
}

Result<Credential> check_new(const json::Value& given, std::string_view challenge,
                             const Party& party) {
  const std::string client = part(given, "clientDataJSON");
  const std::string object = part(given, "attestationObject");
  const auto attestation = take_apart(object);
  if (!attestation) return invalid("form");
  TENBIN_TRY(check_client(client, "webauthn.create", challenge, party));
  if (!is_loaded()) return invalid("library");
  if (!is_of(attestation->data, party)) return invalid("origin");
  for (const int algorithm : algorithms) {
    const Owned<fido_cred_t> cred = read_as(algorithm, *attestation, client, party);
    if (!cred) continue;
    if ((fido_cred_flags(cred.get()) & present_and_verified) != present_and_verified)
      return invalid("data");
    if (!is_attested(cred.get(), *attestation)) return invalid("attestation");
    Credential made{copied(fido_cred_id_ptr(cred.get()), fido_cred_id_len(cred.get())), algorithm,
                    copied(fido_cred_pubkey_ptr(cred.get()), fido_cred_pubkey_len(cred.get())),
                    fido_cred_sigcount(cred.get())};
    if (made.id.empty() || made.key.empty() || credential_in(given) != made.id)
      return invalid("data");
    return made;
  }
  return invalid("data");
}

Result<std::int64_t> check_use(const json::Value& given, std::string_view challenge,
                               const Party& party, const Credential& known, std::string_view user) {
  const std::string client = part(given, "clientDataJSON");
  const std::string authenticator = part(given, "authenticatorData");
  const std::string signature = part(given, "signature");
  const std::string handle = part(given, "userHandle");
  TENBIN_TRY(check_client(client, "webauthn.get", challenge, party));
  if (!handle.empty() && handle != user) return invalid("data");
  if (!is_loaded()) return invalid("library");
  const Owned<fido_assert_t> made(fido_assert_new());
  fido_assert_t* const assertion = made.get();
  const bool read =
      assertion != nullptr &&
      fido_assert_set_clientdata(assertion, octets(client), client.size()) == FIDO_OK &&
      fido_assert_set_rp(assertion, party.id.c_str()) == FIDO_OK &&
      fido_assert_set_up(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_count(assertion, 1) == FIDO_OK &&
      fido_assert_set_authdata_raw(assertion, 0, octets(authenticator), authenticator.size()) ==
          FIDO_OK &&
      fido_assert_set_sig(assertion, 0, octets(signature), signature.size()) == FIDO_OK;
  if (!read) return invalid("form");
  if (!is_signed(assertion, known)) return invalid("signature");
  const std::int64_t counter = fido_assert_sigcount(assertion, 0);
  // A copy of the key would count on its own. Many passkeys do not count at all.
  if ((counter > 0 || known.counter > 0) && counter <= known.counter) return invalid("counter");
  return counter;
}

}  // namespace tenbin::passkey
