#include "cli/context.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <embedded/rulebooks.hpp>

#include "message/message.hpp"
#include "press/log_key_file.hpp"

namespace tenbin::cli {

std::string problem_line(const Context& context, const Problem& problem) {
  return fmt::format("✕ {}  {}", code_text(problem.code), sentence_of(context.language, problem));
}

int report(const Context& context, const Problem& problem) {
  const std::string line = problem_line(context, problem) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // must not throw: it is the last word
  return code_exit(problem.code);
}

tl::unexpected<Problem> unusable(std::string_view option, const std::string& value,
                                 std::string_view what) {
  return problem(
      Code::usage_invalid,
      {{"field", std::string(option)}, {"value", value}, {"problem", std::string(what)}});
}

std::string say(const Context& context, std::string_view key, const std::vector<Fact>& facts) {
  return message(context.language, "cli." + std::string(key), facts);
}

std::string key_path_of(const Context& context, const std::string& book) {
  return context.key_path.empty() ? press::log_key_path_of(book) : context.key_path;
}

std::string_view built_in_rulebook(std::string_view id) {
  for (const embedded::File& file : embedded::rulebooks()) {
    if (file.path == "rules/" + std::string(id) + ".json") return file.bytes;
  }
  return {};
}

std::vector<std::string> built_in_rulebook_ids() {
  std::vector<std::string> ids;
  for (const embedded::File& file : embedded::rulebooks()) {
    if (file.path.ends_with(".sources.json")) continue;
    std::string_view id = file.path;
    id.remove_prefix(std::string_view("rules/").size());
    id.remove_suffix(std::string_view(".json").size());
    ids.emplace_back(id);
  }
  return ids;
}

Result<Ledger> open_to_write(const Context& context, const std::string& book,
                             std::string_view who) {
  return Ledger::open_to_write(book, context.wait, who, context.outside);
}

}  // namespace tenbin::cli
