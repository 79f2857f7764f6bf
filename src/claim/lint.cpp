#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/check.hpp"
#include "claim/normal.hpp"
#include "claim/patterns.hpp"
#include "message/message.hpp"

namespace tenbin::claim {
namespace {

constexpr std::array<std::string_view, 14> codes = {
    "claim.physical_content",   "claim.made_with",         "claim.zero_carbon",
    "claim.vague_green",        "claim.certified_product", "claim.offset",
    "claim.superlative",        "claim.part_to_whole",     "claim.method_missing",
    "claim.equivalent_missing", "claim.share_missing",     "claim.comparator_missing",
    "claim.without_missing",    "claim.scope_missing"};

Problem too_winding() {
  return {Code::input_invalid, {{"problem", "too_long"}}};
}

bool inside(const std::vector<Match>& regions, std::size_t unit) {
  return std::ranges::any_of(regions, [&](const Match& region) {
    return region.units.from <= unit && unit < region.units.to;
  });
}

// The findings of one text, sentence by sentence.
class Search {
 public:
  Search(std::string_view text, const Normal& normal) : text_(text), normal_(normal) {}

  Result<std::vector<Finding>> run(Language language) {
    static const Pattern sentence = compile(one_sentence);
    for (const Match& match : all(sentence, {0, normal_.bytes.size()})) {
      within_ = match.units;
      ban(compiled(Language::ja));
      ban(compiled(Language::en));
      need(compiled(language));
    }
    if (failed_) return tl::make_unexpected(too_winding());
    std::ranges::sort(findings_, {}, [](const Finding& finding) {
      return std::tuple(finding.bytes.from, finding.kind);
    });
    return std::move(findings_);
  }

 private:
  std::vector<Match> all(const Pattern& pattern, Span within) {
    if (failed_ || pattern == nullptr) return {};
    auto found = matches(pattern, normal_.text, within);
    failed_ = !found.has_value();
    return found.value_or(std::vector<Match>());
  }
  bool any(const Pattern& pattern) { return !all(pattern, within_).empty(); }

  void ban(const Compiled& rules) {
    const std::vector<Match> denied = all(rules.denied, within_);
    for (const CompiledBan& rule : rules.bans) {
      const std::vector<Match> words = all(rule.words, within_);
      if (words.empty()) continue;
      const std::vector<Match> but = all(rule.but, within_);
      for (const Match& match : words)
        if (!inside(denied, match.units.to - 1) && !inside(but, match.units.from))
          add(rule.rule->kind, match);
    }
  }

  void need(const Compiled& rules) {
    for (const CompiledNeed& rule : rules.needs) {
      const std::vector<Match> when = all(rule.when, within_);
      if (when.empty() || any(rule.needs) || any(rule.unless)) continue;
      add(rule.rule->kind, when.front());
    }
  }

  // Of findings of one kind that share words the first stands for all.
  void add(Kind kind, const Match& match) {
    Finding finding{kind, {}, {}, "", {}};
    finding.bytes = {normal_.bytes[match.units.from].from, normal_.bytes[match.units.to - 1].to};
    finding.characters = {normal_.characters[match.units.from].from,
                          normal_.characters[match.units.to - 1].to};
    for (const Finding& known : findings_) {
      if (known.kind == kind && known.bytes.from < finding.bytes.to &&
          finding.bytes.from < known.bytes.to)
        return;
    }
    finding.words = text_.substr(finding.bytes.from, finding.bytes.to - finding.bytes.from);
    const std::string percent = percent_near(match);
    if (!percent.empty()) finding.facts.push_back({"percent", percent});
    if (!match.who.empty()) finding.facts.push_back({"who", written(match.who)});
    findings_.push_back(std::move(finding));
  }

  // The share that the advice keeps: of the words themselves, else the first of the sentence.
  std::string percent_near(const Match& match) {
    if (!match.percent.empty()) return match.percent;
    static const Pattern pattern = compile(first_percent);
    for (const Span within : {match.units, within_})
      if (const auto found = all(pattern, within); !found.empty()) return found.front().percent;
    return "";
  }

  // The name of a firm is folded in the match; those of letters alone are abbreviations.
  static std::string written(std::string name) {
    const bool letters = std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    if (letters && name.size() <= 5)
      std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c - 32); });
    return name;
  }

  std::string_view text_;
  const Normal& normal_;
  Span within_;
  bool failed_ = false;
  std::vector<Finding> findings_;
};

std::string_view name_of(Kind kind) {
  return kind_code(kind).substr(std::string_view("claim.").size());
}

}  // namespace

std::string_view kind_code(Kind kind) {
  return codes[static_cast<std::size_t>(kind)];
}

Result<std::vector<Finding>> lint(std::string_view text, Language language) {
  if (text.size() > max_bytes) return problem(Code::input_invalid, {{"problem", "too_long"}});
  const Result<Normal> normal = normalise(text);
  if (!normal) return tl::make_unexpected(normal.error());
  if (icu::UnicodeString(normal->text).trim().isEmpty())
    return problem(Code::input_invalid, {{"problem", "empty"}});
  return Search(text, *normal).run(language);
}

Language language_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 character = next_character(text, at);
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script =
        character < 0 ? USCRIPT_COMMON : uscript_getScript(character, &error);
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HAN)
      return Language::ja;
  }
  return Language::en;
}

std::string wrong(Language reader, const Finding& finding) {
  return message(reader, "claim.wrong." + std::string(name_of(finding.kind)),
                 {{"words", finding.words}});
}

std::string instead(Language sentence, const Finding& finding) {
  std::vector<Fact> facts = finding.facts;
  for (const std::string_view name : {"percent", "who"}) {
    const bool known =
        std::ranges::any_of(facts, [&](const Fact& fact) { return fact.name == name; });
    if (!known)
      facts.push_back({std::string(name), message(sentence, "claim.some." + std::string(name))});
  }
  return message(sentence, "claim.instead." + std::string(name_of(finding.kind)), facts);
}

std::vector<Sentence> catalogue() {
  std::vector<Fact> places;
  for (const std::string name : {"M", "A", "P", "N", "F", "X", "Y"})
    places.push_back({name, "{" + name + "}"});
  std::vector<Sentence> sentences;
  for (const char digit : std::string_view("123456")) {
    const std::string key = std::string("certificate.claim.c") + digit;
    sentences.push_back({std::string("C") + digit, message(Language::ja, key, places),
                         message(Language::en, key, places)});
  }
  return sentences;
}

}  // namespace tenbin::claim
