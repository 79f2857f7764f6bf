#include "press/draft.hpp"

#include "codec/json_writer.hpp"
#include "credential/credential.hpp"
#include "paper/render.hpp"
#include "service/certify.hpp"

namespace tenbin::press {
namespace {

// {"credential","draft","schema"}: a credential inside and without proof, which no reader of
// credentials takes for one.
Result<std::string> draft_json(const Ledger& ledger, const CertificateContent& content) {
  const auto envelope = envelope_of_book(ledger.book());
  if (!envelope) return tl::make_unexpected(envelope.error());
  std::string out;
  json::Writer(out)
      .begin_object()
      .key("credential")
      .raw(credential::to_credential(content, *envelope))
      .key("draft")
      .boolean(true)
      .key("schema")
      .string("tenbin/draft/1")
      .end_object();
  return out + "\n";
}

paper::Print sample_of(const CertificateContent& content) {
  paper::Print print{content};
  print.languages = content.language == Language::ja ? paper::Languages::ja : paper::Languages::en;
  print.sample = true;
  print.digest_hex = std::string(64, '0');
  print.key_text = content.number;
  return print;
}

}  // namespace

Result<CertificateContent> draft_content(Ledger& trial, const IssueRequest& request,
                                         std::string_view actor) {
  const auto customer = customer_named(trial.state(), request.customer);
  if (!customer) return tl::make_unexpected(customer.error());
  const auto language = language_for(trial, request, *customer);
  if (!language) return tl::make_unexpected(language.error());
  const auto index = post_issue(trial, request, *language, actor);
  if (!index) return tl::make_unexpected(index.error());
  auto content = certificate_content(trial, *index, *language);
  if (!content) return tl::make_unexpected(content.error());
  content->number = *language == Language::ja ? "見本" : "DRAFT";
  return content;
}

Result<Draft> draft(Ledger& trial, const IssueRequest& request, std::string_view actor) {
  const auto content = draft_content(trial, request, actor);
  if (!content) return tl::make_unexpected(content.error());
  auto json = draft_json(trial, *content);
  if (!json) return tl::make_unexpected(json.error());
  const auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  auto pdf = renderer->render(sample_of(*content));
  if (!pdf) return tl::make_unexpected(pdf.error());
  return Draft{std::move(*json), std::move(*pdf)};
}

Result<paper::Sheet> draft_page(Ledger& trial, const IssueRequest& request, std::string_view actor,
                                std::size_t page) {
  const auto content = draft_content(trial, request, actor);
  if (!content) return tl::make_unexpected(content.error());
  const auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  return renderer->page(sample_of(*content), page);
}

}  // namespace tenbin::press
