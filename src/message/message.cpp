#include "message/message.hpp"

#include <algorithm>
#include <embedded/catalogue.hpp>
#include <map>

#include "base/check.hpp"
#include "codec/json_value.hpp"
#include "message/sentences.hpp"
#include "units/decimal.hpp"
#include "units/mass.hpp"
#include "units/share.hpp"

namespace tenbin {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;
using Places = std::map<std::string, std::string, std::less<>>;

Texts read_catalogue(std::string_view language) {
  Texts texts;
  for (const embedded::File& file : embedded::catalogue()) {
    if (!file.path.ends_with(std::string(language) + ".json")) continue;
    const auto parsed = json::parse(file.bytes);
    TENBIN_CHECK(parsed.has_value());
    const auto members = parsed->object();
    TENBIN_CHECK(members.has_value());
    for (const json::Member& member : **members) {
      const auto text = member.value.text();
      TENBIN_CHECK(text.has_value());
      texts.emplace(member.key, std::string(*text));
    }
  }
  return texts;
}

const Texts& texts_of(Language language) {
  static const Texts ja = read_catalogue("ja");
  static const Texts en = read_catalogue("en");
  return language == Language::ja ? ja : en;
}

// Decimal kg as grams; nothing when the fact is no mass.
std::optional<Mass> mass_of(std::string_view kg) {
  const auto decimal = parse_decimal(kg, true);
  const auto grams = decimal ? scaled_exactly(*decimal, 3) : std::nullopt;
  if (!grams || !fits_int64(*grams)) return std::nullopt;
  return Mass::of_grams(static_cast<std::int64_t>(*grams));
}

// Tonnes with 3 decimals; what is wanted or short is rounded up.
std::string tonnes(Mass mass, Rounding rounding) {
  return format_decimal(divide(mass.grams(), 1000, mass < Mass() ? Rounding::up : rounding), 3);
}

bool ends_with_kg(std::string_view name) {
  return name.size() > 3 && name.ends_with("_kg");
}

// The facts, their words, and the tonnes, percents and differences that follow from them.
Places places_of(Language language, const std::vector<Fact>& facts) {
  Places places;
  std::optional<Mass> have;
  std::optional<Mass> want;
  for (const Fact& fact : facts) {
    if (fact.value.empty()) continue;
    places[fact.name] = word(language, fact.name, fact.value);
    const auto mass = ends_with_kg(fact.name) ? mass_of(fact.value) : std::nullopt;
    if (mass) {
      const bool need = fact.name == "want_kg" || fact.name == "more_kg" || fact.name == "short_kg";
      places[fact.name.substr(0, fact.name.size() - 3) + "_t"] =
          tonnes(*mass, need ? Rounding::up : Rounding::down);
      if (fact.name == "have_kg") have = mass;
      if (fact.name == "want_kg") want = mass;
    }
    if (fact.name.ends_with("_ppm")) {
      const auto ppm = parse_decimal(fact.value, false);
      if (ppm && ppm->places == 0 && ppm->digits <= 1'000'000) {
        places[fact.name.substr(0, fact.name.size() - 4) + "_percent"] =
            format_percent(Share::of_ppm(static_cast<std::int32_t>(ppm->digits)));
      }
    }
  }
  if (have && want) places["short_t"] = tonnes(*want - *have, Rounding::up);
  return places;
}

// Calls visit(text before, place) for each {place} and answers the text behind the last.
template <class Visit>
std::string_view each_place(std::string_view text, Visit&& visit) {
  for (;;) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return text;
    visit(text.substr(0, open), text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string fill(std::string_view text, const Places& places) {
  std::string out;
  const std::string_view rest =
      each_place(text, [&](std::string_view before, std::string_view place) {
        out += before;
        const auto found = places.find(place);
        out += found == places.end() ? "?" : found->second;
      });
  out += rest;
  return out;
}

// How many places the text has, or -1 when one of them is not known.
int known_places(std::string_view text, const Places& places) {
  int count = 0;
  bool all = true;
  each_place(text, [&](std::string_view, std::string_view place) {
    ++count;
    all = all && places.contains(place);
  });
  return all ? count : -1;
}

// Calls visit(text) for each sentence of a code, the plain one first.
template <class Visit>
void each_sentence(const Texts& texts, Code code, Visit&& visit) {
  const std::string key = "error." + std::string(code_text(code));
  for (auto at = texts.lower_bound(key); at != texts.end() && at->first.starts_with(key); ++at) {
    const bool plain = at->first.size() == key.size();
    if (!plain && at->first[key.size()] != '.') continue;
    if (!plain && at->first.find('.', key.size() + 1) != std::string::npos) continue;
    visit(at->second);
  }
}

}  // namespace

std::string word(Language language, std::string_view fact, std::string_view value) {
  const Texts& texts = texts_of(language);
  const auto found = texts.find("word." + std::string(fact) + "." + std::string(value));
  return found == texts.end() ? std::string(value) : found->second;
}

std::string message(Language language, std::string_view key, const std::vector<Fact>& facts) {
  const Texts& texts = texts_of(language);
  const auto found = texts.find(key);
  return found == texts.end() ? std::string(key) : fill(found->second, places_of(language, facts));
}

std::string sentence_of(Language language, const Problem& problem) {
  const Places places = places_of(language, problem.facts);
  const std::string* plain = nullptr;
  const std::string* best = nullptr;
  int best_places = -1;
  each_sentence(texts_of(language), problem.code, [&](const std::string& text) {
    if (plain == nullptr) plain = &text;
    const int count = known_places(text, places);
    if (count > best_places) {
      best = &text;
      best_places = count;
    }
  });
  if (best == nullptr) best = plain;
  return best == nullptr ? std::string(code_text(problem.code)) : fill(*best, places);
}

std::vector<std::string> sentences_of(Language language, Code code) {
  std::vector<std::string> sentences;
  each_sentence(texts_of(language), code,
                [&](const std::string& text) { sentences.push_back(text); });
  if (sentences.empty()) sentences.emplace_back(code_text(code));
  return sentences;
}

}  // namespace tenbin
