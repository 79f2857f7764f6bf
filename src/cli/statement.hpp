#pragma once
// What the commands of `tenbin statement` share.
#include "cli/context.hpp"
#include "credential/statement.hpp"

namespace tenbin::cli {

// `tenbin statement sign`.
void add_statement_sign(Arguments group, Context& context);

// What it says, its digest and the key that signed it; as JSON with "schema":"tenbin/statement/1".
void print_statement(const Context& context, const credential::SignedStatement& statement,
                     bool json);

}  // namespace tenbin::cli
