#include "cli/show_answer.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "codec/json_writer.hpp"
#include "message/message.hpp"
#include "units/decimal.hpp"

namespace tenbin::cli {
namespace {

std::string_view status_text(Answer::Status status) {
  switch (status) {
    case Answer::Status::accepted:
      return "accepted";
    case Answer::Status::repeated:
      return "repeated";
    case Answer::Status::rejected:
      return "rejected";
  }
  TENBIN_CHECK(false);
}

void append_rejection(std::string& out, Language language, const Problem& problem) {
  std::vector<Fact> facts = problem.facts;
  std::sort(facts.begin(), facts.end(),
            [](const Fact& a, const Fact& b) { return a.name < b.name; });
  json::Writer writer(out);
  writer.begin_object().key("detail").string(sentence_of(language, problem));
  writer.key("error").string(code_text(problem.code)).key("facts").begin_object();
  for (const Fact& fact : facts) writer.key(fact.name).string(fact.value);
  writer.end_object().end_object();
}

void append_residues(std::string& out, const Answer& answer) {
  if (answer.residues.empty()) return;
  out += ",\"residues\":[";
  for (std::size_t i = 0; i < answer.residues.size(); ++i) {
    if (i > 0) out += ',';
    json::Writer(out)
        .begin_object()
        .key("field")
        .string(answer.residues[i].first)
        .key("g")
        .string(format_decimal(answer.residues[i].second, 8))
        .end_object();
  }
  out += ']';
}

}  // namespace

void append_answer_json(std::string& out, Language language, std::uint64_t line,
                        const Answer& answer) {
  out += fmt::format("{{\"line\":{},\"status\":\"{}\"", line, status_text(answer.status));
  if (answer.status == Answer::Status::rejected) {
    std::string rejection;
    append_rejection(rejection, language, answer.problem);
    out += ',';
    out.append(rejection, 1);  // its members, with the closing brace
  } else {
    out += fmt::format(",\"seq\":{}", answer.seq);
    append_residues(out, answer);
    if (answer.outcome.empty()) {
      out += '}';
    } else {
      out += ',';
      out.append(answer.outcome, 1);
    }
  }
  out += '\n';
}

void append_answer_text(std::string& out, Language language, std::uint64_t line,
                        const Answer& answer) {
  if (answer.status == Answer::Status::rejected) {
    out += fmt::format("✕ {}  {}  {}\n", line, code_text(answer.problem.code),
                       sentence_of(language, answer.problem));
    return;
  }
  // Looked up once: a million answers say the same word.
  static const std::array<std::array<std::string, 2>, 2> words = {
      {{word(Language::ja, "status", "accepted"), word(Language::en, "status", "accepted")},
       {word(Language::ja, "status", "repeated"), word(Language::en, "status", "repeated")}}};
  out += "✓ ";
  append_decimal(out, static_cast<std::int64_t>(line), 0);
  out += "  ";
  out += words[answer.status == Answer::Status::repeated][language == Language::en];
  out += "  ";
  append_decimal(out, static_cast<std::int64_t>(answer.seq), 0);
  out += ' ';
  out += answer.outcome;
  out += '\n';
}

}  // namespace tenbin::cli
