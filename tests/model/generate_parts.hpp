#pragma once
// Parts of the generator that know nothing of the world: rulebooks, masses, mistakes.
#include "number.hpp"
#include "random.hpp"

namespace tenbin_model {

/// A rulebook over all parameters of contract section 3, starting on 2026-04-01.
Json random_rulebook(Random& random);

/// `grams` in words: "1500 g", "1.5 kg", "0.0015 t".
std::string write_mass(Random& random, std::int64_t grams);

/// SHA-256 of the texts "document 1\n" to "document 3\n", which diff.py gives to the binary.
const std::vector<std::string>& document_digests();

/// The command with one thing wrong: a field missing, unknown, ill typed, without unit, out of
/// range, …
Json spoil(Random& random, Json command);

}  // namespace tenbin_model
