#include "claim/patterns.hpp"

#include "base/check.hpp"

namespace tenbin::claim {
namespace {

constexpr std::int32_t max_steps = 2000;  // of ICU's unit, some 10,000 operations each

// Puts the pieces into their places; "{0,9}" is no place.
std::string expanded(std::string_view pattern, std::span<const Piece> pieces) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    const std::string_view name =
        close == std::string_view::npos ? "" : pattern.substr(at + 1, close - at - 1);
    if (name.empty() || name[0] < 'a' || name[0] > 'z') {
      text.push_back(pattern[at++]);
      continue;
    }
    const Piece* found = nullptr;
    std::size_t place = 0;
    for (; place < pieces.size() && found == nullptr; ++place)
      if (pieces[place].name == name) found = &pieces[place];
    TENBIN_CHECK(found != nullptr);
    text += "(?:" + expanded(found->pattern, pieces.first(place - 1)) + ")";
    at = close + 1;
  }
  return text;
}

Pattern compile_some(std::string_view pattern, std::span<const Piece> pieces) {
  return pattern.empty() ? nullptr : compile(pattern, pieces);
}

Compiled compile_all(const Rules& rules) {
  Compiled all;
  for (const Ban& ban : rules.bans)
    all.bans.push_back(
        {&ban, compile(ban.words, rules.pieces), compile_some(ban.but, rules.pieces)});
  for (const Need& need : rules.needs)
    all.needs.push_back({&need, compile(need.when, rules.pieces), compile(need.needs, rules.pieces),
                         compile_some(need.unless, rules.pieces)});
  all.denied = compile(rules.denied, rules.pieces);
  return all;
}

// The text of a named group; empty when the pattern has no such group or it matched nothing.
std::string group(const icu::RegexMatcher& matcher, const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t number = matcher.pattern().groupNumberFromName(name, -1, error);
  if (U_FAILURE(error)) return "";
  std::string text;
  matcher.group(number, error).toUTF8String(text);
  return U_FAILURE(error) ? "" : text;
}

}  // namespace

Pattern compile(std::string_view pattern, std::span<const Piece> pieces) {
  const std::string text = expanded(pattern, pieces);
  UErrorCode error = U_ZERO_ERROR;
  UParseError place;
  Pattern made(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(text), 0, place, error));
  TENBIN_CHECK(U_SUCCESS(error));
  return made;
}

const Compiled& compiled(Language language) {
  static const Compiled ja = compile_all(rules_ja());
  static const Compiled en = compile_all(rules_en());
  return language == Language::ja ? ja : en;
}

std::optional<std::vector<Match>> matches(const Pattern& pattern, const icu::UnicodeString& text,
                                          Span within) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(pattern->matcher(text, error));
  TENBIN_CHECK(U_SUCCESS(error));
  matcher->setTimeLimit(max_steps, error);
  matcher->region(static_cast<std::int64_t>(within.from), static_cast<std::int64_t>(within.to),
                  error);
  TENBIN_CHECK(U_SUCCESS(error));
  std::vector<Match> found;
  while (matcher->find(error)) {
    const auto from = static_cast<std::size_t>(matcher->start(error));
    const auto to = static_cast<std::size_t>(matcher->end(error));
    if (from < to)
      found.push_back({{from, to}, group(*matcher, "percent"), group(*matcher, "who")});
  }
  if (U_FAILURE(error)) return std::nullopt;
  return found;
}

}  // namespace tenbin::claim
