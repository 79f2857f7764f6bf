#pragma once
// An answer to a command, as a line of JSON (contract section 8) or as a line for a person.
#include <cstdint>
#include <string>

#include "domain/kinds.hpp"
#include "service/ledger.hpp"

namespace tenbin::cli {

// {"line":1,"status":"accepted","seq":12,…outcome…} or
// {"line":2,"status":"rejected","error":…,"facts":…,"detail":…}
void append_answer_json(std::string& out, Language language, std::uint64_t line,
                        const Answer& answer);
void append_answer_text(std::string& out, Language language, std::uint64_t line,
                        const Answer& answer);

}  // namespace tenbin::cli
