// `tenbin correct`: what a correction hits, and with --apply the cure that was chosen.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "cli/context.hpp"
#include "cli/show_correction.hpp"
#include "correction/carry_out.hpp"
#include "correction/letters.hpp"
#include "press/press.hpp"
#include "service/attesting.hpp"

namespace tenbin::cli {
namespace {

using namespace correction;

struct Options {
  std::string book;
  std::string file;
  std::string cure = "a";
  std::string folder = ".";
  int deadline_days = 90;
  bool dry_run = false;
  bool apply = false;
  bool json = false;
};

struct Letter {
  std::string path;
  std::string text;
};

// The way that the book takes, tried on the book as it is on disk.
Result<std::vector<std::string>> way_that_holds(const Context& context, const Options& options,
                                                Ways ways) {
  std::optional<Problem> refused;
  for (std::vector<std::string>& way : ways) {
    auto trial = Ledger::open_to_read(options.book, context.outside);
    if (!trial) return tl::make_unexpected(trial.error());
    const auto done = submit_all(*trial, way, context.actor);
    if (done) return std::move(way);
    if (!refused) refused = done.error();
  }
  return tl::make_unexpected(refused.value_or(Problem{Code::input_invalid, {}}));
}

// As issued, so that a letter names what the customer has in hand.
Result<std::vector<Notice>> notices_before(const Ledger& ledger, const Change& change,
                                           const Assessment& assessment) {
  std::vector<Notice> notices;
  for (const Hit& hit : assessment.hits) {
    auto document = certificate_document(ledger, hit.certificate);
    if (!document) return tl::make_unexpected(document.error());
    notices.push_back({std::move(document->content), std::nullopt, change.reason, change.date});
  }
  return notices;
}

// New revisions with their documents, in memory.
Result<void> attest(Ledger& ledger, const Assessment& assessment, std::string_view actor,
                    std::vector<Notice>& notices) {
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const Hit& hit = assessment.hits[i];
    if (hit.keeps.empty()) continue;
    auto made = attest_certificate(ledger, hit.certificate, notices[i].before.language, actor);
    if (!made) return tl::make_unexpected(made.error());
    notices[i].after = std::move(made->content);
  }
  return {};
}

// Both languages of every notice, none of which may stand in the folder already; it is made where
// it is missing.
Result<std::vector<Letter>> letters_of(const Options& options, const std::vector<Notice>& notices) {
  std::vector<Letter> letters;
  std::error_code failed;
  if (!notices.empty()) std::filesystem::create_directories(options.folder, failed);
  if (failed) return problem(Code::file_unwritable, {{"path", options.folder}});
  for (const Notice& notice : notices) {
    for (const Language language : {Language::ja, Language::en}) {
      const std::string name = press::file_name_of(notice.before.number) + ".correction." +
                               std::to_string(notice.before.revision) + "." +
                               std::string(name_of(language)) + ".md";
      Letter each{(std::filesystem::path(options.folder) / name).string(),
                  letter(language, notice)};
      if (std::filesystem::exists(each.path))
        return problem(Code::file_exists, {{"path", each.path}});
      letters.push_back(std::move(each));
    }
  }
  return letters;
}

// Letters lie beside the book's commit: written under another name before it, so that a folder that
// takes none leaves the book as it was, and named after it.
class LetterFiles {
 public:
  explicit LetterFiles(std::vector<Letter> letters) : letters_(std::move(letters)) {}
  LetterFiles(const LetterFiles&) = delete;
  LetterFiles& operator=(const LetterFiles&) = delete;
  ~LetterFiles() {
    std::error_code ignored;
    for (const std::string& part : parts_) std::filesystem::remove(part, ignored);
  }

