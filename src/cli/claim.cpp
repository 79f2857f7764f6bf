// `tenbin claim check|list`: what may be said about an allocation.
#include "claim/claim.hpp"

#include <fmt/core.h>

#include <memory>

#include "cli/context.hpp"
#include "codec/json_writer.hpp"

namespace tenbin::cli {
namespace {

constexpr std::size_t max_lines = 10'000;

struct Options {
  std::string sentence;
  bool json = false;
  bool language_given = false;
};

struct Sentence {
  std::string text;
  Language language;
  std::vector<claim::Finding> findings;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") != std::string_view::npos) lines.emplace_back(line);
  }
  return lines;
}

// A problem of one sentence names the line it stands in, as the reader counts them: those with
// text.
Result<std::vector<Sentence>> linted(const Context& context, const Options& options) {
  std::vector<std::string> lines{options.sentence};
  if (options.sentence == "-") {
    const auto text = read_file("-");
    if (!text) return tl::make_unexpected(text.error());
    lines = lines_of(*text);
  }
  if (lines.size() > max_lines) return problem(Code::input_invalid, {{"problem", "claim_lines"}});
  std::vector<Sentence> sentences;
  for (const std::string& line : lines) {
    const Language language = options.language_given ? context.language : claim::language_of(line);
    auto findings = claim::lint(line, language);
    if (!findings) {
      Problem problem = findings.error();
      if (lines.size() > 1)
        problem.facts.push_back({"place", fmt::format("{}:1", sentences.size() + 1)});
      return tl::make_unexpected(std::move(problem));
    }
    sentences.push_back({line, language, std::move(*findings)});
  }
  return sentences;
}

void write_span(json::Writer& writer, std::string_view key, claim::Span span) {
  writer.key(key).begin_array();
  writer.integer(static_cast<std::int64_t>(span.from)).integer(static_cast<std::int64_t>(span.to));
  writer.end_array();
}

void print_json(const Context& context, const std::vector<Sentence>& sentences) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("schema").string("tenbin/claim/1").key("sentences").begin_array();
  for (const Sentence& sentence : sentences) {
    writer.begin_object().key("findings").begin_array();
    for (const claim::Finding& finding : sentence.findings) {
      writer.begin_object();
      write_span(writer, "bytes", finding.bytes);
      write_span(writer, "characters", finding.characters);
      writer.key("code").string(claim::kind_code(finding.kind));
      writer.key("instead").string(claim::instead(sentence.language, finding));
      writer.key("words").string(finding.words);
      writer.key("wrong").string(claim::wrong(context.language, finding));
      writer.end_object();
    }
    writer.end_array();
    writer.key("language").string(sentence.language == Language::ja ? "ja" : "en");
    writer.key("sentence").string(sentence.text).end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

void print(const Context& context, const std::vector<Sentence>& sentences) {
  std::size_t count = 0;
  for (const Sentence& sentence : sentences) {
    if (sentence.findings.empty()) continue;
    if (sentences.size() > 1) fmt::print("{}\n", sentence.text);
    for (const claim::Finding& finding : sentence.findings) {
      ++count;
      fmt::print(
          "{}\n  {}\n  {}\n",
          say(context, "claim.finding",
              {{"code", std::string(claim::kind_code(finding.kind))},
               {"words", finding.words},
               {"from", std::to_string(finding.characters.from + 1)},
               {"to", std::to_string(finding.characters.to)}}),
          claim::wrong(context.language, finding),
          say(context, "claim.instead", {{"text", claim::instead(sentence.language, finding)}}));
    }
  }
  fmt::print("{}\n", say(context, count == 0 ? "claim.fine" : "claim.found",
                         {{"findings", std::to_string(count)},
                          {"count", std::to_string(sentences.size())}}));
}

int check(const Context& context, const Options& options) {
  const auto sentences = linted(context, options);
  if (!sentences) return report(context, sentences.error());
  if (options.json) {
    print_json(context, *sentences);
  } else {
    print(context, *sentences);
  }
  const bool fine = std::ranges::all_of(
      *sentences, [](const Sentence& sentence) { return sentence.findings.empty(); });
  return fine ? 0 : 3;
}

void list(const Options& options) {
  if (!options.json) {
    for (const claim::Sentence& sentence : claim::catalogue())
      fmt::print("{}  {}\n    {}\n", sentence.code, sentence.ja, sentence.en);
    return;
  }
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("schema").string("tenbin/claims/1").key("sentences").begin_array();
  for (const claim::Sentence& sentence : claim::catalogue()) {
    writer.begin_object().key("code").string(sentence.code).key("en").string(sentence.en);
    writer.key("ja").string(sentence.ja).end_object();
  }
  writer.end_array().end_object();
  fmt::print("{}\n", out);
}

}  // namespace

void add_claim(Arguments app, Context& context) {
  const auto group = app.add_subcommand("claim", say(context, "help.claim"));
  group.require_subcommand();
  auto options = std::make_shared<Options>();
  const auto check_command = group.add_subcommand("check", say(context, "help.claim_check"));
  check_command.add_option("SENTENCE", options->sentence, say(context, "help.claim_sentence"))
      .required();
  check_command.add_flag("--json", options->json, say(context, "help.json"));
  check_command.callback([app, &context, options] {
    options->language_given = app.get_option("--lang").given();
    context.exit_code = check(context, *options);
  });
  const auto list_command = group.add_subcommand("list", say(context, "help.claim_list"));
  list_command.add_flag("--json", options->json, say(context, "help.json"));
  list_command.callback([options] { list(*options); });
}

}  // namespace tenbin::cli
