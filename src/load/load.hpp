#pragma once
// Libraries that are loaded when one of their functions is first called (cmake/lazy.cmake), so that
// a command that draws nothing and asks nobody does not pay for cairo, pango and curl: with what
// they stand on they are 49 of 84 shared libraries.
#include <span>

namespace tenbin::load {

// The first of these libraries, named as the loader knows them ("libcairo.so.2"), that cannot be
// loaded; null when all can. Asked before a first call: a call into a missing library ends the
// program with a message, as a missing library at its start would.
const char* first_missing(std::span<const char* const> libraries);

}  // namespace tenbin::load
