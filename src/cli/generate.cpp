// `tenbin generate`: a realistic mill as command lines, for trials and measurements.
#include <cstdio>
#include <memory>

#include "cli/context.hpp"
#include "sample/mill.hpp"

namespace tenbin::cli {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

struct Options {
  std::uint64_t events = 0;
  std::uint64_t seed = 1;
};

int generate(const Context& context, const Options& options) {
  sample::Mill mill(options.events, options.seed);
  std::string lines;
  while (mill.next(lines, piece_bytes)) {
    if (context.interrupts != nullptr && context.interrupts->load() > 0)
      return report(context, Problem{Code::interrupted, {}});
    if (std::fwrite(lines.data(), 1, lines.size(), stdout) != lines.size())
      return report(context, Problem{Code::file_unwritable, {{"path", "-"}}});
  }
  return 0;
}

}  // namespace

void add_generate(Arguments app, Context& context) {
  const auto command = app.add_subcommand("generate", say(context, "help.generate"));
  auto options = std::make_shared<Options>();
  command.add_option("--events", options->events, say(context, "help.events")).required();
  command.add_option("--seed", options->seed, say(context, "help.seed"));
  command.callback([&context, options] { context.exit_code = generate(context, *options); });
}

}  // namespace tenbin::cli
