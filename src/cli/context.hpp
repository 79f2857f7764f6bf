#pragma once
// What every command of the command line stands on: the outside, the language, and how an answer
// and a problem are said. Standard output is the result, standard error the messages; the exit code
// follows contract section 8.
#include <atomic>
#include <chrono>
#include <string>

#include "base/problem.hpp"
#include "cli/arguments.hpp"
#include "domain/kinds.hpp"
#include "service/files.hpp"
#include "service/ledger.hpp"
#include "units/outside.hpp"

namespace tenbin::cli {

struct Context {
  Outside outside;
  std::string actor;                       // --actor
  Language language = Language::ja;        // --lang, else by LANG
  std::chrono::milliseconds wait{10'000};  // --wait: for another writer of the book
  std::string key_path;                    // --key: where it is not beside the book
  bool color = false;                      // standard error is a terminal and NO_COLOR is not set
  const std::atomic<int>* interrupts = nullptr;  // how often Ctrl-C was pressed
  int exit_code = 0;                             // what the chosen command answers
};

// Prints the sentence of a problem to standard error, with its code, and answers its exit code.
int report(const Context& context, const Problem& problem);
// The same text: "✕ error.code  sentence".
std::string problem_line(const Context& context, const Problem& problem);

// A sentence of the catalogue, "cli.<key>".
std::string say(const Context& context, std::string_view key, const std::vector<Fact>& facts = {});

// Where the key of a book is: --key, else beside the book.
std::string key_path_of(const Context& context, const std::string& book);

// The text of a built-in rulebook or its sources by id ("free-credit", "free-credit.sources");
// empty when there is none.
std::string_view built_in_rulebook(std::string_view id);
std::vector<std::string> built_in_rulebook_ids();

// usage.invalid: this value of that option cannot be used, `what` a word of the catalogue.
tl::unexpected<Problem> unusable(std::string_view option, const std::string& value,
                                 std::string_view what);

// Opens with the context's outside and wait.
Result<Ledger> open_to_write(const Context& context, const std::string& book, std::string_view who);

// Every command: adds its subcommand, options and callback. The callback sets context.exit_code.
void add_init(Arguments app, Context& context);
void add_apply(Arguments app, Context& context);
void add_balance(Arguments app, Context& context);
void add_footprint(Arguments app, Context& context);
void add_journal(Arguments app, Context& context);
void add_checkpoint(Arguments app, Context& context);
void add_log(Arguments app, Context& context);
void add_witness(Arguments app, Context& context);
void add_check(Arguments app, Context& context);
void add_backup(Arguments app, Context& context);
void add_certificate(Arguments app, Context& context);
void add_verify(Arguments app, Context& context);
void add_import(Arguments app, Context& context);
void add_template(Arguments app, Context& context);
void add_export(Arguments app, Context& context);
void add_rulebook(Arguments app, Context& context);
void add_plan(Arguments app, Context& context);
void add_allocate(Arguments app, Context& context);
void add_claim(Arguments app, Context& context);
void add_correct(Arguments app, Context& context);
void add_issuer(Arguments app, Context& context);
void add_keys(Arguments app, Context& context);
void add_generate(Arguments app, Context& context);
void add_pack(Arguments app, Context& context);
void add_audit(Arguments app, Context& context);
void add_statement(Arguments app, Context& context);
void add_serve(Arguments app, Context& context);
void add_demo(Arguments app, Context& context);
void add_people(Arguments app, Context& context);
void add_mcp(Arguments app, Context& context);
void add_doctor(Arguments app, Context& context);
void add_service(Arguments app, Context& context);
void add_completion(Arguments app, Context& context);
void add_manual(Arguments app, Context& context);

// Parses the arguments and runs the command.
int run(int argc, char** argv, Context& context);

}  // namespace tenbin::cli
