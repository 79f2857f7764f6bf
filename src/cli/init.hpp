#pragma once
// A new book, as `tenbin init` and `tenbin demo` make it.
#include <string>

#include "cli/context.hpp"

namespace tenbin::cli {

// With its key and its seal beside it; an empty origin is made from random bytes. file.exists,
// book.exists, and what the rulebook and the address are refused for.
Result<void> make_book(const Context& context, const std::string& book,
                       const std::string& rulebook_json, const std::string& origin,
                       const std::string& web);

}  // namespace tenbin::cli
