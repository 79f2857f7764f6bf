#include "book.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include "rulebook/read_rulebook.hpp"
#include "sample/mill.hpp"

namespace tenbin::bench {

Lines mill_lines(std::uint64_t count) {
  Lines all;
  sample::Mill mill(count, seed);
  std::string piece;
  while (mill.next(piece, std::size_t{1} << 20)) all.text += piece;
  const std::size_t size = all.text.size();
  all.text.append(read_ahead, ' ');
  for (std::size_t from = 0; from < size;) {
    const std::size_t end = all.text.find('\n', from);
    all.lines.push_back(std::string_view(all.text).substr(from, end - from));
    from = end + 1;
  }
  return all;
}

std::string_view command_of(std::string_view line) {
  line.remove_prefix(std::string_view(R"({"do":")").size());
  return line.substr(0, line.find('"'));
}

State empty_state() {
  std::ifstream file(TENBIN_SOURCE_DIR "/rules/free-credit.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto rulebook = read_rulebook(text);
  TENBIN_CHECK(rulebook.has_value());
  return State(std::move(*rulebook));
}

void post(State& state, CommandReader& reader, std::string_view line) {
  const auto envelope = reader.read(line);
  TENBIN_CHECK(envelope.has_value());
  const auto decision = decide(state, *envelope);
  TENBIN_CHECK(decision.has_value() && std::holds_alternative<Event>(*decision));
  apply(state, *envelope, std::get<Event>(*decision));
}

const State& mill_state(std::uint64_t count) {
  static std::map<std::uint64_t, State> states;
  const auto known = states.find(count);
  if (known != states.end()) return known->second;
  State state = empty_state();
  CommandReader reader;
  const Lines all = mill_lines(count);
  for (const std::string_view line : all.lines) post(state, reader, line);
  return states.emplace(count, std::move(state)).first->second;
}

}  // namespace tenbin::bench
