#include "cli/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include "units/decimal.hpp"

namespace tenbin::cli {
namespace {

constexpr std::int64_t quiet_ms = 500;
constexpr std::int64_t redraw_ms = 100;
constexpr int bar_cells = 10;

std::string bar(std::uint64_t percent) {
  std::string out;
  for (int i = 0; i < bar_cells; ++i)
    out += percent >= static_cast<std::uint64_t>(i + 1) * 10 ? "█" : "░";
  return out;
}

}  // namespace

Progress::Progress(const Context& context, std::string key)
    : context_(context),
      key_(std::move(key)),
      start_ms_(context.outside.now().ms),
      terminal_(::isatty(STDERR_FILENO) == 1) {}

std::int64_t Progress::elapsed_ms() const {
  return context_.outside.now().ms - start_ms_;
}

void Progress::show(std::uint64_t done, std::uint64_t total) {
  const std::int64_t elapsed = elapsed_ms();
  if (total == 0 || elapsed < quiet_ms) return;
  const std::uint64_t percent = done * 100 / total;
  if (terminal_ ? elapsed - shown_ms_ < redraw_ms : percent / 10 == shown_tenth_) return;
  shown_ms_ = elapsed;
  shown_tenth_ = percent / 10;
  const std::int64_t left_s = done == 0 ? 0
                                        : elapsed * static_cast<std::int64_t>(total - done) /
                                              static_cast<std::int64_t>(done) / 1000;
  const std::string text = say(context_, key_,
                               {{"percent", std::to_string(percent)},
                                {"done", std::to_string(done)},
                                {"records", std::to_string(total)},
                                {"rows", std::to_string(total)},
                                {"seconds", std::to_string(left_s)}});
  if (terminal_) {
    fmt::print(stderr, "\r\x1b[K{} {}", bar(percent), text);
    std::fflush(stderr);
    drawn_ = true;
  } else {
    fmt::print(stderr, "{}\n", text);
  }
}

void Progress::finish() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

bool Progress::interrupted() const {
  return context_.interrupts != nullptr && context_.interrupts->load() > 0;
}

std::string Progress::seconds_text() const {
  return format_decimal(elapsed_ms() / 10, 2);
}

}  // namespace tenbin::cli
