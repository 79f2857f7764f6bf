// `tenbin apply BOOK FILE|-`: commands in, answers out, each printed once its command is on disk.
// What can be read at once is decided at once and shares one commit, so a file goes in pieces of
// about a MiB and a person at a pipe is answered line by line. A large file is bulk work: a piece
// is written while the next one is decided, and its answers come one piece later.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>

#include "cli/command_pieces.hpp"
#include "cli/context.hpp"
#include "cli/show_answer.hpp"

namespace tenbin::cli {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;
// From this size on a file is bulk work (store::Book::set_bulk): its pieces are large segments.
constexpr std::size_t bulk_bytes = std::size_t{8} << 20;

struct Options {
  std::string book;
  std::string file;
  bool json = false;
  bool go_on = false;
  bool atomic = false;
  bool dry_run = false;
  std::string documents;  // folder
};

class Applier {
 public:
  Applier(const Context& context, const Options& options, bool bulk, Ledger& ledger)
      : context_(context), options_(options), bulk_(bulk), ledger_(ledger) {}

  // All that stands in `lines`; false to stop. Behind them there is read_ahead.
  bool take_lines(std::string_view lines) {
    while (!lines.empty()) {
      const std::string_view line = take_line(lines);
      ++line_number_;
      if (is_blank(line)) continue;
      if (!answer(line_number_, ledger_.submit(line, context_.actor))) return false;
    }
    return true;
  }
  bool take_piece(const CommandPiece& piece) {
    for (std::size_t i = 0; i < piece.commands.size(); ++i) {
      if (!answer(piece.numbers[i], ledger_.submit_read(piece.commands[i], context_.actor)))
        return false;
    }
    return true;
  }

  // Puts on disk what was accepted, then prints the answers. Where nobody can be answered, no
  // further command is taken.
  Result<void> flush() {
    if (options_.atomic) return {};
    if (!bulk_) return flush_all();
    TENBIN_TRY(ledger_.commit_behind());
    TENBIN_TRY(print(answers_behind_));
    std::swap(answers_, answers_behind_);
    return {};
  }
  Result<void> finish() {
    if (!options_.atomic || exit_code_ == 0) return flush_all();
    // With --atomic a refusal leaves the whole batch in memory, where it ends with the process:
    // nothing was accepted, so only refusals are answered.
    TENBIN_TRY(print(refusals_));
    fmt::print(stderr, "{}\n", say(context_, "apply.rolled_back"));
    return {};
  }
  // What was accepted before stays so, and is answered.
  Result<void> stop(const Problem& why) {
    if (!options_.atomic) TENBIN_TRY(flush_all());
    return tl::make_unexpected(why);
  }
  int exit_code() const { return exit_code_; }

 private:
  Result<void> flush_all() {
    if (!options_.dry_run) TENBIN_TRY(ledger_.commit());
    TENBIN_TRY(print(answers_behind_));
    return print(answers_);
  }
  static Result<void> print(std::string& answers) {
    const bool written = std::fwrite(answers.data(), 1, answers.size(), stdout) == answers.size();
    if (!written || std::fflush(stdout) != 0)
      return problem(Code::file_unwritable, {{"path", "-"}});
    answers.clear();
    return {};
  }

  bool answer(std::uint64_t line_number, const Answer& answer) {
    const bool refused = answer.status == Answer::Status::rejected;
    const auto append = options_.json ? append_answer_json : append_answer_text;
    append(options_.atomic && refused ? refusals_ : answers_, context_.language, line_number,
           answer);
    if (!refused) return true;
    if (exit_code_ == 0) exit_code_ = code_exit(answer.problem.code);
    return options_.go_on;
  }

