// What the page of a certificate says (public_page.hpp), for programs.
#include "certificate/wording.hpp"
#include "codec/json_writer.hpp"
#include "http/public_page.hpp"

namespace tenbin::http {
namespace {

void write_text(json::Writer& json, std::string_view key, const certificate::Text& text) {
  json.key(key).begin_object().key("en").string(text.in(Language::en));
  json.key("ja").string(text.in(Language::ja)).end_object();
}

void write_period(json::Writer& json, const certificate::Period& period) {
  json.begin_object().key("from").string(format_date(period.from));
  json.key("to").string(format_date(period.to)).end_object();
}

void write_emissions(json::Writer& json, std::string_view key,
                     const certificate::Emissions& emissions) {
  json.key(key);
  emissions ? json.string(*emissions) : json.null();
}

void write_verification(json::Writer& json,
                        const std::optional<certificate::Verification>& verification) {
  if (!verification) {
    json.null();
    return;
  }
  json.begin_object().key("kind").string(name_of(verification->kind));
  json.key("level").string(name_of(verification->level)).key("scope");
  write_period(json, verification->scope);
  json.key("verifier").string(verification->verifier).end_object();
}

void write_content(json::Writer& json, const CertificateContent& content) {
  const certificate::Claims claims = certificate::claims_of(content);
  json.begin_object().key("allocated_kg").string(format_kg(content.totals.allocated));
  write_text(json, "claim", claims.allocation.text);
  json.key("issued_on").string(format_date(content.issued_on));
  write_text(json, "issuer", content.issuer.name);
  json.key("mass_kg").string(format_kg(content.totals.mass)).key("periods").begin_array();
  for (const certificate::Period& period : content.periods) write_period(json, period);
  json.end_array();
  write_text(json, "physical", claims.physical.text);
  write_text(json, "recipient", content.recipient.name);
  json.key("share_ppm").integer(content.totals.share.ppm());
  write_text(json, "site", content.issuer.site);
  json.key("verification");
  write_verification(json, content.verification);
  write_emissions(json, "with_allocation_kgco2e_per_kg", content.totals.with_allocation_per_kg);
  write_emissions(json, "without_allocation_kgco2e_per_kg",
                  content.totals.without_allocation_per_kg);
  json.end_object();
}

}  // namespace

std::string certificate_json(const PublicCertificate& certificate) {
  std::string as_of = certificate.as_of + "+09:00";
  as_of[10] = 'T';
  std::string body;
  json::Writer json(body);
  json.begin_object().key("as_of").string(as_of).key("certificate").string(certificate.number);
  json.key("content");
  certificate.content ? write_content(json, *certificate.content) : void(json.null());
  json.key("digest").string(certificate.digest_hex).key("latest").begin_object().key("path");
  json.string(certificate.latest_path.empty() ? certificate.path : certificate.latest_path);
  json.key("revision").integer(certificate.latest).end_object();
  json.key("log").begin_object().key("entry");
  json.integer(static_cast<std::int64_t>(certificate.log_entry)).key("size");
  json.integer(static_cast<std::int64_t>(certificate.log_size)).end_object();
  json.key("reason_class");
  certificate.reason_class.empty() ? json.null() : json.string(certificate.reason_class);
  json.key("revision").integer(certificate.revision).key("since");
  certificate.since ? json.string(format_date(*certificate.since)) : json.null();
  json.key("state").string(certificate.state == PublicState::live       ? "live"
                           : certificate.state == PublicState::replaced ? "replaced"
                                                                        : "revoked");
  json.end_object();
  return body;
}

}  // namespace tenbin::http
