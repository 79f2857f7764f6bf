// The only maker of the real clock and of real random bytes.
#include <sodium.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

#include "cli/context.hpp"

namespace {

std::atomic<int> interrupts{0};

// Once: the command at work ends at its next safe place. Twice: at once; the book is as it was.
void on_interrupt(int) {
  if (interrupts.fetch_add(1) > 0) std::_Exit(130);
}

tenbin::Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

// Japanese first; English where the environment says so. LC_ALL and LC_MESSAGES stand before LANG
// (POSIX).
tenbin::Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view value = environment(name);
    if (value.empty()) continue;
    return value.starts_with("en") ? tenbin::Language::en : tenbin::Language::ja;
  }
  return tenbin::Language::ja;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) {
    std::fputs("tenbin: no random numbers on this system\n", stderr);
    return 1;
  }
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGPIPE, SIG_DFL);
  tenbin::cli::Context context;
  context.outside = {
      now, [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }};
  const std::string_view user = environment("USER");
  context.actor = user.empty() ? "cli" : user;
  context.language = language_of_environment();
  context.color = ::isatty(STDERR_FILENO) == 1 && environment("NO_COLOR").empty();
  context.interrupts = &interrupts;
  return tenbin::cli::run(argc, argv, context);
}
