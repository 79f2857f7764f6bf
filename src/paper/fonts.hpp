#pragma once
// The fonts of our paper, and no others: BIZ UDPGothic, with Noto Sans CJK JP for the characters it
// lacks. A configuration of fontconfig of our own sees only these two families, so that nothing
// installed on the machine can slip in.
#include <memory>

#include "base/problem.hpp"

using PangoFontMap = struct _PangoFontMap;
using PangoContext = struct _PangoContext;

namespace tenbin::paper {

inline constexpr char main_family[] = "BIZ UDPGothic";
inline constexpr char fallback_family[] = "Noto Sans CJK JP";

class Fonts {
 public:
  // file.missing when one of the families is not installed.
  static Result<Fonts> load();

  Fonts(Fonts&&) noexcept;
  Fonts& operator=(Fonts&&) noexcept;
  ~Fonts();

  // For layouts in points of 1/72 inch, without hinting.
  PangoContext* context() const;

 private:
  struct Held;
  explicit Fonts(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace tenbin::paper
