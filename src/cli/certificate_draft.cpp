#include "cli/certificate_draft.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "codec/json_writer.hpp"
#include "credential/credential.hpp"
#include "engine/lookup.hpp"
#include "paper/render.hpp"
#include "service/certify.hpp"

namespace tenbin::cli {
namespace {

struct Draft {
  std::string json;
  std::string pdf;
};

Result<Language> language_of(const Ledger& ledger, const IssueOptions& options) {
  if (const auto named = value_named<Language>(options.language)) return *named;
  const Index customer = find_customer(ledger.state(), options.customer);
  if (customer == no_index)
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", options.customer}});
  return language_of_customer(ledger, customer);
}

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

Result<std::string> draft_pdf(const CertificateContent& content) {
  const auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  paper::Print print{content};
  print.languages = content.language == Language::ja ? paper::Languages::ja : paper::Languages::en;
  print.sample = true;
  print.digest_hex = std::string(64, '0');
  print.key_text = content.number;
  return renderer->render(print);
}

// Issued in memory, as a trial.
Result<Draft> make_draft(const Context& context, const IssueOptions& options) {
  auto ledger = Ledger::open_to_read(options.book, context.outside);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto language = language_of(*ledger, options);
  if (!language) return tl::make_unexpected(language.error());
  const Answer answer = ledger->submit_text(
      issue_command(options, options.customer, options.allocations, *language), context.actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  const auto index = static_cast<Index>(ledger->state().certificates.size() - 1);
  auto content = certificate_content(*ledger, index, *language);
  if (!content) return tl::make_unexpected(content.error());
  content->number = *language == Language::ja ? "見本" : "DRAFT";
  auto json = draft_json(*ledger, *content);
  if (!json) return tl::make_unexpected(json.error());
  auto pdf = draft_pdf(*content);
  if (!pdf) return tl::make_unexpected(pdf.error());
  return Draft{std::move(*json), std::move(*pdf)};
}

Result<void> write_draft(const IssueOptions& options, const Draft& draft) {
  std::error_code failed;
  std::filesystem::create_directories(options.folder, failed);
  if (failed) return problem(Code::file_unwritable, {{"path", options.folder}});
  const std::string stem =
      (std::filesystem::path(options.folder) / ("draft-" + options.customer)).string();
  TENBIN_TRY(write_file(stem + ".draft.json", draft.json, true));
  TENBIN_TRY(write_file(stem + ".pdf", draft.pdf, true));
  fmt::print("{}\n{}\n", stem + ".draft.json", stem + ".pdf");
  return {};
}

}  // namespace

int draft_certificate(const Context& context, const IssueOptions& options) {
  const auto draft = make_draft(context, options);
  if (!draft) return report(context, draft.error());
  if (const auto done = write_draft(options, *draft); !done) return report(context, done.error());
  return 0;
}

}  // namespace tenbin::cli
