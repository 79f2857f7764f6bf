// `tenbin journal`, `checkpoint`, `check`, `backup` and `restore`: the book as a whole.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>

#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "cli/retention.hpp"
#include "http/serve.hpp"
#include "office/upkeep.hpp"
#include "press/log_key_file.hpp"
#include "service/audit.hpp"
#include "service/log_reading.hpp"
#include "tlog/checkpoint.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  std::string book;
  std::string file;
  std::string keep;
};

Result<void> journal(const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  return book->read(1, UINT64_MAX, [](std::uint64_t, std::uint32_t, std::string_view records) {
    return std::fwrite(records.data(), 1, records.size(), stdout) == records.size();
  });
}

Result<void> checkpoint(const Context& context, const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  const auto key = press::read_log_key(key_path_of(context, options.book), *book);
  if (!key) return tl::make_unexpected(key.error());
  const auto log = log_of(*book);
  if (!log) return tl::make_unexpected(log.error());
  const auto tip = book->tip();
  if (!tip) return tl::make_unexpected(tip.error());
  const auto frontier = frontier_at(*book, tip->size);
  if (!frontier) return tl::make_unexpected(frontier.error());
  fmt::print("{}", tlog::sign_checkpoint({log->name, frontier->size(), frontier->root()}, *key));
  return {};
}

// For the administrator's page of `tenbin serve` and its webhooks; what was done is done, whether
// it can be noted or not.
template <class Note>
void note(const Context& context, const std::string& book, const Note& write) {
  const std::string path = http::office_path_of(book);
  if (::access(path.c_str(), F_OK) != 0) return;
  auto office = office::Office::open(path, context.outside);
  if (!office) return static_cast<void>(report(context, office.error()));
  const Result<void> noted = write(**office, context.outside.now());
  if (!noted) report(context, noted.error());
}
void note_done(const Context& context, const std::string& book, office::Upkeep what,
               std::uint64_t records) {
  note(context, book, [&](office::Office& office, Instant now) {
    return note_upkeep(office, what, {now, records});
  });
}

int check(const Context& context, const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return report(context, book.error());
  Progress progress(context, "check.progress");
  const auto audit = audit_book(*book, [&](std::uint64_t done, std::uint64_t total) {
    progress.show(done, total);
    return !progress.interrupted();
  });
  progress.finish();
  if (!audit) return report(context, audit.error());
  if (!audit->finding) {
    fmt::print("{}\n", say(context, "check.passed",
                           {{"records", std::to_string(audit->records)},
                            {"seconds", progress.seconds_text()}}));
    fmt::print("{}\n", to_base64(audit->root));
    note_done(context, options.book, office::Upkeep::check, audit->records);
    return 0;
  }
  const AuditFinding& finding = *audit->finding;
  fmt::print(
      stderr, "{}\n",
      say(context, "check.failed",
          {{"seq", std::to_string(finding.seq)},
           {"check", say(context, "check." + finding.check) + " (" + finding.detail + ")"}}));
  return code_exit(Code::book_corrupt);
}

Result<void> copy_book(const Context& context, const std::string& from, const std::string& to) {
  const auto book = store::Book::open_to_read(from);
  if (!book) return tl::make_unexpected(book.error());
  TENBIN_TRY(book->backup_to(to));
  const auto copied = store::Book::open_to_read(to);
  if (!copied) return tl::make_unexpected(copied.error());
  const auto tip = copied->tip();
  if (!tip) return tl::make_unexpected(tip.error());
  fmt::print("{}\n",
             say(context, "backup.done", {{"path", to}, {"records", std::to_string(tip->size)}}));
  note_done(context, from, office::Upkeep::backup, tip->size);
  return {};
}

