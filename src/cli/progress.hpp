#pragma once
// A progress line on standard error: after half a second on a terminal one line that renews itself,
// elsewhere one line every ten percent (design/ux.md section 6).
#include <chrono>
#include <cstdint>
#include <string>

#include "cli/context.hpp"

namespace tenbin::cli {

class Progress {
 public:
  // `key` of the catalogue below "cli.", with the places {percent} {done} {records} {rows}
  // {seconds}.
  Progress(const Context& context, std::string key);

  void show(std::uint64_t done, std::uint64_t total);
  // Clears the line on a terminal.
  void finish();
  bool interrupted() const;
  std::string seconds_text() const;

 private:
  std::int64_t elapsed_ms() const;

  const Context& context_;
  std::string key_;
  std::int64_t start_ms_;
  std::int64_t shown_ms_ = -1;
  std::uint64_t shown_tenth_ = 0;
  bool terminal_;
  bool drawn_ = false;
};

}  // namespace tenbin::cli
