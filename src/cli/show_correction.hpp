#pragma once
// What a correction hits, as JSON ("tenbin/correction/1") and as text.
#include <string>

#include "cli/context.hpp"
#include "correction/assess.hpp"

namespace tenbin::cli {

std::string correction_json(const Context& context, const State& book,
                            const correction::Change& change,
                            const correction::Assessment& assessment);
std::string correction_text(const Context& context, const State& book,
                            const correction::Change& change,
                            const correction::Assessment& assessment);

}  // namespace tenbin::cli
