#pragma once
// Notices of correction (訂正のお知らせ) to the customers whose certificates change: what it said,
// what it says now, and what to state anew. Texts are the catalogue's; Markdown, so that they read
// as they stand and can be made into a letter.
#include <optional>
#include <string>

#include "certificate/content.hpp"

namespace tenbin::correction {

struct Notice {
  certificate::Content before;
  std::optional<certificate::Content> after;  // nothing: the certificate is revoked
  std::string reason;
  Date date;
};

std::string letter(Language language, const Notice& notice);

}  // namespace tenbin::correction
