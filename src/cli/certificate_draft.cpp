#include "cli/certificate_draft.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "press/draft.hpp"

namespace tenbin::cli {
namespace {

Result<void> write_draft(const Context& context, const IssueOptions& options) {
  auto trial = Ledger::open_to_read(options.book, context.outside);
  if (!trial) return tl::make_unexpected(trial.error());
  const auto draft = press::draft(*trial, request_of(options), context.actor);
  if (!draft) return tl::make_unexpected(draft.error());
  TENBIN_TRY(make_folder(options.folder));
  const std::string stem =
      (std::filesystem::path(options.folder) / ("draft-" + options.request.customer)).string();
  TENBIN_TRY(write_file(stem + ".draft.json", draft->json, true));
  TENBIN_TRY(write_file(stem + ".pdf", draft->pdf, true));
  fmt::print("{}\n{}\n", stem + ".draft.json", stem + ".pdf");
  return {};
}

}  // namespace

int draft_certificate(const Context& context, const IssueOptions& options) {
  if (const auto done = write_draft(context, options); !done) return report(context, done.error());
  return 0;
}

}  // namespace tenbin::cli