// A dated copy in the folder; once it is there the older ones of this book that need not stay go.
Result<void> copy_into(const Context& context, const Options& options, const Retention& retention) {
  namespace fs = std::filesystem;
  TENBIN_TRY(make_folder(options.file));
  const fs::path folder(options.file);
  TENBIN_TRY(copy_book(context, options.book,
                       (folder / copy_name(options.book, context.outside.now())).string()));
  std::vector<Instant> made;
  std::error_code failed;
  for (fs::directory_iterator each(folder, failed), end; !failed && each != end;
       each.increment(failed))
    if (const auto at = copy_made_at(options.book, each->path().filename().string()))
      made.push_back(*at);
  std::sort(made.begin(), made.end(), std::greater<>());
  const std::vector<Instant> kept = kept_copies(made, retention);
  for (const Instant at : made) {
    if (std::find(kept.begin(), kept.end(), at) != kept.end()) continue;
    const fs::path old = folder / copy_name(options.book, at);
    fs::remove(old, failed);
    if (failed) return problem(Code::file_unwritable, {{"path", old.string()}});
    fmt::print("{}\n", say(context, "backup.gone", {{"path", old.string()}}));
  }
  return {};
}

Result<void> backup(const Context& context, const Options& options) {
  const auto retention = parse_retention(options.keep);
  if (!options.keep.empty() && !retention) return unusable("--keep", options.keep, "retention");
  auto done = options.keep.empty() ? copy_book(context, options.book, options.file)
                                   : copy_into(context, options, *retention);
  if (!done)
    note(context, options.book, [&](office::Office& office, Instant now) {
      return note_backup_failure(office, now, done.error().code);
    });
  return done;
}

// Audits the copy, writes it to its place, audits it there and compares the roots.
Result<void> restore(const Context& context, const Options& options) {
  if (::access(options.book.c_str(), F_OK) == 0)
    return problem(Code::file_exists, {{"path", options.book}});
  const auto copy = store::Book::open_to_read(options.file);
  if (!copy) return tl::make_unexpected(copy.error());
  const auto audited = [](const store::Book& book) -> Result<AuditReport> {
    auto audit = audit_book(book, {});
    if (!audit) return audit;
    if (audit->finding)
      return problem(Code::book_corrupt, {{"seq", std::to_string(audit->finding->seq)},
                                          {"place", audit->finding->check}});
    return audit;
  };
  const auto before = audited(*copy);
  if (!before) return tl::make_unexpected(before.error());
  TENBIN_TRY(copy->backup_to(options.book));
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  const auto after = audited(*book);
  if (!after) return tl::make_unexpected(after.error());
  if (after->root != before->root) return problem(Code::book_corrupt, {{"place", "root"}});
  fmt::print("{}\n", say(context, "restore.done",
                         {{"path", options.book}, {"records", std::to_string(after->records)}}));
  return {};
}

}  // namespace

void add_journal(Arguments app, Context& context) {
  const auto command = app.add_subcommand("journal", say(context, "help.journal"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.callback([&context, options] {
    if (const auto done = journal(*options); !done)
      context.exit_code = report(context, done.error());
  });
}

void add_checkpoint(Arguments app, Context& context) {
  const auto command = app.add_subcommand("checkpoint", say(context, "help.checkpoint"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.callback([&context, options] {
    if (const auto done = checkpoint(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

void add_check(Arguments app, Context& context) {
  const auto command = app.add_subcommand("check", say(context, "help.check"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.callback([&context, options] { context.exit_code = check(context, *options); });
}

void add_backup(Arguments app, Context& context) {
  const auto command = app.add_subcommand("backup", say(context, "help.backup"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("FILE", options->file, say(context, "help.backup_file")).required();
  command.add_option("--keep", options->keep, say(context, "help.backup_keep"));
  command.callback([&context, options] {
    if (const auto done = backup(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
  const auto back = app.add_subcommand("restore", say(context, "help.restore"));
  auto back_options = std::make_shared<Options>();
  back.add_option("FILE", back_options->file, say(context, "help.backup_file")).required();
  back.add_option("BOOK", back_options->book, say(context, "help.book")).required();
  back.callback([&context, back_options] {
    if (const auto done = restore(context, *back_options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
