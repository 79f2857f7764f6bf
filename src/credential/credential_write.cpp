// Members stand in the order of RFC 8785: by their keys.
#include <set>

#include "codec/json_writer.hpp"
#include "credential/credential.hpp"
#include "credential/mass_balance.hpp"
#include "credential/parts.hpp"
#include "credential/web.hpp"
#include "embedded/credential_context.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::credential {
namespace {

using certificate::Content;
using certificate::Text;
using json::Writer;

constexpr std::string_view ns = "https://tenbin.example/ns/certificate/v1#";
constexpr std::string_view corporate_numbers =
    "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo=";

class Printer {
 public:
  Printer(const MassBalance& said, const Envelope& envelope)
      : c_(said.content), said_(said), envelope_(envelope), w_(out_) {
    id_ = certificate_url(envelope.web, c_.number, c_.revision);
    day_ = format_date(c_.issued_on);
  }

  std::string print() {
    w_.begin_object().key("@context").begin_array();
    w_.string(credentials_context).string(untp_context).string(own_context).end_array();
    status();
    subject();
    w_.key("id").string(id_);
    issuer();
    w_.key("name").string(both("title") + " " + c_.number);
    w_.key("type").begin_array().string("VerifiableCredential");
    w_.string("DigitalConformityCredential").string("MassBalanceCertificate").end_array();
    w_.key("validFrom").string(day_ + "T00:00:00Z").end_object();
    return std::move(out_);
  }

 private:
  void status() {
    if (!envelope_.status_index) return;
    const std::uint64_t list = *envelope_.status_index / status_list_bits;
    const std::uint64_t index = *envelope_.status_index % status_list_bits;
    const std::string url = status_list_url(envelope_.web, list);
    w_.key("credentialStatus").begin_object();
    w_.key("id").string(url + "#" + std::to_string(index));
    w_.key("statusListCredential").string(url);
    w_.key("statusListIndex").integer(static_cast<std::int64_t>(index));
    w_.key("statusPurpose").string("revocation");
    w_.key("type").string("BitstringStatusListEntry").end_object();
  }

  void issuer() {
    w_.key("issuer").begin_object().key("id").string(did_of(envelope_.web));
    if (!c_.issuer.corporate_number.empty()) {
      w_.key("issuerAlsoKnownAs").begin_array();
      party(c_.issuer.name, corporate_id(c_.issuer.corporate_number), c_.issuer.corporate_number);
      w_.end_array();
    }
    w_.key("name").string(both(c_.issuer.name));
    type("CredentialIssuer").end_object();
  }

  void subject() {
    w_.key("credentialSubject").begin_object();
    w_.key("assessmentLevel").string("no-endorsement");
    w_.key("assessorLevel").string("self");
    w_.key("attestationType").string("declaration");
    authorisation();
    w_.key("conformityAssessment").begin_array();
    assessment();
    w_.end_array().key("conformityCertificate").begin_object();
    w_.key("linkName").string("PDF").key("linkURL").string(id_ + ".pdf");
    w_.key("mediaType").string("application/pdf").end_object();
    w_.key("id").string(id_ + "#attestation");
    w_.key("issuedToParty");
    const std::string& number = c_.recipient.corporate_number;
    party(c_.recipient.name, number.empty() ? id_ + "#recipient" : corporate_id(number), number);
    w_.key("massBalance").raw(mass_balance_json(said_));
    w_.key("name").string(both("subtitle"));
    w_.key("referenceProfile");
    named(std::string(ns) + "profile-mass-balance", "ISO 22095 mass balance", "ConformityProfile");
    w_.key("referenceScheme");
    named(envelope_.web + "/rulebook/" + percent_encode(c_.rulebook.id), both(c_.rulebook.title),
          "ConformityScheme");
    type("ConformityAttestation").end_object();
  }

  // A third party's statement on the period, never a certification of the product.
  void authorisation() {
    if (!c_.verification) return;
    const certificate::Verification& v = *c_.verification;
    w_.key("authorisation").begin_array().begin_object();
    evidence(v.digest);
    w_.key("issuingAuthority");
    named(id_ + "#verifier", v.verifier, "Party");
    const std::string kind = "verification.kind." + std::string(name_of(v.kind));
    w_.key("name").string(both(kind) + " " + format_date(v.scope.from) + "/" +
                          format_date(v.scope.to) + " (" + v.statement + ")");
    w_.end_object().end_array();
  }

  // The verifier's signed document, by its bytes: it has no address.
  void evidence(std::string_view digest) {
    if (digest.empty()) return;
    w_.key("endorsementEvidence").begin_object();
    w_.key("linkName").string("statement.json").key("linkURL").string(digest_uri(digest));
    w_.key("mediaType").string("application/vc").end_object();
  }

