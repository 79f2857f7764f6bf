#pragma once
// What `tenbin doctor` looks at, each a function of its own: the book and what lies beside it, and
// the machine under it. Nothing is written, and the book's lock is not taken.
#include <string>
#include <string_view>
#include <vector>

#include "cli/context.hpp"
#include "http/settings.hpp"

namespace tenbin::cli {

// good; look: somebody should look at it soon; bad: it does not work, or not for long.
enum class Mark : std::uint8_t { good, look, bad };

struct Finding {
  std::string_view check;  // "book"; its name is "cli.doctor.<check>"
  Mark mark = Mark::good;
  std::string said;            // in the person's language
  std::string_view code = {};  // of the problem that was met, if any
};

struct Patient {
  const Context& context;
  std::string book;
  http::Settings settings;
  bool network = false;  // other machines may be asked
};

// doctor_book.cpp: book, log, clock, key, certificate_keys, office, backup, check.
std::vector<Finding> look_at_book(const Patient& patient);
// doctor_machine.cpp: disk, listen, mail, printing, libraries.
std::vector<Finding> look_at_machine(const Patient& patient);

// A finding with the sentence "cli.doctor.<check>.<what>".
Finding found(const Patient& patient, std::string_view check, Mark mark, std::string_view what,
              const std::vector<Fact>& facts = {});
// One that a problem says.
Finding found(const Patient& patient, std::string_view check, Mark mark, const Problem& problem);

}  // namespace tenbin::cli

namespace tenbin {

template <>
struct EnumNames<cli::Mark> {
  static constexpr std::array<std::string_view, 3> names{"good", "look", "bad"};
};

}  // namespace tenbin
