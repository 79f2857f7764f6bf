#pragma once
// How a check of a certificate or of a verifier's statement is shown.
#include <optional>
#include <string>
#include <vector>

#include "codec/json_writer.hpp"
#include "credential/verify.hpp"
#include "domain/kinds.hpp"

namespace tenbin::verify {

// `name`: "ログへの記録"; `words`: whose words reasons begin with, "verify" or "audit"; behind it
// stands a place.
std::string check_text(Language language, std::string name, std::string_view words,
                       const std::string& reason);
std::string check_text(Language language, const credential::Check& check);

// [{"check","reason","result"}, …]; with a language each has its "text" as well.
void write_checks(json::Writer& writer, const std::vector<credential::Check>& checks,
                  std::optional<Language> language = std::nullopt);

}  // namespace tenbin::verify