  void assessment() {
    w_.begin_object().key("assessedFacility").begin_array().begin_object().key("facility");
    named(envelope_.web + "/site/" + percent_encode(c_.issuer.site.in(Language::ja)),
          both(c_.issuer.name), "Facility");
    w_.key("idVerifiedByCAB").boolean(false).end_object().end_array();
    w_.key("assessedPerformance").begin_array();
    performances();
    w_.end_array().key("assessedProduct").begin_array();
    products();
    w_.end_array().key("assessmentCriteria").begin_array();
    named(std::string(ns) + "criterion-entitlement",
          "Allocated mass does not exceed the entitlement of the accounts it is drawn from",
          "Criterion");
    w_.end_array().key("assessmentDate").string(day_).key("conformance").boolean(true);
    w_.key("conformityTopic").begin_array();
    named("https://vocabulary.uncefact.org/conformity-topic/renewable-energy-use",
          "Renewable Energy Use", "ConformityTopic");
    w_.end_array().key("id").string(id_ + "#mass-balance");
    w_.key("name").string("Mass balance allocation").key("referenceStandard").begin_array();
    named("https://www.iso.org/standard/72532.html", "ISO 22095:2020", "Standard");
    w_.end_array();
    type("ConformityAssessment").end_object();
  }

  void performances() {
    const certificate::Totals& t = c_.totals;
    performance("allocated-share", "Allocated share of the product mass", format_percent(t.share),
                "P1");
    performance("product-mass", "Product mass", format_kg(t.mass), "KGM");
    performance("allocated-mass", "Renewable-energy aluminium allocated to it",
                format_kg(t.allocated), "KGM");
    if (!t.with_allocation_per_kg || !t.without_allocation_per_kg) return;
    performance("footprint-with-allocation", "kg CO2e per kg of product, with allocation",
                *t.with_allocation_per_kg, "KGM");
    performance("footprint-without-allocation", "kg CO2e per kg of product, without allocation",
                *t.without_allocation_per_kg, "KGM");
  }

  void performance(std::string_view metric, std::string_view name, std::string_view decimal,
                   std::string_view unit) {
    w_.begin_object().key("measure").begin_object().key("unit").string(unit);
    w_.key("value").raw(json_number(decimal)).end_object().key("metric");
    named(std::string(ns) + "metric-" + std::string(metric), name, "PerformanceMetric");
    w_.end_object();
  }

  void products() {
    std::set<std::string_view> seen;
    for (const certificate::Line& line : c_.lines) {
      if (!seen.insert(line.product).second) continue;
      w_.begin_object().key("idVerifiedByCAB").boolean(false).key("product");
      named(envelope_.web + "/product/" + percent_encode(line.product), both(line.name), "Product");
      w_.end_object();
    }
  }

  Writer& type(std::string_view name) {
    return w_.key("type").begin_array().string(name).end_array();
  }
  void named(std::string_view id, std::string_view name, std::string_view kind) {
    w_.begin_object().key("id").string(id).key("name").string(name);
    type(kind).end_object();
  }
  static std::string corporate_id(std::string_view number) {
    return std::string(corporate_numbers) + percent_encode(number);
  }
  void party(const Text& name, std::string_view id, std::string_view number) {
    w_.begin_object().key("id").string(id).key("name").string(both(name));
    if (!number.empty()) w_.key("registeredId").string(number);
    type("Party").end_object();
  }

  const Content& c_;
  const MassBalance& said_;
  const Envelope& envelope_;
  std::string id_;
  std::string day_;
  std::string out_;
  Writer w_;
};

}  // namespace

Text in_both(std::string_view key) {
  return {std::string(certificate::label(Language::ja, key)),
          std::string(certificate::label(Language::en, key))};
}

std::string both(const Text& text) {
  const std::string& ja = text.in(Language::ja);
  const std::string& en = text.in(Language::en);
  return ja == en ? ja : ja + " / " + en;
}

std::string both(std::string_view key) {
  return both(in_both(key));
}

bool is_digest(std::string_view text) {
  const auto bytes = from_hex(text);
  return bytes && bytes->size() == tlog::Hash{}.size();
}

std::string digest_uri(std::string_view digest_hex) {
  const auto bytes = from_hex(digest_hex);
  TENBIN_CHECK(bytes);
  return "ni:///sha-256;" + to_base64url(as_bytes(*bytes));
}

std::string json_number(std::string_view decimal) {
  std::string text(decimal);
  constexpr std::size_t digits = 15;  // what every double holds
  const bool minus = text.starts_with('-');
  const std::size_t point = text.find('.');
  const std::size_t whole = std::min(point, text.size()) - (minus ? 1 : 0);
  // Cut towards zero; a number that long is beyond any mill.
  if (whole > digits) return std::string(minus ? "-" : "") + std::string(digits, '9');
  if (point == std::string::npos) return text;
  text.resize(std::min(text.size(), point + 1 + digits - whole));
  text.resize(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string credential_json(const MassBalance& said, const Envelope& envelope) {
  return Printer(said, envelope).print();
}

std::string to_credential(const Content& content, const Envelope& envelope) {
  return credential_json({content, certificate::claims_of(content), envelope.log_origin}, envelope);
}

std::string_view own_context_text() {
  return embedded::credential_context().front().bytes;
}

std::string digest_of(std::string_view unsigned_text) {
  return to_hex(tlog::sha256(as_bytes(unsigned_text)));
}

}  // namespace tenbin::credential
