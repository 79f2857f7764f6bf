#pragma once
// How a check of a certificate or of a verifier's statement is shown.
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "codec/json_writer.hpp"
#include "credential/verify.hpp"
#include "pack/audit.hpp"

namespace tenbin::cli {

// "passed", "failed", "not_checked".
std::string_view result_text(credential::CheckResult result);
// What it is, and its reason: the first word has a text of its own, what follows is a place.
std::string check_text(const Context& context, const credential::Check& check);

// The same of a pack's audit.
std::string check_text(const Context& context, const pack::AuditCheck& check);

// One line each, with a mark.
void print_checks(const Context& context, const std::vector<credential::Check>& checks);
// [{"check","reason","result"}, …]
void write_checks(json::Writer& writer, const std::vector<credential::Check>& checks);

}  // namespace tenbin::cli
