// Reading is writing again: what the credential says is read out of massBalance and its envelope,
// written anew, and compared. So no member can be unknown, missing or at odds with another one.
#include "credential/did.hpp"
#include "credential/parts.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {
namespace {

using json::Value;

// The member at the end of a path of keys.
Result<const Value*> at(const Value& document, std::initializer_list<std::string_view> path) {
  const Value* value = &document;
  for (const std::string_view key : path) {
    const auto member = value->at(key);
    if (!member) return tl::make_unexpected(member.error());
    value = *member;
  }
  return value;
}

Result<std::string> issuer_web(const Value& document) {
  const auto id = at(document, {"issuer", "id"});
  if (!id) return tl::make_unexpected(id.error());
  const auto did = (*id)->text();
  if (!did) return tl::make_unexpected(did.error());
  auto web = web_of(*did);
  if (!web) return json::invalid_at((*id)->place(), "did");
  return *std::move(web);
}

// The list's number stands at the end of its address. Nothing when there is no status.
Result<std::optional<std::uint64_t>> status_index(const Value& document, std::string_view web) {
  const Value* const status = document.find("credentialStatus");
  if (status == nullptr) return std::optional<std::uint64_t>();
  const auto index = status->integer_of("statusListIndex");
  if (!index) return tl::make_unexpected(index.error());
  const auto url = status->text_of("statusListCredential");
  if (!url) return tl::make_unexpected(url.error());
  constexpr std::uint64_t most_lists = 1'000'000;
  std::uint64_t list = 0;
  for (const char c : url->substr(url->rfind('/') + 1)) {
    if (c < '0' || c > '9' || list > most_lists)
      return json::invalid_at("/credentialStatus/statusListCredential", "choice");
    list = list * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (*index < 0 || static_cast<std::uint64_t>(*index) >= status_list_bits ||
      *url != status_list_url(web, list)) {
    return json::invalid_at("/credentialStatus", "choice");
  }
  return std::optional(list * status_list_bits + static_cast<std::uint64_t>(*index));
}

}  // namespace

std::string first_difference(const Value& said, const Value& right) {
  const auto said_object = said.object();
  const auto right_object = right.object();
  if (said_object && right_object) {
    for (const json::Member& member : **right_object) {
      const Value* value = said.find(member.key);
      if (value == nullptr) return json::place_of(said.place(), member.key);
      if (!(*value == member.value)) return first_difference(*value, member.value);
    }
    for (const json::Member& member : **said_object) {
      if (right.find(member.key) == nullptr) return member.value.place();
    }
  }
  const auto said_array = said.array();
  const auto right_array = right.array();
  if (said_array && right_array && (*said_array)->size() == (*right_array)->size()) {
    for (std::size_t i = 0; i < (*said_array)->size(); ++i) {
      if (!((**said_array)[i] == (**right_array)[i]))
        return first_difference((**said_array)[i], (**right_array)[i]);
    }
  }
  return said.place();
}

namespace {

Result<Document> read(const Value& body) {
  const auto subject = at(body, {"credentialSubject", "massBalance"});
  if (!subject) return tl::make_unexpected(subject.error());
  auto said = read_mass_balance(**subject);
  if (!said) return tl::make_unexpected(said.error());
  Envelope envelope;
  envelope.log_origin = said->log_origin;
  auto web = issuer_web(body);
  if (!web) return tl::make_unexpected(web.error());
  envelope.web = std::move(*web);
  const auto index = status_index(body, envelope.web);
  if (!index) return tl::make_unexpected(index.error());
  envelope.status_index = *index;
  const auto right =
      json::parse(credential_json(*said, envelope), json::Limits{2 * certificate_limit});
  if (!right) return tl::make_unexpected(right.error());
  if (!(body == *right)) return json::invalid_at(first_difference(body, *right), "choice");
  return Document{std::move(said->content), std::move(said->claims), std::move(envelope)};
}

}  // namespace

Signer signer_of(const CertificateContent& content, const Envelope& envelope,
                 const tlog::KeyPair& key) {
  return {key, method_of(did_of(envelope.web), key.public_key()),
          format_date(content.issued_on) + "T00:00:00Z"};
}

Result<Document> read_credential(const json::Object& body) {
  auto document = read(Value(body, "/"));
  if (!document)
    return tl::make_unexpected(Problem{Code::certificate_malformed, document.error().facts});
  return document;
}

}  // namespace tenbin::credential
