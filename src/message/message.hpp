#pragma once
// Sentences for people, in Japanese or English, from the one catalogue (i18n/, built into the
// program). How a sentence is made from a Problem: i18n/README.md.
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "domain/kinds.hpp"

namespace tenbin {

// The text of a key of the catalogue with its {places} filled from the facts; the key itself when
// there is no such text, so that a forgotten sentence is seen and does no harm.
std::string message(Language language, std::string_view key, const std::vector<Fact>& facts = {});

// The one sentence of a refusal or error.
std::string sentence_of(Language language, const Problem& problem);

// How a value of a fact reads ("word.<fact>.<value>"), or the value itself.
std::string word(Language language, std::string_view fact, std::string_view value);

}  // namespace tenbin
