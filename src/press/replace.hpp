#pragma once
// A certificate is replaced: another revision of the same number.
#include "press/batch.hpp"
#include "press/commands.hpp"

namespace tenbin::press {

// Posted in memory, attested and printed, in the language that it had; the caller commits, or
// throws the ledger away. Refusals as of issue (issue.hpp), reference.unknown.
Result<Batch> replace(Ledger& ledger, Press& press, const ReplaceRequest& request,
                      std::string_view actor);

}  // namespace tenbin::press
