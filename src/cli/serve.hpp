#pragma once
// A book is served, as `tenbin serve` and `tenbin demo` do it.
#include <string>

#include "cli/context.hpp"

namespace tenbin::cli {

// What is empty is as http/settings.hpp says.
struct ServeOptions {
  std::string book;
  std::string settings_file;
  std::string listen;
  std::string tls_certificate;
  std::string tls_key;
};

// Prints where it listens, and ends when the process is told to.
Result<void> serve_book(const Context& context, const ServeOptions& options);

}  // namespace tenbin::cli
