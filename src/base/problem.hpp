#pragma once
// A Problem is an answer: a rule said no, the input was wrong, or the outside failed. It carries a
// stable code and the facts that its sentence needs (i18n/{ja,en}.json, key "error.<code>"); the
// core never makes sentences. What must not happen at all is TENBIN_CHECK, check.hpp.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tenbin {

enum class Code : std::uint8_t {
#define TENBIN_CODE(name, text, exit_code) name,
#include "base/codes.def"
#undef TENBIN_CODE
};

// The stable text of a code, such as "balance.insufficient".
std::string_view code_text(Code code);
// The exit code of the command line for it (contract section 8).
int code_exit(Code code);

// A named value of a sentence: masses as decimal kg with 3 decimals under names that end in _kg,
// dates ISO.
struct Fact {
  std::string name;
  std::string value;
  bool operator==(const Fact&) const = default;
};

struct Problem {
  Code code;
  std::vector<Fact> facts;
  bool operator==(const Problem&) const = default;
};

template <class T>
using Result = tl::expected<T, Problem>;

// return problem(Code::id_duplicate, {{"kind", "receipt"}, {"id", id}});
inline tl::unexpected<Problem> problem(Code code, std::vector<Fact> facts = {}) {
  return tl::make_unexpected(Problem{code, std::move(facts)});
}

}  // namespace tenbin

// Leaves the function with the problem of a Result<void>, or goes on.
#define TENBIN_TRY(expression)                                 \
  do {                                                         \
    if (auto tried_ = (expression); !tried_)                   \
      return ::tl::make_unexpected(std::move(tried_.error())); \
  } while (false)
