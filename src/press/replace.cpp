#include "press/replace.hpp"

namespace tenbin::press {
namespace {

Result<Language> language_before(const Ledger& ledger, Index certificate) {
  if (ledger.state().certificates[certificate].revoked) return Language::ja;  // is refused below
  const auto before = certificate_document(ledger, certificate);
  if (!before) return tl::make_unexpected(before.error());
  return before->content.language;
}

}  // namespace

Result<Batch> replace(Ledger& ledger, Press& press, const ReplaceRequest& request,
                      std::string_view actor) {
  const auto before = certificate_named(ledger.state(), request.number);
  if (!before) return tl::make_unexpected(before.error());
  const auto language = language_before(ledger, *before);
  if (!language) return tl::make_unexpected(language.error());
  const auto index = post_replace(ledger, request, actor);
  if (!index) return tl::make_unexpected(index.error());
  BatchPrinter printer(ledger, press, actor);
  TENBIN_TRY(printer.add(*index, *language, request.qr_without_mass));
  return printer.print();
}

}  // namespace tenbin::press