  const Context& context_;
  const Options& options_;
  bool bulk_;
  Ledger& ledger_;
  std::string answers_;
  std::string answers_behind_;  // to what is being written
  std::string refusals_;        // with --atomic
  std::uint64_t line_number_ = 0;
  int exit_code_ = 0;
};

// Reads what is there, and hands over whole lines.
Result<void> feed_as_it_comes(int file, const std::string& path, const Context& context,
                              Applier& applier) {
  std::string buffer;
  std::size_t used = 0;
  bool more = true;
  while (more) {
    if (context.interrupts != nullptr && context.interrupts->load() > 0)
      return applier.stop({Code::interrupted, {}});
    buffer.resize(used + piece_bytes + read_ahead);
    const ssize_t got = ::read(file, buffer.data() + used, piece_bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return problem(Code::file_unreadable, {{"path", path}});
    used += static_cast<std::size_t>(got);
    const std::string_view text(buffer.data(), used);
    const std::size_t last_end = got == 0 ? used : text.rfind('\n') + 1;  // npos + 1 is 0
    if (last_end == 0 && used > line_bytes_max)
      return problem(Code::input_invalid, {{"problem", "length"}, {"field", ""}});
    more = applier.take_lines(text.substr(0, last_end)) && got > 0;
    TENBIN_TRY(applier.flush());
    buffer.erase(0, last_end);
    used -= last_end;
  }
  return applier.finish();
}

Result<void> feed_bulk(int file, const std::string& path, const Context& context,
                       Applier& applier) {
  CommandPieces pieces(read_commands(file, path));
  for (bool more = true; more;) {
    if (context.interrupts != nullptr && context.interrupts->load() > 0)
      return applier.stop({Code::interrupted, {}});
    const auto piece = pieces.next();
    if (!piece) return applier.stop(piece.error());
    more = *piece != nullptr && applier.take_piece(**piece);
    TENBIN_TRY(applier.flush());
  }
  return applier.finish();
}

bool is_bulk_work(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
         static_cast<std::size_t>(status.st_size) >= bulk_bytes;
}

// What attest_certificate commands of the file name, each by its SHA-256.
Result<void> hand_in_documents(const std::string& folder, Ledger& ledger) {
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  if (error) return problem(Code::file_missing, {{"path", folder}});
  for (const auto& file : files) {
    if (!file.is_regular_file(error)) continue;
    auto bytes = read_file(file.path().string());
    if (!bytes) return tl::make_unexpected(bytes.error());
    ledger.put_document(std::move(*bytes));
  }
  return {};
}

int apply_file(const Context& context, const Options& options) {
  auto ledger = options.dry_run ? Ledger::open_to_read(options.book, context.outside)
                                : open_to_write(context, options.book, "apply");
  if (!ledger) return report(context, ledger.error());
  if (!options.documents.empty()) {
    if (const auto done = hand_in_documents(options.documents, *ledger); !done)
      return report(context, done.error());
  }
  const int file =
      options.file == "-" ? STDIN_FILENO : ::open(options.file.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return report(context, problem(errno == ENOENT ? Code::file_missing : Code::file_unreadable,
                                   {{"path", options.file}})
                               .value());
  }
  const bool bulk = !options.dry_run && is_bulk_work(file);
  if (bulk) {
    // False where somebody reads the book just now: then the store goes the usual way.
    if (const auto set = ledger->book().set_bulk(true); !set) return report(context, set.error());
  }
  Applier applier(context, options, bulk, *ledger);
  const auto feed = bulk ? feed_bulk : feed_as_it_comes;
  const auto done = feed(file, options.file, context, applier);
  if (!done) return report(context, done.error());
  if (!options.dry_run && applier.exit_code() == 0) {
    if (const auto kept = ledger->keep_snapshot(); !kept) return report(context, kept.error());
  }
  return applier.exit_code();
}

}  // namespace

void add_apply(Arguments app, Context& context) {
  const auto command = app.add_subcommand("apply", say(context, "help.apply"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("FILE", options->file, say(context, "help.commands_file")).required();
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.add_flag("--continue", options->go_on, say(context, "help.continue"));
  command.add_flag("--atomic", options->atomic, say(context, "help.atomic"));
  command.add_flag("--dry-run", options->dry_run, say(context, "help.dry_run"));
  command.add_option("--documents", options->documents, say(context, "help.documents"));
  command.callback([&context, options] { context.exit_code = apply_file(context, *options); });
}

}  // namespace tenbin::cli