  Result<void> write() {
    for (const Letter& each : letters_) {
      parts_.push_back(each.path + ".part");
      TENBIN_TRY(write_unsynced(parts_.back(), each.text, true));
    }
    return {};
  }
  Result<void> name(const std::string& folder) {
    std::error_code failed;
    for (const Letter& each : letters_) {
      std::filesystem::rename(each.path + ".part", each.path, failed);
      if (failed) return problem(Code::file_unwritable, {{"path", each.path}});
    }
    return letters_.empty() ? Result<void>() : sync_folder(folder);
  }
  const std::vector<Letter>& letters() const { return letters_; }

 private:
  std::vector<Letter> letters_;
  std::vector<std::string> parts_;
};

Result<void> carry_out(const Context& context, const Options& options, Ledger& ledger,
                       const Change& change, const Assessment& assessment) {
  const Cure cure = static_cast<Cure>(options.cure.front() - 'a');
  auto ways = commands_of(ledger, change, assessment, cure);
  if (!ways) return tl::make_unexpected(ways.error());
  const auto way = way_that_holds(context, options, std::move(*ways));
  if (!way) return tl::make_unexpected(way.error());
  std::vector<Notice> notices;
  if (cure == Cure::d) {
    auto before = notices_before(ledger, change, assessment);
    if (!before) return tl::make_unexpected(before.error());
    notices = std::move(*before);
  }
  const std::uint64_t size = ledger.size();
  TENBIN_TRY(submit_all(ledger, *way, context.actor));
  TENBIN_TRY(attest(ledger, assessment, context.actor, notices));
  auto letters = letters_of(options, notices);
  if (!letters) return tl::make_unexpected(letters.error());
  LetterFiles files(std::move(*letters));
  TENBIN_TRY(files.write());
  TENBIN_TRY(ledger.commit());
  TENBIN_TRY(files.name(options.folder));
  TENBIN_TRY(ledger.keep_snapshot());
  if (way->empty()) {
    fmt::print("{}\n", say(context, "correct.nothing_to_post"));
    return {};
  }
  fmt::print("✓ {}\n",
             say(context, "correct.done",
                 {{"first", std::to_string(size + 1)}, {"last", std::to_string(ledger.size())}}));
  for (const Letter& each : files.letters()) fmt::print("{}\n", each.path);
  return {};
}

Result<void> correct(const Context& context, const Options& options) {
  const auto text = read_file(options.file);
  if (!text) return tl::make_unexpected(text.error());
  auto ledger = options.apply ? open_to_write(context, options.book, "correct")
                              : Ledger::open_to_read(options.book, context.outside);
  if (!ledger) return tl::make_unexpected(ledger.error());
  const auto change = read_change(*text, *ledger);
  if (!change) return tl::make_unexpected(change.error());
  const auto assessment = assess(*ledger, *change, options.deadline_days);
  if (!assessment) return tl::make_unexpected(assessment.error());
  if (options.apply) return carry_out(context, options, *ledger, *change, *assessment);
  const auto show = options.json ? correction_json : correction_text;
  fmt::print("{}", show(context, ledger->state(), *change, *assessment));
  return {};
}

}  // namespace

void add_correct(Arguments app, Context& context) {
  const auto command = app.add_subcommand("correct", say(context, "help.correct"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("FILE", options->file, say(context, "help.change_file")).required();
  const auto dry = command.add_flag("--dry-run", options->dry_run, say(context, "help.dry_run"));
  const auto apply =
      command.add_flag("--apply", options->apply, say(context, "help.correct_apply"));
  const auto cure = command.add_option("--cure", options->cure, say(context, "help.cure"))
                        .one_of({"a", "b", "c", "d"});
  command.add_option("--deadline-days", options->deadline_days, say(context, "help.deadline"))
      .in_range(0, 3660);
  command.add_option("-o,--output", options->folder, say(context, "help.folder"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  apply.needs(cure).excludes(dry);
  cure.needs(apply);
  command.callback([&context, options] {
    if (!options->apply && !options->dry_run) missing_arguments("--dry-run, --apply");
    if (const auto done = correct(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
