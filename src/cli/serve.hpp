#pragma once
// A book is served, as `tenbin serve` and `tenbin demo` do it.
#include <string>

#include "cli/context.hpp"
#include "http/settings.hpp"

namespace tenbin::cli {

// What is empty is as http/settings.hpp says.
struct ServeOptions {
  std::string book;
  std::string settings_file;
  std::string listen;
  std::string tls_certificate;
  std::string tls_key;
};

// The settings that such a server has, by these options, the environment and the file.
Result<http::Settings> settings_of(const ServeOptions& options);

// Prints where it listens, and ends when the process is told to.
Result<void> serve_book(const Context& context, const ServeOptions& options);

}  // namespace tenbin::cli
