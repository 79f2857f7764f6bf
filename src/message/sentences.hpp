#pragma once
// The sentences of a code as they stand in the catalogue, for who explains the codes themselves.
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"

namespace tenbin {

// With their {places} unfilled, the plain one first; the code itself where it has none.
std::vector<std::string> sentences_of(Language language, Code code);

}  // namespace tenbin
